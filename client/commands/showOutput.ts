import { commands, type Disposable } from 'vscode';
import type { LanguageServer } from '../languageClient.ts';

/** `leastwise.showOutput`: shows what the language server has logged. */
export function showOutput(server: LanguageServer): Disposable {
  return commands.registerCommand('leastwise.showOutput', () => server.output.show());
}
