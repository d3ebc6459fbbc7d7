import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  accountResource,
  type ComparedGrant,
  compareAccounts,
  compareImpersonators,
  compareRoles,
  compareUses,
  type LivePolicies,
  type LivePolicy,
  type LiveProject,
} from '../../client/explorer/liveVsDeclared.ts';
import type { DeclaredAccount, DeclaredGrant, OpenGrant } from '../../server/lsp/protocol.ts';

const at = { uri: 'file:///shop/main.tf', range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } } };
const email = 'api-runtime@shop.iam.gserviceaccount.com';
const creator = 'roles/iam.serviceAccountTokenCreator';

function account(differences: Partial<DeclaredAccount> = {}): DeclaredAccount {
  return {
    declared: true,
    email,
    accountId: 'api-runtime',
    project: 'shop',
    label: email,
    at,
    optional: false,
    disabled: false,
    roles: [],
    impersonators: [],
    usedBy: [],
    findings: 0,
    ...differences,
  };
}

function grant(differences: Partial<DeclaredGrant> = {}): DeclaredGrant {
  return {
    role: 'roles/viewer',
    member: `serviceAccount:${email}`,
    on: 'project "shop"',
    level: 'project',
    resource: 'projects/shop',
    certain: true,
    at,
    ...differences,
  };
}

const shop = (...emails: readonly string[]): LiveProject => ({
  id: 'shop',
  accounts: emails.map((each) => ({ email: each, projectId: 'shop' })),
  complete: true,
});

const identities = (...accounts: readonly DeclaredAccount[]) => ({ accounts, openGrants: [] });

/** The presence of each account by its e-mail or label. */
function presences(accounts: readonly DeclaredAccount[], projects: readonly LiveProject[]) {
  return compareAccounts(identities(...accounts), projects).map(({ live, declared, presence }) => [
    live?.email ?? declared?.label,
    presence,
  ]);
}

function policies(resources: Readonly<Record<string, LivePolicy>>): LivePolicies {
  return new Map(Object.entries(resources));
}

function pair(declared: DeclaredAccount | undefined, live = email) {
  const [first] = compareAccounts(declared && identities(declared), [shop(live)]);
  assert.ok(first);
  return first;
}

const shown = (grants: readonly ComparedGrant[]) =>
  grants.map(({ member, role, on, presence, drift }) => `${member} ${role} on ${on}: ${presence}${drift ? ', drift' : ''}`);

test('an account is live, declared or both, whatever the letter case of its e-mail', () => {
  const old = account({ email: 'old-batch@shop.iam.gserviceaccount.com', label: 'old-batch', accountId: 'old-batch' });
  assert.deepEqual(
    presences([account(), old], [shop('API-Runtime@shop.iam.gserviceaccount.com', 'by-hand@shop.iam.gserviceaccount.com')]),
    [
      ['API-Runtime@shop.iam.gserviceaccount.com', 'both'],
      ['by-hand@shop.iam.gserviceaccount.com', 'live'],
      ['old-batch', 'declared'],
    ],
  );
});

test('an account that files only name is not declared', () => {
  assert.deepEqual(presences([account({ declared: false })], [shop(email)]), [[email, 'live']]);
  assert.deepEqual(presences([account({ declared: false })], [shop()]), [[email, 'unknown']]);
});

test('nobody can tell whether it is live where its project is not selected, or not all of it is loaded', () => {
  assert.deepEqual(presences([account({ project: 'other' })], [shop()]), [[email, 'unknown']]);
  assert.deepEqual(presences([account()], [{ ...shop(), complete: false }]), [[email, 'unknown']]);
  assert.deepEqual(presences([account()], []), [[email, 'unknown']]);
});

test('without files everything is live only', () => {
  assert.deepEqual(
    compareAccounts(undefined, [shop(email)]).map(({ presence }) => presence),
    ['live'],
  );
});

test('where files leave the project open, the account id tells in the only selected project', () => {
  const open = account({ email: undefined, project: undefined, label: 'google_service_account.api' });
  assert.deepEqual(presences([open], [shop(email)]), [[email, 'both']]);
  assert.deepEqual(presences([open], [shop(email), { id: 'other', accounts: [], complete: true }]), [
    [email, 'live'],
    ['google_service_account.api', 'unknown'],
  ]);
  assert.deepEqual(presences([open, { ...open, label: 'google_service_account.other' }], [shop(email)]).slice(0, 1), [[email, 'live']]);
  assert.deepEqual(presences([{ ...open, optional: true }], [shop(email)]).slice(0, 1), [[email, 'live']]);
  assert.deepEqual(presences([open], [shop('api-runtime@developer.gserviceaccount.com')]).slice(0, 1), [
    ['api-runtime@developer.gserviceaccount.com', 'live'],
  ]);
});

test('being disabled on one side only is a drift, where files say something about it', () => {
  const drift = (live: boolean | undefined, declared: boolean | undefined) => {
    const project = { ...shop(), accounts: [{ email, projectId: 'shop', disabled: live }] };
    return compareAccounts(identities(account({ disabled: declared })), [project])[0]?.disabledDrift;
  };
  assert.deepEqual(
    [drift(true, false), drift(undefined, true), drift(true, true), drift(undefined, false), drift(true, undefined)],
    [true, true, false, false, false],
  );
});

test('roles granted live and not declared, and declared and not live', () => {
  const declared = account({ roles: [grant(), grant({ role: 'roles/run.invoker' })] });
  const live = policies({
    'projects/shop': {
      bindings: [
        { role: 'roles/viewer', members: [`serviceAccount:${email.toUpperCase()}`, 'user:ana@example.com'] },
        { role: 'roles/editor', members: [`serviceAccount:${email}`] },
      ],
    },
  });
  const roles = compareRoles(pair(declared), live, []);
  assert.deepEqual(
    roles.map(({ role, presence, drift }) => [role, presence, drift]),
    [
      ['roles/viewer', 'both', false],
      ['roles/editor', 'live', true],
      ['roles/run.invoker', 'declared', true],
    ],
  );
});

test('a policy that could not be read says nothing', () => {
  const declared = account({ roles: [grant(), grant({ resource: 'folders/42', on: 'folder "42"', level: 'folder' })] });
  assert.deepEqual(shown(compareRoles(pair(declared), policies({ 'projects/shop': {} }), [])), [
    `serviceAccount:${email} roles/viewer on projects/shop: declared, drift`,
    `serviceAccount:${email} roles/viewer on folders/42: declared`,
  ]);
});

test('what files leave open is no drift', () => {
  const live = policies({ 'projects/shop': { bindings: [{ role: 'roles/viewer', members: [`serviceAccount:${email}`] }] } });
  const drift = (declared: DeclaredAccount, ...open: readonly OpenGrant[]) =>
    compareRoles(pair(declared), live, open).map(({ presence, drift }) => [presence, drift]);
  assert.deepEqual(drift(account()), [['live', true]]);
  assert.deepEqual(drift(account(), { level: 'project', resource: 'projects/shop', role: 'roles/viewer', at }), [['live', false]]);
  assert.deepEqual(drift(account(), { level: 'project', at }), [['live', false]]);
  assert.deepEqual(drift(account(), { level: 'unknown', at }), [['live', false]]);
  assert.deepEqual(drift(account(), { level: 'folder', at }), [['live', true]]);
  assert.deepEqual(drift(account(), { level: 'project', resource: 'projects/other', at }), [['live', true]]);
  assert.deepEqual(drift(account(), { level: 'project', member: 'user:ana@example.com', at }), [['live', true]]);
  assert.deepEqual(drift(account(), { level: 'project', role: 'roles/editor', at }), [['live', true]]);
  assert.deepEqual(drift(account({ declared: false })), [['live', false]]);
  const somewhere = grant({ resource: undefined, on: 'the project', certain: false });
  assert.deepEqual(drift(account({ roles: [somewhere] })), [
    ['live', false],
    ['declared', false],
  ]);
  const custom = grant({ role: 'google_project_iam_custom_role.reader', certain: false });
  assert.deepEqual(drift(account({ roles: [custom] })), [
    ['live', false],
    ['declared', false],
  ]);
});

test('a grant that may not be there is not missed', () => {
  const declared = account({ roles: [grant({ certain: false })] });
  assert.deepEqual(shown(compareRoles(pair(declared), policies({ 'projects/shop': {} }), [])), [
    `serviceAccount:${email} roles/viewer on projects/shop: declared`,
  ]);
});

test('another condition is another grant; one that is not known may be any', () => {
  const condition = { title: 'for now', expression: 'request.time < timestamp("2030-01-01T00:00:00Z")' };
  const live = policies({ 'projects/shop': { bindings: [{ role: 'roles/viewer', members: [`serviceAccount:${email}`], condition }] } });
  const compared = (said: DeclaredGrant) =>
    compareRoles(pair(account({ roles: [said] })), live, []).map(({ presence, drift }) => [presence, drift]);
  assert.deepEqual(compared(grant({ condition: condition.expression })), [['both', false]]);
  assert.deepEqual(compared(grant({ condition: 'for now', certain: false })), [['both', false]]);
  assert.deepEqual(compared(grant()), [
    ['live', true],
    ['declared', true],
  ]);
});

const impersonates = (role: string) => (role === creator ? true : role.startsWith('projects/') ? undefined : false);

test('who may impersonate it, on the account and by its project', () => {
  const own = { resource: accountResource(email), level: 'service-account', on: 'the account', role: creator };
  const declared = account({
    impersonators: [
      grant({ ...own, member: 'user:ana@example.com' }),
      grant({ ...own, member: 'user:gone@example.com' }),
      grant({ member: 'group:operators@example.com', role: creator }),
    ],
  });
  const live = policies({
    [`projects/-/serviceAccounts/${email.toUpperCase()}`]: {
      bindings: [
        { role: creator, members: ['user:Ana@example.com', 'user:mallory@example.com', 'deleted:user:eve@example.com?uid=1'] },
        { role: 'roles/iam.serviceAccountViewer', members: ['user:ben@example.com'] },
        { role: 'projects/shop/roles/unheardOf', members: ['user:ben@example.com'] },
      ],
    },
    'projects/shop': { bindings: [{ role: creator, members: ['group:operators@example.com', `serviceAccount:${email}`] }] },
    'folders/42': { bindings: [{ role: creator, members: ['group:everybody@example.com'] }] },
    [accountResource('other@shop.iam.gserviceaccount.com')]: { bindings: [{ role: creator, members: ['user:x@example.com'] }] },
  });
  assert.deepEqual(
    compareImpersonators(pair(declared), live, [], impersonates).map(({ member, presence, drift }) => [member, presence, drift]),
    [
      ['user:Ana@example.com', 'both', false],
      ['user:mallory@example.com', 'live', true],
      ['deleted:user:eve@example.com?uid=1', 'live', false],
      ['group:operators@example.com', 'both', false],
      ['group:everybody@example.com', 'live', false],
      ['user:gone@example.com', 'declared', true],
    ],
  );
});

test('identities of pools keep their letter case', () => {
  const member = 'principal://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/ci/subject/Main';
  const declared = account({
    impersonators: [grant({ member, role: creator, resource: accountResource(email), level: 'service-account' })],
  });
  const live = policies({ [accountResource(email)]: { bindings: [{ role: creator, members: [member.replace('Main', 'main')] }] } });
  assert.deepEqual(
    compareImpersonators(pair(declared), live, [], impersonates).map(({ presence }) => presence),
    ['live', 'declared'],
  );
});

test('what runs as it, by kind and name', () => {
  const declared = account({
    usedBy: [
      { title: 'Cloud Run service "orders"', kind: 'service', name: 'orders', at },
      { title: 'google_cloud_run_v2_job.nightly', kind: 'job', name: 'nightly', at },
      { title: 'google_compute_instance.vm', name: 'vm', at },
    ],
  });
  const uses = compareUses(pair(declared), [
    { kind: 'service', name: 'orders', location: 'europe-west1', serviceAccount: email.toUpperCase() },
    { kind: 'service', name: 'nightly', location: 'europe-west1', serviceAccount: email },
    { kind: 'service', name: 'web', location: 'europe-west1', serviceAccount: 'web@shop.iam.gserviceaccount.com' },
    { kind: 'service', name: 'plain', location: 'europe-west1' },
  ]);
  assert.deepEqual(
    uses.map(({ live, declared }) => [live?.name, declared?.title]),
    [
      ['orders', 'Cloud Run service "orders"'],
      ['nightly', undefined],
      [undefined, 'google_cloud_run_v2_job.nightly'],
      [undefined, 'google_compute_instance.vm'],
    ],
  );
});

test('ten thousand accounts are compared at once', () => {
  const emails = Array.from({ length: 10_000 }, (_, index) => `account-${index}@shop.iam.gserviceaccount.com`);
  const declared = emails.map((each) => account({ email: each, label: each }));
  const compared = compareAccounts(identities(...declared), [shop(...emails)]);
  assert.equal(compared.filter(({ presence }) => presence === 'both').length, 10_000);
});
