import type { Failure } from './failure.ts';

/** Which text stands where the view has no lines: the values of the context key `leastwise.state`. */
export type WelcomeState =
  | 'noFolder'
  | 'offline'
  | 'noCredentials'
  | 'noProject'
  | 'apiDisabled'
  | 'untrusted'
  | 'disabled'
  | 'emulator'
  | 'error'
  | 'ready';

/** What the text depends on. */
export interface Situation {
  readonly connection: 'offline' | 'google' | 'emulator' | 'untrusted' | 'disabled';
  /** Whether a folder is open. */
  readonly folder: boolean;
  /** Whether it is known what the files declare. */
  readonly settled: boolean;
  readonly projects: number;
  /** Why nothing at all could be read. */
  readonly blocked: Failure | undefined;
}

/** The one text that says what to do next. */
export function welcomeState({ connection, folder, settled, projects, blocked }: Situation): WelcomeState {
  if (connection === 'untrusted' || connection === 'disabled') return connection;
  if (blocked?.kind === 'credentials') return 'noCredentials';
  if (blocked?.kind === 'apiDisabled') return 'apiDisabled';
  if (blocked) return 'error';
  if (projects > 0) return 'ready';
  if (connection === 'emulator') return 'emulator';
  if (connection === 'google') return 'noProject';
  if (!folder) return 'noFolder';
  return settled ? 'offline' : 'ready';
}
