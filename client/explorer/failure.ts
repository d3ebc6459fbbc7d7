import type { Localize } from '../../iam/localize.ts';
import { isGcpError, messageOf } from '../gcp/errors.ts';
import { grantCommand } from '../gcp/grant.ts';
import { line, type TreeNode } from './node.ts';

/** Why something could not be read, and what is known of the way out. */
export interface Failure {
  readonly kind: 'denied' | 'apiDisabled' | 'credentials' | 'cancelled' | 'other';
  /** One line for people; never holds a token. */
  readonly reason: string;
  /** Of `denied`: what is missing, and on what (`projects/shop`). */
  readonly permission?: string;
  readonly resource?: string;
  /** A page of Google's on which it can be changed. */
  readonly link?: string;
}

/** The permission that a call needs, and the resource that it is granted on. */
export interface Need {
  readonly permission: string;
  readonly resource: string;
}

/** What has gone wrong with a call; `need` fills in what the API has not told. */
export function failureOf(error: unknown, need: Need, l10n: Localize): Failure {
  if (!isGcpError(error)) return { kind: 'other', reason: firstLine(messageOf(error)) };
  const link = safeLink(error.link?.url);
  if (error.kind === 'cancelled') return { kind: 'cancelled', reason: l10n.t('Loading was stopped') };
  if (error.kind === 'credentials') return { kind: 'credentials', reason: firstLine(error.message), link };
  if (error.reason === 'SERVICE_DISABLED') {
    return { kind: 'apiDisabled', reason: l10n.t('{0} is not enabled in the project', error.service ?? l10n.t('The API')), link };
  }
  // Other 403s are of quota projects, scopes and organization policies: a grant would not help.
  const denied = error.httpStatus === 403 && (error.reason === undefined || error.reason === 'IAM_PERMISSION_DENIED');
  if (!denied) return { kind: 'other', reason: firstLine(error.message), link };
  const permission = error.permission ?? need.permission;
  return { kind: 'denied', reason: l10n.t('Needs {0}', permission), permission, resource: need.resource, link };
}

/** The line under a branch that could not be read, or not anew. */
export function failureLine(
  id: string,
  failure: Failure,
  { caller, l10n, retry }: { caller?: string; l10n: Localize; retry(): void },
): TreeNode {
  const { kind, reason, permission, resource, link } = failure;
  const words = link === undefined ? '' : ' link';
  const command = permission !== undefined && resource !== undefined ? grantCommand({ permission, resource, caller }) : undefined;
  if (kind === 'denied' && command !== undefined && resource !== undefined) {
    return line(`${id}/needs`, reason, {
      icon: 'lock',
      description: l10n.t('on {0}', resource),
      tooltip: l10n.t('Who may grant it can run:\n{0}\nIt takes effect within some minutes.', command),
      contextValue: `needs retry${words}`,
      subject: { kind: 'failure', grantCommand: command, link, retry },
      command: 'copyGrantCommand',
      accessibilityLabel: l10n.t('{0} on {1}. Press Enter to copy the command that grants it.', reason, resource),
    });
  }
  return line(`${id}/failure`, reason, {
    icon: kind === 'cancelled' ? 'debug-pause' : 'warning',
    description: l10n.t('Retry'),
    tooltip: reason,
    contextValue: `failure retry${words}`,
    subject: { kind: 'failure', link, retry },
    command: 'retry',
    accessibilityLabel: l10n.t('{0}. Press Enter to try again.', reason),
  });
}

function firstLine(message: string): string {
  const line = message.split('\n', 1)[0] ?? '';
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}

/** Only pages of the web are opened, whoever answered. */
function safeLink(url: string | undefined): string | undefined {
  return url?.startsWith('https://') ? url : undefined;
}
