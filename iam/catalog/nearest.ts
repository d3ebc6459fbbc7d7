import { lazy } from './lazy.ts';

/**
 * A role's name near another: `case` differs in letter case only, `prefix` lacks `roles/` or the service (`roles/serviceAccountAdmin`),
 * `edit` is within two edits, letter case aside.
 */
export interface NearRole {
  readonly name: string;
  readonly by: 'case' | 'prefix' | 'edit';
}

const MOST_EDITS = 2;

/**
 * Finds the nearest of the given role names; undefined for one of them itself, or where none is near. Of several services' roles
 * a name without a service means the one titled just so: `serviceAccountAdmin` is IAM's "Service Account Admin", not "Edge Container Service Account Admin".
 */
export function nearestRoleFinder(names: readonly string[], title: (name: string) => string): (name: string) => NearRole | undefined {
  const byLowerCase = lazy(() => new Map(names.map((name) => [name.toLowerCase(), name])));
  const byIdWithoutService = lazy(() => Map.groupBy(names, (name) => withoutService(name.toLowerCase())));
  const nearest = nearestFinder(names);
  return (name) => {
    const wanted = (name.includes('/') ? name : `roles/${name}`).toLowerCase();
    const sameLetters = byLowerCase().get(wanted);
    if (sameLetters === name) return undefined;
    if (sameLetters !== undefined) return { name: sameLetters, by: name.includes('/') ? 'case' : 'prefix' };
    const id = wanted.slice(wanted.indexOf('/') + 1);
    const sameId = (wanted.startsWith('roles/') && byIdWithoutService().get(id)) || [];
    const prefixed = sole(sameId) ?? sole(sameId.filter((candidate) => title(candidate).replaceAll(' ', '').toLowerCase() === id));
    if (prefixed !== undefined) return { name: prefixed, by: 'prefix' };
    const similar = nearest(wanted);
    return similar === undefined || !isServiceNear(wanted, similar.toLowerCase()) ? undefined : { name: similar, by: 'edit' };
  };
}

/** Whether the services of two roles may be one, mistyped: at most one edit for each three letters, as the names are short. */
function isServiceNear(one: string, other: string): boolean {
  const [a, b] = [untilDot(one), untilDot(other)].map((name) => name.slice(name.indexOf('/') + 1)) as [string, string];
  const most = Math.min(MOST_EDITS, Math.floor(Math.max(a.length, b.length) / 3));
  return editDistance(a, b, most) <= most;
}

/**
 * Finds, letter case aside, the candidate fewest edits away: at most two, and at most one for each three letters. Of several the one that agrees up to its first dot
 * (the same service), then the first in alphabetical order.
 */
export function nearestFinder(candidates: readonly string[]): (text: string) => string | undefined {
  const byLength = lazy(() =>
    Map.groupBy(
      candidates.map((candidate) => ({ candidate, lower: candidate.toLowerCase() })),
      ({ lower }) => lower.length,
    ),
  );
  return (text) => {
    const wanted = text.toLowerCase();
    const most = Math.min(MOST_EDITS, Math.floor(wanted.length / 3));
    let best: { candidate: string; edits: number; sameService: boolean } | undefined;
    for (let length = wanted.length - most; length <= wanted.length + most; length++) {
      for (const { candidate, lower } of byLength().get(length) ?? []) {
        const limit = best?.edits ?? most;
        const edits = editDistance(wanted, lower, limit);
        if (edits > limit) continue;
        const sameService = untilDot(wanted) === untilDot(lower);
        const better =
          best === undefined || edits < best.edits || (sameService !== best.sameService ? sameService : candidate < best.candidate);
        if (better) best = { candidate, edits, sameService };
      }
    }
    return best?.candidate;
  };
}

/**
 * The number of insertions, deletions, replacements and swaps of neighbours that make `b` of `a` (optimal string alignment);
 * where that is more than `most`, some number greater than `most`. Looks only at the cells within `most` of the diagonal.
 */
export function editDistance(a: string, b: string, most: number): number {
  const beyond = most + 1;
  if (Math.abs(a.length - b.length) > most) return beyond;
  let before: number[] = [];
  let above: number[] = [];
  for (let row = 0; row <= a.length; row++) {
    const current: number[] = [];
    let least = row - most <= 0 ? row : beyond;
    if (row <= most) current[0] = row;
    for (let column = Math.max(1, row - most); column <= Math.min(b.length, row + most); column++) {
      let edits = column;
      if (row > 0) {
        const same = a.charCodeAt(row - 1) === b.charCodeAt(column - 1);
        edits = Math.min(
          (above[column - 1] ?? beyond) + (same ? 0 : 1),
          (above[column] ?? beyond) + 1,
          (current[column - 1] ?? beyond) + 1,
        );
        const swapped =
          row > 1 && column > 1 && a.charCodeAt(row - 1) === b.charCodeAt(column - 2) && a.charCodeAt(row - 2) === b.charCodeAt(column - 1);
        if (swapped) edits = Math.min(edits, (before[column - 2] ?? beyond) + 1);
      }
      current[column] = edits;
      least = Math.min(least, edits);
    }
    if (least > most) return beyond;
    before = above;
    above = current;
  }
  return above[b.length] ?? beyond;
}

/** `roles/iam.serviceAccountAdmin` → `serviceaccountadmin`; a name without a service gives ''. */
function withoutService(name: string): string {
  const dot = name.indexOf('.');
  return dot < 0 ? '' : name.slice(dot + 1);
}

function sole<T>(items: readonly T[]): T | undefined {
  return items.length === 1 ? items[0] : undefined;
}

function untilDot(text: string): string {
  const dot = text.indexOf('.');
  return dot < 0 ? text : text.slice(0, dot);
}
