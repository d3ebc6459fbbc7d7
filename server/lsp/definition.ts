import type { CancellationToken, DefinitionParams, Location, LocationLink } from 'vscode-languageserver';
import { declarationBlock } from '../linter/symbols.ts';
import { allOccurrences, findSymbol } from './accountSymbol.ts';
import { toLocation, toRange } from './convert.ts';
import { guarded, type Session } from './session.ts';

/** Answers `textDocument/definition` on a service account: where the workspace declares it. */
export function provideDefinition(session: Session): void {
  session.connection.onDefinition(
    guarded(session, null, (params: DefinitionParams, token: CancellationToken) => definition(session, params, token)),
  );
}

async function definition(
  session: Session,
  params: DefinitionParams,
  token: CancellationToken,
): Promise<Location[] | LocationLink[] | null> {
  const found = await findSymbol(session, params);
  // Where a value is only used, a language server of Terraform's tells where that one is made.
  if (!found || found.here.kind === 'use') return null;
  const declared = (await allOccurrences(session, found.symbol, token)).filter(({ kind }) => kind === 'declaration');
  if (declared.length === 0) return null;
  if (!session.client.links) return declared.map(({ span }) => toLocation(span, session));
  return declared.map(({ span }) => ({
    originSelectionRange: toRange(found.here.span),
    targetUri: session.clientUri(span.file),
    targetRange: toRange(declarationBlock({ span })),
    targetSelectionRange: toRange(span),
  }));
}
