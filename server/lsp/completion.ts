import type { CompletionItem, CompletionList, CompletionParams } from 'vscode-languageserver';
import { parsePrincipal } from '../../iam/principal.ts';
import { literalText } from '../../iam/text.ts';
import { isConfigFile } from '../linter/config.ts';
import { type EditorSlot, slotAt } from '../linter/slots.ts';
import { type SourceFile, textOf } from '../linter/source.ts';
import { suggestInCondition } from './completionCondition.ts';
import { type Documented, type Suggestion, toItems } from './completionItem.ts';
import { type Sources, suggestMembers, suggestServiceAccounts } from './completionMembers.ts';
import { suggestRoles } from './completionRoles.ts';
import { suggestInTokenCondition } from './completionTokenCondition.ts';
import { suggestAnnotations, suggestAnnotationValues, suggestLifetimes, suggestPermissions, suggestScopes } from './completionValues.ts';
import { toOffset } from './convert.ts';
import type { Subject } from './describe.ts';
import { describeAnnotation } from './describeAnnotation.ts';
import { describeAttribute, describeFunction, describeTokenAttribute } from './describeCondition.ts';
import { describePrincipal } from './describePrincipal.ts';
import { describePermission, describeRole } from './describeRole.ts';
import { describeScope } from './describeScope.ts';
import { markup } from './markup.ts';
import type { ConnectedAccount, ConnectedAccountsNotification } from './protocol.ts';
import { resultAt, settledResult } from './reports.ts';
import { guarded, type Session } from './session.ts';

const connectedAccountsMethod: ConnectedAccountsNotification['method'] = 'leastwise/connectedAccounts';

/** The characters behind which there is something to suggest though no word has begun; the blank is for plain values of YAML. */
export const completionTriggers: readonly string[] = ['"', '/', ':', '.', '@', ' '];

/** What an item says of itself, so that its documentation is found when it is looked at. */
interface ItemData extends Documented {
  /** The document that it was suggested in. */
  readonly uri: string;
}

/** Answers `textDocument/completion`, only in slots of the identity model, and `completionItem/resolve`. */
export function provideCompletion(session: Session): void {
  const { connection } = session;
  let connected: readonly ConnectedAccount[] = [];
  connection.onNotification(connectedAccountsMethod, ({ accounts }: ConnectedAccountsNotification['params']) => {
    connected = accounts;
  });
  connection.onCompletion(guarded(session, null, (params: CompletionParams) => complete(session, params, connected)));
  connection.onCompletionResolve((item) => guarded(session, item, documented)(session, item));
}

async function complete(
  session: Session,
  { textDocument, position, context }: CompletionParams,
  connected: readonly ConnectedAccount[],
): Promise<CompletionList | null> {
  const place = await session.workspace.find(textDocument.uri);
  if (!place || (context?.triggerCharacter === ' ' && !awaitsValue(place.file, toOffset(place.file, position)))) return null;
  const offset = toOffset(place.file, position);
  if (isConfigFile(place.file)) return (await import('./configCompletion.ts')).configCompletion(place, offset, session);
  const { model } = await resultAt(place);
  const slot = slotAt(model, place.file, offset, session);
  if (!slot || (slot.style !== 'block' && textOf(slot.span).includes('\n'))) return null;
  const suggestions = suggest(slot, offset, { model, connected }, session);
  if (suggestions.length === 0) return null;
  return toItems(suggestions, slot, offset, session.client, (about): ItemData => ({ ...about, uri: textDocument.uri }));
}

/** Whether a plain value of YAML is due behind a blank: most blanks are typed elsewhere. */
function awaitsValue({ name, text }: SourceFile, offset: number): boolean {
  return /\.ya?ml$/i.test(name) && /[:-] $/.test(text.slice(Math.max(0, offset - 2), offset));
}

function suggest(slot: EditorSlot, offset: number, sources: Sources, { catalog }: Session): readonly Suggestion[] {
  switch (slot.kind) {
    case 'role':
      return suggestRoles(slot, sources.model, catalog);
    case 'member':
      return suggestMembers(slot, sources);
    case 'service-account':
      return suggestServiceAccounts(slot, sources);
    case 'scope':
      return suggestScopes(slot, catalog);
    case 'permission':
      return suggestPermissions(slot, catalog);
    case 'annotation-key':
      return suggestAnnotations(slot);
    case 'annotation-value':
      return suggestAnnotationValues(slot, sources);
    case 'lifetime':
      return suggestLifetimes(slot.of);
    case 'condition':
      return suggestInCondition(slot, offset, new Date());
    case 'token-condition':
      return suggestInTokenCondition(slot, offset);
  }
}

async function documented(session: Session, item: CompletionItem): Promise<CompletionItem> {
  const data: Partial<ItemData> = item.data ?? {};
  const place = data.uri === undefined ? undefined : await session.workspace.find(data.uri);
  if (!place || data.kind === undefined || data.name === undefined) return item;
  const { model } = await settledResult(place.group);
  const text = describe({ kind: data.kind, name: data.name }, { model, catalog: session.catalog, clientUri: session.clientUri });
  return text === undefined ? item : { ...item, documentation: markup(session.client.completionFormat, text) };
}

function describe({ kind, name }: Documented, subject: Subject): string | undefined {
  switch (kind) {
    case 'role':
      return describeRole({ name, reference: undefined }, subject);
    case 'permission':
      return describePermission(name, subject);
    case 'scope':
      return describeScope(name, subject);
    case 'annotation':
      return describeAnnotation({ key: name, api: 'v1' });
    case 'attribute':
      return describeAttribute(name);
    case 'token-attribute':
      return describeTokenAttribute(name);
    case 'function':
      return describeFunction(name);
    case 'member': {
      const principal = parsePrincipal(literalText(name));
      return principal && describePrincipal(principal, subject);
    }
  }
}
