import { commands, type Disposable } from 'vscode';
import type { Connection } from '../connection.ts';
import type { LanguageServer } from '../languageClient.ts';

/** `leastwise.selectProjects`: chooses the projects whose service accounts are shown in this workspace, or takes a list of ids. Configuration files suggest some, and no more. */
export function selectProjects(connection: Connection, files: Pick<LanguageServer, 'projects'>): Disposable {
  return commands.registerCommand('leastwise.selectProjects', (projects?: unknown) =>
    connection.selectProjects(Array.isArray(projects) ? projects.filter((id) => typeof id === 'string') : undefined, () =>
      files.projects(),
    ),
  );
}
