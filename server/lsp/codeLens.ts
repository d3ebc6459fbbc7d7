import { type CodeLens, type CodeLensParams, CodeLensRefreshRequest } from 'vscode-languageserver';
import { roleTitle } from '../linter/describe.ts';
import { type Identity, memberTitle, overview } from '../linter/identities.ts';
import type { IdentityModel, Workload } from '../linter/model.ts';
import { perObject } from '../linter/perObject.ts';
import { placeKey, type Span } from '../linter/source.ts';
import { toRange } from './convert.ts';
import { count } from './markdown.ts';
import { openRefresher, type Refresher } from './refresher.ts';
import { settledResult } from './reports.ts';
import { guarded, type Session } from './session.ts';

/** Answers `textDocument/codeLens` where the setting asks for it: over each declared service account, what it holds, who may become it and what runs as it, in numbers. */
export function provideCodeLenses(session: Session): Refresher {
  const { connection, client } = session;
  const refresher = openRefresher(connection, CodeLensRefreshRequest.method, client.refreshesLenses);
  const accounts = perObject((model: IdentityModel) => accountsOf(model, session));
  connection.onCodeLens(
    guarded(session, null, async (params: CodeLensParams) => refresher.given(await codeLenses(session, params, accounts))),
  );
  return refresher;
}

/** The accounts with their e-mails or, where these are not known, the addresses of their declarations. */
type Accounts = ReadonlyMap<string, Identity>;

async function codeLenses(
  session: Session,
  { textDocument }: CodeLensParams,
  accounts: (model: IdentityModel) => Accounts,
): Promise<CodeLens[] | null> {
  const place = await session.workspace.find(textDocument.uri);
  if (!place) return null;
  const { file, group } = place;
  await group.ready();
  if (!group.settings.codeLens) return null;
  const { model } = await settledResult(group);
  const declared = Map.groupBy(
    model.serviceAccounts.filter(({ span }) => span.file === file),
    ({ span }) => placeKey(span),
  );
  return [...declared.values()].flatMap((same) => {
    const [first] = same;
    const known = same.flatMap(({ email, address }) => accounts(model).get(email ?? address) ?? []);
    return first && known.length > 0 ? [lens(first.span, [...new Set(known)], model, session)] : [];
  });
}

function lens(name: Span, identities: readonly Identity[], model: IdentityModel, { client, clientUri }: Session): CodeLens {
  const range = toRange(name);
  const title = summary(identities, model);
  // Without a command a lens is only to be read; its title needs one nevertheless.
  const command = client.showsReferences
    ? { title, command: 'leastwise.showReferences', arguments: [clientUri(name.file), range.start] }
    : { title, command: '' };
  return { range, command };
}

function accountsOf(model: IdentityModel, { catalog }: Session): Accounts {
  const { identities } = overview({ model, catalog });
  return new Map(identities.flatMap((each) => (each.declaration ? [[each.email ?? each.declaration.address, each] as const] : [])));
}

/** `3 roles, 2 impersonators, used by 1 service`: what a module says once for each of its callers counts once. */
function summary(identities: readonly Identity[], model: IdentityModel): string {
  const roles = new Set(
    identities.flatMap(({ roles }) => roles.map((grant) => `${roleTitle(grant.role)} ${grant.resource.key ?? grant.resource.title}`)),
  );
  const impersonators = new Set(identities.flatMap(({ impersonators }) => impersonators.map((grant) => memberTitle(grant, model))));
  const uses = new Map(identities.flatMap(({ uses }) => uses.map((use) => [placeKey(use.span), use] as const)));
  return [count(roles.size, 'role'), count(impersonators.size, 'impersonator'), `used by ${users([...uses.values()])}`].join(', ');
}

function users(uses: readonly Workload[]): string {
  if (uses.length === 0) return 'nothing';
  return count(uses.length, uses.every(({ type }) => /(?:_service|\/Service)$/.test(type)) ? 'service' : 'workload') ?? '';
}
