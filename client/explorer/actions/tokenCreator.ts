import { commands, Disposable, l10n, window } from 'vscode';
import { parsePrincipal } from '../../../iam/principal.ts';
import { literalText } from '../../../iam/text.ts';
import type { Connection } from '../../connection.ts';
import { memberOf } from '../../gcp/grant.ts';
import { changePolicy, type PolicyChange, tokenCreators } from '../policyChange.ts';
import type { Tree } from '../tree.ts';
import { conditionText } from '../words.ts';
import { openPolicyDiff } from './policyDiff.ts';
import { type Argument, attempt, chooseAccount, type Target } from './target.ts';

/** Grants or revokes Token Creator on one account, after the difference was seen and confirmed. Returns what became of it. */
export function tokenCreatorActions(tree: Tree, connection: Connection): Disposable {
  const diff = openPolicyDiff();

  const command = (kind: PolicyChange['kind'], name: string, title: string) =>
    commands.registerCommand(`leastwise.${name}`, async (argument?: Argument & { member?: string }) => {
      const target = await chooseAccount(tree, argument, title);
      if (!target) return;
      const need = {
        permission: 'iam.serviceAccounts.setIamPolicy',
        resource: `projects/${target.project}/serviceAccounts/${target.email}`,
      };
      return attempt(connection, need, async () => {
        const { iam, credentials } = await connection.clients();
        const chosen =
          argument?.member !== undefined
            ? { member: argument.member }
            : kind === 'grant'
              ? await askForMember(title, credentials.account)
              : await chooseMember(title, target, tokenCreators(await iam.getIamPolicy(target.project, target.email)));
        if (!chosen) return;
        // Whoever runs the command may name a member: the same rules as for one that is typed.
        const problem = kind === 'grant' ? problemOf(chosen.member) : undefined;
        if (problem !== undefined) {
          window.showErrorMessage(`${chosen.member}: ${problem}`);
          return;
        }
        const outcome = await changePolicy(iam, { kind, ...target, ...chosen }, (before, after) =>
          diff.confirm(`${title}: ${target.email}`, questionOf(kind, chosen.member, target.email), before, after),
        );
        if (outcome === 'unchanged') window.setStatusBarMessage(l10n.t('The policy of {0} says so already.', target.email), 5000);
        if (outcome !== 'written') return outcome;
        tree.live(target.project).accountPolicies.of(target.email).expire();
        tree.update({});
        window.setStatusBarMessage(l10n.t('The policy of {0} is written; it takes effect within some minutes.', target.email), 10_000);
        return outcome;
      });
    });

  return Disposable.from(
    diff,
    command('grant', 'grantTokenCreator', l10n.t('Grant Token Creator')),
    command('revoke', 'revokeTokenCreator', l10n.t('Revoke Token Creator')),
  );
}

function questionOf(kind: PolicyChange['kind'], member: string, email: string): string {
  return kind === 'grant'
    ? l10n.t('{0} will be able to mint tokens of {1}.', member, email)
    : l10n.t('{0} will no more be able to mint tokens of {1} by its own policy.', member, email);
}

async function askForMember(title: string, caller: string | undefined): Promise<{ member: string } | undefined> {
  const member = await window.showInputBox({
    title,
    prompt: l10n.t('Who shall mint its tokens, like user:ana@example.com or serviceAccount:ci@project.iam.gserviceaccount.com'),
    value: caller === undefined ? '' : memberOf(caller),
    validateInput: (text) => problemOf(text.trim()),
  });
  return member === undefined ? undefined : { member: member.trim() };
}

function problemOf(member: string): string | undefined {
  const principal = parsePrincipal(literalText(member));
  if (!principal || principal.kind === 'invalid' || principal.kind === 'deleted') return l10n.t('This is no member of an allow policy.');
  return principal.kind === 'public' ? l10n.t('Everyone could mint its tokens.') : undefined;
}

async function chooseMember(title: string, { email }: Target, creators: ReturnType<typeof tokenCreators>) {
  if (creators.length === 0) {
    window.setStatusBarMessage(
      l10n.t('The policy of {0} itself has no Token Creator; inherited ones are granted elsewhere.', email),
      10_000,
    );
    return;
  }
  const items = creators.map((creator) => ({
    label: creator.member,
    description: creator.condition && conditionText(creator.condition, l10n),
    creator,
  }));
  return (await window.showQuickPick(items, { title, placeHolder: l10n.t('Who shall no more mint its tokens') }))?.creator;
}
