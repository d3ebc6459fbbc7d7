import assert from 'node:assert/strict';
import { commands, env, type Uri, window, workspace } from 'vscode';
import type { Emulator } from '../../emulator/emulator.ts';
import { email, emulate, goTo, project, set, shopState, until } from './cloud.ts';
import { type Minted, mint } from './mint.ts';

const accept = 'workbench.action.acceptSelectedQuickOpenItem';
const next = 'workbench.action.quickOpenSelectNext';
const back = 'workbench.action.quickInputBack';
const close = 'workbench.action.closeQuickOpen';
const cloudPlatform = ['https://www.googleapis.com/auth/cloud-platform'];

/** Runs a command, and one key after the other in the prompts that it shows. */
async function drive<T>(command: string, argument: object, keys: readonly string[]): Promise<T> {
  const running = commands.executeCommand<T>(`leastwise.${command}`, argument);
  for (const key of keys) {
    await new Promise((resolve) => setTimeout(resolve, 700));
    await commands.executeCommand(key);
  }
  const result = await running;
  await commands.executeCommand(close);
  return result;
}

const minutesLeft = ({ expires }: Minted & { expires?: Date }) => Math.round(((expires?.getTime() ?? 0) - Date.now()) / 60_000);

describe('the steps of minting', () => {
  let emulator: Emulator;
  before(async () => {
    emulator = await emulate(shopState());
  });
  after(async () => {
    await commands.executeCommand('leastwise.forgetAllTokens');
    await goTo();
    await emulator.close();
  });

  const account = email('hop-one');
  const minted = () => emulator.requests.filter(({ path }) => path.endsWith(':generateAccessToken')).length;

  it('lead by Enter alone to an access token for 15 minutes', async () => {
    // Kind, scopes, lifetime, chain, confirmation.
    const token = await drive<Minted>('mintToken', { account }, [accept, accept, accept, accept, accept]);
    assert.equal(token.kind, 'accessToken');
    assert.equal(minutesLeft(token), 15);
    assert.match(await env.clipboard.readText(), /^ya29\.emulator-/);
    await commands.executeCommand('leastwise.forgetToken', { id: token.id });
    assert.equal(await env.clipboard.readText(), '');
  });

  it('have a way back', async () => {
    // Scopes; back from the lifetime; scopes, an hour, confirmation.
    const token = await drive<Minted>('mintAccessToken', { account, delegates: [] }, [accept, back, accept, next, accept, accept]);
    assert.equal(minutesLeft(token), 60);
  });

  it('mint nothing when they are cancelled', async () => {
    const before = minted();
    assert.equal(await drive('mintAccessToken', { account, delegates: [] }, [accept, accept, close]), undefined);
    assert.equal(minted(), before);
  });

  it('ask again where the project is one of those, and No is first', async () => {
    await set('tokens.confirmForProjects', [`${project.slice(0, 4)}*`]);
    const request = { account, scopes: cloudPlatform, lifetimeSeconds: 300, delegates: [] };
    const before = minted();
    assert.equal(await drive('mintAccessToken', request, [accept, accept]), undefined);
    assert.equal(minted(), before);
    assert.ok((await drive<Minted>('mintAccessToken', request, [accept, next, accept])).fingerprint);
    await set('tokens.confirmForProjects', undefined);
  });

  it('empty the clipboard after the seconds of the setting, if the token is still there', async () => {
    await set('tokens.clipboardClearSeconds', 5);
    const { id } = await mint('mintAccessToken', { account, scopes: cloudPlatform, lifetimeSeconds: 300, delegates: [] });
    await commands.executeCommand('leastwise.copyToken', { id });
    assert.match(await env.clipboard.readText(), /^ya29\./);
    await until(async () => (await env.clipboard.readText()) === '');
    await commands.executeCommand('leastwise.copyToken', { id });
    await env.clipboard.writeText('mine');
    await new Promise((resolve) => setTimeout(resolve, 6000));
    assert.equal(await env.clipboard.readText(), 'mine');
    await set('tokens.clipboardClearSeconds', undefined);
  });

  it('end in a token that is decoded, verified and copied as curl without being shown', async () => {
    const { id } = await mint('mintIdToken', { account, audience: 'https://orders.fernhill.example', delegates: [] });
    await commands.executeCommand('leastwise.copyToken', { id });
    const token = await env.clipboard.readText();
    const uri = await commands.executeCommand<Uri>('leastwise.decodeToken', { id });
    assert.equal(uri.scheme, 'leastwise-token');
    const document = await workspace.openTextDocument(uri);
    assert.match(document.getText(), /"aud": "good: It is for https:\/\/orders\.fernhill\.example\."/);
    assert.ok(!document.getText().includes(token.slice(-40)));
    assert.equal(window.activeTextEditor?.document, document);
    const verified = await commands.executeCommand<{ verdict: string; says: string }>('leastwise.verifyToken', { id });
    assert.equal(verified.verdict, 'valid');
    const snippet = await commands.executeCommand<string>('leastwise.copyAsCurl', { id });
    assert.equal(await env.clipboard.readText(), snippet);
    assert.match(snippet, /\$TOKEN/);
    assert.ok(!snippet.includes(token.slice(-40)));
    await commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('leave an opaque token to its issuer, which is asked when one says so', async () => {
    const { id } = await mint('mintAccessToken', { account, scopes: cloudPlatform, lifetimeSeconds: 300, delegates: [] });
    await commands.executeCommand('leastwise.copyToken', { id });
    const asked = () => emulator.requests.filter(({ path }) => path === '/tokeninfo').length;
    const before = asked();
    await commands.executeCommand('leastwise.decodeTokenFromClipboard');
    assert.equal(asked(), before);
    assert.match(window.activeTextEditor?.document.getText() ?? '', /This is an access token/);
    await new Promise((resolve) => setTimeout(resolve, 700));
    await commands.executeCommand(accept);
    await until(() => window.activeTextEditor?.document.getText().includes('Google knows it'));
    assert.equal(asked(), before + 1);
    assert.ok(!window.activeTextEditor?.document.getText().includes('ya29.'));
    await commands.executeCommand('workbench.action.closeAllEditors');
  });
});
