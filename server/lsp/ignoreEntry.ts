import { type CodeAction, CodeActionKind } from 'vscode-languageserver';
import { configNames } from '../linter/config.ts';
import { pathFrom } from '../linter/fingerprint.ts';
import type { Finding } from '../linter/rule.ts';
import { configEdits, nearestConfig, newConfig } from './configEdit.ts';
import { newFile, workspaceEdit } from './edits.ts';
import type { Group } from './group.ts';
import type { Session } from './session.ts';

/**
 * Ignores a finding by an entry of the nearest configuration file, or of a new one at the root of the workspace. Undefined where that file is not well-formed, and
 * where the client makes no files.
 */
export async function ignoreInConfiguration(session: Session, group: Group, { code, span }: Finding): Promise<CodeAction | undefined> {
  const { file } = span;
  if (file.uri.startsWith('untitled:')) return undefined;
  const config = nearestConfig(group, file.directory);
  const directory = config?.directory ?? group.root ?? file.directory;
  // Not needed to start.
  const { pointerTo } = await import('../linter/syntax/pointer.ts');
  const pointer = pointerTo(span);
  const entry = {
    codes: [code],
    files: globOf(pathFrom(directory)(file)),
    ...(pointer !== undefined && { pointer }),
    reason: `accepted on ${new Date().toISOString().slice(0, 10)}`,
  };
  const action = { title: `Ignore ${code} in ${config?.name ?? configNames[0]}`, kind: CodeActionKind.QuickFix };
  if (config) {
    const edits = await configEdits(config, 'ignores', entry, { add: true });
    return edits && { ...action, edit: workspaceEdit(session, edits) };
  }
  if (!session.client.createsFiles) return undefined;
  return { ...action, edit: { documentChanges: newFile(`${directory}/${configNames[0]}`, newConfig('ignores', [entry])) } };
}

/** A glob for a path: the signs that globs do not have, or have for something else, stand for any sign. */
function globOf(path: string): string {
  return path.replace(/[*{}[\]!\\]/g, '?');
}
