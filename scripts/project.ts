import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** The repository's root directory. */
export const root = path.resolve(import.meta.dirname, '..');

const { name, version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { name: string; version: string };

export { version };

/** The extension's package, which `npm run package` writes. */
export const vsix = path.join(root, `${name}-${version}.vsix`);

/** Runs a script of the repository on this Node.js to its end, with this process's output; throws when it fails. */
export function runScript(script: string, ...args: readonly string[]): void {
  execFileSync(process.execPath, [path.join(root, script), ...args], { cwd: root, stdio: 'inherit' });
}
