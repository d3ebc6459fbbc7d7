import { appendFileSync, readFileSync } from 'node:fs';
import { extensions } from 'vscode';

/** Activates the extensions that the environment names, in one order in one window and in the other in the next, and appends how long each took in milliseconds to a file, by name; nothing of one that VS Code has activated before. */
export async function activate(): Promise<void> {
  const { BENCH_EXTENSIONS = '', BENCH_TIMES = '' } = process.env;
  const windows = readFileSync(BENCH_TIMES, 'utf8').split('\n').length;
  const names = BENCH_EXTENSIONS.split(',');
  const times: Record<string, number> = {};
  for (const name of windows % 2 === 0 ? names : names.toReversed()) {
    const extension = extensions.getExtension(name);
    if (!extension || extension.isActive) continue;
    const start = performance.now();
    await extension.activate();
    times[name] = performance.now() - start;
  }
  appendFileSync(BENCH_TIMES, `${JSON.stringify(times)}\n`);
}
