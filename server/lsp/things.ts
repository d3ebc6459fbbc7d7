import type { Principal } from '../../iam/principal.ts';
import type { AccountReference } from '../../iam/serviceAccount.ts';
import type {
  Annotation,
  Attribute,
  Condition,
  Credential,
  Expression,
  IdentityModel,
  RoleName,
  ServiceAccount,
  TokenRequest,
} from '../linter/model.ts';
import { perObject } from '../linter/perObject.ts';
import type { SourceFile, Span, Spanned } from '../linter/source.ts';

/** Something in the model that can be pointed at. */
export type Thing = { readonly at: Spanned } & (
  | { readonly kind: 'role'; readonly value: RoleName }
  | { readonly kind: 'principal'; readonly value: Principal }
  | { readonly kind: 'account'; readonly value: AccountReference }
  | { readonly kind: 'declaration'; readonly value: ServiceAccount }
  | { readonly kind: 'scope' | 'permission'; readonly value: string }
  | { readonly kind: 'lifetime'; readonly value: string; readonly request: TokenRequest }
  /** In how many seconds a JWT expires, or when, in seconds since 1970. */
  | { readonly kind: 'jwt-lifetime' | 'jwt-expiry'; readonly value: number }
  | { readonly kind: 'annotation' | 'annotation-value'; readonly value: Annotation }
  | { readonly kind: 'credential'; readonly value: Credential }
  /** What a condition asks for, calls, or gives to what it calls. */
  | { readonly kind: 'request-attribute' | 'token-attribute' | 'function' | 'api-attribute'; readonly value: string }
  | { readonly kind: 'time'; readonly value: string; readonly function: string }
);

/** The narrowest things at an offset of a file, several where one place stands for all elements of a list, and how far that place reaches. */
export function thingsAt(
  { parts }: IdentityModel,
  file: SourceFile,
  offset: number,
): { readonly things: readonly Thing[]; readonly span: Span } | undefined {
  const found = parts
    .flatMap((part) => thingsIn(part).get(file) ?? [])
    .filter(({ place: { start, end } }) => start <= offset && offset <= end);
  const width = Math.min(...found.map(({ place: { start, end } }) => end - start));
  const narrowest = found.filter(({ place: { start, end } }) => end - start === width);
  const [first] = narrowest;
  return first && { things: narrowest.map(({ thing }) => thing), span: first.place };
}

/** A thing where it is written, or where it is used. */
interface Placed {
  readonly thing: Thing;
  readonly place: Span;
}

/** What each file has of a part. */
const thingsIn = perObject((part: IdentityModel): ReadonlyMap<SourceFile, readonly Placed[]> => {
  const placed: Placed[] = [];
  for (const thing of things(part)) for (const place of [thing.at.span, thing.at.use]) if (place) placed.push({ thing, place });
  return Map.groupBy(placed, ({ place }) => place.file);
});

function* things(model: IdentityModel): Iterable<Thing> {
  const conditions = new Set<Condition>();
  for (const { role, principal, condition } of model.grants) {
    yield* known(role, (value) => ({ kind: 'role', value }));
    yield* known(principal, (value) => ({ kind: 'principal', value }));
    if (condition) conditions.add(condition);
  }
  for (const { role, condition } of [...model.emptyBindings, ...model.statements]) {
    yield* known(role, (value) => ({ kind: 'role', value }));
    if (condition) conditions.add(condition);
  }
  for (const { meaning } of conditions) if (meaning) yield* expressionThings(meaning, 'request-attribute');
  for (const { condition } of model.federations)
    if (condition.state === 'known') yield* expressionThings(condition.value, 'token-attribute');
  for (const { logs } of model.auditConfigs)
    for (const { exempted } of logs) for (const principal of exempted) yield* known(principal, (value) => ({ kind: 'principal', value }));
  for (const { serviceAccount, scopes } of model.workloads) {
    yield* account(serviceAccount);
    for (const scope of scopes?.items ?? []) yield* known(scope, (value) => ({ kind: 'scope', value }));
  }
  for (const { serviceAccount } of model.accountUses) yield* account(serviceAccount);
  for (const { account: owner } of model.keys) yield* account(owner);
  for (const declared of model.serviceAccounts) yield { at: declared, kind: 'declaration', value: declared };
  for (const request of model.tokenRequests) yield* requestThings(request);
  for (const { items } of model.customRoles)
    for (const permission of items) yield* known(permission, (value) => ({ kind: 'permission', value }));
  for (const annotation of model.annotations) {
    yield { at: annotation, kind: 'annotation', value: annotation };
    yield* known(annotation.value, () => ({ kind: 'annotation-value', value: annotation }));
  }
  for (const credential of model.credentials) yield { at: credential, kind: 'credential', value: credential };
}

function* requestThings(request: TokenRequest): Iterable<Thing> {
  const { serviceAccount, delegates, scopes, lifetime, claims } = request;
  for (const each of [serviceAccount, ...delegates]) yield* account(each);
  for (const scope of scopes) yield* known(scope, (value) => ({ kind: 'scope', value }));
  yield* known(lifetime, (value) => ({ kind: 'lifetime', value, request }));
  if (!claims) return;
  yield* known(claims.expiresIn, (value) => ({ kind: 'jwt-lifetime', value }));
  yield* known(claims.expiry, (value) => ({ kind: 'jwt-expiry', value }));
}

function* expressionThings({ attributes, calls }: Expression, kind: 'request-attribute' | 'token-attribute'): Iterable<Thing> {
  for (const use of attributes) yield { at: use, kind, value: use.attribute };
  for (const call of calls) {
    yield { at: call, kind: 'function', value: call.name };
    for (const literal of call.literals) yield* literalThings(call.name, literal.text, literal);
  }
}

const timeFunctions: ReadonlySet<string> = new Set(['timestamp', 'date', 'duration']);

function* literalThings(name: string, text: string, at: Spanned): Iterable<Thing> {
  if (timeFunctions.has(name)) yield { at, kind: 'time', value: text, function: name };
  else if (name === 'getAttribute') yield { at, kind: 'api-attribute', value: text };
  else if (name === 'hasOnly') yield { at, kind: 'role', value: { name: text, reference: undefined } };
}

function account(attribute: Attribute<AccountReference>): Iterable<Thing> {
  return known(attribute, (value) => ({ kind: 'account', value }));
}

/** A thing without its place. */
type Described = Thing extends infer Each ? (Each extends Thing ? Omit<Each, 'at'> : never) : never;

function* known<Value>(attribute: Attribute<Value>, describe: (value: Value) => Described): Iterable<Thing> {
  if (attribute.state === 'known') yield { at: attribute, ...describe(attribute.value) } as Thing;
}
