import assert from 'node:assert/strict';
import { PassThrough, Readable, Writable } from 'node:stream';
import { test } from 'node:test';
import { run } from '../../server/cli/cli.ts';
import { version } from '../../server/host/assets.ts';
import { codes } from '../../server/linter/codes.ts';
import { folder } from './folder.ts';
import { leastwise } from './leastwise.ts';

const cwd = process.cwd();

test('without a command the help is on stderr', async () => {
  const { status, stdout, stderr } = await leastwise(cwd, []);
  assert.deepEqual({ status, stdout }, { status: 2, stdout: '' });
  assert.match(stderr, /^Leastwise lints .*\n\nUsage: leastwise COMMAND/);
});

const commands = ['lint', 'rules', 'explain', 'who-can', 'lsp', 'emulate'];

test('help and version are on stdout', async () => {
  for (const args of [['--help'], ['-h'], ['lint', '--help'], ['lint', '-h'], ...commands.map((command) => [command, '--help'])]) {
    const { status, stdout, stderr } = await leastwise(cwd, args);
    assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });
    assert.match(stdout, /Usage: leastwise /);
  }
  const { stdout } = await leastwise(cwd, ['--help']);
  for (const command of commands) assert.match(stdout, new RegExp(`^  ${command}\\b`, 'm'));
  assert.deepEqual(await leastwise(cwd, ['--version']), { status: 0, stdout: `${version()}\n`, stderr: '' });
});

test('wrong usage is explained on stderr', async (t) => {
  const root = folder(t, { 'infra/main.tf': '' });
  const mistakes: [args: string[], message: RegExp][] = [
    [['lnt'], /there is no command "lnt"\. Did you mean "lint"\?/],
    [['infra'], /there is no command "infra"\. To lint a path: leastwise lint infra\./],
    [['xyz'], /there is no command "xyz"\. See leastwise --help\./],
    [['--format', 'json', 'lint'], /the command comes first, options behind it/],
    [['lint', '--formt', 'json'], /there is no option --formt\. Did you mean --format\?/],
    [['lint', '-x'], /there is no option -x\./],
    [['lint', '--no-fix'], /there is no option --no-fix\./],
    [['lint', '--constructor'], /there is no option --constructor\./],
    [['lint', '--format'], /--format needs a value: --format FORMAT\./],
    [['lint', '--format='], /--format needs a value/],
    [['lint', '--output', '--fix'], /--output needs a value: --output FILE\./],
    [['lint', '--fix=yes'], /--fix takes no value\./],
    [['lint', '--format', 'xml'], /--format takes stylish, json, or sarif, not "xml"\./],
    [['lint', '--severity=info'], /--severity takes error, warning, information, or hint, not "info"\./],
    [['lint', '--fail-on', 'Error'], /--fail-on takes error, warning, information, or hint, not "Error"\./],
    [['lint', '--fix', '--stdin-filename', 'a.tf'], /--fix cannot be used with --stdin-filename/],
    [['lint', '--stdin-filename', 'a.tf', 'infra'], /--stdin-filename takes the place of a PATH/],
    [['rules', 'public-member'], /To read about one rule: leastwise explain CODE\./],
    [['rules', '--format', 'sarif'], /--format takes stylish or json, not "sarif"\./],
    [['explain'], /explain takes one CODE\./],
    [['lsp', '.'], /lsp takes no argument: the editor tells which files there are\./],
    [['lsp', '--socket=7000'], /there is no option --socket\./],
    [['who-can'], /who-can is asked like this: leastwise who-can impersonate ACCOUNT \[PATH\]\./],
    [['emulate', 'a', 'b'], /emulate takes one PATH, or --state FILE\./],
    [['explain', 'public-memer'], /there is no rule "public-memer"\. Did you mean "public-member"\?/],
    [['explain', '../rules'], /there is no rule "\.\.\/rules"\. `leastwise rules` lists them\./],
    [['explain', 'toString'], /there is no rule "toString"\./],
  ];
  for (const [args, message] of mistakes) {
    const { status, stdout, stderr } = await leastwise(root, args);
    assert.deepEqual({ args, status, stdout }, { args, status: 2, stdout: '' });
    assert.match(stderr, message);
    assert.equal(stderr.split('\n').length, 2, stderr);
  }
});

test('lists the rules', async () => {
  const { status, stdout } = await leastwise(cwd, ['rules']);
  assert.equal(status, 0);
  const listed = stdout
    .trimEnd()
    .split('\n')
    .map((line) => line.slice(0, line.indexOf(' ')));
  assert.deepEqual(listed, Object.keys(codes).toSorted());
  assert.match(stdout, /^public-member +error +Role granted to everyone$/m);
});

test('lists the rules as JSON', async () => {
  const { stdout } = await leastwise(cwd, ['rules', '--format=json']);
  const listed: { code: string; url: string }[] = JSON.parse(stdout);
  assert.equal(listed.length, Object.keys(codes).length);
  const rule = listed.find(({ code }) => code === 'public-member');
  assert.deepEqual(rule, {
    code: 'public-member',
    severity: 'error',
    title: codes['public-member']?.title,
    since: '0.1.0',
    url: `https://github.com/leastwise/leastwise/blob/v${version()}/docs/rules/public-member.md`,
    sources: codes['public-member']?.sources,
  });
});

test('explains every rule', async () => {
  for (const code of Object.keys(codes)) {
    const { status, stdout } = await leastwise(cwd, ['explain', code]);
    assert.equal(status, 0);
    assert(stdout.startsWith(`# ${code}\n`));
  }
  assert.match((await leastwise(cwd, ['explain', 'config'])).stdout, /^# Configuration\n/);
});

test('a fault of ours says where to report it, with its stack only on request', async () => {
  const faultWith = async (env: Record<string, string>) => {
    const [stdout, stderr] = [new PassThrough(), new PassThrough()];
    const stdin = Readable.from([Promise.reject(new Error('boom'))]);
    const status = await run(['lint', '--stdin-filename', 'main.tf'], { stdout, stderr, stdin, cwd, env, isTTY: false });
    assert.equal(status, 2);
    assert.equal(stdout.read(), null);
    return String(stderr.read());
  };
  const message =
    'leastwise: internal fault: boom\nPlease report it with the command and, if you can, the files: https://github.com/leastwise/leastwise/issues\n';
  assert.equal(await faultWith({}), message);
  assert.match(await faultWith({ LEASTWISE_DEBUG: '1' }), /issues\nError: boom\n +at /);
});

test('a report that cannot be written is no silent success', async () => {
  const full = () => Object.assign(new Error('write'), { code: 'ENOSPC' });
  const stdout = new Writable({ write: (_chunk, _encoding, done) => done(full()) }).on('error', () => undefined);
  const stderr = new PassThrough();
  assert.equal(await run(['rules'], { stdout, stderr, stdin: Readable.from([]), cwd, env: {}, isTTY: false }), 2);
  assert.equal(String(stderr.read()), 'leastwise: cannot write: no space left on the device.\n');
});
