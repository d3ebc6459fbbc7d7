import {
  type CallHierarchyIncomingCall,
  type CallHierarchyIncomingCallsParams,
  type CallHierarchyItem,
  type CallHierarchyOutgoingCall,
  type CallHierarchyOutgoingCallsParams,
  type CallHierarchyPrepareParams,
  type Range,
  SymbolKind,
} from 'vscode-languageserver';
import { showPrincipal } from '../../iam/principal.ts';
import { roleTitle } from '../linter/describe.ts';
import { type Hop, impersonations, principalKey } from '../linter/impersonation.ts';
import type { Grant, IdentityModel, ServiceAccount } from '../linter/model.ts';
import { placeKey, type SourceFile, type Span, type Spanned } from '../linter/source.ts';
import { declarationBlock, occurrences, symbolAt } from '../linter/symbols.ts';
import { toLocation, toOffset, toRange } from './convert.ts';
import { resultAt, settledResult } from './reports.ts';
import { guarded, type Session } from './session.ts';

/** Answers the call hierarchy of a principal: who can become it is what calls it, whom it can become is what it calls. */
export function provideCallHierarchy(session: Session): void {
  const { callHierarchy } = session.connection.languages;
  callHierarchy.onPrepare(guarded(session, null, (params: CallHierarchyPrepareParams) => prepare(session, params)));
  callHierarchy.onIncomingCalls(guarded(session, null, (params: CallHierarchyIncomingCallsParams) => incoming(session, params)));
  callHierarchy.onOutgoingCalls(guarded(session, null, (params: CallHierarchyOutgoingCallsParams) => outgoing(session, params)));
}

/** A principal, by the key that the graph of impersonation has for it. */
interface Node {
  readonly key: string;
  readonly name: string;
  readonly kind: SymbolKind;
  readonly declaration: ServiceAccount | undefined;
}

async function prepare(session: Session, { textDocument, position }: CallHierarchyPrepareParams): Promise<CallHierarchyItem[] | null> {
  const place = await session.workspace.find(textDocument.uri);
  if (!place) return null;
  const { file } = place;
  const { model } = await resultAt(place);
  const offset = toOffset(file, position);
  const items = [...accountsAt(model, file, offset), ...principalsAt(model, file, offset)].map(({ node, span }) =>
    toItem(node, span, undefined, session),
  );
  return items.length > 0 ? [...new Map(items.map((item) => [item.data, item])).values()] : null;
}

interface Found {
  readonly node: Node;
  readonly span: Span;
}

function accountsAt(model: IdentityModel, file: SourceFile, offset: number): Found[] {
  const symbol = symbolAt(model, file, offset);
  if (!symbol) return [];
  const here = occurrences(model, symbol).find(({ span }) => isAt(span, file, offset));
  const declared = symbol.declarations.map(accountNode);
  const known = new Set(declared.map(({ key }) => key));
  const named = [...symbol.emails].filter((email) => !known.has(email)).map((email) => emailNode(email));
  return here ? [...declared, ...named].map((node) => ({ node, span: here.span })) : [];
}

/** Others than service accounts stand in grants only. */
function principalsAt(model: IdentityModel, file: SourceFile, offset: number): Found[] {
  return model.grants.flatMap((grant) => {
    const { principal } = grant;
    const span = [principal.span, principal.use].find((each) => each && isAt(each, file, offset));
    const node = span && holderNode(grant, model);
    return span && node ? [{ node, span }] : [];
  });
}

function isAt(span: Span, file: SourceFile, offset: number): boolean {
  return span.file === file && span.start <= offset && offset <= span.end;
}

async function incoming(session: Session, { item }: CallHierarchyIncomingCallsParams): Promise<CallHierarchyIncomingCall[]> {
  const calls: CallHierarchyIncomingCall[] = [];
  for (const { model, hops } of await graphs(session)) {
    const into = hops.filter(({ to }) => to === item.data);
    for (const same of Map.groupBy(into, ({ from }) => from).values()) {
      const node = same[0] && holderNode(same[0].grant, model);
      if (!node) continue;
      // The places of the calls are in the file of the caller: it stands at its declaration only if all of them are there.
      const declaredIn = node.declaration?.span.file;
      const atHome = same.every(({ grant }) => grant.span.file === declaredIn);
      for (const here of atHome ? [same] : Map.groupBy(same, ({ grant }) => grant.span.file).values()) {
        const [first] = here;
        if (first)
          calls.push({
            from: toItem(atHome ? node : { ...node, declaration: undefined }, first.grant.principal.span, here, session),
            fromRanges: ranges(here),
          });
      }
    }
  }
  return distinct(calls);
}

async function outgoing(session: Session, { item }: CallHierarchyOutgoingCallsParams): Promise<CallHierarchyOutgoingCall[]> {
  const calls: CallHierarchyOutgoingCall[] = [];
  for (const { model, hops } of await graphs(session)) {
    const out = hops.filter(({ from }) => from === item.data);
    for (const [key, same] of Map.groupBy(out, ({ to }) => to)) {
      const declaration = model.serviceAccounts.find((each) => (each.email ?? each.address) === key);
      const [first] = same;
      if (!first) continue;
      const here = same.filter(({ grant }) => toLocation(grant.span, session).uri === item.uri);
      calls.push({
        to: toItem(declaration ? accountNode(declaration) : emailNode(key), first.grant.span, same, session),
        fromRanges: ranges(here),
      });
    }
  }
  return distinct(calls);
}

/** The graph of each folder, and of what is outside all folders. */
async function graphs({ workspace, catalog }: Session): Promise<{ readonly model: IdentityModel; readonly hops: readonly Hop[] }[]> {
  const all: { model: IdentityModel; hops: readonly Hop[] }[] = [];
  for (const group of workspace.groups) {
    const { model } = await settledResult(group);
    all.push({ model, hops: impersonations({ model, catalog }).hops });
  }
  return all;
}

function holderNode({ principal }: Grant, model: IdentityModel): Node | undefined {
  if (principal.state !== 'known') return undefined;
  const { value } = principal;
  const key = principalKey(value, model);
  if (key === undefined) return undefined;
  if (value.kind !== 'serviceAccount')
    return { key, name: showPrincipal(value), kind: kinds[value.kind] ?? SymbolKind.Constant, declaration: undefined };
  const declaration = model.declaration(value.account);
  return declaration ? { ...accountNode(declaration), key } : emailNode(key);
}

const kinds: Readonly<Record<string, SymbolKind>> = {
  group: SymbolKind.Array,
  domain: SymbolKind.Array,
  principalSet: SymbolKind.Array,
};

function accountNode(declaration: ServiceAccount): Node {
  const { email, address, label } = declaration;
  return { key: email ?? address, name: email ?? label, kind: SymbolKind.Object, declaration };
}

function emailNode(email: string): Node {
  return { key: email, name: email, kind: SymbolKind.Object, declaration: undefined };
}

/** The principal where it is declared, or else at a place that names it; with what makes it part of a hierarchy. */
function toItem(
  { key, name, kind, declaration }: Node,
  named: Span,
  hops: readonly Hop[] | undefined,
  { clientUri }: Session,
): CallHierarchyItem {
  const span = declaration?.span ?? named;
  const detail = hops ? [...new Set(hops.map(describe))].join('; ') : declaration?.label;
  return {
    name,
    kind,
    detail: detail === name ? undefined : detail,
    uri: clientUri(span.file),
    range: toRange(declaration ? declarationBlock(declaration) : span),
    selectionRange: toRange(span),
    data: key,
  };
}

function describe({ means, grant }: Hop): string {
  const { role, resource } = grant;
  return `may ${means}: ${roleTitle(role)}${resource.level === 'service-account' ? '' : ` on ${resource.title}`}`;
}

function ranges(hops: readonly Hop[]): Range[] {
  const places = new Map<string, Spanned>(hops.map(({ grant }) => [placeKey(grant.span), grant]));
  return [...places.values()].map(({ span }) => toRange(span));
}

/** Each call once: a file may be read for two folders. */
function distinct<Call>(calls: readonly Call[]): Call[] {
  return [...new Map(calls.map((call) => [JSON.stringify(call), call])).values()];
}
