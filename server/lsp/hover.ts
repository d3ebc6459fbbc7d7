import type { Hover, HoverParams } from 'vscode-languageserver';
import type { Attribute, IdentityModel } from '../linter/model.ts';
import type { SourceFile, Span, Spanned } from '../linter/source.ts';
import { toOffset, toRange } from './convert.ts';
import { describeAccount, describeDeclaration, describePrincipal, describeRole, type Subject } from './describe.ts';
import { markup } from './markup.ts';
import { settledResult } from './reports.ts';
import { guarded, type Session } from './session.ts';

/** How many things one place may be about: a `for_each` stands for all its elements. */
const most = 5;

/** Answers `textDocument/hover`, only on what the identity model knows. */
export function provideHover(session: Session): void {
  session.connection.onHover(guarded(session, null, (params: HoverParams) => hover(session, params)));
}

async function hover(session: Session, { textDocument, position }: HoverParams): Promise<Hover | null> {
  const place = await session.workspace.find(textDocument.uri);
  if (!place) return null;
  const { model } = await settledResult(place.group);
  const subject: Subject = { model, catalog: session.catalog, clientUri: session.clientUri };
  const offset = toOffset(place.file, position);
  const texts = new Map<string, Span>();
  for (const { at, describe } of things(model)) {
    const where = spanAt(at, place.file, offset);
    if (!where) continue;
    const text = describe(subject);
    if (text !== undefined && !texts.has(text)) texts.set(text, where);
  }
  const [range] = texts.values();
  if (!range) return null;
  return { contents: markup(session.client.hoverFormat, [...texts.keys()].slice(0, most).join('\n\n---\n\n')), range: toRange(range) };
}

/** Something in the model that can be pointed at. */
interface Thing {
  readonly at: Spanned;
  describe(subject: Subject): string | undefined;
}

function* things(model: IdentityModel): Iterable<Thing> {
  for (const { role, principal } of model.grants) {
    yield* known(role, describeRole);
    yield* known(principal, describePrincipal);
  }
  for (const { serviceAccount } of model.workloads) yield* known(serviceAccount, describeAccount);
  for (const { serviceAccount } of model.accountUses) yield* known(serviceAccount, describeAccount);
  for (const { account } of model.keys) yield* known(account, describeAccount);
  for (const account of model.serviceAccounts) yield { at: account, describe: (subject) => describeDeclaration(account, subject) };
}

function* known<Value>(attribute: Attribute<Value>, describe: (value: Value, subject: Subject) => string | undefined): Iterable<Thing> {
  if (attribute.state !== 'known') return;
  const { value } = attribute;
  yield { at: attribute, describe: (subject) => describe(value, subject) };
}

/** Where the thing is written or used, if the offset is there. */
function spanAt({ span, use }: Spanned, file: SourceFile, offset: number): Span | undefined {
  return [span, use].find((each) => each?.file === file && each.start <= offset && offset <= each.end);
}
