import { type InlayHint, InlayHintKind, type InlayHintParams, InlayHintRefreshRequest } from 'vscode-languageserver';
import { accountTokens } from '../linter/accountTokens.ts';
import { mentions } from '../linter/identities.ts';
import type { IdentityModel, RoleName } from '../linter/model.ts';
import { contains, placeKey, type SourceFile, type Span, textOf } from '../linter/source.ts';
import { referents } from '../linter/symbols.ts';
import { toOffset, toRange } from './convert.ts';
import { secondsOf, shortDuration } from './describeLifetime.ts';
import { count } from './markdown.ts';
import { openRefresher, type Refresher } from './refresher.ts';
import { settledResult } from './reports.ts';
import { guarded, type Session } from './session.ts';

/** Answers `textDocument/inlayHint` where the setting asks for it: the e-mail behind a reference, how much a role permits, how long a lifetime is. */
export function provideInlayHints(session: Session): Refresher {
  const { connection, client } = session;
  const refresher = openRefresher(connection, InlayHintRefreshRequest.method, client.refreshesHints);
  connection.languages.inlayHint.on(
    guarded(session, null, async (params: InlayHintParams) => refresher.given(await inlayHints(session, params))),
  );
  return refresher;
}

async function inlayHints(session: Session, { textDocument, range }: InlayHintParams): Promise<InlayHint[] | null> {
  const place = await session.workspace.find(textDocument.uri);
  if (!place) return null;
  const { file, group } = place;
  await group.ready();
  if (!group.settings.inlayHints) return null;
  const { model } = await settledResult(group);
  const [start, end] = [toOffset(file, range.start), toOffset(file, range.end)];
  return hintsIn(model, file, session)
    .filter((hint) => start <= hint.at.end && hint.at.end <= end)
    .sort((a, b) => a.at.end - b.at.end)
    .map(({ at, label }) => ({ position: toRange(at).end, label, kind: InlayHintKind.Type, paddingLeft: true }));
}

/** A text to be read behind a place. */
interface Hint {
  readonly at: Span;
  readonly label: string;
}

/** One place that stands for several things, like a value of a `for_each`, has no hint. */
function hintsIn(model: IdentityModel, file: SourceFile, session: Session): Hint[] {
  const all = [...references(model, file), ...uses(model, file), ...roles(model, file, session), ...lifetimes(model, file)];
  const byPlace = Map.groupBy(all, ({ at }) => placeKey(at));
  return [...byPlace.values()].flatMap((hints) => {
    const [first] = hints;
    return first && hints.every(({ label }) => label === first.label) ? [first] : [];
  });
}

/** Of the attributes that are an e-mail, or begin or end with one. */
function references(model: IdentityModel, file: SourceFile): Hint[] {
  return accountTokens(file).flatMap((token) => {
    if (token.kind !== 'reference' || !/\.(?:email|member|name|id)$/.test(textOf(token.span))) return [];
    return referents(model, token).flatMap(({ email }) => (email ? [{ at: token.span, label: email }] : []));
  });
}

/** Where an account's e-mail is used that is neither written nor referred to there. */
function uses(model: IdentityModel, file: SourceFile): Hint[] {
  const tokens = accountTokens(file);
  return [...mentions(model)].flatMap(({ account, at }) => {
    const place = at.use ?? at.span;
    const email = account.email ?? model.declaration(account)?.email;
    if (place.file !== file || email === undefined || textOf(place).toLowerCase().includes(email)) return [];
    return tokens.some(({ span }) => contains(place, span)) ? [] : [{ at: place, label: email }];
  });
}

function roles(model: IdentityModel, file: SourceFile, session: Session): Hint[] {
  return model.grants.flatMap(({ role }) => {
    const place = role.use ?? role.span;
    if (place.file !== file || role.state !== 'known') return [];
    const label = count(permissionCount(role.value, model, session), 'permission');
    return label ? [{ at: outside(place), label }] : [];
  });
}

function permissionCount(role: RoleName, model: IdentityModel, { catalog }: Session): number | undefined {
  const custom = model.customRole(role)?.permissions;
  if (custom) return custom.state === 'known' ? custom.value.length : undefined;
  return role.name === undefined ? undefined : catalog.role(role.name)?.permissions?.size;
}

function lifetimes({ tokenRequests }: IdentityModel, file: SourceFile): Hint[] {
  return tokenRequests.flatMap(({ lifetime }) => {
    const place = lifetime.use ?? lifetime.span;
    const seconds = place.file === file && lifetime.state === 'known' ? secondsOf(lifetime.value) : undefined;
    return seconds === undefined ? [] : [{ at: outside(place), label: shortDuration(seconds) }];
  });
}

/** A string with its closing quote. */
function outside(place: Span): Span {
  const quote = /^\\?["']/.exec(place.file.text.slice(place.end, place.end + 2))?.[0] ?? '';
  return { ...place, end: place.end + quote.length };
}
