import type { AccountReference } from '../../iam/serviceAccount.ts';
import { serviceName, type Url } from '../../iam/url.ts';
import {
  type CustomRole,
  type DeclaredAccount,
  type Facts,
  factKeys,
  type IdentityModel,
  type Resource,
  type RoleName,
  type ServiceAccount,
  type Workload,
} from './model.ts';
import { keptWith, perObject } from './perObject.ts';

/**
 * Joins the facts of a workspace's parts into one model. What a part says of itself is found in it; e-mails, URLs and the full names of roles are looked for
 * in the others, too. The model of a part is the same object as before as long as its facts are, and what it has asked of the others.
 */
export function link(parts: readonly Facts[]): IdentityModel {
  const workspace = openWorkspace(parts);
  return wholeModel(
    parts,
    parts.map((facts) => partModel(facts, workspace)),
    workspace,
  );
}

/** What parts can ask of each other. */
interface Workspace {
  account(email: string): ServiceAccount | undefined;
  /** The only service or function of the name. */
  service(name: string): Workload | undefined;
  role(name: string): CustomRole | undefined;
  accounts(): readonly DeclaredAccount[];
  /** Equal for equal accounts. */
  accountsKey(): string;
}

function openWorkspace(parts: readonly Facts[]): Workspace {
  const accounts = lazy(() => join(parts, ({ accounts }) => accounts));
  const roles = lazy(() => join(parts, ({ roles }) => roles));
  const services = lazy(() =>
    Map.groupBy(
      parts.flatMap((part) => index(part).services),
      ({ name }) => name,
    ),
  );
  const declared = lazy(() => parts.flatMap(({ serviceAccounts }) => serviceAccounts));
  const key = lazy(() =>
    declared()
      .map(({ module, label, email, repeated }) => [module, label, email, repeated].join(' '))
      .join('\n'),
  );
  return {
    account: (email) => accounts().get(email),
    service(name) {
      const [only, ...others] = services().get(name) ?? [];
      return others.length === 0 ? only : undefined;
    },
    role: (name) => roles().get(name),
    accounts: declared,
    accountsKey: key,
  };
}

/** What the declarations of a part are found by. */
interface Index {
  readonly accountAt: Finder<ServiceAccount>;
  readonly workloadAt: Finder<Workload>;
  readonly roleAt: Finder<CustomRole>;
  /** By e-mail. */
  readonly accounts: ReadonlyMap<string, ServiceAccount>;
  /** By full name. */
  readonly roles: ReadonlyMap<string, CustomRole>;
  readonly services: readonly Workload[];
}

type Finder<T> = (address: string) => T | undefined;

interface Addressed {
  readonly address: string;
}

const index = perObject(({ serviceAccounts, workloads, customRoles }: Facts): Index => {
  const runs = running(workloads);
  return {
    accountAt: byAddress(serviceAccounts),
    workloadAt: byAddress(runs),
    roleAt: byAddress(customRoles),
    accounts: new Map(serviceAccounts.flatMap((account) => (account.email ? [[account.email, account] as const] : []))),
    roles: new Map(customRoles.flatMap((role) => (role.name ? [[role.name, role] as const] : []))),
    services: runs.filter(({ name, endpoint }) => name !== undefined && endpoint !== undefined),
  };
});

/** Those that run: the build of a function is no function. */
function running(workloads: readonly Workload[]): readonly Workload[] {
  return workloads.filter(({ attachment }) => attachment.use === 'runs-as');
}

/** The model of a part, and what it has asked of the others: the answers have to be the same for the model to stay. */
interface Part {
  readonly model: IdentityModel;
  /** Whether the model is true in that workspace, too; if so, it asks that one from now on. */
  moveTo(workspace: Workspace): boolean;
}

/** What a part asks of the others by a name. */
type Asked = 'account' | 'service' | 'role';

const known = keptWith<Facts, Part>();

function partModel(facts: Facts, workspace: Workspace): IdentityModel {
  const before = known.get(facts);
  if (before?.moveTo(workspace)) return before.model;
  const part = openPart(facts, workspace);
  known.set(facts, part);
  return part.model;
}

function openPart(facts: Facts, first: Workspace): Part {
  let workspace = first;
  const asked = new Map<string, { readonly kind: Asked; readonly name: string; readonly answer: unknown }>();
  let accountsKey: string | undefined;

  function ask<Kind extends Asked>(kind: Kind, name: string): ReturnType<Workspace[Kind]> {
    const answer = workspace[kind](name) as ReturnType<Workspace[Kind]>;
    asked.set(`${kind} ${name}`, { kind, name, answer });
    return answer;
  }

  const own = index(facts);
  const parts: IdentityModel[] = [];
  const model: IdentityModel = {
    ...facts,
    parts,
    declaredAccounts() {
      accountsKey = workspace.accountsKey();
      return workspace.accounts();
    },
    workload: ({ reference }) => (reference ? own.workloadAt(reference.address) : undefined),
    declaration: ({ declaration, email }) =>
      (declaration ? own.accountAt(declaration.address) : undefined) ??
      (email ? (own.accounts.get(email) ?? ask('account', email)) : undefined),
    service: (url) => (url.service ? own.workloadAt(url.service.address) : ask('service', serviceName(url) ?? '')),
    customRole: ({ reference, name }) =>
      (reference ? own.roleAt(reference.address) : undefined) ?? (name ? (own.roles.get(name) ?? askForRole(name)) : undefined),
  };

  parts.push(model);

  /** Only custom roles are declared. */
  function askForRole(name: string): CustomRole | undefined {
    return name.startsWith('roles/') ? undefined : ask('role', name);
  }

  return {
    model,
    moveTo(next) {
      if (accountsKey !== undefined && accountsKey !== next.accountsKey()) return false;
      for (const { kind, name, answer } of asked.values()) if (next[kind](name) !== answer) return false;
      workspace = next;
      return true;
    },
  };
}

function wholeModel(parts: readonly Facts[], models: readonly IdentityModel[], workspace: Workspace): IdentityModel {
  const all = <T extends Addressed>(of: (part: Facts) => readonly T[]) => lazy(() => byAddress(parts.flatMap(of)));
  const accountAt = all(({ serviceAccounts }) => serviceAccounts);
  const workloadAt = all(({ workloads }) => running(workloads));
  const roleAt = all(({ customRoles }) => customRoles);

  const questions: Omit<IdentityModel, keyof Facts> = {
    parts: models,
    declaredAccounts: () => workspace.accounts(),
    workload: ({ reference }: Resource) => (reference ? workloadAt()(reference.address) : undefined),
    declaration: ({ declaration, email }: AccountReference) =>
      (declaration ? accountAt()(declaration.address) : undefined) ?? (email ? workspace.account(email) : undefined),
    service: (url: Url) => (url.service ? workloadAt()(url.service.address) : workspace.service(serviceName(url) ?? '')),
    customRole: ({ reference, name }: RoleName) =>
      (reference ? roleAt()(reference.address) : undefined) ?? (name ? workspace.role(name) : undefined),
  };
  const known = new Map<keyof Facts, readonly unknown[]>();

  function joined(key: keyof Facts): readonly unknown[] {
    let facts = known.get(key);
    if (!facts) {
      facts = parts.flatMap((part) => part[key] as readonly unknown[]);
      known.set(key, facts);
    }
    return facts;
  }

  // Most who ask need a few of the facts only.
  return Object.assign(Object.create(factsOnDemand), questions, { joined });
}

/** A property for each kind of facts. They are not each model's own, as V8 lets go late of closures that are getters of an object. */
const factsOnDemand = Object.defineProperties(
  {},
  Object.fromEntries(
    factKeys.map((key) => [
      key,
      {
        get(this: { joined(key: keyof Facts): readonly unknown[] }) {
          return this.joined(key);
        },
      },
    ]),
  ),
);

/**
 * Finds declarations by their addresses. Where the instance is not known, of the declaration or of the reference to it, one of the
 * declaration's instances stands for it.
 */
function byAddress<T extends Addressed>(declarations: readonly T[]): Finder<T> {
  if (declarations.length === 0) return () => undefined;
  const exact = lazy(() => new Map(declarations.map((each) => [each.address, each])));
  const any = lazy(() => new Map(declarations.map((each) => [withoutInstance(each.address), each])));
  return (address) => exact().get(address) ?? (address.endsWith(']') ? exact().get(withoutInstance(address)) : any().get(address));
}

/** The address of a declaration without the key that chooses one of its instances. */
function withoutInstance(address: string): string {
  return address.endsWith(']') ? address.replace(/\[(?:"(?:[^"\\]|\\.)*"|\d+)\]$/, '') : address;
}

function join<T>(parts: readonly Facts[], table: (own: Index) => ReadonlyMap<string, T>): Map<string, T> {
  const all = new Map<string, T>();
  for (const part of parts) for (const [key, value] of table(index(part))) all.set(key, value);
  return all;
}

function lazy<T>(compute: () => T): () => T {
  let value: { readonly of: T } | undefined;
  return () => {
    value ??= { of: compute() };
    return value.of;
  };
}
