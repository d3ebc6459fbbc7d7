/** Why a text is no glob of ours, as the end of a sentence; undefined where it is one. */
export function globProblem(glob: string): string | undefined {
  if (glob === '') return 'is empty';
  if (/^\/|^[A-Za-z]:|\\/.test(glob)) return 'is not a path below this folder with forward slashes, like "policies/*.json"';
  if (glob.split('/').includes('..')) return 'leads out of this folder: put a configuration file there';
  if (/[{}[\]!]/.test(glob)) return 'has signs other than *, ** and ?: write one entry for each path';
  return undefined;
}

/**
 * Whether a relative path, its segments decoded, is one that the glob names as a whole: `*` and `?` stand for any characters and any one
 * character of a name, `**` for any number of directories. The time is at most the product of both lengths, whatever the glob.
 */
export function matches(glob: string, path: string): boolean {
  const names = path.split('/');
  /** After some segments of the glob: whether they can stand for the first n names. */
  let reached = names.map(() => false);
  reached.unshift(true);
  for (const segment of glob.replace(/^(?:\.\/)+/, '').split('/')) {
    const first = reached.indexOf(true);
    reached =
      segment === '**'
        ? reached.map((_, count) => first !== -1 && first <= count)
        : reached.map((_, count) => count > 0 && reached[count - 1] === true && matchesName(segment, names[count - 1] ?? ''));
  }
  return reached.at(-1) === true;
}

/** The same for one name: the last `*` takes one character more whenever what follows does not fit. */
function matchesName(pattern: string, name: string): boolean {
  let at = 0;
  let star = -1;
  let taken = 0;
  for (let index = 0; index < name.length; ) {
    if (pattern[at] === '*') {
      star = at++;
      taken = index;
    } else if (at < pattern.length && (pattern[at] === '?' || pattern[at] === name[index])) {
      at++;
      index++;
    } else if (star !== -1) {
      at = star + 1;
      index = ++taken;
    } else return false;
  }
  return /^\**$/.test(pattern.slice(at));
}
