import { commands, type Disposable, l10n, window } from 'vscode';
import { problems } from '../counts.ts';
import type { LanguageServer } from '../languageClient.ts';
import { chooseFolder } from '../workspaceFolder.ts';

/** `leastwise.createBaseline`: lists all present findings of a workspace folder in a file, which the folder's configuration names from then on, so that they are not reported until they change. */
export function createBaseline(server: LanguageServer): Disposable {
  return commands.registerCommand('leastwise.createBaseline', async () => {
    const folder = await chooseFolder();
    if (!folder) return;
    const baseline = await server.createBaseline(folder);
    if (baseline)
      window.setStatusBarMessage(l10n.t('In the baseline, and no longer reported: {0}.', problems(baseline.count, l10n)), 10_000);
    else window.showWarningMessage(l10n.t('No baseline was made: the configuration file has mistakes that come first.'));
    return baseline?.uri;
  });
}
