import { type CancellationToken, LSPErrorCodes, ResponseError, type TextDocumentPositionParams } from 'vscode-languageserver';
import type { IdentityModel } from '../linter/model.ts';
import { compareSpans, placeKey } from '../linter/source.ts';
import { type AccountSymbol, type Occurrence, occurrences, symbolAt } from '../linter/symbols.ts';
import { toOffset } from './convert.ts';
import { resultAt, settledResult } from './reports.ts';
import type { Session } from './session.ts';

/** The service account that a client asks about. */
export interface FoundSymbol {
  readonly model: IdentityModel;
  readonly symbol: AccountSymbol;
  /** What of it is at the position. */
  readonly here: Occurrence;
}

/** The service account whose token is at a position of a document; undefined off such tokens. */
export async function findSymbol(
  session: Session,
  { textDocument, position }: TextDocumentPositionParams,
): Promise<FoundSymbol | undefined> {
  const place = await session.workspace.find(textDocument.uri);
  if (!place) return undefined;
  const { file } = place;
  const { model } = await resultAt(place);
  const offset = toOffset(file, position);
  const symbol = symbolAt(model, file, offset);
  const here = symbol && occurrences(model, symbol).find(({ span }) => span.file === file && span.start <= offset && offset <= span.end);
  return here && { model, symbol: await withOthers(symbol, session), here };
}

/** The symbol with what other folders declare under its e-mails. */
async function withOthers({ emails, declarations }: AccountSymbol, { workspace }: Session): Promise<AccountSymbol> {
  const all = new Set(declarations);
  for (const group of workspace.groups) {
    const { model } = await settledResult(group);
    for (const each of model.serviceAccounts) if (each.email && emails.has(each.email)) all.add(each);
  }
  return { emails, declarations: [...all] };
}

/** Every place of the account in all folders and open documents, in the order of files and texts. Fails where the client has lost interest. */
export async function allOccurrences(session: Session, symbol: AccountSymbol, token: CancellationToken): Promise<readonly Occurrence[]> {
  const found = new Map<string, Occurrence>();
  for (const group of session.workspace.groups) {
    const { model } = await settledResult(group);
    if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'The request was cancelled.');
    for (const each of occurrences(model, symbol)) found.set(placeKey(each.span), each);
  }
  return [...found.values()].sort((a, b) => compareSpans(a.span, b.span));
}
