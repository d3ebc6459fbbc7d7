/** How many steps a match may take at worst: Terraform's own expressions take linear time, ours might not. */
const mostSteps = 1e6;

/**
 * The first match of a regular expression in Terraform's syntax (RE2), with named groups only where it has them; null where there is none,
 * undefined for one that means something else in JavaScript or might take long.
 */
export function firstMatch(pattern: string, text: string): RegExpExecArray | null | undefined {
  // A repeated group may be tried in exponentially many ways.
  if (/\)[*+{]/.test(pattern) || /\\[pPzACQE]|\[\[:|\(\?[a-zA-Z-]*[iUsm]/.test(pattern)) return undefined;
  const repetitions = pattern.match(/[*+{]/g)?.length ?? 0;
  if ((text.length + 1) ** repetitions > mostSteps) return undefined;
  try {
    return new RegExp(pattern.replaceAll('(?P<', '(?<'), 'u').exec(text);
  } catch {
    return undefined;
  }
}
