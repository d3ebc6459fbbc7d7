import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { promisify } from 'node:util';
import type { CatalogData } from '../../iam/catalog/catalog.ts';
import { decodeRoles, encodeRoles, type RoleFacts } from '../../iam/catalog/encoding.ts';
import { assetText, readAsset } from '../../scripts/catalogAsset.ts';
import { listRoles, mergeRoles } from '../../scripts/googleRoles.ts';

test('the committed asset is what its roles and the facts beside it give', () => {
  const text = readAsset();
  const { asOf, roles }: CatalogData = JSON.parse(text);
  assert.equal(assetText(asOf, decodeRoles(roles)), text);
});

test('roles survive their encoding, and their order does not matter', () => {
  const roles: RoleFacts[] = [
    { name: 'roles/b.none', title: 'None', stage: 'DEPRECATED', unlisted: true, permissions: [] },
    { name: 'roles/a.some', title: 'Some', stage: 'ALPHA', unlisted: false, permissions: ['a.x.get', 'a.x.list', 'b.y.z.get'] },
    { name: 'roles/c.one', title: 'One', stage: 'BETA', unlisted: false, permissions: ['a.x.list'] },
  ];
  const encoded = encodeRoles(roles);
  assert.deepEqual(encodeRoles(roles.toReversed()), encoded);
  assert.deepEqual(
    decodeRoles(encoded),
    roles.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
  );
});

test('the list of roles is read to its last page', async (context) => {
  const asked: (string | undefined)[] = [];
  const endpoint = await serve(context, (request, response) => {
    asked.push(`${request.url} ${request.headers.authorization}`);
    const page = new URL(request.url ?? '', 'http://localhost').searchParams.get('pageToken')
      ? { roles: [{ name: 'roles/b.new', title: 'New', includedPermissions: ['b.x.get'], etag: 'AA==' }] }
      : { roles: [{ name: 'roles/a.old', title: 'Old', stage: 'GA', description: '…' }], nextPageToken: 'next page' };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(page));
  });
  assert.deepEqual(await listRoles(endpoint, 'ya29.token'), [
    { name: 'roles/a.old', title: 'Old', stage: 'GA', unlisted: false, permissions: [] },
    { name: 'roles/b.new', title: 'New', stage: 'ALPHA', unlisted: false, permissions: ['b.x.get'] },
  ]);
  assert.deepEqual(asked, [
    '/v1/roles?view=FULL&pageSize=1000 Bearer ya29.token',
    '/v1/roles?view=FULL&pageSize=1000&pageToken=next+page Bearer ya29.token',
  ]);
});

test('a role that disappears from the list is kept as unlisted, one that returns is listed again', () => {
  const role = (name: string, unlisted: boolean, permissions: string[]): RoleFacts => ({
    name,
    title: name,
    stage: 'GA',
    unlisted,
    permissions,
  });
  const known = [role('roles/a.gone', false, ['a.x.get']), role('roles/b.back', true, []), role('roles/c.kept', false, [])];
  const listed = [role('roles/b.back', false, ['b.x.get']), role('roles/c.kept', false, ['c.x.get'])];
  assert.deepEqual(mergeRoles(known, listed), [...listed, role('roles/a.gone', true, ['a.x.get'])]);
});

test('a list without roles is refused: it would make all of them unlisted', async (context) => {
  const endpoint = await serve(context, (_, response) => response.end('{}'));
  await assert.rejects(listRoles(endpoint, 'token'), /lists no roles/);
});

for (const [status, message] of [
  [401, /not valid or has expired.*GOOGLE_OAUTH_ACCESS_TOKEN.*Google answered 401: Because\./],
  [403, /may not list roles.*iam\.googleapis\.com.*Google answered 403: Because\./],
  [500, /could not be listed\. Google answered 500: Because\./],
] as const) {
  test(`the script says what to do when Google answers ${status}, and never tells the token`, async (context) => {
    const endpoint = await serve(context, (_, response) => {
      response.statusCode = status;
      response.end(JSON.stringify({ error: { code: status, message: 'Because.' } }));
    });
    const before = readAsset();
    const script = path.resolve(import.meta.dirname, '../../scripts/catalog.ts');
    const run = promisify(execFile)(process.execPath, [script, '--endpoint', endpoint], {
      env: { ...process.env, GOOGLE_OAUTH_ACCESS_TOKEN: 'ya29.secret' },
    });
    await assert.rejects(run, (error: { code: number; stdout: string; stderr: string }) => {
      assert.equal(error.code, 1);
      assert.match(error.stderr, message);
      assert(!`${error.stdout}${error.stderr}`.includes('ya29.secret'));
      return true;
    });
    assert.equal(readAsset(), before);
  });
}

test('an answer that is not JSON is reported by its status', async (context) => {
  const endpoint = await serve(context, (_, response) => {
    response.statusCode = 502;
    response.end('<html>');
  });
  await assert.rejects(listRoles(endpoint, 'token'), { message: 'The roles could not be listed. Google answered 502' });
});

test('an endpoint that nobody serves is reported by its name', async () => {
  await assert.rejects(
    listRoles('http://127.0.0.1:65535', 'token'),
    /^Error: http:\/\/127\.0\.0\.1:65535 cannot be reached: connect ECONNREFUSED/,
  );
});

async function serve(context: TestContext, listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  context.after(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
