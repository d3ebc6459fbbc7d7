import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { may } from '../../emulator/access.ts';
import { accountResource, findAccount, projectResource, runResource } from '../../emulator/resource.ts';
import type { BindingState, EmulatorState } from '../../emulator/state.ts';
import { catalog } from '../catalog.ts';
import { account, email, noon, shop } from './emulated.ts';

const ada = 'user:ada@example.com';
const creator = 'roles/iam.serviceAccountTokenCreator';
const mint = 'iam.serviceAccounts.getAccessToken';

/** Whether the caller may mint an access token of api@. */
function mayMint(state: EmulatorState, caller = ada, permission = mint): boolean {
  const found = findAccount(state, '-', email('api'));
  assert(found);
  return may(caller, permission, accountResource(state, found), { state, catalog, now: () => noon });
}

/** The shop with one binding on its project. */
function withBinding(binding: Partial<BindingState>): EmulatorState {
  const state = shop();
  for (const project of state.projects) project.policy = { bindings: [{ role: creator, members: [ada], ...binding }] };
  return state;
}

describe('a role counts', () => {
  test('on the account itself, and not on another', () => {
    assert.equal(mayMint(shop({ accounts: { api: { [creator]: [ada] } } })), true);
    assert.equal(mayMint(shop({ accounts: { worker: { [creator]: [ada] } } })), false);
  });

  test('where it is inherited from the project, its folder or its organization', () => {
    for (const level of ['project', 'folder', 'organization']) assert.equal(mayMint(shop({ [level]: { [creator]: [ada] } })), true, level);
  });

  test('with the permissions that the catalogue has of it', () => {
    assert.equal(mayMint(shop({ project: { 'roles/iam.serviceAccountUser': [ada] } })), false);
    assert.equal(mayMint(shop({ project: { 'roles/iam.serviceAccountUser': [ada] } }), ada, 'iam.serviceAccounts.actAs'), true);
    assert.equal(mayMint(shop({ project: { 'roles/no.such': [ada] } })), false);
  });

  test('if it is custom, while it is neither deleted nor disabled', () => {
    const role = 'projects/shop-1/roles/minter';
    const state = (rest: object) => ({ ...withBinding({ role }), customRoles: [{ name: role, includedPermissions: [mint], ...rest }] });
    assert.equal(mayMint(state({})), true);
    assert.equal(mayMint(state({ deleted: true })), false);
    assert.equal(mayMint(state({ stage: 'DISABLED' })), false);
  });
});

describe('a member is', () => {
  const groups = {
    'group:outer@example.com': ['group:inner@example.com'],
    'group:inner@example.com': [ada, 'group:outer@example.com'],
  };
  const pool = '//iam.googleapis.com/projects/3000/locations/global/workloadIdentityPools/github';
  const owner = 'user:owner@example.com';

  for (const [member, caller, expected] of [
    ['user:Ada@Example.com', ada, true],
    ['user:bo@example.com', ada, false],
    ['allUsers', ada, true],
    ['allAuthenticatedUsers', ada, true],
    ['group:outer@example.com', ada, true],
    ['group:outer@example.com', 'user:bo@example.com', false],
    ['group:outer@example.com', 'group:outer@example.com', true],
    ['domain:example.com', ada, true],
    ['domain:example.com', 'user:ada@sub.example.com', false],
    ['domain:example.com', 'serviceAccount:a@example.com', false],
    [account('worker'), account('worker'), true],
    [`deleted:${account('worker')}?uid=1`, account('worker'), false],
    [`principal:${pool}/subject/repo`, `principal:${pool}/subject/repo`, true],
    [`principal:${pool}/subject/repo`, `principal:${pool}/subject/Repo`, false],
    [`principalSet:${pool}/*`, `principal:${pool}/subject/repo`, true],
    [`principalSet:${pool}/*`, `principal:${pool}-2/subject/repo`, false],
    ['principalSet://cloudresourcemanager.googleapis.com/projects/3000/type/ServiceAccount', account('worker'), true],
    ['principalSet://cloudresourcemanager.googleapis.com/projects/3000/type/ServiceAccount', ada, false],
    ['projectOwner:shop-1', owner, true],
    ['projectEditor:shop-1', owner, false],
  ] as const)
    test(`${caller} ${expected ? 'as' : 'not as'} ${member}`, () => {
      const state = withBinding({ members: [member] });
      state.projects[0]?.policy?.bindings.push({ role: 'roles/owner', members: [owner] });
      assert.equal(mayMint({ ...state, groups }, caller), expected);
    });
});

describe('a condition', () => {
  for (const [expression, expected] of [
    ['request.time < timestamp("2026-11-23T12:00:01Z")', true],
    ['request.time < timestamp("2026-11-23T12:00:00Z")', false],
    ['request.time.getHours("Europe/Berlin") == 13', true],
    ['request.time.getDayOfWeek("UTC") in [1, 2]', true],
    // Service accounts tell nothing of themselves: whatever is compared with their names is different.
    [`resource.name == "projects/shop-1/serviceAccounts/${email('api')}"`, false],
    ['resource.type != "storage.googleapis.com/Bucket"', true],
    ['resource.name.extract("projects/{project}/") == ""', true],
    // What cannot be evaluated does not grant, unless the rest decides.
    ['resource.matchTag("1000/env", "prod")', false],
    ['!resource.matchTag("1000/env", "prod")', false],
    ['resource.matchTag("1000/env", "prod") || true', true],
    ['request.auth.access_levels == []', false],
    ['request.time', false],
    ['no such thing', false],
    ['', false],
  ] as const)
    test(`${expression || 'that is empty'} ${expected ? 'grants' : 'does not grant'}`, () => {
      assert.equal(mayMint(withBinding({ condition: { expression } })), expected);
    });

  test('sees the name, type and service of a project', () => {
    const state = withBinding({
      role: 'roles/viewer',
      condition: {
        expression:
          'resource.name == "projects/shop-1" && resource.type == "cloudresourcemanager.googleapis.com/Project" && resource.service == "cloudresourcemanager.googleapis.com"',
      },
    });
    const [project] = state.projects;
    const [service] = project?.services ?? [];
    assert(project && service);
    const sources = { state, catalog, now: () => noon };
    assert.equal(may(ada, 'resourcemanager.projects.get', projectResource(state, project), sources), true);
    assert.equal(may(ada, 'run.services.get', runResource(state, project, 'services', service), sources), false);
  });
});

test('folders in a circle end', () => {
  const state = shop();
  state.folders = [
    { id: '2000', displayName: 'One', parent: 'folders/2001' },
    { id: '2001', displayName: 'Other', parent: 'folders/2000' },
  ];
  assert.equal(mayMint(state), false);
});
