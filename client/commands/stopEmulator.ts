import { commands, type Disposable } from 'vscode';
import type { Connection } from '../connection.ts';

/** `leastwise.stopEmulator`: ends the emulator; what is asked next goes to Google Cloud again. */
export function stopEmulator(connection: Connection): Disposable {
  return commands.registerCommand('leastwise.stopEmulator', () => connection.stop());
}
