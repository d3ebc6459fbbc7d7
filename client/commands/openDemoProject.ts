import { commands, Disposable, type ExtensionContext, Uri, workspace } from 'vscode';
import type { Connection } from '../connection.ts';
import { exists } from '../rulePages.ts';
import { start } from './startEmulator.ts';

/**
 * `leastwise.openDemoProject`: opens a copy of the shop, which the user may change, with an emulator in which it was applied some time ago.
 * The emulator starts again by itself whenever a window is opened on the copy, which is there because the user has asked for it.
 */
export function openDemoProject(context: ExtensionContext, connection: Connection): Disposable {
  const demos = Uri.joinPath(context.globalStorageUri, 'demo');
  // The emulator's state goes with the files of one version.
  const shop = Uri.joinPath(demos, context.extension.packageJSON.version, 'shop');
  const isOpen = () => workspace.workspaceFolders?.[0]?.uri.path.startsWith(`${demos.path}/`) ?? false;

  const startInDemo = () => {
    if (isOpen() && workspace.isTrusted) start(connection, 'demo');
  };
  startInDemo();
  return Disposable.from(
    workspace.onDidGrantWorkspaceTrust(startInDemo),
    commands.registerCommand('leastwise.openDemoProject', async () => {
      if (isOpen()) return start(connection, 'demo');
      if (!(await exists(shop))) await workspace.fs.copy(Uri.joinPath(context.extensionUri, 'examples', 'shop'), shop);
      await commands.executeCommand('vscode.openFolder', shop);
    }),
  );
}
