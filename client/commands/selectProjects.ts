import { commands, type Disposable } from 'vscode';
import type { Connection } from '../connection.ts';

/** `leastwise.selectProjects`: chooses the projects whose service accounts are shown in this workspace, or takes a list of ids. */
export function selectProjects(connection: Connection): Disposable {
  return commands.registerCommand('leastwise.selectProjects', (projects?: unknown) =>
    connection.selectProjects(Array.isArray(projects) ? projects.filter((id) => typeof id === 'string') : undefined),
  );
}
