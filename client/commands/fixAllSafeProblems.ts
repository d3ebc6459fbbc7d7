import { commands, type Disposable, l10n, type QuickPickItem, window } from 'vscode';
import { files, problems } from '../counts.ts';
import type { LanguageServer } from '../languageClient.ts';

/** What is mended. */
type Reach = 'file' | 'workspace';

/**
 * `leastwise.fixAllSafeProblems`: applies all fixes that keep what the files mean, in the active file or in the whole workspace: `file` or `workspace`, or as the
 * user chooses.
 */
export function fixAllSafeProblems(server: LanguageServer): Disposable {
  return commands.registerCommand('leastwise.fixAllSafeProblems', async (given?: unknown) => {
    const reach = given === 'file' || given === 'workspace' ? given : await choose();
    const active = window.activeTextEditor?.document.uri;
    if (reach === undefined || (reach === 'file' && !active)) return;
    const mended = await server.fixAll(reach === 'file' ? active : undefined);
    if (mended === undefined) return;
    const message =
      mended.fixed === 0
        ? l10n.t('There is nothing to fix safely.')
        : l10n.t('{0} fixed in {1}.', problems(mended.fixed, l10n), files(mended.files, l10n));
    window.setStatusBarMessage(message, 10_000);
    return mended;
  });
}

async function choose(): Promise<Reach | undefined> {
  const active = window.activeTextEditor;
  if (!active) return 'workspace';
  const items: (QuickPickItem & { readonly reach: Reach })[] = [
    { label: l10n.t('Active file'), reach: 'file' },
    { label: l10n.t('Whole workspace'), reach: 'workspace' },
  ];
  return (await window.showQuickPick(items, { placeHolder: l10n.t('Fix all safe problems in…') }))?.reach;
}
