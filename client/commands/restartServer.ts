import { commands, type Disposable } from 'vscode';
import type { LanguageServer } from '../languageClient.ts';

/** `leastwise.restartServer`: starts the language server anew, running or not. */
export function restartServer(server: LanguageServer): Disposable {
  return commands.registerCommand('leastwise.restartServer', () => server.restart());
}
