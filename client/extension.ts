import type { ExtensionContext } from 'vscode';
import { explainRule, handleExplainUri } from './commands/explainRule.ts';
import { lintWorkspace } from './commands/lintWorkspace.ts';
import { restartServer } from './commands/restartServer.ts';
import { showOutput } from './commands/showOutput.ts';
import { startLanguageClient } from './languageClient.ts';
import { openRulePages } from './rulePages.ts';

/** Starts the language server and offers its commands. */
export function activate(context: ExtensionContext): void {
  const pages = openRulePages(context.extensionUri);
  const server = startLanguageClient(context, pages);
  context.subscriptions.push(
    server,
    explainRule(pages),
    handleExplainUri(pages),
    lintWorkspace(server),
    restartServer(server),
    showOutput(server),
  );
}
