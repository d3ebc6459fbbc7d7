import type { Risk } from '../../iam/catalog/catalog.ts';
import { classifyEmail } from '../../iam/serviceAccount.ts';
import type { Identities, Place } from '../../server/lsp/protocol.ts';
import type { AllowPolicy, ServiceAccountKey } from '../gcp/iam.ts';
import { type Failure, failureLine } from './failure.ts';
import type { LiveProject } from './live.ts';
import {
  accountResource,
  type ComparedAccount,
  type ComparedGrant,
  compareImpersonators,
  compareRoles,
  compareUses,
  type LivePolicies,
  type LiveUse,
} from './liveVsDeclared.ts';
import { branch, type Headings, line, placeLine, placeText, type TreeNode } from './node.ts';
import { conditionText, isAgent, keyText, meansText, memberWords } from './words.ts';

/** What the lines are made with. */
export interface Scene extends Headings {
  /** In milliseconds. */
  now(): number;
  /** The e-mail or member that the calls are made as, where known. */
  caller(): string | undefined;
  /** Whether service agents of Google are shown. */
  readonly showGoogleManaged: boolean;
  readonly identities: Identities | undefined;
  /** The lines are to be asked for again: something has expired. */
  changed(): void;
}

/** What stands below an account. Where `live` is undefined, only what the files say does, and nothing is asked. */
export function accountBranches(id: string, account: ComparedAccount, live: LiveProject | undefined, scene: Scene): readonly TreeNode[] {
  const { l10n } = scene;
  const below = (name: string, title: string, icon: string, load: (id: string) => Promise<readonly TreeNode[]>, tooltip?: string) =>
    branch(`${id}/${name}`, title, { icon, tooltip, load: () => load(`${id}/${name}`) }, scene);
  const email = live && account.live?.email;
  return [
    below(
      'roles',
      live ? l10n.t('Roles on the project') : l10n.t('Roles'),
      'shield',
      (own) => roleLines(own, account, live, scene),
      l10n.t('Roles that it has by groups are not listed: only their administrators may see who is in them.'),
    ),
    below('impersonators', l10n.t('Can impersonate it'), 'key', (own) => impersonatorLines(own, account, live, scene)),
    ...(live && email !== undefined
      ? [below('keys', l10n.t('User-managed keys'), 'lock', (own) => keyLines(own, email, live, scene))]
      : []),
    below('uses', l10n.t('Used by'), 'cloud', (own) => useLines(own, account, live, scene)),
    ...(account.declared
      ? [
          below('places', account.declared.declared ? l10n.t('Declared in') : l10n.t('Named in'), 'file-code', async (own) =>
            placeLines(own, account, scene),
          ),
        ]
      : []),
  ];
}

/** Policies that were read, and the lines about those that were not. */
interface Read {
  readonly policies: LivePolicies;
  readonly failures: readonly TreeNode[];
}

/** The line about a failure, whose retry reads the given part anew. */
function failureLines(id: string, failure: Failure | undefined, part: { expire(): void }, scene: Scene): readonly TreeNode[] {
  if (!failure) return [];
  const retry = () => {
    part.expire();
    scene.changed();
  };
  return [failureLine(id, failure, { caller: scene.caller(), l10n: scene.l10n, retry })];
}

/** The policies of the project and of all above it, the nearest first. */
async function readPolicies(id: string, live: LiveProject, scene: Scene): Promise<Read> {
  const { value, failure } = await live.ancestry.load();
  const resources = value ?? [`projects/${live.project}`];
  const parts = resources.map((resource) => live.policies.of(resource));
  const outcomes = await Promise.all(parts.map((part) => part.load()));
  const policies = outcomes.flatMap(({ value: policy }, index) => (policy ? [[resources[index] ?? '', policy] as const] : []));
  const denied = outcomes.flatMap((outcome, index) =>
    failureLines(`${id}/${resources[index]}`, outcome.failure, parts[index] ?? live.ancestry, scene),
  );
  return { policies: new Map(policies), failures: [...failureLines(`${id}/ancestry`, failure, live.ancestry, scene), ...denied] };
}

async function roleLines(id: string, account: ComparedAccount, live: LiveProject | undefined, scene: Scene): Promise<readonly TreeNode[]> {
  const { policies, failures } = live ? await readPolicies(id, live, scene) : nothingRead;
  const grants = compareRoles(account, policies, scene.identities?.openGrants ?? []);
  return [...grants.map((grant) => grantLine(id, grant.role, 'shield', [], grant, scene)), ...failures];
}

const nothingRead: Read = { policies: new Map(), failures: [] };

async function impersonatorLines(
  id: string,
  account: ComparedAccount,
  live: LiveProject | undefined,
  scene: Scene,
): Promise<readonly TreeNode[]> {
  const { l10n } = scene;
  const email = account.live?.email;
  const own = email === undefined ? undefined : live?.accountPolicies.of(email);
  const [above, outcome] = await Promise.all([live ? readPolicies(id, live, scene) : nothingRead, own?.load()]);
  const ownPolicy = email !== undefined && outcome?.value ? [[accountResource(email), outcome.value] as const] : [];
  const policies = new Map([...ownPolicy, ...above.policies]);
  const { risks, failures } = live ? await readRoles(id, policies, live, scene) : { risks: noRisks, failures: [] };
  const grants = compareImpersonators(account, policies, scene.identities?.openGrants ?? [], (role) => {
    const known = risks.get(role);
    return known && meansText(known, l10n) !== undefined;
  });
  const lines = grants.flatMap((grant) => {
    if (isAgent(grant.member) && !scene.showGoogleManaged) return [];
    const { name, icon } = memberWords(grant.member, l10n);
    return grantLine(id, name, icon, [grant.role, meansText(risks.get(grant.role) ?? new Set(), l10n)], grant, scene);
  });
  return [...lines, ...(own ? failureLines(`${id}/policy`, outcome?.failure, own, scene) : []), ...failures, ...above.failures];
}

const noRisks: ReadonlyMap<string, ReadonlySet<Risk>> = new Map();

/** What the roles of the policies let their holders do; those that the catalogue does not have are asked for. */
async function readRoles(id: string, policies: LivePolicies, live: LiveProject, scene: Scene) {
  const roles = [...new Set([...policies.values()].flatMap(({ bindings = [] }) => bindings.map(({ role }) => role)))];
  const answers = await Promise.all(roles.map((role) => live.risks(role)));
  const risks = new Map(answers.flatMap(({ value }, index) => (value ? [[roles[index] ?? '', value] as const] : [])));
  const failures = answers.flatMap(({ failure }, index) => failureLines(`${id}/${roles[index]}`, failure, live, scene));
  return { risks, failures: oncePerReason(failures) };
}

function grantLine(
  id: string,
  label: string,
  icon: string,
  details: readonly (string | undefined)[],
  grant: ComparedGrant,
  scene: Scene,
): TreeNode {
  const { l10n } = scene;
  const { role, member, on, condition, declared } = grant;
  const inherited = /^(?:folders|organizations)\//.test(on);
  // Google gives its agents their roles by itself: no file has to.
  const drift = grant.drift && !isAgent(member);
  const state = presenceText(grant, drift, scene);
  const texts = [
    // What is wrong comes first: a narrow view shows no more.
    drift ? state : '',
    ...details,
    inherited
      ? l10n.t('inherited from {0}', on)
      : details.length > 0 && on.startsWith('projects/') && !on.includes('/serviceAccounts/')
        ? l10n.t('from the project')
        : '',
    condition === undefined ? '' : conditionText({ expression: condition }, l10n),
    drift ? '' : state,
  ].filter((text) => text !== undefined && text !== '');
  return line(`${id}/${[on, role, member, condition ?? ''].join('|')}`, label, {
    icon: drift ? 'diff' : condition === undefined ? (inherited ? 'type-hierarchy-super' : icon) : 'clock',
    description: texts.join(' · ') || undefined,
    tooltip: [role, `${member}: ${memberWords(member, l10n).kind}`, on, condition, declared && placeText(declared.at)]
      .filter(Boolean)
      .join('\n'),
    contextValue: declared ? 'grant declared' : 'grant',
    subject: declared && { kind: 'place', place: declared.at },
    accessibilityLabel: [label, memberWords(member, l10n).kind, ...texts].join(', '),
  });
}

function presenceText({ presence }: ComparedGrant, drift: boolean, { l10n, identities }: Scene): string {
  if (presence === 'both') return l10n.t('declared · live');
  if (presence === 'live') return drift ? l10n.t('live, not in the files') : identities ? l10n.t('live') : '';
  return drift ? l10n.t('declared, not live') : l10n.t('declared');
}

async function keyLines(id: string, email: string, live: LiveProject, scene: Scene): Promise<readonly TreeNode[]> {
  const part = live.keys.of(email);
  const { value, failure } = await part.load();
  const oldestFirst = (value ?? []).toSorted((a, b) => a.validAfterTime.localeCompare(b.validAfterTime));
  return [...oldestFirst.map((key) => keyLine(id, key, scene)), ...failureLines(id, failure, part, scene)];
}

function keyLine(id: string, key: ServiceAccountKey, { l10n, now }: Scene): TreeNode {
  const keyId = key.name.slice(key.name.lastIndexOf('/') + 1);
  const origin = key.keyOrigin === 'USER_PROVIDED' ? l10n.t('brought by a user') : l10n.t('made by Google for a user');
  return line(`${id}/${keyId}`, keyText(key, now(), l10n), {
    icon: key.disabled ? 'circle-slash' : 'key',
    description: keyId.slice(0, 8),
    tooltip: [keyId, key.keyAlgorithm, origin].join('\n'),
    contextValue: 'key',
  });
}

async function useLines(id: string, account: ComparedAccount, live: LiveProject | undefined, scene: Scene): Promise<readonly TreeNode[]> {
  const { l10n } = scene;
  const parts = live?.workloads ?? [];
  const outcomes = await Promise.all(parts.map((part) => part.load()));
  const email = account.live?.email;
  // Where nothing is set, it is this one: https://cloud.google.com/run/docs/configuring/services/service-identity
  const whenUnset = email !== undefined && classifyEmail(email.toLowerCase()) === 'compute-default' ? email : undefined;
  const running = outcomes.flatMap(({ value }) => value?.workloads ?? []);
  const uses = compareUses(
    account,
    running.map(({ serviceAccount = whenUnset, ...workload }) => ({ ...workload, serviceAccount })),
  );
  const lines = uses.map(({ live: workload, declared }) => {
    const where = declared && placeText(declared.at);
    const title = workload ? workloadTitle(workload) : (declared?.title ?? '');
    return line(`${id}/${workload?.location ?? ''}/${title}/${where ?? ''}`, title, {
      icon: workload ? 'cloud' : 'file-code',
      description: [workload && l10n.t('live'), workload?.location, where].filter(Boolean).join(' · '),
      contextValue: declared ? 'use declared' : 'use',
      subject: declared && { kind: 'place', place: declared.at },
      command: declared && 'goToDeclaration',
    });
  });
  const unreachable = outcomes.flatMap(({ value }) => value?.unreachable ?? []);
  const silent = [...new Set(unreachable.map(({ location }) => location))].map((location) =>
    line(`${id}/unreachable/${location}`, l10n.t('{0} did not answer', location), {
      icon: 'warning',
      description: l10n.t('what runs there is not listed'),
      contextValue: 'note',
    }),
  );
  const failures = outcomes.flatMap(({ failure }, index) => {
    const part = parts[index];
    return part ? failureLines(`${id}/${index}`, failure, part, scene) : [];
  });
  return [...lines, ...silent, ...oncePerReason(failures)];
}

/** As what files declare is called. */
function workloadTitle({ kind, name }: LiveUse): string {
  return `Cloud Run ${kind === 'workerPool' ? 'worker pool' : kind} "${name}"`;
}

/** One missing role or disabled API is one line, though several lists need it; its retry reads all of them anew. */
function oncePerReason(lines: readonly TreeNode[]): readonly TreeNode[] {
  const groups = Map.groupBy(lines, ({ label, subject }) => (subject?.kind === 'failure' && subject.grantCommand) || label);
  return [...groups.values()].flatMap(([first, ...others]) => {
    const subject = first?.subject;
    if (!first || subject?.kind !== 'failure') return [];
    const retry = () => {
      for (const each of [first, ...others]) if (each.subject?.kind === 'failure') each.subject.retry();
    };
    return { ...first, subject: { ...subject, retry } };
  });
}

function placeLines(id: string, { declared }: ComparedAccount, { l10n }: Scene): readonly TreeNode[] {
  if (!declared) return [];
  const title = declared.declared ? l10n.t('service account') : '';
  const places: readonly (readonly [string, Place])[] = [
    [title, declared.at],
    ...[...declared.roles, ...declared.impersonators].map(({ role, at }) => [role, at] as const),
  ];
  return places.map(([text, place]) =>
    placeLine(`${id}/${place.uri}#${place.range.start.line}:${place.range.start.character}`, text, place, l10n),
  );
}

/** The service agents of Google that have roles on the project itself, each with its roles. */
export async function agentLines(id: string, live: LiveProject, scene: Scene): Promise<readonly TreeNode[]> {
  const part = live.policies.of(`projects/${live.project}`);
  const { value, failure } = await part.load();
  const byMember = [...rolesByAgent(value)].sort(([a], [b]) => a.localeCompare(b));
  const lines = byMember.map(([member, roles]): TreeNode => {
    const own = `${id}/${member}`;
    const { name, kind, icon } = memberWords(member, scene.l10n);
    return {
      ...line(own, name, { icon, description: kind, contextValue: 'agent' }),
      children: async () => [...roles].map((role) => line(`${own}/${role}`, role, { icon: 'shield', contextValue: 'grant' })),
    };
  });
  return [...lines, ...failureLines(id, failure, part, scene)];
}

function rolesByAgent(policy: AllowPolicy | undefined): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const { role, members } of policy?.bindings ?? [])
    for (const member of members) if (isAgent(member)) found.set(member, (found.get(member) ?? new Set()).add(role));
  return found;
}
