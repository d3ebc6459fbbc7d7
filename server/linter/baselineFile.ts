import type { SourceFile } from './source.ts';

/** What a baseline is called unless somebody names it otherwise. */
export const baselineName = 'leastwise-baseline.json';

/** The key that begins a baseline; its value is the version of the form. */
export const baselineMark = 'leastwiseBaseline';

/** Whether a file is a baseline, by its first key. */
export function isBaseline({ text }: SourceFile): boolean {
  return /^\uFEFF?\s*\{\s*"leastwiseBaseline"\s*:/.test(text.slice(0, 200));
}
