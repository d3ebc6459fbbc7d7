import { env, l10n, Uri, window } from 'vscode';
import { projectOf } from '../../../iam/serviceAccount.ts';
import type { Connection } from '../../connection.ts';
import { grantCommand } from '../../gcp/grant.ts';
import { failureOf, type Need } from '../failure.ts';
import type { Subject, TreeNode } from '../node.ts';
import type { Tree } from '../tree.ts';

/** A service account that is live, as calls name it. */
export interface Target {
  readonly project: string;
  readonly email: string;
  readonly uniqueId?: string;
}

/** What a command is given: a line of the view, the same in plain words, or nothing from the palette. */
export type Argument = TreeNode | { readonly project?: string; readonly email?: string; readonly uniqueId?: string } | undefined;

/** The subject of a line, where the argument is one. */
export function subjectOf(argument: unknown): Subject | undefined {
  return typeof argument === 'object' && argument !== null && 'subject' in argument ? (argument as TreeNode).subject : undefined;
}

/** The account that is meant, or one to choose of those known; undefined when left. */
export async function chooseAccount(tree: Tree, argument: Argument, title: string): Promise<Target | undefined> {
  const subject = subjectOf(argument);
  const given = subject?.kind === 'account' ? subject : subject === undefined ? (argument as Partial<Target> | undefined) : undefined;
  if (given?.email !== undefined) return withProject({ ...given, email: given.email });
  const known = tree
    .accounts()
    .flatMap(({ email, project, uniqueId }) => (email !== undefined && project !== undefined ? [{ email, project, uniqueId }] : []));
  if (known.length > 0) {
    const items = known.map((account) => ({ label: account.email, description: account.project, account }));
    return (await window.showQuickPick(items, { title, placeHolder: l10n.t('Service account'), matchOnDescription: true }))?.account;
  }
  const typed = await window.showInputBox({
    title,
    prompt: l10n.t('E-mail of the service account'),
    validateInput: (text) => (projectOf(text.trim()) === undefined ? l10n.t('NAME@PROJECT.iam.gserviceaccount.com') : undefined),
  });
  return typed === undefined ? undefined : withProject({ email: typed.trim() });
}

function withProject({
  email,
  project = projectOf(email),
  uniqueId,
}: {
  email: string;
  project?: string;
  uniqueId?: string;
}): Target | undefined {
  return project === undefined ? undefined : { email, project, uniqueId };
}

/** The project that is meant, or one to choose of those shown; undefined when left. */
export async function chooseProject(tree: Tree, argument: Argument, title: string): Promise<string | undefined> {
  const subject = subjectOf(argument);
  if (subject?.kind === 'project') return subject.project;
  const given = subject === undefined ? (argument as Partial<Target> | undefined)?.project : undefined;
  const [first, ...others] = given === undefined ? tree.state.projects : [given];
  return others.length === 0 ? first : window.showQuickPick([...tree.state.projects], { title, placeHolder: l10n.t('Project') });
}

/** Runs an action that needs a permission; when it fails, says why and what to do. Undefined then. */
export async function attempt<T>(connection: Connection, need: Need, action: () => Promise<T>): Promise<T | undefined> {
  try {
    return await action();
  } catch (error) {
    const { reason, permission, resource, link, kind } = failureOf(error, need, l10n);
    const copy = l10n.t('Copy Grant Command');
    const open = l10n.t('Open Page');
    const denied = kind === 'denied' && permission !== undefined && resource !== undefined;
    const message = denied ? l10n.t('{0} on {1}', reason, resource) : reason;
    const caller = connection.connected?.credentials.account;
    const command = denied ? grantCommand({ permission, resource, caller }) : undefined;
    // Not awaited: the command has ended, whenever the message is closed.
    window.showErrorMessage(message, ...(command ? [copy] : []), ...(link ? [open] : [])).then((chosen) => {
      if (chosen === copy && command) env.clipboard.writeText(command);
      if (chosen === open && link) env.openExternal(Uri.parse(link));
    });
    return undefined;
  }
}
