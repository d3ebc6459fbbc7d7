import type { Catalog, Risk } from '../../iam/catalog/catalog.ts';
import type { Principal } from '../../iam/principal.ts';
import { type AccountReference, isServiceAgent, parseAccount } from '../../iam/serviceAccount.ts';
import { HOLE, literalText, type Text } from '../../iam/text.ts';
import { accountKey, atScope, narrowed } from './describe.ts';
import type { Grant, IdentityModel, Resource } from './model.ts';
import { ofParts } from './parts.ts';
import { risks, type Sources } from './powers.ts';

/** A grant that lets its principal become a service account. */
export interface Hop {
  readonly grant: Grant;
  /** The principal, by its key. */
  readonly from: string;
  /** The account, by its key. */
  readonly to: string;
  /** What the principal does to become the account, as the end of "may … ". */
  readonly means: string;
}

/** Who can become which service account by the grants of a workspace, one grant at a time. */
export interface Impersonations {
  readonly hops: readonly Hop[];
  /** The grants by which others become the account. */
  into(account: string): readonly Hop[];
  /** The grants by which the principal becomes others. */
  from(principal: string): readonly Hop[];
  /** For each account that the principal can become, the fewest hops that lead to it; past a `stop` no way is looked for. */
  reach(principal: string, stop: (account: string) => boolean): ReadonlyMap<string, readonly Hop[]>;
  /** For each principal that can become the account all ways of as few hops as there are, the shortest first; of the hops behind the first, one choice. */
  waysTo(account: string): readonly (readonly Hop[])[];
}

/** Reads the grants as a graph of impersonation; the ways from those whom `except` names are left out. */
export function impersonations({ model, catalog }: Sources, except: (principal: string) => boolean = () => false): Impersonations {
  const hops = findHops(model, catalog, except);
  const into = Map.groupBy(hops, ({ to }) => to);
  const from = Map.groupBy(hops, (hop) => hop.from);
  return {
    hops,
    into: (account) => into.get(account) ?? [],
    from: (principal) => from.get(principal) ?? [],
    reach(principal, stop) {
      const ways = new Map<string, readonly Hop[]>([[principal, []]]);
      // A map is walked in the order of insertion, what is added on the way included: breadth first.
      for (const [here, way] of ways) {
        if (here !== principal && stop(here)) continue;
        for (const hop of from.get(here) ?? []) if (!ways.has(hop.to)) ways.set(hop.to, [...way, hop]);
      }
      ways.delete(principal);
      return ways;
    },
    waysTo(account) {
      const shortest = new Map<string, readonly Hop[]>([[account, []]]);
      const ways: (readonly Hop[])[] = [];
      for (const [here, rest] of shortest) {
        for (const hop of into.get(here) ?? []) {
          const way = [hop, ...rest];
          const known = shortest.get(hop.from);
          if (known && known.length < way.length) continue;
          ways.push(way);
          if (!known) shortest.set(hop.from, way);
        }
      }
      return ways;
    },
  };
}

/** Equal for two principals exactly when they are certainly one; undefined where nobody can tell, and for what is no one in particular. */
export function principalKey(principal: Principal, model: IdentityModel): string | undefined {
  switch (principal.kind) {
    case 'serviceAccount':
      return accountKey(principal.account, model);
    case 'user':
    case 'group':
    case 'domain':
      return keyOf({ ...principal.text, text: principal.text.text.toLowerCase() });
    case 'public':
    case 'kubernetes':
    case 'principal':
    case 'principalSet':
      return keyOf(principal.text);
    case 'invalid':
      return principal.account && accountKey(principal.account, model);
    default:
      return undefined;
  }
}

/** The account that a resource is, where it is one: by its declaration, or by its full name. */
export function accountOf({ level, name, reference }: Resource): AccountReference | undefined {
  if (level !== 'service-account') return undefined;
  if (reference) return parseAccount({ text: HOLE, holes: [reference] });
  return name === undefined ? undefined : parseAccount(literalText(name));
}

/** The ways to become an account over which one has power, the most direct first. */
const means: readonly { readonly risk: Risk; readonly with?: Risk; readonly means: string }[] = [
  { risk: 'mint-access-token', means: 'mint its tokens' },
  { risk: 'sign', means: 'sign as it' },
  { risk: 'create-sa-key', means: 'make a key for it' },
  { risk: 'act-as', with: 'run-code-as-sa', means: 'run code as it' },
  { risk: 'sa-policy-admin', means: 'change its policy' },
];

function findHops(model: IdentityModel, catalog: Catalog, except: (principal: string) => boolean): Hop[] {
  const found = ways(model, catalog);
  if (found.every(({ alone, deploying }) => (alone ?? deploying) === undefined)) return [];
  const deployers = new Set(found.flatMap(({ from, deploys }) => (deploys ? [from] : [])));
  let inProject: ReadonlyMap<string, readonly { readonly key: string }[]> | undefined;
  function accountsIn(project: string): ReadonlySet<string> {
    inProject ??= Map.groupBy(accounts(model, catalog), (account) => account.project);
    return new Set(inProject.get(project)?.map(({ key }) => key));
  }
  const hops: Hop[] = [];
  for (const { grant, from, alone, deploying, project, account } of found) {
    const means = deployers.has(from) ? deploying : alone;
    if (means === undefined || except(from)) continue;
    const targets = project === undefined ? [account] : accountsIn(project);
    for (const to of targets) if (to !== undefined && to !== from) hops.push({ grant, from, to, means });
  }
  return hops;
}

/** A grant that may let its principal become the accounts of a project, or one. */
interface WayIn {
  readonly grant: Grant;
  readonly from: string;
  /** How it lets the principal become them by itself. */
  readonly alone: string | undefined;
  /** How it does where the principal can run code, too. */
  readonly deploying: string | undefined;
  /** Whether it lets the principal run code, which is half of a way. */
  readonly deploys: boolean;
  readonly project: string | undefined;
  readonly account: string | undefined;
}

const ways = ofParts((part, catalog) =>
  part.grants.flatMap((grant): WayIn[] => {
    const held = risks(grant, { model: part, catalog });
    const deploys = atScope(grant) && held.has('run-code-as-sa');
    if (!(deploys || means.some(({ risk }) => held.has(risk))) || narrowed(grant)) return [];
    const from = holder(grant, part);
    if (from === undefined) return [];
    const { resource } = grant;
    const target = accountOf(resource);
    const project = resource.level === 'project' ? (resource.name ?? '') : undefined;
    const [alone, deploying] = [false, true].map((can) =>
      means.find(({ risk, with: also }) => held.has(risk) && (!also || can || held.has(also))),
    );
    return [
      { grant, from, alone: alone?.means, deploying: deploying?.means, deploys, project, account: target && accountKey(target, part) },
    ];
  }),
);

/** Whom the grant is to; undefined for Google's own agents, which do as their services are told. */
function holder({ principal }: Grant, model: IdentityModel): string | undefined {
  if (principal.state !== 'known') return undefined;
  if (principal.value.kind === 'serviceAccount' && isServiceAgent(principal.value.account.kind)) return undefined;
  return principalKey(principal.value, model);
}

/** The keys of the user-managed accounts that the workspace names, with the project in their e-mail. */
const accounts = ofParts((part) => {
  const named = part.grants.flatMap(({ principal }) =>
    principal.state === 'known' && principal.value.kind === 'serviceAccount' ? [principal.value.account] : [],
  );
  const declared = part.serviceAccounts.flatMap(({ email }) => (email ? [parseAccount(literalText(email))] : []));
  const found = [...declared, ...named].flatMap((account) => {
    const project =
      account.kind === 'user-managed' ? /@([a-z0-9-]+)\.iam\.gserviceaccount\.com$/.exec(account.email ?? '')?.[1] : undefined;
    const key = project && accountKey(account, part);
    return project && key ? [[key, { project, key }] as const] : [];
  });
  return [...new Map(found).values()];
});

/** The text with each hole as the declaration it refers to; undefined where it refers to none. */
function keyOf({ text, holes }: Text): string | undefined {
  if (!text.includes(HOLE)) return text;
  let hole = 0;
  let key = '';
  for (const piece of text.split(HOLE)) {
    const reference = hole > 0 ? holes[hole - 1] : undefined;
    if (hole > 0 && !reference) return undefined;
    key += (reference ? (reference.value ?? `${reference.address}.${reference.attribute}`) : '') + piece;
    hole++;
  }
  return key;
}
