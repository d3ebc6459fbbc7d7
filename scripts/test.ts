import './checkNode.js';
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { root } from './project.ts';

/** `npm test`: builds, runs every suite even when one fails, says how many tests of each kind ran, and ends with `N passed, N failed`. */
interface Counts {
  passed: number;
  failed: number;
}

/** The folders of `test/` whose files Node itself runs, by what they test; those beside the folders test the whole. */
const folders: Readonly<Record<string, readonly string[]>> = {
  linter: ['iam', 'formats', 'linter', 'rules', 'scripts', '.'],
  'language server': ['lsp'],
  'command line': ['cli', 'host'],
  'editors and packages': ['editors', 'packages'],
  'clients and emulator': ['gcp', 'emulator'],
  'explorer and tokens': ['client', 'explorer', 'tokens'],
  grammars: ['syntaxes'],
};
const suites: readonly (readonly [string, readonly string[]])[] = [
  ...Object.entries(folders).map(([name, own]) => [name, nodeTests(own)] as const),
  ['in VS Code', ['scripts/testVscode.ts']],
  ['user interface', ['scripts/testUi.ts']],
];
const covered = new Set([...Object.values(folders).flat(), 'vscode', 'ui']);
const forgotten = testFolders().filter((folder) => !covered.has(folder));
if (forgotten.length > 0) throw new Error(`Nothing runs the tests of ${forgotten.map((folder) => `test/${folder}`).join(', ')}.`);

const results: (readonly [string, Counts])[] = [];
const built = await run(['esbuild.mjs', '--tests']);
if (built.status !== 0) results.push(['build', { passed: 0, failed: 1 }]);
for (const [name, parameters] of built.status === 0 ? suites : []) {
  console.log(`\n━━ ${name}`);
  const { status, output } = await run(parameters);
  const counts = read(output);
  // A suite that dies, or runs nothing, has failed whatever it counted.
  if ((status !== 0 && counts.failed === 0) || counts.passed + counts.failed === 0) counts.failed++;
  results.push([name, counts]);
}
console.log('');
for (const [name, { passed, failed }] of results) console.log(`${name}: ${passed} passed${failed ? `, ${failed} failed` : ''}`);
const total = (key: keyof Counts) => results.reduce((sum, [, counts]) => sum + counts[key], 0);
process.exitCode = total('failed') === 0 ? 0 : 1;
console.log(`${total('passed')} passed, ${total('failed')} failed`);

function nodeTests(own: readonly string[]): readonly string[] {
  const globs = own.map((folder) => (folder === '.' ? 'test/*.test.ts' : `test/${folder}/**/*.test.ts`));
  return ['--import', './scripts/checkNode.js', '--test', '--test-reporter=spec', ...globs];
}

/** The folders of `test/` that have tests in or below them. */
function testFolders(): readonly string[] {
  const files = readdirSync(path.join(root, 'test'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.test.ts'));
  return [...new Set(files.map((file) => (file.includes(path.sep) ? file.slice(0, file.indexOf(path.sep)) : '.')))];
}

/** Runs Node with these arguments, showing and keeping its output. */
function run(parameters: readonly string[]): Promise<{ status: number | null; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, parameters, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      process.stdout.write(text);
    });
    child.on('close', (status) => resolve({ status, output }));
  });
}

/** The counts of node:test's summary, or of the closing line `N passed, N failed`. */
function read(output: string): Counts {
  const passed = /^ℹ pass (\d+)$/m.exec(output)?.[1];
  const failed = /^ℹ fail (\d+)$/m.exec(output)?.[1];
  if (passed !== undefined && failed !== undefined) return { passed: Number(passed), failed: Number(failed) };
  const line = [...output.matchAll(/^(\d+) passed, (\d+) failed/gm)].at(-1);
  return { passed: Number(line?.[1] ?? 0), failed: Number(line?.[2] ?? 0) };
}
