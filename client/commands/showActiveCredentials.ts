import { commands, type Disposable, l10n, type QuickPickItem, window } from 'vscode';
import type { Connection } from '../connection.ts';
import type { Clients } from '../gcp/clients.ts';
import { messageOf } from '../gcp/errors.ts';

/** `leastwise.showActiveCredentials`: says who acts, by which credentials and from where. Never what is in them. */
export function showActiveCredentials(connection: Connection): Disposable {
  return commands.registerCommand('leastwise.showActiveCredentials', async () => {
    const clients = await connectedClients(connection);
    if (clients) window.showQuickPick(describe(clients), { title: l10n.t('Active credentials') });
    return clients && connection.label;
  });
}

/** The clients; undefined where there are no credentials, of which a message tells. */
async function connectedClients(connection: Connection): Promise<Clients | undefined> {
  try {
    connection.renew();
    return await connection.clients();
  } catch (error) {
    const demo = l10n.t('Open Demo Project');
    window.showWarningMessage(messageOf(error), demo).then((chosen) => {
      if (chosen === demo) commands.executeCommand('leastwise.openDemoProject');
    });
    return undefined;
  }
}

function describe({ credentials, endpoints }: Clients): QuickPickItem[] {
  const { account, type, source, quotaProject, universeDomain } = credentials;
  const rows: readonly (readonly [string, string, string | undefined])[] = [
    ['account', l10n.t('Account'), account ?? l10n.t('not told by the credentials')],
    ['key', l10n.t('Kind'), type],
    ['file', l10n.t('From'), source],
    ['graph', l10n.t('Quota project'), quotaProject],
    ['globe', l10n.t('Asked at'), endpoints.emulated ? `EMULATOR ${endpoints.iam}` : universeDomain],
  ];
  return rows.flatMap(([icon, label, description]) => (description ? [{ label: `$(${icon}) ${label}`, description }] : []));
}
