import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { GcpError } from '../../client/gcp/errors.ts';
import { type AllowPolicy, editPolicy, grantMember, revokeMember } from '../../client/gcp/iam.ts';
import { ann, type Cloud, first, project, runtime, shopState, startCloud } from './cloud.ts';

let cloud: Cloud;
beforeEach(async () => {
  cloud = await startCloud();
});
afterEach(() => cloud.emulator.close());

const nobody = 'user:nobody@example.com';
const denied = (permission: string) => (error: unknown) =>
  error instanceof GcpError && error.httpStatus === 403 && error.reason === 'IAM_PERMISSION_DENIED' && error.permission === permission;

describe('service accounts', () => {
  test('are listed page by page', async () => {
    const { iam } = cloud.as();
    const one = await iam.listServiceAccounts(project, { pageSize: 2 });
    assert.deepEqual([one.accounts.length, typeof one.nextPageToken], [2, 'string']);
    const two = await iam.listServiceAccounts(project, { pageSize: 2, pageToken: one.nextPageToken });
    assert.deepEqual([two.accounts.length, two.nextPageToken], [1, undefined]);
    assert.deepEqual(new Set([...one.accounts, ...two.accounts].map(({ email }) => email)).size, 3);
  });

  test('of ten thousand all come, a hundred a page', async () => {
    const state = shopState();
    const [shop] = state.projects;
    shop?.serviceAccounts.push(
      ...Array.from({ length: 9997 }, (_, index) => ({
        email: `a-${index}@${project}.iam.gserviceaccount.com`,
        uniqueId: `2${String(index).padStart(20, '0')}`,
      })),
    );
    await cloud.emulator.close();
    cloud = await startCloud(state);
    const { iam } = cloud.as();
    const emails = new Set<string>();
    let pageToken: string | undefined;
    do {
      const { accounts, nextPageToken } = await iam.listServiceAccounts(project, { pageToken });
      for (const { email } of accounts) emails.add(email);
      pageToken = nextPageToken;
    } while (pageToken);
    assert.equal(emails.size, 10_000);
    assert.equal(cloud.outcomes('/serviceAccounts').length, 100);
  });

  test('are had by e-mail address and by unique id', async () => {
    const { iam } = cloud.as();
    const account = await iam.getServiceAccount(project, runtime);
    assert.equal(account.name, `projects/${project}/serviceAccounts/${runtime}`);
    assert.deepEqual((await iam.getServiceAccount(project, account.uniqueId)).email, runtime);
  });

  test('are disabled, enabled and brought back', async () => {
    const { iam } = cloud.as();
    await iam.disable(project, first);
    assert.equal((await iam.getServiceAccount(project, first)).disabled, true);
    await iam.enable(project, first);
    assert.ok(!(await iam.getServiceAccount(project, first)).disabled);
    const account = cloud.emulator.state.projects[0]?.serviceAccounts.find(({ email }) => email === first) ?? assert.fail();
    account.deletedAt = new Date().toISOString();
    assert.equal((await iam.undelete(project, account.uniqueId))?.email, first);
  });

  test('that are not there are not found', async () => {
    await assert.rejects(
      cloud.as().iam.getServiceAccount(project, `none@${project}.iam.gserviceaccount.com`),
      (error: unknown) => error instanceof GcpError && error.httpStatus === 404 && error.status === 'NOT_FOUND',
    );
  });

  test('may not be seen by everyone, and the error says what is needed, where, and by whom', async () => {
    await assert.rejects(cloud.as(nobody).iam.listServiceAccounts(project), (error: unknown) => {
      assert.ok(error instanceof GcpError && denied('iam.serviceAccounts.list')(error), String(error));
      assert.deepEqual(
        [error.kind, error.status, error.resource, error.caller],
        ['http', 'PERMISSION_DENIED', `projects/${project}`, 'nobody@example.com'],
      );
      return true;
    });
    assert.deepEqual(cloud.outcomes(), [403]);
  });

  test('show their keys', async () => {
    const account = cloud.emulator.state.projects[0]?.serviceAccounts[0] ?? assert.fail();
    const keys = { keyOrigin: 'GOOGLE_PROVIDED', validAfterTime: '2025-10-06T00:00:00Z', validBeforeTime: '9999-12-31T23:59:59Z' } as const;
    account.keys = [{ id: 'a'.repeat(40), ...keys }];
    const [key, ...rest] = (await cloud.as().iam.listKeys(project, runtime)).filter(({ keyType }) => keyType === 'USER_MANAGED');
    assert.equal(key?.name, `projects/${project}/serviceAccounts/${runtime}/keys/${'a'.repeat(40)}`);
    assert.equal(key?.validBeforeTime, '9999-12-31T23:59:59Z');
    assert.equal(rest.length, 0);
  });

  test('tell what the caller may do, of however many permissions', async () => {
    const { iam } = cloud.as();
    const owned = ['iam.serviceAccounts.get', 'iam.serviceAccounts.setIamPolicy'];
    assert.deepEqual(await iam.testIamPermissions(project, runtime, ['iam.serviceAccounts.getAccessToken', ...owned]), owned);
    assert.deepEqual(await cloud.as(nobody).iam.testIamPermissions(project, runtime, owned), []);
    const many = [...Array.from({ length: 150 }, (_, index) => `iam.serviceAccounts.none${index}`), ...owned];
    assert.deepEqual(await iam.testIamPermissions(project, runtime, many), owned);
    assert.deepEqual(await iam.testIamPermissions(project, runtime, []), []);
  });
});

describe('roles', () => {
  test('are predefined or custom', async () => {
    cloud.emulator.state.customRoles.push({
      name: `projects/${project}/roles/minter`,
      includedPermissions: ['iam.serviceAccounts.getAccessToken'],
    });
    const { iam } = cloud.as();
    const predefined = await iam.getRole('roles/iam.serviceAccountTokenCreator');
    assert.ok(predefined.includedPermissions?.includes('iam.serviceAccounts.implicitDelegation'));
    assert.deepEqual((await iam.getRole(`projects/${project}/roles/minter`)).includedPermissions, ['iam.serviceAccounts.getAccessToken']);
    const { roles } = await iam.listRoles(`projects/${project}`);
    assert.deepEqual(
      roles.map(({ name }) => name),
      [`projects/${project}/roles/minter`],
    );
    const page = await iam.listRoles(undefined, { pageSize: 10 });
    assert.deepEqual([page.roles.length, typeof page.nextPageToken], [10, 'string']);
  });
});

describe('a policy', () => {
  const role = 'roles/iam.serviceAccountTokenCreator';
  const condition = { title: 'until', expression: "request.time < timestamp('2030-01-01T00:00:00Z')" };

  test('that grants nothing has no bindings', async () => {
    const account = cloud.emulator.state.projects[0]?.serviceAccounts[0] ?? assert.fail();
    account.policy = undefined;
    assert.deepEqual((await cloud.as().iam.getIamPolicy(project, runtime)).bindings, []);
  });

  test('is edited with what it was read with', async () => {
    const { iam } = cloud.as();
    const policy = await editPolicy(iam, project, runtime, (read) => grantMember(read, role, ann));
    assert.deepEqual(policy.bindings.at(-1)?.members, [`serviceAccount:second@${project}.iam.gserviceaccount.com`, ann]);
    assert.deepEqual((await iam.getIamPolicy(project, runtime)).bindings, policy.bindings);
    const revoked = await editPolicy(iam, project, runtime, (read) => revokeMember(read, role, ann));
    assert.ok(!JSON.stringify(revoked).includes(ann));
  });

  test('keeps its conditions, which make it version 3', async () => {
    const { iam } = cloud.as();
    const policy = await editPolicy(iam, project, runtime, (read) => grantMember(read, role, ann, condition));
    assert.deepEqual(policy.version, 3);
    const other = await editPolicy(iam, project, runtime, (read) => grantMember(read, 'roles/iam.serviceAccountUser', ann));
    assert.deepEqual(other.bindings.find((binding) => binding.condition)?.condition, condition);
  });

  test('is not written where there is nothing to change', async () => {
    await editPolicy(cloud.as().iam, project, runtime, () => undefined);
    assert.deepEqual(cloud.outcomes(':setIamPolicy'), []);
  });

  test('that somebody else writes meanwhile is read and edited again, and nothing is lost', async () => {
    const { iam } = cloud.as();
    let times = 0;
    const policy = await editPolicy(iam, project, runtime, async (read) => {
      if (++times < 3) await editPolicy(iam, project, runtime, (theirs) => grantMember(theirs, role, `user:other${times}@example.com`));
      return grantMember(read, role, ann);
    });
    assert.equal(times, 3);
    for (const member of [ann, 'user:other1@example.com', 'user:other2@example.com'])
      assert.ok(JSON.stringify(policy).includes(member), member);
    assert.deepEqual(cloud.outcomes(':setIamPolicy'), [200, 409, 200, 409, 200]);
  });

  test('that always changes is given up after the fifth time', async () => {
    const { iam } = cloud.as();
    const edit = async (read: AllowPolicy) => {
      await editPolicy(iam, project, runtime, (theirs) => grantMember(theirs, role, `user:n${cloud.outcomes().length}@example.com`));
      return grantMember(read, role, ann);
    };
    await assert.rejects(
      editPolicy(iam, project, runtime, edit),
      (error: unknown) => error instanceof GcpError && error.status === 'ABORTED',
    );
    assert.equal(cloud.outcomes(':setIamPolicy').filter((outcome) => outcome === 409).length, 5);
  });
});

describe('bindings', () => {
  const role = 'roles/run.invoker';
  const condition = { title: 'until', expression: 'true' };
  const policy = {
    etag: 'e',
    version: 3,
    bindings: [
      { role, members: ['user:Ann@example.com'] },
      { role, members: [ann, 'user:b@example.com'], condition },
    ],
  };

  test('grow by a member where the role and the condition are the same', () => {
    assert.deepEqual(grantMember(policy, role, 'user:c@example.com', { ...condition, description: '' })?.bindings[1]?.members, [
      ann,
      'user:b@example.com',
      'user:c@example.com',
    ]);
    assert.deepEqual(grantMember(policy, role, ann, { ...condition, expression: 'false' })?.bindings.length, 3);
    assert.deepEqual(grantMember({ bindings: [] }, role, ann)?.bindings, [{ role, members: [ann] }]);
  });

  test('stay as they are where the member is there, whatever the case of its address', () => {
    assert.equal(grantMember(policy, role, ann), undefined);
    assert.equal(revokeMember(policy, 'roles/viewer', ann), undefined);
    assert.equal(revokeMember(policy, role, 'user:b@example.com'), undefined);
  });

  test('go when their last member goes', () => {
    assert.deepEqual(revokeMember(policy, role, ann)?.bindings, [policy.bindings[1]]);
    assert.deepEqual(revokeMember(policy, role, ann, condition)?.bindings[1]?.members, ['user:b@example.com']);
  });

  test('and their policy are not changed in place', () => {
    const before = structuredClone(policy);
    grantMember(policy, role, 'user:c@example.com');
    revokeMember(policy, role, ann);
    assert.deepEqual(policy, before);
  });
});
