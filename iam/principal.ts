import { type AccountReference, hasPlaceholder, isAccountDeclaration, parseAccount } from './serviceAccount.ts';
import { HOLE, literalText, type Reference, resolve, show, soleReference, type Text } from './text.ts';

/**
 * Who a role is granted to.
 * https://cloud.google.com/iam/docs/principal-identifiers
 */
export type Principal = { readonly text: Text } & (
  | { readonly kind: 'public'; readonly id: 'allUsers' | 'allAuthenticatedUsers' }
  | { readonly kind: 'serviceAccount'; readonly account: AccountReference }
  | { readonly kind: 'user' | 'group' | 'domain'; readonly id: string }
  | { readonly kind: 'kubernetes'; readonly id: string }
  | { readonly kind: 'principal' | 'principalSet'; readonly id: string }
  | { readonly kind: 'deleted'; readonly id: string }
  | { readonly kind: 'convenience'; readonly id: string }
  // With an account where only its name is wrong: it is meant for a service account nevertheless.
  | { readonly kind: 'invalid'; readonly problem: string; readonly correction: string | undefined; readonly account?: AccountReference }
);

const types = ['user', 'serviceAccount', 'group', 'domain'] as const;
const conveniences = /^project(?:Owner|Editor|Viewer):/;

/** Reads a member of an allow policy. Undefined where its beginning is unknown, so that nothing can be said of it. */
export function parsePrincipal(text: Text): Principal | undefined {
  const reference = soleReference(text);
  if (reference && isAccountDeclaration(reference)) return { text, kind: 'serviceAccount', account: parseAccount(text) };
  const resolved = resolve(text);
  // What is wrong with a declared account is wrong where it is declared.
  if (resolved !== undefined && resolved !== text.text && !text.holes.some((hole) => hole && isAccountDeclaration(hole))) {
    const principal = parsePrincipal(literalText(resolved));
    if (principal?.kind !== 'serviceAccount') return principal && { ...principal, text };
  }
  const { text: member } = text;
  if (member === '' || member.startsWith(HOLE)) return undefined;
  if (member === 'allUsers' || member === 'allAuthenticatedUsers') return { text, kind: 'public', id: member };
  if (member.startsWith('deleted:')) return { text, kind: 'deleted', id: member };
  if (conveniences.test(member)) return { text, kind: 'convenience', id: member };
  if (member.startsWith('principal://') || member.startsWith('principalSet://')) return federated(text, member);
  // Terraform's provider knows the prefix, for all principals below a resource; where it is taken, Google's list of identifiers does not say.
  if (member.startsWith('principalHierarchy://')) return { text, kind: 'principalSet', id: member };
  const separator = member.indexOf(':');
  const type = types.find((each) => each === member.slice(0, separator));
  if (type) return typed(text, type, member.slice(separator + 1));
  return unprefixed(text, member, separator);
}

/** The principal for messages: what the author wrote; a declared account by its e-mail, or else its declaration's name. */
export function showPrincipal(principal: Principal): string {
  if (principal.kind === 'serviceAccount' && principal.account.declaration) {
    const { email, declaration } = principal.account;
    return email ? `serviceAccount:${email}` : declaration.label;
  }
  return show(principal.text);
}

/** Whether the principal is everyone on the internet, or everyone with a Google account. */
export function isPublic(principal: Principal): boolean {
  return principal.kind === 'public';
}

function typed(text: Text, type: (typeof types)[number], id: string): Principal {
  const invalid = (problem: string, correction?: string): Principal => ({ text, kind: 'invalid', problem, correction });
  if (/^\s|\s$/.test(id)) return invalid('has a space at its edge', noHole(`${type}:${id.trim()}`));
  if (/\s/.test(id)) return invalid('has a space in it');
  if (/[,;]$/.test(id)) return invalid('ends with punctuation', noHole(`${type}:${id.slice(0, -1)}`));
  if (hasPlaceholder(id) && type !== 'serviceAccount') return invalid('has a placeholder that was never filled in');
  if (id === '') return invalid('names nobody');
  switch (type) {
    case 'serviceAccount':
      return serviceAccount(text, id);
    case 'domain':
      if (id.includes('@')) return invalid('has an @ in a domain', noHole(`domain:${id.slice(id.lastIndexOf('@') + 1)}`));
      return id.includes(HOLE) || /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i.test(id)
        ? { text, kind: 'domain', id }
        : invalid('is not a domain name');
    default:
      return mailbox(text, type, id);
  }
}

function mailbox(text: Text, type: 'user' | 'group', id: string): Principal {
  const invalid = (problem: string, correction?: string): Principal => ({ text, kind: 'invalid', problem, correction });
  const declaration = soleReference({ text: id, holes: text.holes.slice(-1) });
  if (declaration && isAccountDeclaration(declaration)) return invalid(`names a service account as a ${type}`);
  if (/gserviceaccount\.com$/i.test(id)) return invalid(`names a service account as a ${type}`, noHole(`serviceAccount:${id}`));
  if (id.includes(HOLE)) return { text, kind: type, id };
  if (id.startsWith('*@')) return invalid('has a wildcard, which IAM does not expand');
  if (!/^[^@\s:]+@[^@\s]+\.[A-Za-z][A-Za-z-]+$/.test(id)) return invalid('is not an e-mail address');
  return { text, kind: type, id };
}

function serviceAccount(text: Text, id: string): Principal {
  const invalid = (problem: string, correction?: string): Principal => ({ text, kind: 'invalid', problem, correction });
  const kubernetes = /^[^[\]@]+\.svc\.id\.goog\[[^[\]]*\]$/;
  if (kubernetes.test(id)) {
    // A stretch that is not literal may have the slash in it.
    const account = `(?:[a-z0-9*${HOLE}-]+/[a-z0-9.*${HOLE}-]+|[a-z0-9.*-]*${HOLE}[a-z0-9.*${HOLE}-]*)`;
    const valid = new RegExp(`^[a-z0-9.:${HOLE}-]+\\.svc\\.id\\.goog\\[${account}\\]$`).test(id);
    return valid ? { text, kind: 'kubernetes', id } : invalid('is not of the form PROJECT.svc.id.goog[NAMESPACE/ACCOUNT]');
  }
  if (id.startsWith('serviceAccount:')) return invalid('has the prefix twice', noHole(id));
  const account = parseAccount(text);
  switch (account.problem) {
    case 'placeholder':
      return invalid('has a placeholder that was never filled in');
    case 'not-a-service-account':
      return invalid('is not the e-mail address of a service account');
    case 'name':
      return id.includes('@')
        ? {
            text,
            kind: 'invalid',
            problem: 'has a name that is not 6 to 30 lower-case letters, digits and dashes',
            correction: undefined,
            account,
          }
        : invalid('is not an e-mail address');
    case 'project':
      return invalid('has no valid project in its domain');
    case 'malformed':
      // The wrong attribute of a declared account is the attachment's mistake, judged with the others of its kind.
      return account.declaration ? { text, kind: 'serviceAccount', account } : invalid('is not an e-mail address');
    default:
      break;
  }
  if (account.form === 'member' && account.kind === undefined && !id.includes('@') && !id.includes(HOLE))
    return invalid('is not an e-mail address');
  const owner = account.kind === 'service-agent' ? agentOwner.exec(id)?.[1] : undefined;
  if (owner !== undefined && (owner !== HOLE || isProjectId(text.holes[0]))) return invalid('needs the project number, not the project id');
  return { text, kind: 'serviceAccount', account };
}

/** What stands in the name of a service agent where its project's number belongs. https://cloud.google.com/iam/docs/service-agents, read 2026-11-23 */
const agentOwner = new RegExp(`^service-((?!(?:org|folder|billing|[bfop])-|[pof][\\d${HOLE}])[a-z][a-z0-9-]{4,28}[a-z0-9]|${HOLE})@`);

const workforce = /^(?:principal|principalSet):\/\/iam\.googleapis\.com\/locations\/global\/workforcePools\//;
const workload = /^(?:principal|principalSet):\/\/iam\.googleapis\.com\/projects\/([^/]*)\/locations\/global\/workloadIdentityPools\//;

/** Claims of GitHub and GitLab that people map to attributes; none of them is a kind of identity. https://cloud.google.com/iam/docs/principal-identifiers */
const claimAsAttribute =
  /Pools\/[^/]+\/(repository|repository_id|repository_owner|repository_owner_id|actor|environment|ref|workflow_ref|job_workflow_ref|namespace_path|namespace_id|project_path|project_id)\//;

function federated(text: Text, member: string): Principal {
  const kind = member.startsWith('principal:') ? 'principal' : 'principalSet';
  const invalid = (problem: string): Principal => ({ text, kind: 'invalid', problem, correction: undefined });
  if (/\s/.test(member)) return invalid('has a space in it');
  if (/^principal(?:Set)?:\/\/goog\//.test(member)) return invalid('is a form of deny policies, which allow policies refuse');
  if (member.startsWith('principal://iam.googleapis.com/projects/-/serviceAccounts/')) {
    return invalid('is a form of deny policies, which allow policies refuse');
  }
  const project = workload.exec(member)?.[1];
  if (project !== undefined && (project === HOLE ? isProjectId(text.holes[0]) : !/^\d+$/.test(project) && !project.includes(HOLE)))
    return invalid('needs the project number, not the project id');
  const pooled = project !== undefined || workforce.test(member);
  if (pooled && /Pools\/[^/]+\/?$/.test(member) && !member.endsWith(HOLE))
    return invalid('names a pool and nobody in it: it needs /subject/…, /attribute.… or the like behind it');
  if (pooled && /Pools\/[^/]+\/providers\//.test(member)) return invalid('names a provider, and principals are those of its pool');
  if (pooled && /Pools\/[^/]+\/attributes\./.test(member)) return invalid('has attributes.NAME where it needs attribute.NAME');
  const claim = pooled ? claimAsAttribute.exec(member)?.[1] : undefined;
  if (claim !== undefined) return invalid(`has ${claim} where it needs attribute.${claim}`);
  if (/\/(?:workloadIdentityPool|workforcePool)\//.test(member)) return invalid('lacks the s of workloadIdentityPools or workforcePools');
  if (pooled && kind === 'principal' && /\/(?:attribute\.[^/]+|group)\//.test(member))
    return invalid('names a set of identities as one: it needs principalSet://');
  if (pooled && kind === 'principalSet' && /Pools\/[^/]+\/subject\//.test(member))
    return invalid('names one identity as a set: it needs principal://');
  return { text, kind, id: member };
}

const projectIds: Readonly<Record<string, readonly string[]>> = {
  google_project: ['project_id', 'id', 'name'],
  google_client_config: ['project'],
};

/** Whether an attribute holds a project's ID or name, and never its number. */
function isProjectId(reference: Reference | undefined): boolean {
  return reference !== undefined && (projectIds[reference.type]?.includes(reference.attribute) ?? false);
}

function unprefixed(text: Text, member: string, separator: number): Principal | undefined {
  const invalid = (problem: string, correction?: string): Principal => ({ text, kind: 'invalid', problem, correction });
  if (member.trim() !== member) return invalid('has a space at its edge', noHole(member.trim()));
  const folded = member.toLowerCase();
  for (const id of ['allUsers', 'allAuthenticatedUsers']) {
    if (folded.replace(/:$/, '') === id.toLowerCase()) return invalid('is written in another letter case', id);
  }
  if (separator > 0) {
    const prefix = member.slice(0, separator);
    const id = member.slice(separator + 1);
    if (prefix.includes(HOLE)) return undefined;
    const meant = types.find((each) => each.toLowerCase() === prefix.toLowerCase().replace(/[-_ ]/g, '').replace(/s$/, ''));
    if (meant) return invalid(`begins with ${prefix}:, which is no kind of principal`, noHole(`${meant}:${id.trim()}`));
    return invalid(`begins with ${prefix}:, which is no kind of principal`);
  }
  if (hasPlaceholder(member)) return invalid('has a placeholder that was never filled in');
  if (/gserviceaccount\.com$/i.test(member)) return invalid('has no prefix', noHole(`serviceAccount:${member}`));
  if (member.includes(HOLE)) return undefined;
  if (member.includes('@')) return invalid('needs user:, group: or serviceAccount: in front');
  return invalid('needs user:, group: or serviceAccount: in front');
}

function noHole(text: string): string | undefined {
  return text.includes(HOLE) ? undefined : text;
}
