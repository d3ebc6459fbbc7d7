import { commands, type Disposable, l10n, type QuickPickItem, window } from 'vscode';
import type { RulePages } from '../rulePages.ts';

/** `leastwise.explainRule`: shows the page on the rule of the given code, or on one to choose. */
export function explainRule(pages: RulePages): Disposable {
  return commands.registerCommand('leastwise.explainRule', async (code?: unknown) => {
    const chosen = typeof code === 'string' ? code : await choose(pages);
    if (chosen !== undefined) await explain(pages, chosen);
  });
}

/** Follows links as `RulePages.link` makes them. Anyone may write such a link: it can do no more than show a page. */
export function handleExplainUri(pages: RulePages): Disposable {
  return window.registerUriHandler({
    handleUri: async ({ path }) => {
      const code = /^\/explain\/([^/]+)$/.exec(path)?.[1];
      if (code !== undefined) await explain(pages, code);
    },
  });
}

async function explain(pages: RulePages, code: string): Promise<void> {
  if (!(await pages.show(code))) window.showWarningMessage(l10n.t('Leastwise has no rule "{0}".', code));
}

async function choose(pages: RulePages): Promise<string | undefined> {
  const items = pages.list().then((rules) => rules.map(({ code, title }): QuickPickItem => ({ label: code, detail: title })));
  const picked = await window.showQuickPick(items, { placeHolder: l10n.t('Rule to explain'), matchOnDetail: true });
  return picked?.label;
}
