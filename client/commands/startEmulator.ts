import { commands, type Disposable, l10n, window } from 'vscode';
import type { Connection } from '../connection.ts';
import { messageOf } from '../gcp/errors.ts';

/** `leastwise.startEmulator`: starts an emulator that has what the files of the workspace declare, and says why where it cannot. */
export function startEmulator(connection: Connection): Disposable {
  return commands.registerCommand('leastwise.startEmulator', () => start(connection, 'workspace'));
}

/** Starts the emulator; where that fails, a message says why. */
export async function start(connection: Connection, of: 'workspace' | 'demo'): Promise<void> {
  try {
    await connection.startEmulator(of);
  } catch (error) {
    window.showErrorMessage(l10n.t('The emulator could not be started: {0}', messageOf(error)));
  }
}
