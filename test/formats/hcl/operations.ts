/** How many units of text `run` looks at through the methods of strings; a measure of time that is the same on every machine. */
export function operations(run: () => void): number {
  const { charCodeAt, indexOf, lastIndexOf, slice, startsWith } = String.prototype;
  let count = 0;
  Object.assign(String.prototype, {
    charCodeAt(this: string, pos: number) {
      count++;
      return charCodeAt.call(this, pos);
    },
    indexOf(this: string, what: string, pos = 0) {
      const found = indexOf.call(this, what, pos);
      count += 1 + (found < 0 ? this.length : found) - pos;
      return found;
    },
    lastIndexOf(this: string, what: string, pos = this.length) {
      const found = lastIndexOf.call(this, what, pos);
      count += 1 + pos - found;
      return found;
    },
    slice(this: string, start?: number, end?: number) {
      const part = slice.call(this, start, end);
      count += 1 + part.length;
      return part;
    },
    startsWith(this: string, what: string, pos?: number) {
      count += what.length;
      return startsWith.call(this, what, pos);
    },
  });
  try {
    run();
  } finally {
    Object.assign(String.prototype, { charCodeAt, indexOf, lastIndexOf, slice, startsWith });
  }
  return count;
}
