import type { Hover, HoverParams } from 'vscode-languageserver';
import { redact } from '../../iam/token.ts';
import { isConfigFile } from '../linter/config.ts';
import { type SourceFile, type Span, textOf } from '../linter/source.ts';
import { toOffset, toRange } from './convert.ts';
import type { Subject } from './describe.ts';
import { describeAnnotation, describeAnnotationValue } from './describeAnnotation.ts';
import { describeApiAttribute, describeAttribute, describeFunction, describeTime, describeTokenAttribute } from './describeCondition.ts';
import { describeJwtExpiry, describeJwtLifetime, describeLifetime } from './describeLifetime.ts';
import { describeAccount, describeDeclaration, describePrincipal } from './describePrincipal.ts';
import { describePermission, describeRole } from './describeRole.ts';
import { describeScope } from './describeScope.ts';
import { describeCredential, describeToken, tokenAt } from './describeToken.ts';
import { markup } from './markup.ts';
import { resultAt } from './reports.ts';
import { guarded, type Session } from './session.ts';
import { type Thing, thingsAt } from './things.ts';

/** How many things one place may be about: a `for_each` stands for all its elements. */
const most = 5;

/** Answers `textDocument/hover`, only on what the identity model knows, and on tokens in the files that it is made of. */
export function provideHover(session: Session): void {
  session.connection.onHover(guarded(session, null, (params: HoverParams) => hover(session, params)));
}

async function hover(session: Session, { textDocument, position }: HoverParams): Promise<Hover | null> {
  const place = await session.workspace.find(textDocument.uri);
  if (!place) return null;
  if (isConfigFile(place.file)) return (await import('./configHover.ts')).configHover(place.file, toOffset(place.file, position), session);
  const { model } = await resultAt(place);
  const subject: Subject = { model, catalog: session.catalog, clientUri: session.clientUri };
  const found = described(subject, place.file, toOffset(place.file, position), new Date());
  return found && { contents: markup(session.client.hoverFormat, redact(found.texts.join('\n\n---\n\n'))), range: toRange(found.span) };
}

/** What there is to say at an offset, and how far the place reaches that it is said of. A token comes first: nothing else may quote it. */
function described(subject: Subject, file: SourceFile, offset: number, now: Date): { texts: readonly string[]; span: Span } | null {
  if (!subject.model.parts.some(({ files }) => files.includes(file))) return null;
  const token = tokenAt(file, offset);
  const text = token && describeToken(textOf(token), now);
  if (token && text) return { texts: [text], span: token };
  const found = thingsAt(subject.model, file, offset);
  const texts = new Set(found?.things.flatMap((thing) => describe(thing, subject, now) ?? []));
  return found && texts.size > 0 ? { texts: [...texts].slice(0, most), span: found.span } : null;
}

function describe(thing: Thing, subject: Subject, now: Date): string | undefined {
  switch (thing.kind) {
    case 'role':
      return describeRole(thing.value, subject);
    case 'principal':
      return describePrincipal(thing.value, subject);
    case 'account':
      return describeAccount(thing.value, subject);
    case 'declaration':
      return describeDeclaration(thing.value, subject);
    case 'scope':
      return describeScope(thing.value, subject);
    case 'permission':
      return describePermission(thing.value, subject);
    case 'lifetime':
      return describeLifetime(thing.value, thing.request);
    case 'jwt-lifetime':
      return describeJwtLifetime(thing.value);
    case 'jwt-expiry':
      return describeJwtExpiry(thing.value, now);
    case 'annotation':
      return describeAnnotation(thing.value);
    case 'annotation-value':
      return describeAnnotationValue(thing.value);
    case 'credential':
      return describeCredential(thing.value);
    case 'request-attribute':
      return describeAttribute(thing.value);
    case 'token-attribute':
      return describeTokenAttribute(thing.value);
    case 'api-attribute':
      return describeApiAttribute(thing.value);
    case 'function':
      return describeFunction(thing.value);
    case 'time':
      return describeTime(thing.value, thing.function, now);
  }
}
