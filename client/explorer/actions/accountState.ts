import { commands, Disposable, l10n, window } from 'vscode';
import type { Connection } from '../../connection.ts';
import { deletedAccounts } from '../policyChange.ts';
import type { Tree } from '../tree.ts';
import { type Argument, attempt, chooseAccount, chooseProject, type Target } from './target.ts';

/** Enables, disables and, within 30 days, undeletes service accounts. Each returns whether it was done. */
export function accountActions(tree: Tree, connection: Connection): Disposable {
  async function change(verb: 'enable' | 'disable', target: Target): Promise<boolean | undefined> {
    const { project, email } = target;
    const need = { permission: `iam.serviceAccounts.${verb}`, resource: `projects/${project}/serviceAccounts/${email}` };
    return attempt(connection, need, async () => {
      const { iam } = await connection.clients();
      await iam[verb](project, email);
      tree.live(project).accounts.replace(await iam.getServiceAccount(project, email));
      tree.update({});
      return true;
    });
  }

  return Disposable.from(
    commands.registerCommand('leastwise.enableServiceAccount', async (argument?: Argument) => {
      const target = await chooseAccount(tree, argument, l10n.t('Enable Service Account'));
      return target && change('enable', target);
    }),
    commands.registerCommand('leastwise.disableServiceAccount', async (argument?: Argument) => {
      const target = await chooseAccount(tree, argument, l10n.t('Disable Service Account'));
      return target && (await confirmDisabling(target.email)) ? change('disable', target) : undefined;
    }),
    commands.registerCommand('leastwise.undeleteServiceAccount', async (argument?: Argument) => {
      const title = l10n.t('Undelete Service Account');
      const project = await chooseProject(tree, argument, title);
      if (project === undefined) return;
      const need = { permission: 'iam.serviceAccounts.undelete', resource: `projects/${project}` };
      return attempt(connection, need, async () => {
        const { iam } = await connection.clients();
        const uniqueId = givenId(argument) ?? (await chooseDeleted(tree, project, title));
        if (uniqueId === undefined) return;
        const account = await iam.undelete(project, uniqueId);
        tree.refresh(project);
        window.setStatusBarMessage(l10n.t('{0} is back.', account?.email ?? uniqueId), 10_000);
        return true;
      });
    }),
  );
}

async function confirmDisabling(email: string): Promise<boolean> {
  const yes = { label: l10n.t('Disable {0}', email), detail: l10n.t('What runs as it can no more call Google’s APIs, within minutes.') };
  const no = { label: l10n.t('Cancel'), detail: l10n.t('Nothing is changed.') };
  const chosen = await window.showQuickPick([no, yes], { title: l10n.t('Disable Service Account'), ignoreFocusOut: true });
  return chosen === yes;
}

function givenId(argument: Argument): string | undefined {
  return argument && 'uniqueId' in argument ? argument.uniqueId : undefined;
}

/** One that the project's policy still names, or one to type. */
async function chooseDeleted(tree: Tree, project: string, title: string): Promise<string | undefined> {
  const { value } = await tree.live(project).policies.of(`projects/${project}`).load();
  const items = deletedAccounts(value ? [value] : []).map(({ email, uniqueId }) => ({ label: email, description: uniqueId, uniqueId }));
  const other = { label: l10n.t('Another one…'), description: l10n.t('by its unique id'), uniqueId: undefined };
  const chosen = items.length > 0 ? await window.showQuickPick([...items, other], { title }) : other;
  if (!chosen || chosen.uniqueId !== undefined) return chosen?.uniqueId;
  return window.showInputBox({
    title,
    prompt: l10n.t('Unique id of an account that was deleted within the last 30 days'),
    validateInput: (text) => (/^\d{15,25}$/.test(text.trim()) ? undefined : l10n.t('A number of about 21 digits')),
  });
}
