import { commands, type Disposable, env, l10n, window } from 'vscode';
import type { Connection } from '../../connection.ts';
import { grantCommand } from '../../gcp/grant.ts';
import { type Check, checkImpersonationOf } from '../impersonationCheck.ts';
import type { Tree } from '../tree.ts';
import { viewId } from '../view.ts';
import { type Argument, attempt, chooseAccount, type Target } from './target.ts';

/** `leastwise.checkImpersonation`: which permissions to act as the account one has, as a checklist. Returns it. */
export function checkImpersonation(tree: Tree, connection: Connection): Disposable {
  return commands.registerCommand('leastwise.checkImpersonation', async (argument?: Argument) => {
    const target = await chooseAccount(tree, argument, l10n.t('Check Impersonation'));
    if (!target) return;
    const resource = `projects/${target.project}/serviceAccounts/${target.email}`;
    const checks = await window.withProgress({ location: { viewId } }, () =>
      attempt(connection, { permission: 'iam.serviceAccounts.get', resource }, async () =>
        checkImpersonationOf((await connection.clients()).iam, target, l10n),
      ),
    );
    // Not awaited: whoever runs the command need not wait for the list to be closed.
    if (checks) show(target, checks, connection);
    return checks;
  });
}

async function show({ email, project }: Target, checks: readonly Check[], connection: Connection): Promise<void> {
  const items = checks.map((check) => ({
    label: `${check.held ? '$(check)' : '$(circle-slash)'} ${check.meaning}`,
    description: check.held ? l10n.t('yes') : l10n.t('no'),
    detail: check.held ? check.permission : l10n.t('{0}: choose it to copy the command that grants it', check.permission),
    check,
  }));
  const title = l10n.t('What {0} may do as {1}', connection.connected?.credentials.account ?? l10n.t('you'), email);
  const chosen = await window.showQuickPick(items, { title, placeHolder: l10n.t('Grants take effect within some minutes') });
  if (!chosen || chosen.check.held) return;
  const resource = `projects/${project}/serviceAccounts/${email}`;
  const caller = connection.connected?.credentials.account;
  const command = grantCommand({ permission: chosen.check.permission, resource, caller });
  if (command === undefined) return;
  await env.clipboard.writeText(command);
  window.setStatusBarMessage(l10n.t('The command that grants {0} is copied.', chosen.check.permission), 5000);
}
