import { type Catalog, type Risk, risksOf } from '../../iam/catalog/catalog.ts';
import { type Principal, showPrincipal } from '../../iam/principal.ts';
import { type AccountReference, isServiceAgent, kindTitles, projectOf } from '../../iam/serviceAccount.ts';
import { show } from '../../iam/text.ts';
import type { CustomRole, Grant, IdentityModel, RoleName, ServiceAccount } from '../linter/model.ts';
import type { SourceFile, Spanned } from '../linter/source.ts';
import { toRange } from './convert.ts';

/** What descriptions are taken from. */
export interface Subject {
  readonly model: IdentityModel;
  readonly catalog: Catalog;
  clientUri(file: SourceFile): string;
}

/** How many grants are listed. */
const most = 5;

/** What a holder of a role can do, after "Its holder can". */
const risks: Readonly<Record<Risk, string>> = {
  'mint-access-token': 'get access tokens of service accounts, that is, act as them',
  'mint-id-token': 'get ID tokens of service accounts',
  sign: 'sign as service accounts',
  delegate: 'be part of a delegation chain through service accounts',
  'act-as': 'attach service accounts to workloads',
  'create-sa-key': 'create keys of service accounts',
  'create-hmac-key': 'create HMAC keys of service accounts',
  'create-api-key': 'create API keys',
  'sa-policy-admin': 'decide who may use service accounts',
  'resource-policy-admin': 'grant any role on projects, folders or organizations',
  'role-admin': 'change what custom roles permit',
  'org-policy-admin': 'change organization policies',
  'secret-read': 'read secrets',
  'run-policy-admin': 'decide who may invoke Cloud Run services',
  'run-code-as-sa': 'run code as service accounts that they may attach',
  'invoke-run': 'invoke Cloud Run services',
};

const principalKinds: Readonly<Record<Exclude<Principal['kind'], 'serviceAccount' | 'public' | 'invalid'>, string>> = {
  user: 'A Google account',
  group: 'A Google group',
  domain: 'All accounts of a Google Workspace or Cloud Identity domain',
  kubernetes: 'A Kubernetes service account, by Workload Identity Federation for GKE',
  principal: 'One federated identity',
  principalSet: 'A set of federated identities',
  deleted: 'A deleted principal: this has no effect any more',
  convenience: 'All holders of a basic role on the project',
};

/** The role in Markdown; undefined where nothing is known of it. */
export function describeRole(role: RoleName, subject: Subject): string | undefined {
  const declared = subject.model.customRole(role);
  if (declared) return describeCustomRole(declared, role, subject);
  const listed = role.name === undefined ? undefined : subject.catalog.role(role.name);
  if (!listed) return undefined;
  const { name, title, stage, basic, unlisted, permissions } = listed;
  return paragraphs(
    heading(title, name),
    sentence(basic ? 'Basic role' : 'Predefined role', stage === 'GA' ? undefined : stage, count(permissions?.size, 'permission')),
    basic && 'It spans all services: prefer predefined roles.',
    stage === 'DEPRECATED' && 'Google has deprecated it.',
    unlisted && stage !== 'DEPRECATED' && 'Google does not list it: it is retired or hidden.',
    riskList(subject.catalog.risks(name)),
    `As Google listed it on ${subject.catalog.asOf}.`,
  );
}

function describeCustomRole(declared: CustomRole, { name, reference }: RoleName, subject: Subject): string {
  const permissions = declared.permissions.state === 'known' ? declared.permissions.value : undefined;
  return paragraphs(
    heading('Custom role', declared.name ?? name ?? reference?.label ?? ''),
    sentence(link('Declared here', declared, subject), count(permissions?.length, 'permission')),
    riskList(risksOf(permissions ?? [])),
  );
}

/** The member of a policy in Markdown, with what else it is granted; undefined where it is no valid member, which a finding says. */
export function describePrincipal(principal: Principal, subject: Subject): string | undefined {
  if (principal.kind === 'serviceAccount') return describeAccount(principal.account, subject);
  if (principal.kind === 'invalid') return undefined;
  const shown = showPrincipal(principal);
  const kind =
    principal.kind !== 'public'
      ? principalKinds[principal.kind]
      : principal.id === 'allUsers'
        ? 'Everyone on the internet, signed in or not'
        : 'Everyone with a Google account, of whatever organization';
  const granted = subject.model.grants.filter(({ principal: other }) => other.state === 'known' && showPrincipal(other.value) === shown);
  return paragraphs(`**${code(shown)}**`, `${kind}.`, grantList(granted, subject));
}

/** The service account in Markdown, with what it is granted; undefined where it can be none, which a finding says. */
export function describeAccount(account: AccountReference, subject: Subject): string | undefined {
  if (account.problem !== undefined) return undefined;
  const declared = subject.model.declaration(account);
  const email = account.email ?? declared?.email;
  const agent = email !== undefined && isServiceAgent(account.kind) ? subject.catalog.serviceAgent(email) : undefined;
  const kind = agent?.displayName ?? (account.kind && kindTitles[account.kind]);
  return paragraphs(
    `**${code(email ?? account.declaration?.label ?? show(account.text))}**`,
    sentence(
      kind && capitalized(kind),
      agent?.service ? `of ${code(agent.service)}` : undefined,
      isServiceAgent(account.kind) ? undefined : project(email),
    ),
    agent?.role && `Google grants it ${code(agent.role)} by itself.`,
    declared && `${link(`Declared as ${code(declared.label)}`, declared, subject)}.`,
    grantList(grantsOf(account, subject.model), subject),
  );
}

/** The declared service account in Markdown, with what it is granted. */
export function describeDeclaration(declared: ServiceAccount, subject: Subject): string {
  const granted = subject.model.grants.filter(
    ({ principal }) =>
      principal.state === 'known' &&
      principal.value.kind === 'serviceAccount' &&
      subject.model.declaration(principal.value.account) === declared,
  );
  return paragraphs(
    `**${code(declared.email ?? declared.label)}**`,
    sentence(capitalized(kindTitles['user-managed']), project(declared.email)),
    grantList(granted, subject) ?? 'It is granted nothing in this workspace.',
  );
}

function grantsOf(account: AccountReference, model: IdentityModel): Grant[] {
  const key = identity(account, model);
  return model.grants.filter(
    ({ principal }) =>
      principal.state === 'known' && principal.value.kind === 'serviceAccount' && identity(principal.value.account, model) === key,
  );
}

/** Equal for two references to one account, as far as the workspace tells. */
function identity(account: AccountReference, model: IdentityModel): string {
  return model.declaration(account)?.address ?? account.email ?? account.declaration?.address ?? show(account.text);
}

function grantList(grants: readonly Grant[], subject: Subject): string | undefined {
  const lines = new Map<string, Grant>();
  for (const grant of grants) {
    const role = grant.role.state === 'known' ? (grant.role.value.name ?? grant.role.value.reference?.label) : undefined;
    if (role !== undefined) lines.set(`${code(role)} on ${grant.resource.title}`, grant);
  }
  if (lines.size === 0) return undefined;
  const shown = [...lines].slice(0, most).map(([line, grant]) => `- ${line}: ${placeLink(grant, subject)}`);
  const rest = lines.size > most ? [`- and ${lines.size - most} more`] : [];
  return ['Granted in this workspace:', ...shown, ...rest].join('\n');
}

function riskList(held: ReadonlySet<Risk>): string | undefined {
  return held.size === 0 ? undefined : ['Its holder can', ...[...held].map((risk) => `- ${risks[risk]}`)].join('\n');
}

function project(email = ''): string | undefined {
  const id = projectOf(email);
  return id && `project ${code(id)}`;
}

function link(text: string, { span }: Spanned, { clientUri }: Subject): string {
  const { line, character } = toRange(span).start;
  return `[${text}](${clientUri(span.file)}#L${line + 1},${character + 1})`;
}

/** A link that says where it leads, like `main.tf:12`. */
function placeLink(at: Spanned, subject: Subject): string {
  return link(`${escapeMarkdown(at.span.file.name)}:${toRange(at.span).start.line + 1}`, at, subject);
}

function heading(title: string, name: string): string {
  return `**${escapeMarkdown(title)}** ${code(name)}`;
}

function sentence(...parts: readonly (string | undefined | false)[]): string | undefined {
  const said = parts.filter((part) => typeof part === 'string' && part !== '');
  return said.length === 0 ? undefined : `${said.join(', ')}.`;
}

function count(number: number | undefined, noun: string): string | undefined {
  return number === undefined ? undefined : `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function paragraphs(...parts: readonly (string | undefined | false | null | '')[]): string {
  return parts.filter(Boolean).join('\n\n');
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Inline code, whatever backticks the text has. */
function code(text: string): string {
  const fence = '`'.repeat(Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
  return fence.length > 1 ? `${fence} ${text} ${fence}` : `\`${text.replaceAll('\n', ' ')}\``;
}

function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!|<>]/g, '\\$&');
}
