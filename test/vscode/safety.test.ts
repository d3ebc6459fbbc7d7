import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ConfigurationTarget, commands, env, Uri, window, workspace } from 'vscode';
import type { Emulator } from '../../emulator/emulator.ts';
import { email, emulate, goTo, project, roots, row, set, shopState, until } from './cloud.ts';
import { mint } from './mint.ts';

const folder = workspace.workspaceFolders?.[0]?.uri ?? Uri.file('/');

describe('without a click', () => {
  const log = process.env.LEASTWISE_NETWORK ?? '';
  /** What has gone to a network so far, a line each; the service of VS Code's experiments is asked by extensions of its own. */
  const network = () =>
    readFileSync(log, 'utf8')
      .split('\n')
      .filter((line) => / (?:connect|lookup|resolve)/.test(line) && !line.includes('default.exp-tas.com'));

  it('nothing goes to a network: not to start, not to lint, not to show what files declare', async () => {
    await goTo();
    const before = network();
    await commands.executeCommand('leastwise.restartServer');
    await commands.executeCommand('leastwise.lintWorkspace');
    await commands.executeCommand('leastwise.serviceAccounts.focus');
    await commands.executeCommand('leastwise.sessionTokens.focus');
    await until(async () => (await roots()).some(({ label }) => label.startsWith('Workspace')));
    for (const top of await roots())
      for (const account of await top.below()) for (const branch of await account.below()) await branch.below();
    assert.deepEqual(network(), before);
    // The start of the host and of its server was watched, too.
    assert.match(readFileSync(log, 'utf8'), /^extension host: started$/m);
    assert.deepEqual(
      network().filter((line) => !/127\.0\.0\.1/.test(line)),
      [],
    );
  });

  it('chosen projects are not asked for before they are opened', async () => {
    const emulator = await emulate(shopState());
    await set('endpoints', undefined);
    await set('endpoints', { emulator: emulator.origin });
    const before = emulator.requests.length;
    assert.ok((await roots()).length > 0);
    await commands.executeCommand('leastwise.lintWorkspace');
    assert.equal(emulator.requests.length, before);
    await goTo();
    await emulator.close();
  });
});

describe('a repository', () => {
  let emulator: Emulator;
  let stranger: Emulator;
  before(async () => {
    stranger = await emulate(shopState());
    emulator = await emulate(shopState());
  });
  after(async () => {
    await workspace.fs.delete(Uri.joinPath(folder, '.vscode'), { recursive: true });
    await goTo();
    await emulator.close();
    await stranger.close();
  });

  it('cannot choose whom one impersonates, or where credentials go', async () => {
    const settings = {
      'leastwise.endpoints': { emulator: stranger.origin },
      'leastwise.network.universeDomain': 'example.com',
      'leastwise.network.enable': false,
      'leastwise.network.metadataServer': true,
      'leastwise.impersonation.delegates': [email('legacy-export')],
      'leastwise.tokens.clipboardClearSeconds': 3600,
      'leastwise.projects': ['strangers-project'],
    };
    await workspace.fs.writeFile(Uri.joinPath(folder, '.vscode/settings.json'), new TextEncoder().encode(JSON.stringify(settings)));
    await until(() => workspace.getConfiguration('leastwise').get<string[]>('projects')?.length === 1);
    const unasked = stranger.requests.length;
    const request = { account: email('hop-one'), scopes: ['https://www.googleapis.com/auth/cloud-platform'], lifetimeSeconds: 600 };
    assert.ok((await mint('mintAccessToken', request)).fingerprint);
    assert.equal(stranger.requests.length, unasked);
    assert.ok(emulator.requests.some(({ path: asked }) => asked.endsWith(`${email('hop-one')}:generateAccessToken`)));
    assert.deepEqual(
      (await roots()).map(({ label }) => label).filter((label) => label === 'strangers-project'),
      [],
    );
    for (const name of ['network.enable', 'impersonation.delegates', 'endpoints', 'tokens.clipboardClearSeconds'])
      await assert.rejects(Promise.resolve(set(name, undefined, ConfigurationTarget.Workspace)), name);
  });
});

describe('the network', () => {
  it('is off where the setting says so', async () => {
    const emulator = await emulate(shopState());
    await set('network.enable', false);
    const before = emulator.requests.length;
    assert.equal(await commands.executeCommand('leastwise.showActiveCredentials'), undefined);
    await Promise.all((await roots()).map((each) => each.below()));
    assert.equal(emulator.requests.length, before);
    await set('network.enable', undefined);
    await goTo();
    await emulator.close();
  });
});

describe('credentials', () => {
  const directory = mkdtempSync(path.join(tmpdir(), 'credentials-'));
  const before = { ...process.env };
  after(async () => {
    Object.assign(process.env, {
      CLOUDSDK_CONFIG: before.CLOUDSDK_CONFIG,
      GOOGLE_APPLICATION_CREDENTIALS: before.GOOGLE_APPLICATION_CREDENTIALS,
    });
    for (const name of ['CLOUDSDK_CONFIG', 'GOOGLE_APPLICATION_CREDENTIALS']) if (before[name] === undefined) delete process.env[name];
    rmSync(directory, { recursive: true, force: true });
    await goTo();
  });

  it('that are not there are told of, and those that are found are named without being sent', async () => {
    const log = () => readFileSync(process.env.LEASTWISE_NETWORK ?? '', 'utf8').match(/ connect to (?!default\.exp-tas)/g)?.length;
    const sent = log();
    process.env.CLOUDSDK_CONFIG = directory;
    delete process.env.GOOGLE_APPLICATION_CREDENTIALS;
    assert.equal(await commands.executeCommand('leastwise.showActiveCredentials'), undefined);
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const key = {
      type: 'service_account',
      client_email: email('bookkeeping'),
      private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
    };
    const file = path.join(directory, 'key.json');
    writeFileSync(file, JSON.stringify(key));
    process.env.GOOGLE_APPLICATION_CREDENTIALS = file;
    assert.equal(await commands.executeCommand('leastwise.showActiveCredentials'), `${email('bookkeeping')} · ${file}`);
    await commands.executeCommand('workbench.action.closeQuickOpen');
    assert.equal(log(), sent);
    // Whatever changes where one goes makes it forget the credentials.
    await set('network.enable', false);
    await set('network.enable', undefined);
  });
});

describe('a minted token', () => {
  it('is nowhere but in memory and on the clipboard', async () => {
    const profile = process.env.VSCODE_TEST_PROFILE ?? '';
    assert.ok(existsSync(profile));
    await set('trace.server', 'verbose');
    const emulator = await emulate(shopState());
    const chain = { account: email('orders-api'), delegates: [email('hop-one'), email('hop-two')] };
    const now = Math.floor(Date.now() / 1000);
    const minted = [
      await mint('mintAccessToken', { ...chain, scopes: ['https://www.googleapis.com/auth/cloud-platform'], lifetimeSeconds: 600 }),
      await mint('mintIdToken', { ...chain, audience: 'https://orders.fernhill.example' }),
      await mint('signJwt', { ...chain, claims: { iss: chain.account, aud: 'x', iat: now, exp: now + 600 } }),
      await mint('signBlob', { ...chain, payload: Buffer.from('an order').toString('base64') }),
    ];
    const secrets: string[] = [];
    for (const { id } of minted) {
      await commands.executeCommand('leastwise.copyToken', { id });
      secrets.push(await env.clipboard.readText());
    }
    assert.equal(new Set(secrets).size, 4);
    for (const { id } of minted.slice(1, 3)) await commands.executeCommand('leastwise.decodeToken', { id });
    // A token that the server of the API throws back at one.
    emulator.faults.failNext = { count: 1, status: 400, path: 'generateAccessToken' };
    await mint('mintAccessToken', { ...chain, scopes: ['https://www.googleapis.com/auth/cloud-platform'], lifetimeSeconds: 600 });
    await commands.executeCommand('leastwise.lintWorkspace');
    await commands.executeCommand('leastwise.refresh');
    await (await row(project)).below();
    await commands.executeCommand('workbench.action.files.saveAll');
    await env.clipboard.writeText('');

    // Parts, so that none is missed that is cut, and the access token of the caller, which is none of the four.
    const needles = [...secrets.flatMap((secret) => [secret.slice(0, 40), secret.slice(-40)]), 'ya29.emulator'];
    const shown = window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label)).join();
    const texts = workspace.textDocuments.map((document) => document.getText()).join();
    for (const needle of needles) {
      assert.ok(!shown.includes(needle) && !texts.includes(needle));
      assert.deepEqual(filesWith(profile, needle), []);
      assert.deepEqual(filesWith(folder.fsPath, needle), []);
    }
    // The search finds what is there: the traffic with the language server is.
    assert.notDeepEqual(filesWith(profile, 'leastwise/identities'), []);
    await set('trace.server', undefined);
    await commands.executeCommand('leastwise.forgetAllTokens');
    await goTo();
    await emulator.close();
  }).timeout(60_000);
});

/** The files below a directory that hold the text. */
function filesWith(directory: string, text: string): string[] {
  const bytes = Buffer.from(text);
  return readdirSync(directory, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => path.join(parentPath, name))
    .filter((file) => readFileSync(file).includes(bytes));
}
