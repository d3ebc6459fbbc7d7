import { type Catalog, RISKS, type Risk, type Role, risksOf } from '../../iam/catalog/catalog.ts';
import type { FamilyLevel } from '../../iam/catalog/families.ts';
import { isAgentRole, isTaken } from '../../iam/grantable.ts';
import type { CustomRole, RoleName } from '../linter/model.ts';
import { link, type Subject } from './describe.ts';
import { bullets, code, count, escapeMarkdown, few, heading, paragraphs, sentence } from './markdown.ts';

/** How many permissions are named behind each risk, and how many roles. */
const most = { permissions: 3, roles: 4 };

/** What a holder of a permission can do, after "Its holder can". */
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

/** The role in Markdown; undefined where nothing is known of it. */
export function describeRole(role: RoleName, subject: Subject): string | undefined {
  const declared = subject.model.customRole(role);
  if (declared) return describeCustomRole(declared, role, subject);
  const { catalog } = subject;
  const listed = role.name === undefined ? undefined : catalog.role(role.name);
  if (!listed) return undefined;
  const { name, title, stage, basic, unlisted, permissions, permissionCount } = listed;
  return paragraphs(
    heading(title, name),
    sentence(basic ? 'Basic role' : 'Predefined role', stage === 'GA' ? undefined : stage, count(permissionCount, 'permission')),
    basic && 'It spans all services: prefer predefined roles of the services that are needed.',
    stage === 'DEPRECATED' && 'Google has deprecated it.',
    unlisted && stage !== 'DEPRECATED' && 'Google does not list it: it is retired or hidden.',
    places(name),
    riskList(permissions ?? new Set()),
    narrowerList(listed, catalog),
    `As Google listed it on ${catalog.asOf}.`,
  );
}

function describeCustomRole(declared: CustomRole, { name, reference }: RoleName, subject: Subject): string {
  const permissions = declared.permissions.state === 'known' ? declared.permissions.value : undefined;
  return paragraphs(
    heading('Custom role', declared.name ?? name ?? reference?.label ?? ''),
    sentence(link('Declared here', declared, subject), count(permissions?.length, 'permission')),
    riskList(new Set(permissions)),
  );
}

/** The permission in Markdown: what it lets do to the identity of others, and which roles hold it. Undefined for what is no permission's name. */
export function describePermission(permission: string, { catalog }: Pick<Subject, 'catalog'>): string | undefined {
  if (!/^[a-z][\w-]*\.[\w-]+\.[\w.-]+$/i.test(permission)) return undefined;
  const holders = catalog.rolesWith(permission);
  const [risk] = risksOf([permission]);
  return paragraphs(
    `**Permission** ${code(permission)}`,
    risk && `Its holder can ${risks[risk]}.`,
    holders.length === 0 ? `No role of Google's had it on ${catalog.asOf}.` : holderList(holders, catalog),
  );
}

function holderList(holders: readonly string[], catalog: Catalog): string {
  const narrowest = holders
    .flatMap((name) => catalog.role(name) ?? [])
    .filter((role) => !role.basic && isGrantable(role))
    .sort((a, b) => (a.permissionCount ?? 0) - (b.permissionCount ?? 0))
    .slice(0, most.roles);
  const all = `${holders.length === 1 ? "1 role of Google's has it" : `${holders.length} roles of Google's have it`}`;
  return bullets(`${all}, with the fewest others:`, narrowest.map(roleLine)) ?? `${all}, none of them to be granted.`;
}

/** The risks with the permissions behind each. */
function riskList(held: ReadonlySet<string>): string | undefined {
  return bullets(
    'Its holder can',
    [...risksOf(held)].map((risk) => {
      const behind = (RISKS.get(risk) ?? []).filter((permission) => held.has(permission));
      return `${risks[risk]}: ${few(behind.map(code), most.permissions).join(', ')}`;
    }),
  );
}

/** Where the role carries risks, those that carry fewer of them; where it carries none, all. The nearest first. */
function narrowerList({ name }: Role, catalog: Catalog): string | undefined {
  const own = catalog.risks(name).size;
  const levels = levelsOf(name);
  const narrower = catalog
    .narrowerRoles(name)
    .filter((role) => isGrantable(role) && levels.every((level) => isTaken(role.name, level)))
    .filter((role) => own === 0 || catalog.risks(role.name).size < own);
  const lines = narrower.map((role) => `${roleLine(role)}${own === 0 ? '' : remaining(catalog.risks(role.name).size)}`);
  return bullets('Narrower roles:', few(lines, most.roles));
}

/** Whether a role is there to be granted: current, and not for Google's service agents. */
function isGrantable({ name, stage, unlisted }: Role): boolean {
  return !unlisted && stage !== 'DEPRECATED' && !isAgentRole(name);
}

const levelTitles: Readonly<Record<FamilyLevel, string>> = {
  organization: 'organizations',
  folder: 'folders',
  project: 'projects',
  'billing-account': 'billing accounts',
  'service-account': 'service accounts',
  resource: 'single resources',
};

function levelsOf(role: string): FamilyLevel[] {
  return (Object.keys(levelTitles) as FamilyLevel[]).filter((level) => isTaken(role, level));
}

/** Where the role can be granted, where that is not everywhere. */
function places(role: string): string | undefined {
  const levels = levelsOf(role);
  if (levels.length === Object.keys(levelTitles).length) return undefined;
  return `It can be granted on ${levels.map((level) => levelTitles[level]).join(' and ')} only.`;
}

function remaining(risks: number): string {
  return risks === 0 ? ', none of the above' : `, ${risks} of the above`;
}

function roleLine({ name, title, permissionCount }: Role): string {
  return sentence(`${code(name)} ${escapeMarkdown(title)}`, count(permissionCount, 'permission'))?.slice(0, -1) ?? '';
}
