import assert from 'node:assert/strict';
import { commands, env, type Uri, workspace } from 'vscode';
import { connect, editPolicy, emulatorCredentials, emulatorEndpoints } from '../../client/gcp/clients.ts';
import { grantMember } from '../../client/gcp/iam.ts';
import type { Emulator } from '../../emulator/emulator.ts';
import { admin, dana, email, emulate, goTo, project, set, shopState, until } from './cloud.ts';
import { accepted, type Minted, mint, pause } from './mint.ts';

describe('tokens', () => {
  let emulator: Emulator;
  before(async () => {
    emulator = await emulate(shopState());
  });
  after(async () => {
    await commands.executeCommand('leastwise.forgetAllTokens');
    await goTo();
    await emulator.close();
  });

  const chain = { account: email('orders-api'), delegates: [email('hop-one'), email('hop-two')] };

  it('of access are minted through two delegates, and are what they say', async () => {
    const minted = await mint('mintAccessToken', {
      ...chain,
      scopes: ['https://www.googleapis.com/auth/cloud-platform', 'https://www.googleapis.com/auth/userinfo.email'],
      lifetimeSeconds: 600,
    });
    assert.match(minted.fingerprint ?? '', /[0-9a-f]{4}/);
    const told = await online().tokenInfo(await copied(minted));
    assert.equal(told.account, email('orders-api'));
  });

  it('of identity are minted through two delegates and verify', async () => {
    const minted = await mint('mintIdToken', { ...chain, audience: 'https://orders.fernhill.example' });
    const token = await copied(minted);
    assert.equal(claims(token).aud, 'https://orders.fernhill.example');
    assert.equal((await online().keys.verify(token, 'google')).valid, true);
  });

  it('are signed JWTs through two delegates and verify', async () => {
    const now = Math.floor(Date.now() / 1000);
    const minted = await mint('signJwt', {
      ...chain,
      claims: { iss: chain.account, sub: chain.account, aud: 'x', iat: now, exp: now + 600 },
    });
    const token = await copied(minted);
    assert.equal(claims(token).sub, chain.account);
    assert.equal((await online().keys.verify(token, { account: chain.account })).valid, true);
  });

  it('are signed blobs through two delegates', async () => {
    const minted = await mint('signBlob', { ...chain, payload: Buffer.from('an order').toString('base64') });
    assert.match(await copied(minted), /^[A-Za-z0-9+/]{300,}={0,2}$/);
  });

  it('that are denied say what is missing, and are minted once it is granted', async () => {
    const request = { account: email('payments-api'), scopes: ['https://www.googleapis.com/auth/cloud-platform'], lifetimeSeconds: 600 };
    const { denied } = await mint('mintAccessToken', request);
    assert.equal(denied?.permission, 'iam.serviceAccounts.getAccessToken');
    assert.match(denied?.resource ?? '', /payments-api@/);
    assert.match(denied?.caller ?? '', /dana@fernhill\.example/);
    assert.equal(denied?.role, 'roles/iam.serviceAccountTokenCreator');
    const role = denied?.role as string;
    await editPolicy(online(admin).iam, project, request.account, (policy) => grantMember(policy, role, dana));
    assert.match((await mint('mintAccessToken', request)).fingerprint ?? '', /[0-9a-f]{4}/);
  });

  it('are not minted where the confirmation is left', async () => {
    await env.clipboard.writeText('mine');
    const asked = emulator.requests.length;
    const minting = commands.executeCommand('leastwise.mintIdToken', { ...chain, audience: 'https://orders.fernhill.example' });
    await pause();
    await pause();
    await commands.executeCommand('workbench.action.closeQuickOpen');
    assert.equal(await minting, undefined);
    assert.equal(await env.clipboard.readText(), 'mine');
    assert.ok(!emulator.requests.slice(asked).some(({ path }) => path.endsWith(':generateIdToken')));
  });

  it('are taken from the clipboard after a while, where nothing else has taken their place', async () => {
    await set('tokens.clipboardClearSeconds', 5);
    const request = { ...chain, audience: 'https://orders.fernhill.example' };
    const first = await mint('mintIdToken', request);
    assert.match(await copied(first), /^eyJ/);
    await until(async () => (await env.clipboard.readText()) === '');
    await copied(first);
    await env.clipboard.writeText('mine');
    await new Promise((resolve) => setTimeout(resolve, 6000));
    assert.equal(await env.clipboard.readText(), 'mine');
    await copied(first);
    await commands.executeCommand('leastwise.forgetToken', { id: first.id });
    assert.equal(await env.clipboard.readText(), '');
    await set('tokens.clipboardClearSeconds', undefined);
  }).timeout(60_000);

  it('are decoded with a meaning for each claim, and without the signature', async () => {
    const minted = await mint('mintIdToken', { ...chain, audience: 'https://orders.fernhill.example' });
    const token = await copied(minted);
    const uri = await commands.executeCommand<Uri>('leastwise.decodeToken', { id: minted.id });
    const document = await workspace.openTextDocument(uri);
    assert.equal(document.languageId, 'jsonc');
    assert.match(document.getText(), /"aud": "https:\/\/orders\.fernhill\.example"/);
    assert.ok(!document.getText().includes(token.split('.')[2] as string));
    await commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('are asked for by curl without being in the command', async () => {
    const minted = await mint('mintAccessToken', {
      ...chain,
      scopes: ['https://www.googleapis.com/auth/cloud-platform'],
      lifetimeSeconds: 600,
    });
    const token = await copied(minted);
    const snippet = await accepted<string>('leastwise.copyAsCurl', { id: minted.id });
    assert.match(snippet ?? '', /^curl/m);
    assert.ok(!snippet?.includes(token));
  });

  /** Clients of our own, as whoever it is. */
  function online(who = dana) {
    return connect({ endpoints: emulatorEndpoints(emulator.origin), credentials: emulatorCredentials(emulator.origin, who) });
  }

  async function copied({ id }: Minted): Promise<string> {
    await commands.executeCommand('leastwise.copyToken', { id });
    return env.clipboard.readText();
  }
});

function claims(jwt: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString('utf8'));
}
