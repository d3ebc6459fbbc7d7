import type { EmulatorState } from './state.ts';

/** Somebody of whom no file knows. */
export const observer = 'user:observer@leastwise.example';

/** Lets the observer see everything and do nothing; the roles of all others stay what they are. */
export function admitObserver({ organizations, folders, projects }: EmulatorState): void {
  for (const each of [...organizations, ...folders, ...projects]) {
    each.policy ??= { bindings: [] };
    for (const role of ['roles/viewer', 'roles/browser', 'roles/iam.securityReviewer'])
      each.policy.bindings.push({ role, members: [observer] });
  }
}
