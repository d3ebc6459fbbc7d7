import './checkNode.js';
import { execFileSync, spawnSync } from 'node:child_process';
import { root } from './project.ts';

/** `npm run check`: everything that must hold besides the tests. Runs all of it and says at the end what failed. */
const steps: readonly (readonly [string, () => boolean])[] = [
  ['types', () => run('node_modules/.bin/tsc', '-p', '.')],
  ['format, lint, import rules', () => run('node_modules/.bin/biome', 'check', '--error-on-warnings', '.')],
  ['generated files are up to date', generated],
];

const failed = steps.filter(([name, step]) => {
  console.log(`\n— ${name}`);
  return !step();
});
console.log(failed.length === 0 ? '\ncheck: all good' : `\ncheck: failed: ${failed.map(([name]) => name).join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;

function run(command: string, ...parameters: readonly string[]): boolean {
  return spawnSync(command, parameters, { cwd: root, stdio: 'inherit' }).status === 0;
}

/** Generates, and compares with what was there before. */
function generated(): boolean {
  const paths = ['server/linter/rules/index.ts', 'docs', 'package.json', 'l10n'];
  const before = state(paths);
  if (!run(process.execPath, 'scripts/generate.ts')) return false;
  if (state(paths) === before) return true;
  console.log('npm run generate has changed files: commit them.');
  return false;
}

/** What is in the files, committed or not. */
function state(paths: readonly string[]): string {
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '--', ...paths], {
    cwd: root,
    encoding: 'utf8',
  })
    .trim()
    .split('\n');
  return execFileSync('git', ['hash-object', '--', ...files], { cwd: root, encoding: 'utf8' });
}
