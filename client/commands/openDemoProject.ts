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
  if (isOpen()) goOn(context);
  return Disposable.from(
    workspace.onDidGrantWorkspaceTrust(startInDemo),
    commands.registerCommand('leastwise.openDemoProject', async (from?: unknown) => {
      if (isOpen()) return start(connection, 'demo');
      await context.globalState.update(inWalkthrough, from === 'walkthrough' || undefined);
      if (!(await exists(shop))) await workspace.fs.copy(Uri.joinPath(context.extensionUri, 'examples', 'shop'), shop);
      await commands.executeCommand('vscode.openFolder', shop);
    }),
  );
}

/** Set while the demo opens from the walkthrough, which is closed with the window. */
const inWalkthrough = 'demoFromWalkthrough';

/** Opens the walkthrough again for who was in it. */
async function goOn({ extension, globalState }: ExtensionContext): Promise<void> {
  if (!globalState.get(inWalkthrough)) return;
  await globalState.update(inWalkthrough, undefined);
  await commands.executeCommand('workbench.action.openWalkthrough', `${extension.id}#start`, false);
}
