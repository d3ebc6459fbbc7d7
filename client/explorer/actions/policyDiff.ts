import { commands, type Disposable, l10n, TabInputTextDiff, Uri, window, workspace } from 'vscode';
import type { AllowPolicy } from '../../gcp/iam.ts';
import { policyText } from '../policyChange.ts';

const scheme = 'leastwise-policy';

/** Shows two versions of a policy side by side, which nobody can edit and which are nowhere on disk. */
export interface PolicyDiff extends Disposable {
  /** Whether the user says, beside the two versions, that the second shall be written. */
  confirm(title: string, question: string, before: AllowPolicy, after: AllowPolicy): Promise<boolean>;
}

/** Registers the documents' scheme. */
export function openPolicyDiff(): PolicyDiff {
  const texts = new Map<string, string>();
  const documents = workspace.registerTextDocumentContentProvider(scheme, {
    provideTextDocumentContent: ({ query }) => texts.get(query) ?? '',
  });
  let shown = 0;

  function documentOf(side: 'before' | 'after', policy: AllowPolicy, comments: readonly string[]): Uri {
    const query = `${shown}-${side}`;
    texts.set(query, policyText(policy, comments));
    return Uri.from({ scheme, path: `/${side}.jsonc`, query });
  }

  return {
    async confirm(title, question, before, after) {
      shown++;
      // As high as the question, which covers them.
      const comments = [
        title,
        question,
        '',
        l10n.t('Left: as it is. Right: as it would be.'),
        l10n.t('Nothing is written before you say so.'),
        '',
      ];
      const [left, right] = [documentOf('before', before, comments), documentOf('after', after, comments)];
      await commands.executeCommand('vscode.diff', left, right, title, { preview: true });
      const yes = { label: l10n.t('Write the policy'), detail: question };
      const no = { label: l10n.t('Cancel'), detail: l10n.t('Nothing is changed.') };
      const chosen = await window.showQuickPick([no, yes], {
        title,
        placeHolder: l10n.t('Shall the policy be written?'),
        ignoreFocusOut: true,
      });
      texts.delete(left.query);
      texts.delete(right.query);
      const open = window.tabGroups.all.flatMap(({ tabs }) => tabs);
      const own = open.filter(({ input }) => input instanceof TabInputTextDiff && input.modified.toString() === right.toString());
      await window.tabGroups.close(own);
      return chosen === yes;
    },
    dispose() {
      documents.dispose();
    },
  };
}
