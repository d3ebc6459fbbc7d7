import type { Localize } from '../../iam/localize.ts';
import type { Iam } from '../gcp/iam.ts';

/** One permission over a service account, and whether the caller has it. */
export interface Check {
  readonly permission: string;
  readonly meaning: string;
  readonly held: boolean;
}

/** Asks which of the permissions to act as the account the caller has. https://cloud.google.com/iam/docs/service-account-permissions */
export async function checkImpersonationOf(
  iam: Pick<Iam, 'testIamPermissions'>,
  { project, email }: { project: string; email: string },
  l10n: Localize,
  signal?: AbortSignal,
): Promise<readonly Check[]> {
  const permissions: readonly (readonly [string, string])[] = [
    ['iam.serviceAccounts.getAccessToken', l10n.t('mint its access tokens')],
    ['iam.serviceAccounts.getOpenIdToken', l10n.t('mint its ID tokens')],
    ['iam.serviceAccounts.signJwt', l10n.t('sign JWTs as it')],
    ['iam.serviceAccounts.signBlob', l10n.t('sign bytes as it')],
    ['iam.serviceAccounts.implicitDelegation', l10n.t('pass delegation on through it')],
    ['iam.serviceAccounts.actAs', l10n.t('attach it to what you run')],
  ];
  const asked = permissions.map(([permission]) => permission);
  const held = new Set(await iam.testIamPermissions(project, email, asked, { signal }));
  return permissions.map(([permission, meaning]) => ({ permission, meaning, held: held.has(permission) }));
}
