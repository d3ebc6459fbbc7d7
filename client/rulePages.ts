import { commands, env, extensions, FileType, Uri, window, workspace } from 'vscode';

/** The pages on the rules that the extension brings with it. */
export interface RulePages {
  /** Shows the page; false where there is no such rule. */
  show(code: string): Promise<boolean>;
  /** The page as Markdown; undefined where there is no such rule. */
  text(code: string): Promise<string | undefined>;
  /** All rules, in the order of their codes. */
  list(): Promise<readonly RulePage[]>;
  /** A link that shows the page when it is followed in VS Code. */
  link(code: string): Uri;
}

export interface RulePage {
  readonly code: string;
  readonly title: string;
}

/** What a rule's code looks like; nothing else becomes part of a path. */
const codes = /^[a-z][a-z0-9-]*$/;

/** The pages below `docs/rules` of the extension. */
export function openRulePages(extension: Uri): RulePages {
  const directory = Uri.joinPath(extension, 'docs', 'rules');
  const page = (code: string) => Uri.joinPath(directory, `${code}.md`);

  const has = async (code: string) => codes.test(code) && (await exists(page(code)));
  const read = async (code: string) => new TextDecoder().decode(await workspace.fs.readFile(page(code)));

  async function title(code: string): Promise<string> {
    return /^\*\*(.+?)\.?\*\*/m.exec(await read(code))?.[1] ?? code;
  }

  return {
    async show(code) {
      if (!(await has(code))) return false;
      await showMarkdown(page(code));
      return true;
    },
    text: async (code) => ((await has(code)) ? read(code) : undefined),
    async list() {
      const entries = await workspace.fs.readDirectory(directory);
      const found = entries
        .filter(([name, type]) => type === FileType.File && name.endsWith('.md'))
        .map(([name]) => name.slice(0, -'.md'.length));
      return Promise.all(found.sort().map(async (code) => ({ code, title: await title(code) })));
    },
    // A command: URI is no longer followed in all places that show a diagnostic's link (microsoft/vscode#329652); one of our own is.
    link: (code) => Uri.from({ scheme: env.uriScheme, authority: 'leastwise.leastwise', path: `/explain/${code}` }),
  };
}

/** As a preview, where VS Code's own Markdown extension is there to make it. */
async function showMarkdown(page: Uri): Promise<void> {
  if (extensions.getExtension('vscode.markdown-language-features')) await commands.executeCommand('markdown.showPreview', page);
  else await window.showTextDocument(await workspace.openTextDocument(page));
}

/** Whether there is a file or a folder. */
export async function exists(uri: Uri): Promise<boolean> {
  try {
    await workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
