import type { Io } from './io.ts';

const codes = {
  bold: [1, 22],
  dim: [2, 22],
  underline: [4, 24],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  blue: [34, 39],
  cyan: [36, 39],
} as const;

/** Makes text bold, red, … on a terminal, or leaves it as it is. */
export type Style = Readonly<Record<keyof typeof codes, (text: string) => string>>;

/** The style with colours or without. */
export function styleWith(colors: boolean): Style {
  const paint =
    ([on, off]: readonly [number, number]) =>
    (text: string) =>
      colors && text !== '' ? `\x1b[${on}m${text}\x1b[${off}m` : text;
  const entries = Object.entries(codes).map(([name, code]) => [name, paint(code)]);
  return Object.fromEntries(entries) as Style;
}

/** Whether stdout gets colours where no option says so: https://no-color.org, https://force-color.org. */
export function wantsColors({ env, isTTY }: Pick<Io, 'env' | 'isTTY'>): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== '0';
  return isTTY && env.TERM !== 'dumb';
}

/** What files contain must not steer the terminal: control characters and changes of the writing direction are replaced one for one. */
export function printable(text: string): string {
  return text.replace(/[^\P{Cc}\t]|[\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, '\ufffd');
}
