/** A part of a path: whatever it holds, it stays one part. Throws a RangeError where no name can be so. */
export function segment(name: string): string {
  if (name === '' || name === '.' || name === '..') throw new RangeError(`"${name}" is no name.`);
  return encodeURIComponent(name).replaceAll('%40', '@');
}
