import type {
  CancellationToken,
  ChangeAnnotation,
  PrepareRenameParams,
  Range,
  RenameParams,
  TextDocumentPositionParams,
  WorkspaceEdit,
} from 'vscode-languageserver';
import { MessageType, ShowMessageNotification } from 'vscode-languageserver';
import { classifyEmail, isAccountId } from '../../iam/serviceAccount.ts';
import type { Span } from '../linter/source.ts';
import { whyComputed } from '../linter/symbols.ts';
import { allOccurrences, type FoundSymbol, findSymbol } from './accountSymbol.ts';
import { toOffset, toRange } from './convert.ts';
import { workspaceEdit } from './edits.ts';
import type { ConfirmRenameRequest } from './protocol.ts';
import { guarded, refusal, type Session } from './session.ts';

const confirmMethod: ConfirmRenameRequest['method'] = 'leastwise/confirmRename';

/** Answers `textDocument/prepareRename` and `textDocument/rename` on the id of a service account, alone or in its e-mail. */
export function provideRename(session: Session): void {
  session.connection.onPrepareRename(guarded(session, null, (params: PrepareRenameParams) => prepare(session, params)));
  session.connection.onRenameRequest(
    guarded(session, null, (params: RenameParams, token: CancellationToken) => rename(session, params, token)),
  );
}

async function prepare(session: Session, params: PrepareRenameParams): Promise<{ range: Range; placeholder: string } | null> {
  const renamed = await findRenamed(session, params);
  if (!renamed) return null;
  const { id, old, found } = renamed;
  const offset = toOffset(id.file, params.position);
  // The range has to contain the position, which may be anywhere in the e-mail.
  const isInId = id.start <= offset && offset <= id.end;
  return { range: toRange(isInId ? id : found.here.span), placeholder: old };
}

async function rename(session: Session, params: RenameParams, token: CancellationToken): Promise<WorkspaceEdit | null> {
  const renamed = await findRenamed(session, params);
  if (!renamed) return null;
  const { newName } = params;
  const { found, old } = renamed;
  const reason = whyInvalid(newName, found);
  if (reason) throw refusal(reason);
  const places = (await allOccurrences(session, found.symbol, token)).flatMap(({ id }) => (id ? [id] : []));
  const declared = found.symbol.declarations.length > 0;
  const edit = workspaceEdit(
    session,
    places.map((span) => ({ span, newText: newName })),
  );
  if (session.client.confirmsRename) {
    const params: ConfirmRenameRequest['params'] = { from: old, to: newName, declared };
    // Without an edit the client would say that there is no result.
    return (await session.connection.sendRequest<ConfirmRenameRequest['result']>(confirmMethod, params)) ? edit : { documentChanges: [] };
  }
  const description = declared ? whatHappens : whatIsNamed;
  // A preview of annotated changes need not show what they are annotated with: VS Code's has it only where changes are grouped by it.
  await session.connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Warning, message: description });
  if (!session.client.annotatesChanges) return edit;
  return annotated(edit, { label: `Rename ${old} to ${newName}`, description, needsConfirmation: true });
}

/** For an account that a file declares: first what matters most, as a notification may show no more. https://cloud.google.com/iam/docs/service-accounts-create */
const whatHappens =
  'Terraform destroys this account and creates another: an e-mail is immutable. Its keys end, and so do grants to the old e-mail that are not in these files.';

const whatIsNamed =
  'The files name another account from now on, which has to exist: an e-mail is immutable, and no file here declares this account.';

/** The account to rename, and which part of the text at the position is its id. */
interface Renamed {
  readonly found: FoundSymbol;
  readonly id: Span;
  readonly old: string;
}

/** Fails where the account at the position cannot be renamed, with the reason; undefined where there is none, or only a reference, which others rename. */
async function findRenamed(session: Session, params: TextDocumentPositionParams): Promise<Renamed | undefined> {
  const found = await findSymbol(session, params);
  if (!found || (found.here.kind !== 'account-id' && found.here.kind !== 'email')) return undefined;
  const { here, symbol } = found;
  if ([...symbol.emails].some((email) => classifyEmail(email) !== 'user-managed')) return undefined;
  const reason = whyComputed(symbol);
  if (reason) throw refusal(`The account cannot be renamed: ${reason}.`);
  const [declared] = symbol.declarations;
  const [email] = symbol.emails;
  const old = declared?.accountId.state === 'known' ? declared.accountId.value : email?.slice(0, email.indexOf('@'));
  return here.id && old !== undefined ? { found, id: here.id, old } : undefined;
}

/** Why the account cannot be called so. https://cloud.google.com/iam/docs/reference/rest/v1/projects.serviceAccounts/create */
function whyInvalid(name: string, { model, symbol }: FoundSymbol): string | undefined {
  if (!isAccountId(name))
    return `"${name}" is no id of a service account: that has 6 to 30 lower-case letters, digits and hyphens, begins with a letter and does not end with a hyphen.`;
  const emails = new Set([...symbol.emails].map((email) => name + email.slice(email.indexOf('@'))));
  const other = model.serviceAccounts.find((each) => each.email && emails.has(each.email) && !symbol.declarations.includes(each));
  return other && `${other.label} has the e-mail ${other.email} already.`;
}

/** The edit with each of its changes under the annotation. */
function annotated({ documentChanges = [] }: WorkspaceEdit, annotation: ChangeAnnotation): WorkspaceEdit {
  const annotationId = 'rename';
  return {
    documentChanges: documentChanges.map((change) =>
      'edits' in change ? { ...change, edits: change.edits.map((edit) => ({ ...edit, annotationId })) } : change,
    ),
    changeAnnotations: { [annotationId]: annotation },
  };
}
