import { createHash } from 'node:crypto';
import { policyLimits } from '../iam/condition.ts';
import { parsePrincipal } from '../iam/principal.ts';
import { legacyBasicRoles } from '../iam/role.ts';
import { literalText } from '../iam/text.ts';
import { parseCel } from '../server/linter/syntax/cel.ts';
import { demand, may } from './access.ts';
import { ApiError, invalid } from './apiError.ts';
import { type ApiRequest, fields, type Method, text, texts } from './googleApi.ts';
import { findAccount, type Resource } from './resource.ts';
import type { Cloud } from './route.ts';
import type { BindingState, ConditionState, PolicyState } from './state.ts';

/** How the policies of a kind of resources are asked for. */
export interface PolicyMethods {
  /** Of one resource, like `/v3/projects/{project}`. */
  readonly path: string;
  /** How its policy is read: without anything or with options in a body, or in the query. */
  readonly reading: 'GET' | 'POST';
  /** What its permissions begin with, like `iam.serviceAccounts`. */
  readonly permissions: string;
  /** Whether errors name the resource. */
  readonly named: boolean;
  find(request: ApiRequest, cloud: Cloud): Resource | undefined;
}

/** `getIamPolicy`, `setIamPolicy` and `testIamPermissions` of a kind of resources. */
export function policyMethods({ path, reading, permissions, named, find }: PolicyMethods): Method[] {
  function held(verb: string, request: ApiRequest, cloud: Cloud): Resource {
    const resource = find(request, cloud);
    return demand(request.caller, `${permissions}.${verb}`, resource, cloud, named ? resource?.name : undefined);
  }

  return [
    {
      on: `${reading} ${path}:getIamPolicy`,
      takes: ['options'],
      handle(request, cloud) {
        const { state } = held('getIamPolicy', request, cloud);
        return shownPolicy(state.policy, requestedVersion(request));
      },
    },
    {
      on: `POST ${path}:setIamPolicy`,
      takes: ['policy', 'updateMask'],
      handle(request, cloud) {
        return setPolicy(held('setIamPolicy', request, cloud), request.body, cloud);
      },
    },
    {
      on: `POST ${path}:testIamPermissions`,
      takes: ['permissions'],
      handle(request, cloud) {
        const resource = find(request, cloud);
        const asked = texts(request.body, 'permissions');
        if (asked.length > 100) throw invalid(`At most 100 permissions can be tested at once, not ${asked.length}.`);
        const wrong = asked.find((permission) => !/^[a-zA-Z0-9-]+(?:\.[a-zA-Z0-9-]+){2,}$/.test(permission));
        if (wrong !== undefined) throw invalid(`Permission ${wrong} is not valid.`);
        const granted = asked.filter((permission) => resource && may(request.caller, permission, resource, cloud));
        return granted.length > 0 ? { permissions: granted } : {};
      },
    },
  ];
}

/** The version may stand in the query or in the body. */
function requestedVersion({ query, body }: ApiRequest): number {
  const version = Number(query.get('options.requestedPolicyVersion') ?? fields(body, 'options').requestedPolicyVersion ?? 1);
  if (![0, 1, 3].includes(version)) throw invalid(`Invalid requested policy version: ${version}`);
  return version;
}

/** The policy for who asked for that version: below 3 it has no conditions, and the roles of conditional bindings say so. https://cloud.google.com/iam/docs/policies#versions */
function shownPolicy(policy: PolicyState | undefined, version: number): object {
  const etag = etagOf(policy);
  if (!policy || policy.bindings.length === 0) return { etag };
  if (version === 3 || !isConditional(policy)) return { version: isConditional(policy) ? 3 : 1, etag, bindings: policy.bindings };
  const bindings = policy.bindings.map(({ role, members, condition }) => ({
    role: condition ? withoutCondition(role, condition) : role,
    members,
  }));
  return { version: 1, etag, bindings };
}

function withoutCondition(role: string, condition: ConditionState): string {
  return `${role}_withcond_${createHash('sha256').update(JSON.stringify(condition)).digest('hex').slice(0, 20)}`;
}

/** The policy's etag: of one that never changed, what follows from its text. */
function etagOf(policy: PolicyState | undefined): string {
  if (!policy) return 'ACAB';
  return policy.etag ?? createHash('sha256').update(JSON.stringify(policy.bindings)).digest().subarray(0, 8).toString('base64');
}

function isConditional({ bindings }: PolicyState): boolean {
  return bindings.some(({ condition }) => condition);
}

function setPolicy({ state }: Resource, body: ApiRequest['body'], cloud: Cloud): object {
  if (body.policy === undefined) throw invalid('The policy is missing.');
  const policy = fields(body, 'policy');
  const mask = text(body, 'updateMask');
  const bindings = readBindings(policy.bindings ?? []);
  const version = Number(policy.version ?? 0);
  const etag = text(policy, 'etag');
  if (![0, 1, 3].includes(version)) throw invalid(`Invalid policy version: ${version}`);
  // Without an etag a policy may be overwritten whatever it was; with one, its conditions must not be lost by mistake.
  const conditional = bindings.some(({ condition }) => condition) || (etag && state.policy && isConditional(state.policy));
  if (conditional && version !== 3) throw invalid('The specified policy version is not valid: a policy with conditions needs version 3.');
  if (etag && etag !== etagOf(state.policy))
    throw new ApiError(
      'ABORTED',
      'There were concurrent policy changes. Please retry the whole read-modify-write with exponential backoff.',
    );
  check(bindings, cloud);
  if (!mask || /\bbindings\b/.test(mask))
    state.policy = { version: bindings.some(({ condition }) => condition) ? 3 : 1, etag: cloud.stamp(), bindings };
  return shownPolicy(state.policy, 3);
}

function readBindings(value: unknown): BindingState[] {
  if (!Array.isArray(value)) throw invalid("Invalid value at 'policy.bindings', a list is needed.");
  return value.map((each) => {
    const binding = fields({ binding: each }, 'binding');
    const condition = binding.condition === undefined ? undefined : fields(binding, 'condition');
    return {
      role: text(binding, 'role') ?? '',
      members: [...texts(binding, 'members')],
      ...(condition && {
        condition: {
          expression: text(condition, 'expression') ?? '',
          title: text(condition, 'title'),
          description: text(condition, 'description'),
        },
      }),
    };
  });
}

/** Throws INVALID_ARGUMENT for what IAM does not take. */
function check(bindings: readonly BindingState[], cloud: Cloud): void {
  for (const { role, members, condition } of bindings) {
    if (!cloud.catalog.role(role) && !cloud.state.customRoles.some(({ name, deleted }) => name === role && !deleted))
      throw invalid(`Role ${role} is not supported for this resource.`);
    for (const member of members) checkMember(member, cloud);
    if (!condition) continue;
    if (legacyBasicRoles.has(role)) throw invalid(`The role ${role} cannot be granted under a condition.`);
    const fault = parseCel(condition.expression)?.faults[0];
    if (fault) throw invalid(`The condition "${condition.expression}" ${fault.problem}.`);
  }
  const count = bindings.reduce((sum, { members }) => sum + members.length, 0);
  if (count > policyLimits.principals)
    throw invalid(`The policy has ${count} principals, and at most ${policyLimits.principals} are allowed.`);
}

function checkMember(member: string, { state }: Cloud): void {
  const principal = parsePrincipal(literalText(member));
  if (!principal || principal.kind === 'invalid') throw invalid(`Invalid member: ${member}`);
  const email = principal.kind === 'serviceAccount' ? principal.account.email : undefined;
  const [, project] = /@([^.]+)\.iam\.gserviceaccount\.com$/.exec(email ?? '') ?? [];
  if (email && state.projects.some(({ projectId }) => projectId === project) && !findAccount(state, '-', email))
    throw invalid(`Service account ${email} does not exist.`);
}
