import { Disposable, l10n, Uri, window, workspace } from 'vscode';

/** Read-only documents on tokens, which are nowhere but in memory. */
export interface TokenDocuments extends Disposable {
  /** Shows a text under a title; gives its address. */
  show(title: string, text: string): Promise<Uri>;
}

const scheme = 'leastwise-token';

/** Documents of the scheme `leastwise-token`; one is forgotten when it is closed. */
export function openTokenDocuments(): TokenDocuments {
  const texts = new Map<string, string>();
  let count = 0;
  const provider = workspace.registerTextDocumentContentProvider(scheme, {
    // VS Code may open it again when it starts.
    provideTextDocumentContent: (uri) => texts.get(uri.toString()) ?? `// ${l10n.t('What was decoded here was kept in memory only.')}\n`,
  });
  const closed = workspace.onDidCloseTextDocument(({ uri }) => void texts.delete(uri.toString()));
  return {
    async show(title, text) {
      const uri = Uri.from({ scheme, path: `/${title.replaceAll('/', '-')}.jsonc`, query: String(++count) });
      texts.set(uri.toString(), text);
      await window.showTextDocument(await workspace.openTextDocument(uri), { preview: true });
      return uri;
    },
    dispose() {
      texts.clear();
      Disposable.from(provider, closed).dispose();
    },
  };
}
