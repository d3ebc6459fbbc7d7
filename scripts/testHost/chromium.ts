import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The path of a Chromium: `CHROME_PATH` or `CHROMIUM`, else one on the PATH, else installed by apt when this process may; throws with the missing command. */
export function requireChromium(): string {
  for (const variable of ['CHROME_PATH', 'CHROMIUM']) {
    const chosen = process.env[variable];
    if (!chosen) continue;
    if (isExecutable(chosen)) return chosen;
    throw new Error(`${variable} is set to ${chosen}, which is not an executable file.`);
  }
  const found = onPath(...names) ?? installed();
  if (found) return found;
  throw new Error(
    'The tests need Chromium. Install it with:\n\n  sudo apt-get install --no-install-recommends chromium\n\nor name another one in CHROME_PATH.',
  );
}

/** The path of the first of these commands that is on the PATH. */
export function onPath(...commands: readonly string[]): string | undefined {
  const directories = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
  return commands.flatMap((command) => directories.map((directory) => path.join(directory, command))).find(isExecutable);
}

function installed(): string | undefined {
  const apt = onPath('apt-get');
  if (!apt || process.getuid?.() !== 0) return undefined;
  console.log('Installing Chromium with apt-get (once)');
  const options = {
    stdio: ['ignore', 'ignore', 'inherit'] as ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  };
  spawnSync(apt, ['update', '-qq'], options);
  spawnSync(apt, ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], options);
  return onPath(...names);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
