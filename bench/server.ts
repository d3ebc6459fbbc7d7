import { spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { createMessageConnection, type MessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';
import { root } from '../scripts/project.ts';
import { bundleOptions } from './bundle.ts';
import { terraformText } from './corpus.ts';
import { alternate, median, quantile, time } from './measure.ts';
import { fileCount, likeGoogles, writeWorkspace } from './workspace.ts';

/** The start of our server against one that only frames messages, and a keystroke in a large workspace against it. */
export async function benchServer(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-'));
  try {
    await bundle(folder);
    const ours = path.join(folder, 'dist/server.cjs');
    const bare = path.join(folder, 'dist/bare.cjs');
    const [start, floor] = await alternate(
      15,
      () => once(ours),
      () => once(bare),
    );
    console.log('language server');
    console.log(
      `  initialize, from the start of the process: ${(median(start) / median(floor)).toFixed(2)} times that of a server that only frames messages`,
    );
    console.log(`    (${median(start).toFixed(0)} ms / ${median(floor).toFixed(0)} ms)`);
    await keystrokes(folder, ours, path.join(folder, 'dist/empty.cjs'));
    await workspaceKeystrokes(folder, ours, bare);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** How many times as long as with the bare server a keystroke may take, at the median and at the 99th percentile. */
const most = [
  ['median', 0.5, 10],
  ['99th percentile', 0.99, 4],
] as const;

/** A keystroke in one file alone, against our own server without rules: what the rules cost. */
async function keystrokes(folder: string, ours: string, withoutRules: string): Promise<void> {
  const workspace = path.join(folder, 'file');
  const file = path.join(workspace, 'main.tf');
  const text = terraformText(1, 1000);
  mkdirSync(workspace);
  writeFileSync(file, text);
  const [own, empty] = await Promise.all([open(ours, workspace, file, text), open(withoutRules, workspace, file, text)]);
  await alternate(50, own.keystroke, empty.keystroke);
  const [with_, without] = await alternate(400, own.keystroke, empty.keystroke);
  console.log(`keystroke to diagnostics, one file of ${text.split('\n').length} lines, against the same server with no rules`);
  for (const [name, share] of most) {
    const [a, b] = [quantile(with_, share), quantile(without, share)];
    console.log(`  ${name}: ${(a / b).toFixed(2)} times (${a.toFixed(2)} ms / ${b.toFixed(2)} ms)`);
  }
  await Promise.all([own.close(), empty.close()]);
}

/** A keystroke in a file of a large workspace, against a server that answers nothing. */
async function workspaceKeystrokes(folder: string, ours: string, bare: string): Promise<void> {
  const workspace = path.join(folder, 'workspace');
  const { edited, text } = writeWorkspace(workspace, likeGoogles);
  const [own, empty] = await Promise.all([open(ours, workspace, edited, text), open(bare, workspace, edited, text)]);
  await alternate(50, own.keystroke, empty.keystroke);
  const [with_, without] = await alternate(400, own.keystroke, empty.keystroke);
  console.log(
    `keystroke to diagnostics, ${text.split('\n').length} lines in a workspace of ${fileCount} files, against a server that answers nothing`,
  );
  for (const [name, share, limit] of most) {
    const [a, b] = [quantile(with_, share), quantile(without, share)];
    const ratio = a / b;
    console.log(
      `  ${name}: ${ratio.toFixed(2)} times, at most ${limit} (${a.toFixed(2)} ms / ${b.toFixed(2)} ms)${ratio > limit ? ' ✗' : ''}`,
    );
  }
  await Promise.all([own.close(), empty.close()]);
}

/** The two servers as bundles in a `dist/` like ours: ours as it ships, and the bare one. */
async function bundle(folder: string): Promise<void> {
  await build({ ...bundleOptions, entryPoints: ['server/lsp/main.ts'], outfile: path.join(folder, 'dist/server.cjs') });
  await build({ ...bundleOptions, entryPoints: ['bench/bareServer.ts'], outfile: path.join(folder, 'dist/bare.cjs') });
  await build({
    ...bundleOptions,
    entryPoints: ['server/lsp/main.ts'],
    outfile: path.join(folder, 'dist/empty.cjs'),
    plugins: [
      ...bundleOptions.plugins,
      {
        name: 'no-rules',
        setup: ({ onLoad }) =>
          onLoad({ filter: /linter\/rules\/index\.ts$/ }, () => ({ contents: 'export const rules = {};', loader: 'ts' })),
      },
    ],
  });
  copyFileSync(path.join(root, 'iam/catalog/catalog.json.br'), path.join(folder, 'dist/catalog.json.br'));
  copyFileSync(path.join(root, 'package.json'), path.join(folder, 'package.json'));
}

function start(server: string): MessageConnection {
  const child = spawn(process.execPath, [server, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const connection = createMessageConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
  connection.listen();
  return connection;
}

const capabilities = { textDocument: { diagnostic: {} }, workspace: { workspaceFolders: true } };

async function once(server: string): Promise<void> {
  const connection = start(server);
  await connection.sendRequest('initialize', { processId: null, rootUri: null, capabilities });
  await stop(connection);
}

async function stop(connection: MessageConnection): Promise<void> {
  await connection.sendRequest('shutdown');
  await connection.sendNotification('exit');
  connection.dispose();
}

/** A server that has the file open; each keystroke inserts or removes one character of a string and waits for the diagnostics. */
async function open(server: string, workspace: string, file: string, text: string) {
  const connection = start(server);
  const uri = pathToFileURL(file).href;
  const folders = [{ uri: pathToFileURL(workspace).href, name: 'workspace' }];
  await connection.sendRequest('initialize', { processId: null, rootUri: folders[0]?.uri, workspaceFolders: folders, capabilities });
  await connection.sendNotification('initialized', {});
  await connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId: 'terraform', version: 1, text } });
  const line = text.split('\n').findIndex((each) => each.includes('display_name'));
  const character = text.split('\n')[line]?.indexOf('Runs') ?? 0;
  let version = 1;
  const keystroke = async () => {
    version++;
    const typed = version % 2 === 0;
    const range = { start: { line, character }, end: { line, character: character + (typed ? 0 : 1) } };
    await connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: [{ range, text: typed ? 'x' : '' }],
    });
    await connection.sendRequest('textDocument/diagnostic', { textDocument: { uri } });
  };
  await time(keystroke);
  return { keystroke, close: () => stop(connection) };
}
