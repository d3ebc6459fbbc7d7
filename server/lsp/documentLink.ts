import type { DocumentLink, DocumentLinkParams } from 'vscode-languageserver';
import { accountPage, rolePage } from '../../iam/pages.ts';
import { classifyEmail, isServiceAgent } from '../../iam/serviceAccount.ts';
import { accountTokens } from '../linter/accountTokens.ts';
import type { IdentityModel } from '../linter/model.ts';
import { compareSpans, placeKey, type SourceFile, type Span, textOf } from '../linter/source.ts';
import { toRange } from './convert.ts';
import { settledResult } from './reports.ts';
import { guarded, type Session } from './session.ts';

/** Answers `textDocument/documentLink`: roles lead to Google's pages about them, service accounts to theirs in the console. */
export function provideDocumentLinks(session: Session): void {
  session.connection.onDocumentLinks(guarded(session, null, (params: DocumentLinkParams) => documentLinks(session, params)));
}

async function documentLinks(session: Session, { textDocument }: DocumentLinkParams): Promise<DocumentLink[] | null> {
  const place = await session.workspace.find(textDocument.uri);
  if (!place) return null;
  const { file, group } = place;
  const { model } = await settledResult(group);
  if (!model.files.includes(file)) return null;
  const links = new Map([...roleLinks(model, file, session), ...accountLinks(model, file)].map((link) => [placeKey(link.span), link]));
  return [...links.values()]
    .sort((a, b) => compareSpans(a.span, b.span))
    .map(({ span, target, tooltip }) => ({ range: toRange(span), target, tooltip }));
}

interface Link {
  readonly span: Span;
  readonly target: string;
  readonly tooltip: string;
}

/** What computes a role's name is no link, nor is what Google has no page about. */
function roleLinks({ grants }: IdentityModel, file: SourceFile, { catalog }: Session): Link[] {
  return grants.flatMap(({ role }) => {
    if (role.span.file !== file || role.state !== 'known' || role.value.name === undefined) return [];
    const { name } = role.value;
    const target = textOf(role.span) === name && catalog.role(name) ? rolePage(name) : undefined;
    return target ? [{ span: role.span, target, tooltip: `What ${name} permits, on cloud.google.com` }] : [];
  });
}

/**
 * The ids of declared accounts, and the e-mails of others: from the e-mail of a declared one the same gesture leads to its declaration, and editors would
 * do both. Google's own agents are in projects of Google's.
 */
function accountLinks({ serviceAccounts }: IdentityModel, file: SourceFile): Link[] {
  const declared = new Set(serviceAccounts.map(({ email }) => email));
  const ids = serviceAccounts.flatMap(({ accountId, email }) =>
    accountId.span.file === file && accountId.use === undefined && email ? [{ span: accountId.span, email }] : [],
  );
  const others = accountTokens(file).flatMap((token) =>
    token.kind === 'email' && token.email !== undefined && !declared.has(token.email) ? [{ span: token.span, email: token.email }] : [],
  );
  return [...ids, ...others].flatMap(({ span, email }) => {
    const kind = classifyEmail(email);
    const target = kind && !isServiceAgent(kind) ? accountPage(email) : undefined;
    return target ? [{ span, target, tooltip: `${email} in the Google Cloud console` }] : [];
  });
}
