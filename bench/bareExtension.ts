import type { ExtensionContext } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';

/** The least that can be called a language extension: starts a server that does nothing. */
export function activate(context: ExtensionContext): void {
  const client = new LanguageClient(
    'bare',
    'Bare',
    { module: context.asAbsolutePath('server.cjs'), transport: TransportKind.stdio },
    { documentSelector: [{ language: 'terraform' }] },
  );
  context.subscriptions.push(client);
  client.start();
}
