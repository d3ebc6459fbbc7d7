import { type Connection, DidChangeConfigurationNotification } from 'vscode-languageserver';
import { type Config, defaultConfig } from '../linter/config.ts';
import { severities } from '../linter/rule.ts';
import type { Client } from './session.ts';

/** The client's settings. */
export interface Settings {
  /** The configuration for what lies below a folder, or outside all of them; the same object until it has changed. Never rejects. */
  config(folder: string | undefined): Promise<Config>;
  /** What was asked before may be out of date. */
  changed(): void;
}

const section = 'leastwise.lint.rules';

/** The settings as the client tells them on request, each asked for once. */
export function openSettings(connection: Connection, { configures }: Client): Settings {
  const known = new Map<string | undefined, Promise<Config>>();

  async function ask(folder: string | undefined): Promise<Config> {
    try {
      return { ...defaultConfig, rules: valid(await connection.workspace.getConfiguration({ scopeUri: folder, section })) };
    } catch (error) {
      connection.console.warn(`The client does not tell its settings: ${error}`);
      return defaultConfig;
    }
  }

  return {
    async config(folder) {
      if (!configures) return defaultConfig;
      const answer = known.get(folder) ?? ask(folder);
      known.set(folder, answer);
      return answer;
    },
    changed: () => known.clear(),
  };
}

/** Asks the client to tell when its settings change; to be called once it is initialized. */
export async function registerSettings({
  connection,
  client,
}: {
  readonly connection: Connection;
  readonly client: Client;
}): Promise<void> {
  if (client.tellsConfiguration) await connection.client.register(DidChangeConfigurationNotification.type, { section: 'leastwise' });
}

/** What the client tells may be anything that a user has written. */
function valid(value: unknown): Config['rules'] {
  const levels: readonly unknown[] = [...severities, 'off'];
  return Object.fromEntries(Object.entries(value ?? {}).filter(([, level]) => levels.includes(level)));
}
