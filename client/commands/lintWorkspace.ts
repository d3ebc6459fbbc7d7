import { commands, type Disposable, l10n, ProgressLocation, window } from 'vscode';
import { files, problems } from '../counts.ts';
import type { LanguageServer } from '../languageClient.ts';
import { countOf } from '../status.ts';

/** `leastwise.lintWorkspace`: lints everything now and says how much was found. */
export function lintWorkspace(server: LanguageServer): Disposable {
  return commands.registerCommand('leastwise.lintWorkspace', async () => {
    const summary = await window.withProgress({ location: ProgressLocation.Window, title: l10n.t('Linting the workspace') }, () =>
      server.lint(),
    );
    if (summary === undefined) return;
    const showProblems = l10n.t('Show Problems');
    const found = countOf(summary) > 0;
    const message = found
      ? l10n.t('{0} in {1}.', problems(countOf(summary), l10n), files(summary.files, l10n))
      : l10n.t('No problems in {0}.', files(summary.files, l10n));
    // Not awaited: whoever runs the command need not wait for the notification to be closed.
    window.showInformationMessage(message, ...(found ? [showProblems] : [])).then((chosen) => {
      if (chosen === showProblems) commands.executeCommand('workbench.actions.view.problems');
    });
    return summary;
  });
}
