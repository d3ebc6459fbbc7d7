import { type AllowPolicy, type Condition, editPolicy, grantMember, type Iam, revokeMember } from '../gcp/iam.ts';

/** What lets a member mint tokens of a service account. https://cloud.google.com/iam/docs/service-account-permissions#token-creator-role */
export const tokenCreator = 'roles/iam.serviceAccountTokenCreator';

/** One member to be in the role, or no more, on one service account. */
export interface PolicyChange {
  readonly kind: 'grant' | 'revoke';
  readonly project: string;
  readonly email: string;
  readonly member: string;
  readonly condition?: Condition;
}

/** Shows what would be written in place of what, and whether it shall be. */
export type Confirm = (before: AllowPolicy, after: AllowPolicy) => Promise<boolean>;

/**
 * Grants or revokes Token Creator on one account. Nothing is written that was not confirmed: when somebody else changes the policy meanwhile, the change is
 * made to the new one and confirmed again.
 */
export async function changePolicy(
  iam: Pick<Iam, 'getIamPolicy' | 'setIamPolicy'>,
  { kind, project, email, member, condition }: PolicyChange,
  confirm: Confirm,
): Promise<'written' | 'unchanged' | 'declined'> {
  let outcome: 'written' | 'unchanged' | 'declined' = 'unchanged';
  await editPolicy(iam, project, email, async (policy) => {
    const edit = kind === 'grant' ? grantMember : revokeMember;
    const edited = edit(policy, tokenCreator, member, condition);
    outcome = !edited ? 'unchanged' : (await confirm(policy, edited)) ? 'written' : 'declined';
    return outcome === 'written' ? edited : undefined;
  });
  return outcome;
}

/** Who is Token Creator by the account's own policy. */
export function tokenCreators({ bindings }: AllowPolicy): readonly { readonly member: string; readonly condition?: Condition }[] {
  return bindings.flatMap(({ role, members, condition }) =>
    role === tokenCreator ? members.map((member) => ({ member, condition })) : [],
  );
}

/** A policy as a text to compare, JSON with one member a line, below comments of which each is a line. */
export function policyText({ bindings, ...rest }: AllowPolicy, comments: readonly string[] = []): string {
  return [
    ...comments.map((comment) => `// ${comment.replaceAll(/\s+/g, ' ')}`.trimEnd()),
    JSON.stringify({ bindings, ...rest }, undefined, 2),
    '',
  ].join('\n');
}

/** The deleted service accounts that policies still name. https://cloud.google.com/iam/docs/principal-identifiers#deleted-principals */
export function deletedAccounts(policies: readonly AllowPolicy[]): readonly { readonly email: string; readonly uniqueId: string }[] {
  const members = policies.flatMap(({ bindings }) => bindings.flatMap((binding) => binding.members));
  const found = members.flatMap((member) => {
    const [, email, uniqueId] = /^deleted:serviceAccount:([^?]+)\?uid=(\d+)$/.exec(member) ?? [];
    return email === undefined || uniqueId === undefined ? [] : [[uniqueId, { email, uniqueId }] as const];
  });
  return [...new Map(found).values()];
}

/** The account's page, or of a project's accounts. https://console.cloud.google.com/iam-admin/serviceaccounts */
export function consoleUrl({ project, account }: { project: string; account?: string }): string {
  const page = account === undefined ? '' : `/details/${encodeURIComponent(account)}`;
  return `https://console.cloud.google.com/iam-admin/serviceaccounts${page}?project=${encodeURIComponent(project)}`;
}
