import { commands, type Disposable, Uri, window, workspace } from 'vscode';
import type { LanguageServer } from '../languageClient.ts';
import { exists } from '../rulePages.ts';
import { chooseFolder } from '../workspaceFolder.ts';

/** What a configuration file may be called; the first one wins. */
const names = ['leastwise.jsonc', '.leastwise.jsonc'];

/** `leastwise.createConfigurationFile`: opens the configuration file of a workspace folder; one with all keys in comments is made where there is none. */
export function createConfigurationFile(server: LanguageServer): Disposable {
  return commands.registerCommand('leastwise.createConfigurationFile', async () => {
    const folder = await chooseFolder();
    if (!folder) return;
    const [first, ...others] = names.map((name) => Uri.joinPath(folder, name));
    for (const file of [first, ...others]) if (file && (await exists(file))) return open(file);
    const text = await server.newConfiguration();
    if (!first || text === undefined) return;
    await workspace.fs.writeFile(first, new TextEncoder().encode(text));
    return open(first);
  });
}

async function open(file: Uri): Promise<Uri> {
  await window.showTextDocument(file);
  return file;
}
