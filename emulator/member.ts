import { findAccount, findProject } from './resource.ts';
import type { EmulatorState } from './state.ts';

/** Whether a request by `caller`, a member like `user:…` or `serviceAccount:…`, counts as one by the member of a policy. */
export function isMember(caller: string, member: string, state: EmulatorState): boolean {
  return matches(caller, member, state, new Set());
}

function matches(caller: string, member: string, state: EmulatorState, seen: Set<string>): boolean {
  if (seen.has(member)) return false;
  if (same(caller, member)) return true;
  if (member === 'allUsers' || member === 'allAuthenticatedUsers') return true;
  const [kind = '', id = ''] = split(member);
  const within = (members: readonly string[] = []) => members.some((each) => matches(caller, each, state, new Set(seen).add(member)));
  switch (kind) {
    case 'group':
      return within(Object.entries(state.groups).find(([group]) => same(group, member))?.[1]);
    case 'domain':
      return caller.startsWith('user:') && caller.toLowerCase().endsWith(`@${id.toLowerCase()}`);
    case 'projectOwner':
    case 'projectEditor':
    case 'projectViewer': {
      const role = `roles/${kind.slice('project'.length).toLowerCase()}`;
      const bindings = findProject(state, id)?.policy?.bindings ?? [];
      return within(bindings.flatMap((binding) => (binding.role === role && !binding.condition ? binding.members : [])));
    }
    case 'principalSet':
      return inSet(caller, member, state) || within(state.groups[member]);
    default:
      return false;
  }
}

/** All identities of a pool, or all service accounts of a project. https://cloud.google.com/iam/docs/principal-identifiers */
function inSet(caller: string, set: string, state: EmulatorState): boolean {
  if (set.endsWith('/*')) return caller.startsWith(`${set.replace('principalSet:', 'principal:').slice(0, -1)}subject/`);
  const number = /\/\/cloudresourcemanager\.googleapis\.com\/projects\/(\d+)\/type\/ServiceAccount$/.exec(set)?.[1];
  const [kind, email = ''] = split(caller);
  return number !== undefined && kind === 'serviceAccount' && findAccount(state, '-', email)?.project.number === number;
}

function same(one: string, other: string): boolean {
  return one === other || (!one.startsWith('principal') && one.toLowerCase() === other.toLowerCase());
}

function split(member: string): [kind: string, id: string] {
  const separator = member.indexOf(':');
  return [member.slice(0, separator), member.slice(separator + 1)];
}
