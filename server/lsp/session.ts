import type { Connection, InitializeParams, MarkupKind } from 'vscode-languageserver';
import { CompletionItemTag, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type { Catalog } from '../../iam/catalog/catalog.ts';
import type { SourceFile } from '../linter/source.ts';
import type { Links } from './convert.ts';
import { formatOf } from './markup.ts';
import type { InitializationOptions } from './protocol.ts';
import type { Workspace } from './workspace.ts';

/** What the handlers of one connection share. */
export interface Session extends Links {
  readonly connection: Connection;
  readonly client: Client;
  readonly workspace: Workspace;
  readonly catalog: Catalog;
}

/** What the client can do, as far as it matters. */
export interface Client {
  /** It asks for diagnostics; otherwise they are published. */
  readonly pulls: boolean;
  /** It asks again for diagnostics when told to. */
  readonly refreshes: boolean;
  readonly watchesFiles: boolean;
  /** It watches directories outside the workspace, too. */
  readonly watchesOutside: boolean;
  /** It answers what its settings are. */
  readonly configures: boolean;
  /** It tells that its settings have changed. */
  readonly tellsConfiguration: boolean;
  readonly changesFolders: boolean;
  /** It takes edits with document versions. */
  readonly documentChanges: boolean;
  readonly snippetEdits: boolean;
  /** It asks the user before it makes edits that say they need that. */
  readonly annotatesChanges: boolean;
  /** It asks the user about a rename itself. */
  readonly confirmsRename: boolean;
  /** It asks where a rename is possible. */
  readonly preparesRename: boolean;
  /** It takes definitions with what leads to them. */
  readonly links: boolean;
  /** It takes code actions that are edits; otherwise only commands. */
  readonly literalActions: boolean;
  /** It takes completions with tab stops. */
  readonly snippets: boolean;
  /** It shows a deprecated completion by its tag. */
  readonly deprecatedTag: boolean;
  /** How it shows the documentation of completions. */
  readonly completionFormat: MarkupKind;
  /** How it shows hovers. */
  readonly hoverFormat: MarkupKind;
  /** It has our command that explains a rule. */
  readonly explains: boolean;
  /** It has our command that shows references. */
  readonly showsReferences: boolean;
  /** It asks again for code lenses, and for inlay hints, when told to. */
  readonly refreshesLenses: boolean;
  readonly refreshesHints: boolean;
  /** Whether nobody else tells the user that a file is not well-formed. */
  tellsSyntax(file: SourceFile): boolean;
  /** It makes files, where edits say so. */
  readonly createsFiles: boolean;
  readonly wantsStatus: boolean;
  readonly wantsIdentities: boolean;
  readonly wantsTokens: boolean;
  /** It takes semantic tokens of several lines. */
  readonly multilineTokens: boolean;
}

/** Reads what the client can do from its first message. */
export function clientOf({ capabilities, initializationOptions }: InitializeParams): Client {
  const { textDocument, workspace } = capabilities;
  const options: InitializationOptions = initializationOptions ?? {};
  return {
    pulls: textDocument?.diagnostic !== undefined,
    refreshes: workspace?.diagnostics?.refreshSupport === true,
    watchesFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    watchesOutside: workspace?.didChangeWatchedFiles?.relativePatternSupport === true,
    configures: workspace?.configuration === true,
    tellsConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    changesFolders: workspace?.workspaceFolders === true,
    documentChanges: workspace?.workspaceEdit?.documentChanges === true,
    snippetEdits: workspace?.workspaceEdit?.snippetEditSupport === true,
    annotatesChanges:
      workspace?.workspaceEdit?.documentChanges === true &&
      workspace.workspaceEdit.changeAnnotationSupport !== undefined &&
      textDocument?.rename?.honorsChangeAnnotations === true,
    confirmsRename: options.confirmsRename === true,
    preparesRename: textDocument?.rename?.prepareSupport === true,
    links: textDocument?.definition?.linkSupport === true,
    literalActions: textDocument?.codeAction?.codeActionLiteralSupport !== undefined,
    snippets: textDocument?.completion?.completionItem?.snippetSupport === true,
    deprecatedTag: textDocument?.completion?.completionItem?.tagSupport?.valueSet.includes(CompletionItemTag.Deprecated) === true,
    completionFormat: formatOf(textDocument?.completion?.completionItem?.documentationFormat),
    hoverFormat: formatOf(textDocument?.hover?.contentFormat),
    explains: options.explain === true,
    showsReferences: options.references === true,
    refreshesLenses: workspace?.codeLens?.refreshSupport === true,
    refreshesHints: workspace?.inlayHint?.refreshSupport === true,
    tellsSyntax: ({ name }) => options.syntax?.includes(/\.ya?ml$/i.test(name) ? 'yaml' : 'json') === true,
    createsFiles:
      workspace?.workspaceEdit?.documentChanges === true && workspace.workspaceEdit.resourceOperations?.includes('create') === true,
    wantsStatus: options.status === true,
    wantsIdentities: options.identities === true,
    wantsTokens: Boolean(options.semanticTokens),
    multilineTokens: textDocument?.semanticTokens?.multilineTokenSupport === true,
  };
}

/** What a handler throws to tell the user why it does not do what was asked. */
export function refusal(message: string): ResponseError<void> {
  return new ResponseError(LSPErrorCodes.RequestFailed, message);
}

const passedOn: ReadonlySet<number> = new Set([LSPErrorCodes.RequestCancelled, LSPErrorCodes.RequestFailed]);

/** The handler, which logs instead of failing and then gives `empty`. Only a cancellation and a refusal are passed on. */
export function guarded<Parameters extends unknown[], Answer>(
  { connection }: Pick<Session, 'connection'>,
  empty: Answer,
  handler: (...parameters: Parameters) => Answer | Promise<Answer>,
): (...parameters: Parameters) => Promise<Answer> {
  return async (...parameters) => {
    try {
      return await handler(...parameters);
    } catch (error) {
      if (error instanceof ResponseError && passedOn.has(error.code)) throw error;
      connection.console.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
      return empty;
    }
  };
}
