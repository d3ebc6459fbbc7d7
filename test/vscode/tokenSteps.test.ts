import assert from 'node:assert/strict';
import { commands, env, window } from 'vscode';
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

  it('begin with the lifetime of the setting', async () => {
    await set('tokens.defaultLifetime', 300);
    const token = await drive<Minted>('mintAccessToken', { account, delegates: [] }, [accept, accept, accept]);
    await set('tokens.defaultLifetime', undefined);
    assert.equal(minutesLeft(token), 5);
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

  it('end in a token that verifies, which its document says', async () => {
    const { id } = await mint('mintIdToken', { account, audience: 'https://orders.fernhill.example', delegates: [] });
    const { verdict, says } = await commands.executeCommand<{ verdict: string; says: string }>('leastwise.verifyToken', { id });
    assert.equal(verdict, 'valid');
    const text = window.activeTextEditor?.document.getText() ?? '';
    assert.ok(text.includes(`"signature": "good: ${says}"`));
    assert.match(text, /"aud": "good: It is for https:\/\/orders\.fernhill\.example\."/);
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
