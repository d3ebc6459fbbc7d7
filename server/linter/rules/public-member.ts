import { isPublic } from '../../../iam/principal.ts';
import { roleName, roleTitle } from '../describe.ts';
import { revoke } from '../fixes.ts';
import { isInvoker } from '../powers.ts';
import type { Rule } from '../rule.ts';

/** Roles that people give to everyone on purpose: to publish files, packages and images. */
const publishing: ReadonlySet<string> = new Set([
  'roles/storage.objectViewer',
  'roles/storage.legacyObjectReader',
  'roles/artifactregistry.reader',
]);

export const rule: Rule = {
  title: 'Role granted to everyone',
  group: 'grants',
  severity: 'error',
  since: '0.1.0',
  sources: [
    'https://cloud.google.com/iam/docs/principals-overview#all-users',
    'https://cloud.google.com/storage/docs/access-control/making-data-public',
  ],
  check(model, { report, catalog }) {
    for (const grant of model.grants) {
      const { principal, role, resource } = grant;
      if (principal.state !== 'known' || !isPublic(principal.value) || role.state !== 'known') continue;
      if (isInvoker(grant, { model, catalog })) continue;
      const name = roleName(role);
      const who = principal.value.text.text;
      const everyone = who === 'allUsers' ? 'everyone on the internet' : 'everyone with a Google account';
      report({
        at: principal,
        about: [grant],
        severity: publishing.has(name ?? '') ? 'warning' : 'error',
        message: `${who} is ${everyone}, who gets ${roleTitle(role)} on ${resource.title}; grant it to those who need it.`,
        fixes: revoke(grant, who),
      });
    }
  },
};
