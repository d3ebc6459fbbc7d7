import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import { commands, type ExtensionContext, type TreeDataProvider } from 'vscode';
import { openCatalog } from '../iam/catalog/catalog.ts';
import { createBaseline } from './commands/createBaseline.ts';
import { createConfigurationFile } from './commands/createConfigurationFile.ts';
import { explainRule, handleExplainUri } from './commands/explainRule.ts';
import { fixAllSafeProblems } from './commands/fixAllSafeProblems.ts';
import { lintWorkspace } from './commands/lintWorkspace.ts';
import { openDemoProject } from './commands/openDemoProject.ts';
import { reportIssue } from './commands/reportIssue.ts';
import { restartServer } from './commands/restartServer.ts';
import { selectProjects } from './commands/selectProjects.ts';
import { showActiveCredentials } from './commands/showActiveCredentials.ts';
import { showOutput } from './commands/showOutput.ts';
import { showReferences } from './commands/showReferences.ts';
import { startEmulator } from './commands/startEmulator.ts';
import { stopEmulator } from './commands/stopEmulator.ts';
import { toggleLineComment } from './commands/toggleLineComment.ts';
import { openConnection } from './connection.ts';
import { openExplorer } from './explorer/explorer.ts';
import { startLanguageClient } from './languageClient.ts';
import { languageModelTools } from './languageModelTools.ts';
import { openRulePages } from './rulePages.ts';
import { openTokens } from './tokens/openTokens.ts';

/** What the extension gives to others: the tree of the Service Accounts view, which the tests walk. */
export interface Exports {
  readonly tree: TreeDataProvider<unknown>;
}

/** Forgets all tokens, and takes the one that is copied from the clipboard: when a window closes, VS Code waits for this and for nothing that is disposed of. */
export function deactivate(): Thenable<unknown> {
  return commands.executeCommand('leastwise.forgetAllTokens');
}

/** Starts the language server and offers views and commands. Goes to no network. */
export function activate(context: ExtensionContext): Exports {
  const pages = openRulePages(context.extensionUri);
  const server = startLanguageClient(context, pages);
  const connection = openConnection(context, server.output);
  const catalog = openCatalog(() => brotliDecompressSync(readFileSync(context.asAbsolutePath('dist/catalog.json.br'))).toString('utf8'));
  const explorer = openExplorer(connection, server, catalog);
  context.subscriptions.push(
    server,
    connection,
    explorer,
    openTokens(connection, { files: server, catalog }),
    explainRule(pages),
    handleExplainUri(pages),
    lintWorkspace(server),
    fixAllSafeProblems(server),
    createConfigurationFile(server),
    createBaseline(server),
    restartServer(server),
    showOutput(server),
    showReferences(),
    selectProjects(connection, server),
    showActiveCredentials(connection),
    openDemoProject(context, connection),
    toggleLineComment(),
    startEmulator(connection),
    stopEmulator(connection),
    reportIssue(context, server),
    languageModelTools(server, pages),
  );
  return { tree: explorer.provider };
}
