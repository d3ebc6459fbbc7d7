import { appendFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { format } from 'node:util';

/** Runs the bundled test files beside this one in VS Code's extension host, reports to the file `VSCODE_TEST_LOG` names, and rejects unless all tests pass. */
export async function run(): Promise<void> {
  // Where VS Code has not loaded it before everything else, it is loaded now.
  if (process.env.VSCODE_TEST_PRELOAD) createRequire(import.meta.filename)(process.env.VSCODE_TEST_PRELOAD);
  const { default: Mocha } = await import('mocha');
  const log = process.env.VSCODE_TEST_LOG;
  const print = (...message: unknown[]): void => (log ? appendFileSync(log, `${format(...message)}\n`) : console.log(...message));
  // Mocha prints through this one function; the extension host's own console ends up in VS Code's log.
  Object.assign(Mocha.reporters.Base, { consoleLog: print });

  const mocha = new Mocha({ ui: 'bdd', timeout: 30_000, forbidOnly: Boolean(process.env.CI), grep: process.env.VSCODE_TEST_GREP });
  for (const name of readdirSync(import.meta.dirname)) {
    if (name.endsWith('.test.cjs')) mocha.addFile(path.join(import.meta.dirname, name));
  }
  const { passes, failures, pending } = await new Promise<Mocha.Stats>((resolve) => {
    const runner = mocha.run(() => resolve(runner.stats as Mocha.Stats));
  });
  print(`${passes} passed, ${failures} failed, ${pending} skipped`);
  if (failures > 0 || passes === 0) throw new Error(failures > 0 ? `${failures} tests failed` : 'no test ran');
}
