import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { folder } from './folder.ts';

const launcher = readFileSync(join(import.meta.dirname, '..', '..', 'server', 'cli', 'launcher.js'), 'utf8');
const program = `const { join } = require('node:path');
const greet = (name) => 'hello ' + name;
if (process.argv[2] === 'fail') throw new Error('no');
console.log(join(greet(process.argv[2]), module.exports === exports ? __filename.slice(__dirname.length + 1) : ''));
process.exitCode = 1;
`;

/** Runs a program as the command line that ships is run. */
function launch(t: TestContext) {
  const files = folder(t, { 'package.json': '{ "type": "module" }', 'cli.js': launcher, 'cli.cjs': program });
  const cache = folder(t, {});
  const compiled = () => readdirSync(cache, { recursive: true, encoding: 'utf8' }).filter((name) => /leastwise-[0-9a-f]+$/.test(name));
  const run = (argument: string, env: NodeJS.ProcessEnv = { NODE_COMPILE_CACHE: cache }) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(files, 'cli.js'), argument], {
      encoding: 'utf8',
      env: { ...process.env, ...env },
    });
    return { status, stdout, stderr };
  };
  return { files, cache, compiled, run };
}

const skip = Number.parseInt(process.versions.node, 10) < 24 && 'with older versions of Node.js the program is compiled every time';
const hello = { status: 1, stdout: `${join('hello you', 'cli.cjs')}\n`, stderr: '' };

test('what was compiled is kept for the next run, which does the same', { skip }, (t) => {
  const { compiled, run } = launch(t);
  assert.deepEqual(run('you'), hello);
  assert.equal(compiled().length, 1);
  assert.deepEqual(run('you'), hello);
});

test('another program has compiled code of its own', { skip }, (t) => {
  const { files, compiled, run } = launch(t);
  run('you');
  writeFileSync(join(files, 'cli.cjs'), program.replace('hello', 'howdy'));
  assert.equal(run('you').stdout, hello.stdout.replace('hello', 'howdy'));
  assert.equal(compiled().length, 2);
});

test('compiled code that is damaged is made anew', { skip }, (t) => {
  const { cache, compiled, run } = launch(t);
  run('you');
  const [name = ''] = compiled();
  for (const damage of [Buffer.alloc(3), Buffer.alloc(5000, 1)]) {
    writeFileSync(join(cache, name), damage);
    assert.deepEqual(run('you'), hello);
    assert(readFileSync(join(cache, name)).length > 100);
    assert.notDeepEqual(readFileSync(join(cache, name)), damage);
  }
});

test('without a compile cache the program runs all the same', (t) => {
  const { compiled, run } = launch(t);
  assert.deepEqual(run('you', { NODE_DISABLE_COMPILE_CACHE: '1' }), hello);
  assert.equal(compiled().length, 0);
});

test('a fault is shown at its place in the program', (t) => {
  const { files, run } = launch(t);
  const { status, stderr } = run('fail');
  assert.equal(status, 1);
  assert(stderr.includes(`${join(files, 'cli.cjs')}:3`), stderr);
});
