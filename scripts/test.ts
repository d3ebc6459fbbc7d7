import './checkNode.js';
import { spawn } from 'node:child_process';
import { root } from './project.ts';

/** `npm test`: builds, runs every suite even when one fails, says how many tests of each kind ran, and ends with `N passed, N failed`. */
interface Counts {
  passed: number;
  failed: number;
}

const nodeTests = ['--import', './scripts/checkNode.js', '--test', '--test-reporter=spec'];
const suites: readonly (readonly [string, readonly string[]])[] = [
  ['linter', [...nodeTests, 'test/{iam,formats,linter,rules}/**/*.test.ts', 'test/*.test.ts', 'test/scripts/**/*.test.ts']],
  ['online', [...nodeTests, 'test/{emulator,gcp,explorer,tokens}/**/*.test.ts']],
  ['language server', [...nodeTests, 'test/lsp/**/*.test.ts']],
  ['command line', [...nodeTests, 'test/{cli,host}/**/*.test.ts']],
  ['in VS Code', ['scripts/testVscode.ts']],
  ['user interface', ['scripts/testUi.ts']],
];

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
