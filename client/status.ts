import { type Disposable, type DocumentSelector, LanguageStatusSeverity, l10n, languages } from 'vscode';
import type { Summary } from '../server/lsp/protocol.ts';
import { files, problems } from './counts.ts';

/** The language status item: whether the server runs, and what it has found. */
export interface Status extends Disposable {
  starting(): void;
  running(summary?: Summary): void;
  stopped(): void;
}

/** A status item for the documents that are linted. */
export function createStatus(selector: DocumentSelector): Status {
  const item = languages.createLanguageStatusItem('leastwise.status', selector);
  item.name = 'Leastwise';
  item.command = { command: 'leastwise.showOutput', title: l10n.t('Show Output') };
  const show = (text: string, detail = '', severity = LanguageStatusSeverity.Information, busy = false) => {
    const label = [text, detail].filter(Boolean).join(', ');
    Object.assign(item, { text, detail, severity, busy, accessibilityInformation: { label } });
  };
  return {
    starting: () => show('Leastwise', l10n.t('starting'), LanguageStatusSeverity.Information, true),
    running: (summary) => show('Leastwise', summary && describe(summary)),
    stopped: () => show('Leastwise', l10n.t('the language server has stopped'), LanguageStatusSeverity.Error),
    dispose: () => item.dispose(),
  };
}

/** How many findings there are, whatever their severity. */
export function countOf({ findings }: Summary): number {
  return Object.values(findings).reduce((sum, each) => sum + each, 0);
}

function describe(summary: Summary): string {
  const found = countOf(summary) === 0 ? l10n.t('no problems') : problems(countOf(summary), l10n);
  return summary.skipped.length === 0 ? found : `${found}, ${l10n.t('{0} left out', files(summary.skipped.length, l10n))}`;
}
