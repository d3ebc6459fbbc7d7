import { type Uri, window, workspace } from 'vscode';

/** The only workspace folder, or the one that the user chooses; undefined where there is none, or the choice is left. */
export async function chooseFolder(): Promise<Uri | undefined> {
  const [only, ...others] = workspace.workspaceFolders ?? [];
  return others.length > 0 ? (await window.showWorkspaceFolderPick())?.uri : only?.uri;
}
