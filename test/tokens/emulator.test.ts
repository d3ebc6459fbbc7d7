import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { inspect } from 'node:util';
import { GcpError } from '../../client/gcp/errors.ts';
import { explainDenied } from '../../client/gcp/explain.ts';
import { editPolicy, grantMember } from '../../client/gcp/iam.ts';
import { checkHops, hopsOf } from '../../client/tokens/chain.ts';
import { decodedDocument } from '../../client/tokens/decoded.ts';
import { failureOf } from '../../client/tokens/failure.ts';
import { mint } from '../../client/tokens/mint.ts';
import { type MintRequest, mintPermissions, type TokenKind } from '../../client/tokens/request.ts';
import { openTokenStore, type SessionToken, type TokenStore } from '../../client/tokens/store.ts';
import { verifySession, verifyToken } from '../../client/tokens/verify.ts';
import { english } from '../../iam/localize.ts';
import { showPrincipal } from '../../iam/principal.ts';
import { lint } from '../../server/linter/lint.ts';
import { SourceFile } from '../../server/linter/source.ts';
import { catalog } from '../catalog.ts';
import { ann, type Cloud, first, project, runtime, second, startCloud } from '../gcp/cloud.ts';
import { piecesOf } from './samples.ts';

const creator = 'roles/iam.serviceAccountTokenCreator';
const scopes = ['https://www.googleapis.com/auth/cloud-platform', 'https://www.googleapis.com/auth/userinfo.email'];
const chain = [first, second];

let cloud: Cloud;
let store: TokenStore;
beforeEach(async () => {
  cloud = await startCloud();
  store = openTokenStore();
});
afterEach(async () => {
  store.forgetAll();
  await cloud.emulator.close();
});

function requests(delegates: readonly string[]): Readonly<Record<TokenKind, MintRequest>> {
  const exp = Math.floor(Date.now() / 1000) + 900;
  const whom = { target: runtime, delegates };
  return {
    accessToken: { ...whom, kind: 'accessToken', scopes, lifetimeSeconds: 300 },
    idToken: { ...whom, kind: 'idToken', audience: 'https://orders.example.com' },
    jwt: { ...whom, kind: 'jwt', claims: { sub: 'customer-7', aud: 'https://partner.example', exp } },
    blob: { ...whom, kind: 'blob', bytes: new Uint8Array([0, 255, 128, 10]), source: 'a file' },
  };
}

async function mintAll(delegates: readonly string[]): Promise<Readonly<Record<TokenKind, SessionToken>>> {
  const asked = Object.values(requests(delegates));
  const minted = await Promise.all(asked.map(async (request) => [request.kind, store.add(await mint(cloud.as(), request))] as const));
  return Object.fromEntries(minted) as Record<TokenKind, SessionToken>;
}

test('all four kinds are minted over a chain of two delegates, and each is verified with the reason', async () => {
  const tokens = await mintAll(chain);
  const now = new Date();
  const says = async (kind: TokenKind) => {
    const { verdict, says } = await verifySession(cloud.as(), tokens[kind], { now });
    assert.equal(verdict, 'valid', says);
    return says;
  };
  assert.match(
    await says('accessToken'),
    /^Google knows it: an access token of api-runtime@.*cloud-platform.*; it expires in [45] minutes\.$|in \d+ seconds/,
  );
  assert.match(await says('idToken'), /^The signature is right: key \w+ of Google has made it\.$/);
  assert.match(await says('jwt'), /^The signature is right: key \w+ of api-runtime@shop-prod\.iam\.gserviceaccount\.com has made it\.$/);
  assert.match(await says('blob'), /^The signature is right: key \w+ of api-runtime@/);
  assert.deepEqual(
    Object.values(tokens).map(({ account, delegates, emulated }) => ({ account, delegates, emulated })),
    Object.values(tokens).map(() => ({ account: runtime, delegates: chain, emulated: true })),
  );
});

test('how long a token lasts is what was asked for; a signature counts as long as its key is sure to be published', async () => {
  const { accessToken, idToken, jwt, blob } = await mintAll(chain);
  const minutes = ({ expires }: SessionToken) => Math.round((expires.getTime() - Date.now()) / 60_000);
  assert.deepEqual([accessToken, idToken, jwt, blob].map(minutes), [5, 60, 15, 720]);
});

test('a token that was changed, or is of another signer, or expired, is not valid, and it is said why', async () => {
  const { idToken, jwt, blob, accessToken } = await mintAll(chain);
  const clients = cloud.as();
  const now = new Date();
  const text = idToken.secret.reveal() ?? '';
  const [header, claims, signature] = text.split('.') as [string, string, string];
  const other = Buffer.from(JSON.stringify({ iss: 'https://accounts.google.com', aud: 'x' })).toString('base64url');
  const changed = await verifyToken(clients, `${header}.${other}.${signature}`, { now });
  assert.deepEqual(changed, {
    verdict: 'invalid',
    says: `The signature is not that of Google: the token was changed, or forged. The keys are from ${cloud.emulator.origin}/oauth2/v3/certs.`,
  });
  assert.match(
    (await verifyToken(clients, text, { now, signer: runtime })).says,
    /^api-runtime@\S+ has no key \w+: it was signed by somebody else/,
  );
  assert.match(
    (await verifyToken(clients, text, { now: new Date(now.getTime() + 3_700_000) })).says,
    /has made it\. But it has expired\.$/,
  );
  assert.equal((await verifyToken(clients, `${header}.${claims}.`, { now })).says, 'It has no signature.');
  assert.match((await verifyToken(clients, text.slice(0, -9), { now })).says, /^Its signature is cut off/);
  assert.equal((await verifyToken(clients, jwt.secret.reveal() ?? '', { now })).verdict, 'unknown', 'nothing in it names its signer');
  const forged = { ...blob, signed: { keyId: blob.signed?.keyId ?? '', bytes: new Uint8Array([1]) } };
  assert.match((await verifySession(clients, forged, { now })).says, /is not that of api-runtime@\S+ on these bytes/);
  const unknown = await verifyToken(clients, `${accessToken.secret.reveal()}x`, { now });
  assert.deepEqual(unknown, { verdict: 'invalid', says: 'Google does not know it: it has expired, was revoked, or is not whole.' });
  assert.equal((await verifyToken(clients, 'hello', { now })).verdict, 'unknown');
});

test('a token of Identity-Aware Proxy is verified by its keys', async () => {
  const answer = await fetch(`${cloud.emulator.origin}/emulator/iapTokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-leastwise-emulator': '1' },
    body: JSON.stringify({ email: 'ann@example.com', audience: '/projects/123456789012/global/backendServices/7' }),
  });
  const { token } = (await answer.json()) as { token: string };
  const { verdict, says } = await verifyToken(cloud.as(), token, { now: new Date() });
  assert.equal(verdict, 'valid', says);
  assert.match(says, /of Identity-Aware Proxy has made it/);
});

test('no secret but an access token is ever sent to be verified', async () => {
  const before = cloud.emulator.requests.length;
  for (const text of [`1//0${'g'.repeat(40)}`, `AIza${'S'.repeat(35)}`, '-----BEGIN PRIVATE KEY-----\nMII', 'hello'])
    assert.equal((await verifyToken(cloud.as(), text, { now: new Date() })).verdict, 'unknown');
  assert.equal(cloud.emulator.requests.length, before);
});

for (const kind of Object.keys(mintPermissions) as TokenKind[]) {
  test(`denied, ${kind} says who lacks what on which account and how to grant it; granted, the same mint succeeds`, async () => {
    const request = requests([])[kind];
    const attempt = { caller: 'ann@example.com', target: runtime };
    const error = await mint(cloud.as(), request).then(
      () => assert.fail('minted'),
      (reason: unknown) => reason,
    );
    const failure = failureOf(error, attempt, english);
    assert.deepEqual(failure?.denied, { permission: mintPermissions[kind], resource: runtime, caller: ann, role: failure?.denied?.role });
    const role = failure?.denied?.role ?? '';
    assert.ok(catalog.role(role)?.permissions?.has(mintPermissions[kind]), role);
    assert.ok(failure?.message.startsWith(`${ann} lacks ${mintPermissions[kind]} on ${runtime}. Grant ${role}.`), failure?.message);
    assert.match(failure?.gcloud ?? '', new RegExp(`gcloud iam service-accounts add-iam-policy-binding.*${runtime}`));
    assert.match(failure?.terraform ?? '', /google_service_account_iam_member/);
    await editPolicy(cloud.as().iam, project, runtime, (policy) => grantMember(policy, role, ann));
    const token = store.add(await mint(cloud.as(), request));
    assert.equal((await verifySession(cloud.as(), token, { now: new Date() })).verdict, 'valid');
  });
}

/** What the lines of gcloud grant, read as a shell does. */
function fromGcloud(lines: string): Granted[] {
  return lines.split('\n').map((line) => {
    const [, account = '', member = '', role = ''] =
      /^gcloud iam service-accounts add-iam-policy-binding (\S+) --member=(\S+) --role=(\S+) --project=\S+$/.exec(line) ?? [];
    return { account, member, role };
  });
}

/** What the Terraform blocks grant, read by the linter. */
function fromTerraform(text: string): Granted[] {
  const { model } = lint([new SourceFile('file:///grant/main.tf', text)], { catalog, now: new Date() });
  return model.grants.map(({ resource, principal, role }) => ({
    account: resource.name?.split('/').at(-1) ?? '',
    member: principal.state === 'known' ? showPrincipal(principal.value) : '',
    role: role.state === 'known' ? (role.value.name ?? '') : '',
  }));
}

interface Granted {
  readonly account: string;
  readonly member: string;
  readonly role: string;
}

test('the lines that a denied mint gives, applied, make it succeed', async () => {
  for (const delegates of [[], [second]]) {
    for (const lines of ['gcloud', 'terraform'] as const) {
      const request: MintRequest = { kind: 'idToken', target: runtime, delegates, audience: 'https://orders.example.com' };
      const nobody = `user:${lines}${delegates.length}@example.com`;
      const clients = cloud.as(nobody);
      const error = await mint(clients, request).catch((thrown) => thrown);
      const { gcloud, terraform } = explainDenied(error, { caller: nobody.slice('user:'.length), target: runtime, delegates });
      const granted = lines === 'gcloud' ? fromGcloud(gcloud) : fromTerraform(terraform);
      assert.ok(
        granted.some(({ member }) => member === nobody),
        gcloud,
      );
      for (const { account, member, role } of granted)
        await editPolicy(cloud.as().iam, project, account, (policy) => grantMember(policy, role, member));
      assert.equal(store.add(await mint(clients, request)).account, runtime);
    }
  }
});

test('each hop of a chain is shown with what can be told of its permission', async () => {
  const { iam, resourceManager } = cloud.as();
  const check = async (delegates: readonly string[]) =>
    (await checkHops({ iam, resourceManager }, hopsOf('ann@example.com', delegates, runtime, 'accessToken'), catalog, english)).map(
      ({ granted, because }) => `${granted} ${because}`,
    );
  assert.deepEqual(await check(chain), ['true you have it', `true ${creator} on ${second}`, `true ${creator} on ${runtime}`]);
  assert.deepEqual(await check([]), ['false you do not have it, or there is no such account']);
  assert.deepEqual(await check([first]), ['true you have it', 'undefined no policy that you may read says so']);
});

test('a hop may be granted above, by a custom role, or under a condition', async () => {
  const { state } = cloud.emulator;
  state.customRoles.push({ name: 'organizations/9/roles/minter', includedPermissions: ['iam.serviceAccounts.getAccessToken'] });
  const { iam, resourceManager } = cloud.as();
  const check = async () =>
    (await checkHops({ iam, resourceManager }, hopsOf('ann@example.com', [first], runtime, 'accessToken'), catalog, english))[1]?.because;
  const [organization, folder] = [state.organizations[0], state.folders[0]];
  assert.ok(organization && folder);
  organization.policy = { bindings: [{ role: 'roles/iam.securityReviewer', members: [ann] }] };
  folder.policy = { bindings: [{ role: creator, members: [`serviceAccount:${first}`], condition: { expression: 'true' } }] };
  assert.equal(await check(), `${creator} on folders/8, under a condition`);
  folder.policy = { bindings: [{ role: 'organizations/9/roles/minter', members: [`serviceAccount:${first}`] }] };
  assert.equal(await check(), 'organizations/9/roles/minter on folders/8');
});

test('who may read no policy is told so, and the chain can be used nevertheless', async () => {
  const { iam, resourceManager } = cloud.as('user:nobody@example.com');
  const hops = hopsOf('nobody@example.com', [first], runtime, 'accessToken');
  const checks = await checkHops({ iam, resourceManager }, hops, catalog, english);
  assert.deepEqual(
    checks.map(({ granted }) => granted),
    [false, undefined],
  );
  assert.equal(checks[1]?.because, 'you may not read the policies that tell');
});

test('an API that is off, a lifetime that is not allowed and a cancelled mint are explained in their own way', async () => {
  const request = requests(chain).accessToken as MintRequest & { kind: 'accessToken' };
  const failing = async (asked: MintRequest, signal?: AbortSignal) =>
    failureOf(
      await mint(cloud.as(), asked, { signal }).then(
        () => assert.fail('minted'),
        (reason: unknown) => reason,
      ),
      { target: runtime },
      english,
    );
  const long = await failing({ ...request, lifetimeSeconds: 7200 });
  assert.match(long?.message ?? '', /allowServiceAccountCredentialLifetimeExtension/);
  assert.equal(long?.denied, undefined);
  cloud.emulator.faults.disabledServices.push('iamcredentials.googleapis.com');
  const off = await failing(request);
  assert.match(off?.link?.url ?? '', /^https:\/\/console\.developers\.google\.com\//);
  assert.match(off?.gcloud ?? '', /gcloud services enable iamcredentials\.googleapis\.com/);
  assert.equal(await failing(request, AbortSignal.abort()), undefined);
  const untrusted = failureOf(new GcpError('credentials', 'Trust this workspace first.'), {}, english);
  assert.deepEqual(untrusted, { message: 'Trust this workspace first.', gcloud: '', terraform: '' });
});

test('no piece of a minted token is in what is kept or shown of it, or in what goes wrong afterwards', async () => {
  const tokens = await mintAll(chain);
  for (const token of Object.values(tokens)) {
    const text = token.secret.reveal() ?? '';
    const verification = await verifySession(cloud.as(), token, { now: new Date() });
    cloud.emulator.faults.failNext = { count: 1, status: 400 };
    const error = await verifyToken(cloud.as(), text, { now: new Date() }).catch((reason: unknown) => reason);
    cloud.emulator.faults.failNext = undefined;
    const shown = [
      JSON.stringify([token, verification, store.list(), cloud.emulator.requests]),
      inspect([token, verification, store, error, failureOf(error, {}, english)], { depth: 9, showHidden: true }),
      ...(token.signed ? [] : [decodedDocument(text, { now: new Date(), verification })]),
    ].join('\n');
    for (const piece of piecesOf(text)) assert.ok(!shown.includes(piece), `${token.kind}: ${piece.slice(0, 4)}…`);
  }
});
