import type { Budget } from './budget.ts';

/** How many steps a search may take at worst: Terraform's own expressions take linear time, ours might not. */
const mostSteps = 5e6;

/** The steps that cost as much as the copy of an element. */
const stepsToCopy = 5000;

/**
 * The matches of a regular expression in Terraform's syntax (RE2), one after another; undefined for an expression that may mean something else in
 * JavaScript or take long, or a text whose characters they class differently. https://github.com/google/re2/wiki/Syntax
 */
export function matches(pattern: string, text: string, budget: Budget): readonly RegExpExecArray[] | undefined {
  const expression = translate(pattern);
  const steps = worst(pattern, text);
  // White space and line breaks beyond ASCII are not the same ones.
  if (expression === undefined || /[^\n\t\f -~]/.test(text) || !(steps <= mostSteps) || !budget.spend(Math.ceil(steps / stepsToCopy)))
    return undefined;
  try {
    const all = [...text.matchAll(new RegExp(expression, 'gu'))];
    // Which empty ones count is another matter.
    return all.length > 1 && all.some(([match]) => match === '') ? undefined : all;
  } catch {
    return undefined;
  }
}

/** What a replacement stands for behind a match: `$1`, `$name` and `${name}` are its groups, `$$` is a dollar sign. https://pkg.go.dev/regexp#Regexp.Expand */
export function expandReplacement(replacement: string, match: RegExpExecArray): string {
  return replacement.replace(/\$(?:\$|(\w+)|\{(\w+)\})/g, (_, bare: string | undefined, braced: string | undefined) => {
    const name = bare ?? braced;
    if (name === undefined) return '$';
    return (/^\d+$/.test(name) ? match[Number(name)] : match.groups?.[name]) ?? '';
  });
}

/** The expression in JavaScript's syntax; undefined where it has what only one of them knows, or what they read differently. */
function translate(pattern: string): string | undefined {
  // Flags, look-around; classes that begin with a bracket; a repeated group may be tried in exponentially many ways.
  if (/\(\?(?!:|P?<[A-Za-z_])|\[\^?[\][]|\)[*+{]/.test(pattern)) return undefined;
  let known = true;
  const translated = pattern.replaceAll('(?P<', '(?<').replace(/\\([\s\S]?)/g, (written, escaped: string) => {
    if (/[dDsSwWbBnrtf]/.test(escaped)) return written;
    if (!/[!-/:-@[-`{-~ ]/.test(escaped)) known = false;
    return `\\x${escaped.charCodeAt(0).toString(16).padStart(2, '0')}`;
  });
  return known ? translated : undefined;
}

/** As many steps as a search for all matches may take: from each place, each repetition stops anywhere, and each choice is made both ways. */
function worst(pattern: string, text: string): number {
  const repetitions = pattern.match(/[*+{]/g)?.length ?? 0;
  const choices = pattern.match(/[?|]/g)?.length ?? 0;
  const anywhere = pattern.startsWith('^') && !pattern.includes('|') ? 0 : 1;
  return (text.length + 1) ** (repetitions + anywhere) * 2 ** choices;
}
