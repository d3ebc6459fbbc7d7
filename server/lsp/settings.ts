import { type Connection, DidChangeConfigurationNotification } from 'vscode-languageserver';
import { type Config, type Overrides, profiles } from '../linter/config.ts';
import { severities } from '../linter/rule.ts';
import type { Client } from './session.ts';

/** The client's settings. */
export interface Settings {
  /** What is set over the configuration files of a folder, or of what lies outside all folders; the same object until it has changed. Never rejects. */
  overrides(folder: string | undefined): Promise<Overrides>;
  /** What was asked before may be out of date. */
  changed(): void;
}

const sections = ['leastwise.lint.rules', 'leastwise.lint.profile'] as const;

const nothing: Overrides = {};

/** The settings as the client tells them on request, each asked for once. */
export function openSettings(connection: Connection, { configures }: Client): Settings {
  const known = new Map<string | undefined, Promise<Overrides>>();

  async function ask(folder: string | undefined): Promise<Overrides> {
    try {
      const [rules, profile] = await connection.workspace.getConfiguration(sections.map((section) => ({ scopeUri: folder, section })));
      return { rules: valid(rules), profile: profiles.find((each) => each === profile) };
    } catch (error) {
      connection.console.warn(`The client does not tell its settings: ${error}`);
      return nothing;
    }
  }

  return {
    async overrides(folder) {
      if (!configures) return nothing;
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
