import { appendFileSync, readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { extensions } from 'vscode';

/** How long the window is left alone before, in milliseconds, so that nothing else of it is measured. */
const settling = 2000;

/** Activates the extensions that the environment names, in one order in one window and in the other in the next, and appends to a file how long each took: names and milliseconds. */
export async function activate(): Promise<void> {
  const { BENCH_EXTENSIONS = '', BENCH_TIMES = '' } = process.env;
  const before = readFileSync(BENCH_TIMES, 'utf8').split('\n').length;
  const names = BENCH_EXTENSIONS.split(',');
  const times: [string, number][] = [];
  await setTimeout(settling);
  for (const name of before % 2 === 0 ? names : names.toReversed()) {
    const extension = extensions.getExtension(name);
    if (!extension || extension.isActive) throw new Error(`${name} is ${extension ? 'active already' : 'not installed'}`);
    const start = performance.now();
    await extension.activate();
    times.push([name, performance.now() - start]);
  }
  appendFileSync(BENCH_TIMES, `${JSON.stringify(times)}\n`);
}
