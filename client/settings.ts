import { workspace } from 'vscode';

/**
 * A setting of ours as the user or the machine has it, or its default. What a workspace or folder says is passed over, so that a
 * repository has no say in whom one acts as and where credentials go. The key is without `leastwise.`.
 */
export function userSetting<T>(key: string): T {
  const found = workspace.getConfiguration('leastwise').inspect<T>(key);
  // Every key that is asked for has a default in package.json.
  return (found?.globalValue ?? found?.defaultValue) as T;
}
