import type { Connection, InitializeParams, MarkupKind } from 'vscode-languageserver';
import { LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type { Catalog } from '../../iam/catalog/catalog.ts';
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
  /** It takes code actions that are edits; otherwise only commands. */
  readonly literalActions: boolean;
  /** How it shows hovers. */
  readonly hoverFormat: MarkupKind;
  /** It has our command that explains a rule. */
  readonly explains: boolean;
  readonly wantsStatus: boolean;
  readonly wantsIdentities: boolean;
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
    literalActions: textDocument?.codeAction?.codeActionLiteralSupport !== undefined,
    hoverFormat: formatOf(textDocument?.hover?.contentFormat),
    explains: options.explain === true,
    wantsStatus: options.status === true,
    wantsIdentities: options.identities === true,
  };
}

/** The handler, which logs instead of failing and then gives `empty`. Only a cancellation is passed on. */
export function guarded<Parameters extends unknown[], Answer>(
  { connection }: Pick<Session, 'connection'>,
  empty: Answer,
  handler: (...parameters: Parameters) => Answer | Promise<Answer>,
): (...parameters: Parameters) => Promise<Answer> {
  return async (...parameters) => {
    try {
      return await handler(...parameters);
    } catch (error) {
      if (error instanceof ResponseError && error.code === LSPErrorCodes.RequestCancelled) throw error;
      connection.console.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
      return empty;
    }
  };
}
