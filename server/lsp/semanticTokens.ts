import {
  type Range,
  type SemanticTokens,
  SemanticTokensBuilder,
  type SemanticTokensOptions,
  SemanticTokensRangeRequest,
  type SemanticTokensRegistrationOptions,
  SemanticTokensRequest,
} from 'vscode-languageserver';
import { perObject } from '../linter/perObject.ts';
import { type SourceFile, span } from '../linter/source.ts';
import { type Token, tokenKinds, tokensOf } from '../linter/syntax/hcl/tokens.ts';
import { toOffset, toRange } from './convert.ts';
import type { InitializationOptions } from './protocol.ts';
import { guarded, type Session } from './session.ts';

const plainTerraform = { language: 'plaintext', pattern: '**/*.{tf,tofu,tfvars}' };

/** What the server announces to a client that wants colours from it; undefined for all others. */
export function semanticTokensOptions(
  wanted: InitializationOptions['semanticTokens'],
): SemanticTokensOptions | SemanticTokensRegistrationOptions | undefined {
  if (!wanted) return undefined;
  const options: SemanticTokensOptions = { legend: { tokenTypes: [...tokenKinds], tokenModifiers: [] }, full: true, range: true };
  return wanted === 'plaintext' ? { ...options, documentSelector: [plainTerraform] } : options;
}

/** Answers `textDocument/semanticTokens/full` and `/range`: null for all but open Terraform files in HCL. */
export function provideSemanticTokens(session: Session): void {
  const { connection, client, workspace } = session;

  function tokens(uri: string, range?: Range): SemanticTokens | null {
    const file = [...workspace.documents].find((document) => document.uri === uri)?.file;
    if (!file || !/\.(?:tf|tofu|tfvars)$/.test(file.name)) return null;
    const [start, end] = range ? [toOffset(file, range.start), toOffset(file, range.end)] : [0, file.text.length];
    const builder = new SemanticTokensBuilder();
    for (const token of tokensIn(file)) {
      if (token.end <= start || token.start >= end) continue;
      for (const piece of client.multilineTokens ? [token] : linesOf(file.text, token)) {
        const { line, character } = toRange(span(file, piece.start, piece.end)).start;
        builder.push(line, character, piece.end - piece.start, tokenKinds.indexOf(token.kind), 0);
      }
    }
    return builder.build();
  }

  if (client.wantsTokens) {
    connection.onRequest(
      SemanticTokensRequest.type,
      guarded(session, null, ({ textDocument }) => tokens(textDocument.uri)),
    );
    connection.onRequest(
      SemanticTokensRangeRequest.type,
      guarded(session, null, ({ textDocument, range }) => tokens(textDocument.uri, range)),
    );
  }
}

const tokensIn = perObject((file: SourceFile) => tokensOf(file.text));

/** The pieces of the token that stand on one line each, without line ends. */
function linesOf(text: string, { start, end }: Token): { start: number; end: number }[] {
  return [...text.slice(start, end).matchAll(/[^\r\n]+/g)].map(({ index, 0: line }) => ({
    start: start + index,
    end: start + index + line.length,
  }));
}
