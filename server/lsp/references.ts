import type { CancellationToken, Location, ReferenceParams } from 'vscode-languageserver';
import type { Occurrence } from '../linter/symbols.ts';
import { allOccurrences, findSymbol } from './accountSymbol.ts';
import { toLocation } from './convert.ts';
import { guarded, type Session } from './session.ts';

/** Answers `textDocument/references` on a service account: all that names it, in Terraform, YAML and JSON. */
export function provideReferences(session: Session): void {
  session.connection.onReferences(
    guarded(session, null, (params: ReferenceParams, token: CancellationToken) => references(session, params, token)),
  );
}

async function references(session: Session, params: ReferenceParams, token: CancellationToken): Promise<Location[] | null> {
  const found = await findSymbol(session, params);
  if (!found || found.here.kind === 'use') return null;
  const all = await allOccurrences(session, found.symbol, token);
  return all.filter((each) => params.context.includeDeclaration || !declares(each)).map(({ span }) => toLocation(span, session));
}

function declares({ kind }: Occurrence): boolean {
  return kind === 'declaration' || kind === 'account-id';
}
