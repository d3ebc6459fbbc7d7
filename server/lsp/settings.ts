import { type Connection, DidChangeConfigurationNotification } from 'vscode-languageserver';
import { type Config, type Overrides, profiles } from '../linter/config.ts';
import { globProblem } from '../linter/glob.ts';
import { severities } from '../linter/rule.ts';
import type { Client } from './session.ts';

/** When the findings of a document are told: as it is typed, as it was saved last, never. */
export const runs = ['onType', 'onSave', 'off'] as const;
export type Run = (typeof runs)[number];

/** What the client sets for a folder. */
export interface FolderSettings {
  /** What is set over the configuration files. */
  readonly overrides: Overrides;
  readonly run: Run;
  /** Whether findings in files that are not open are told, too. */
  readonly workspace: boolean;
  /** Whether declarations have code lenses. */
  readonly codeLens: boolean;
  readonly inlayHints: boolean;
}

/** The client's settings. */
export interface Settings {
  /** Those of a folder, or of what lies outside all folders; the same object until they have changed. Never rejects. */
  of(folder: string | undefined): Promise<FolderSettings>;
  /** What was asked before may be out of date. */
  changed(): void;
}

const sections = ['lint.rules', 'lint.profile', 'lint.exclude', 'lint.run', 'lint.workspace', 'codeLens.enable', 'inlayHints.enable'].map(
  (name) => `leastwise.${name}`,
);

/** What holds where the client sets nothing. */
export const defaultSettings: FolderSettings = { overrides: {}, run: 'onType', workspace: true, codeLens: false, inlayHints: false };

/** The settings as the client tells them on request, each asked for once. */
export function openSettings(connection: Connection, { configures }: Client): Settings {
  const known = new Map<string | undefined, Promise<FolderSettings>>();

  async function ask(folder: string | undefined): Promise<FolderSettings> {
    try {
      const [rules, profile, exclude, run, workspace, codeLens, inlayHints] = await connection.workspace.getConfiguration(
        sections.map((section) => ({ scopeUri: folder, section })),
      );
      return {
        overrides: { rules: valid(rules), profile: profiles.find((each) => each === profile), exclude: globs(exclude, folder) },
        run: runs.find((each) => each === run) ?? 'onType',
        workspace: workspace !== false,
        codeLens: codeLens === true,
        inlayHints: inlayHints === true,
      };
    } catch (error) {
      connection.console.warn(`The client does not tell its settings: ${error}`);
      return defaultSettings;
    }
  }

  return {
    async of(folder) {
      if (!configures) return defaultSettings;
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

/** Globs from a folder; outside of folders there is nothing that they could be relative to. */
function globs(value: unknown, folder: string | undefined): Config['exclude'] {
  if (folder === undefined || !Array.isArray(value)) return [];
  return value.flatMap((glob) => (typeof glob === 'string' && globProblem(glob) === undefined ? [{ directory: folder, glob }] : []));
}
