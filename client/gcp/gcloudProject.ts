import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

/**
 * The project of gcloud's active configuration; undefined where there is none. Only reads.
 * https://cloud.google.com/sdk/docs/configurations
 */
export function gcloudProject(env: NodeJS.ProcessEnv = process.env): string | undefined {
  if (env.CLOUDSDK_CORE_PROJECT) return env.CLOUDSDK_CORE_PROJECT;
  const directory =
    env.CLOUDSDK_CONFIG || (env.APPDATA ? path.join(env.APPDATA, 'gcloud') : path.join(env.HOME || homedir(), '.config/gcloud'));
  const active = env.CLOUDSDK_ACTIVE_CONFIG_NAME || read(path.join(directory, 'active_config'))?.trim() || 'default';
  const configuration = read(path.join(directory, 'configurations', `config_${active}`)) ?? '';
  const core = /^\[core\]([^[]*)/m.exec(configuration)?.[1] ?? '';
  return /^[ \t]*project[ \t]*=[ \t]*(\S+)/m.exec(core)?.[1];
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
