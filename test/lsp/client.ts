import { PassThrough } from 'node:stream';
import {
  CancellationTokenSource,
  type ClientCapabilities,
  type CodeAction,
  type CodeActionContext,
  CodeActionRequest,
  CodeActionTriggerKind,
  ConfigurationRequest,
  createConnection,
  type Diagnostic,
  DiagnosticRefreshRequest,
  DidChangeTextDocumentNotification,
  DidChangeWatchedFilesNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  type DocumentDiagnosticReport,
  DocumentDiagnosticRequest,
  Emitter,
  type Event,
  type FileChangeType,
  type Hover,
  HoverRequest,
  InitializedNotification,
  InitializeRequest,
  type InitializeResult,
  ProposedFeatures,
  type Range,
  type Registration,
  RegistrationRequest,
  ShutdownRequest,
  type WorkspaceDiagnosticReport,
  type WorkspaceDiagnosticReportPartialResult,
  WorkspaceDiagnosticRequest,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { createProtocolConnection, type ProtocolConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Files } from '../../server/lsp/files.ts';
import { startServer } from '../../server/lsp/server.ts';

/** The workspace folder of all tests. */
export const root = 'file:///shop';

/** A disk in memory: paths below `root`, or whole URIs, to texts. Texts over 1 MB cannot be read. */
export class Disk implements Files {
  readonly texts: Map<string, string>;
  /** URIs in the order in which they were read. */
  readonly reads: string[] = [];

  constructor(files: Readonly<Record<string, string>> = {}) {
    this.texts = new Map(Object.entries(files).map(([path, text]) => [uriOf(path), text]));
  }

  async under(directory: string) {
    return [...this.texts.keys()].filter((uri) => uri.startsWith(`${directory}/`) && !/\/(?:ignored|\.terraform)\//.test(uri)).sort();
  }

  async beside(directory: string) {
    return (await this.under(directory)).filter((uri) => !uri.slice(directory.length + 1).includes('/'));
  }

  async configFilesAbove(directory: string) {
    return [...this.texts.keys()].filter(
      (uri) => /\/\.?leastwise\.jsonc$/.test(uri) && directory.startsWith(uri.slice(0, uri.lastIndexOf('/') + 1)),
    );
  }

  async folder(directory: string, below: boolean) {
    const paths = [...this.texts.keys()].flatMap((uri) => (uri.startsWith(`${directory}/`) ? uri.slice(directory.length + 1) : []));
    return { paths: paths.filter((path) => below || !path.includes('/')), complete: true };
  }

  async read(uri: string) {
    this.reads.push(uri);
    const text = this.texts.get(uri);
    if (text === undefined) return { skipped: 'it does not exist' };
    return text.length > 1_048_576 ? { skipped: 'it is larger than 1 MB' } : { text };
  }
}

/** The URI of a path below `root`; a URI is left as it is. */
export function uriOf(path: string): string {
  return /^[a-z]+:/.test(path) ? path : `${root}/${path}`;
}

/** What the client of VS Code can do. */
export const modern: ClientCapabilities = {
  workspace: {
    workspaceFolders: true,
    configuration: true,
    didChangeConfiguration: { dynamicRegistration: true },
    diagnostics: { refreshSupport: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    workspaceEdit: { documentChanges: true },
  },
  textDocument: {
    diagnostic: {},
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } },
    hover: { contentFormat: ['markdown', 'plaintext'] },
  },
};

/** How a client presents itself. */
export interface Presentation {
  readonly capabilities?: ClientCapabilities;
  readonly initializationOptions?: object;
  /** Null for a client that knows no folders. */
  readonly folders?: readonly string[] | null;
  readonly rootUri?: string;
}

/** A language client that speaks with a server of its own over two streams in memory. */
export class Client {
  readonly connection: ProtocolConnection;
  readonly disk: Disk;
  /** What the client answers when it is asked for its settings, by section. */
  settings: Readonly<Record<string, unknown>> = {};
  /** What the server has asked the client to tell. */
  readonly registrations = queue<Registration>();
  /** How often the server has asked the client to pull again. */
  readonly refreshes = queue<void>();
  /** What the server has answered to the first message. */
  readonly initialized: Promise<InitializeResult>;
  readonly #answer = Promise.withResolvers<InitializeResult>();
  readonly #documents = new Map<string, TextDocument>();
  readonly #streams: Promise<unknown>[] = [];

  constructor(disk: Disk) {
    const toServer = new PassThrough();
    const toClient = new PassThrough();
    const server = createConnection(
      (logger) => createProtocolConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient), logger),
      { initialize() {}, shutdownReceived: false, exit() {} },
      ProposedFeatures.all,
    );
    startServer(server, disk);
    this.disk = disk;
    this.initialized = this.#answer.promise;
    this.connection = createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
    this.connection.onRequest(RegistrationRequest.type, (params) => params.registrations.forEach(this.registrations.put));
    this.connection.onRequest(DiagnosticRefreshRequest.type, () => this.refreshes.put());
    this.connection.onRequest(ConfigurationRequest.type, ({ items }) => items.map(({ section }) => this.settings[section ?? '']));
    this.connection.listen();
  }

  async initialize({
    capabilities = modern,
    initializationOptions,
    folders = [root],
    rootUri,
  }: Presentation = {}): Promise<InitializeResult> {
    const workspaceFolders = folders?.map((uri) => ({ uri, name: uri })) ?? null;
    const result = await this.connection.sendRequest(InitializeRequest.type, {
      processId: null,
      rootUri: rootUri ?? null,
      capabilities,
      workspaceFolders,
      initializationOptions,
    });
    await this.connection.sendNotification(InitializedNotification.type, {});
    this.#answer.resolve(result);
    return result;
  }

  async open(path: string, text: string, languageId = 'terraform'): Promise<void> {
    const document = TextDocument.create(uriOf(path), languageId, 1, text);
    this.#documents.set(document.uri, document);
    await this.connection.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri: document.uri, languageId, version: 1, text },
    });
  }

  text(path: string): string {
    return this.#document(path).getText();
  }

  /** Replaces the first occurrence of a text in an open document, as a range. */
  async edit(path: string, old: string, replacement: string): Promise<void> {
    await this.change(path, rangeOf(this.text(path), old), replacement);
  }

  async change(path: string, range: Range, text: string): Promise<void> {
    const document = this.#document(path);
    const version = document.version + 1;
    TextDocument.update(document, [{ range, text }], version);
    await this.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri: document.uri, version },
      contentChanges: [{ range, text }],
    });
  }

  async close(path: string): Promise<void> {
    this.#documents.delete(uriOf(path));
    await this.connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri: uriOf(path) } });
  }

  async watched(...changes: readonly [path: string, type: FileChangeType][]): Promise<void> {
    await this.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
      changes: changes.map(([path, type]) => ({ uri: uriOf(path), type })),
    });
  }

  pull(path: string, previousResultId?: string): Promise<DocumentDiagnosticReport> {
    return this.connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri: uriOf(path) }, previousResultId });
  }

  /** The diagnostics of a document. */
  async diagnostics(path: string): Promise<Diagnostic[]> {
    const report = await this.pull(path);
    return report.kind === 'full' ? report.items : [];
  }

  /** The codes of a document's diagnostics. */
  async codes(path: string): Promise<unknown[]> {
    return (await this.diagnostics(path)).map(({ code }) => code);
  }

  async hover(path: string, text: string): Promise<Hover | null> {
    return this.connection.sendRequest(HoverRequest.type, {
      textDocument: { uri: uriOf(path) },
      position: rangeOf(this.text(path), text).start,
    });
  }

  async actions(path: string, range: Range, context: Partial<CodeActionContext> = {}): Promise<CodeAction[]> {
    const actions = await this.connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri: uriOf(path) },
      range,
      context: { diagnostics: [], triggerKind: CodeActionTriggerKind.Invoked, ...context },
    });
    return actions as CodeAction[];
  }

  /** Does to the open documents what the edit says. */
  async apply({ changes = {}, documentChanges = [] }: WorkspaceEdit): Promise<void> {
    for (const change of documentChanges) {
      if (!('textDocument' in change)) throw new Error('an edit of files, not of texts');
      const { uri, version } = change.textDocument;
      if (version !== null && version !== this.#document(uri).version) throw new Error(`an edit of version ${version}`);
      changes[uri] = change.edits.map((edit) => ('newText' in edit ? edit : { range: edit.range, newText: edit.snippet.value }));
    }
    for (const [uri, edits] of Object.entries(changes)) {
      const text = TextDocument.applyEdits(this.#document(uri), edits);
      await this.change(uri, { start: { line: 0, character: 0 }, end: { line: 1_000_000, character: 0 } }, text);
    }
  }

  /** Opens a `workspace/diagnostic` request that stays open: the reports that it streams, one call each, and how it ends. */
  stream(previousResultIds: { uri: string; value: string }[] = []) {
    const token = `stream-${Math.random()}`;
    const reports = queue<WorkspaceDiagnosticReportPartialResult>();
    this.connection.onProgress(WorkspaceDiagnosticRequest.partialResult, token, reports.put);
    const cancellation = new CancellationTokenSource();
    const params = { previousResultIds, partialResultToken: token };
    const answer = this.connection.sendRequest(WorkspaceDiagnosticRequest.type, params, cancellation.token);
    /** The codes that the next message reports, by path. */
    const next = async () => {
      const { items } = await reports.take();
      return Object.fromEntries(
        items.map((item) => [item.uri.replace(`${root}/`, ''), item.kind === 'full' ? item.items.map(({ code }) => code) : item.kind]),
      );
    };
    this.#streams.push(answer);
    return { next, answer, cancel: () => cancellation.cancel() };
  }

  pullWorkspace(): Promise<WorkspaceDiagnosticReport> {
    return this.connection.sendRequest(WorkspaceDiagnosticRequest.type, { previousResultIds: [] });
  }

  /** Ends the connection as a client does that is done with the server; the streams that are still open end, too. */
  async shutdown(): Promise<void> {
    await this.connection.sendRequest(ShutdownRequest.type);
    await Promise.all(this.#streams);
    this.connection.dispose();
  }

  #document(path: string): TextDocument {
    const document = this.#documents.get(uriOf(path));
    if (!document) throw new Error(`${path} is not open`);
    return document;
  }
}

/** A client, initialized, with files on its disk; it is shut down when the test ends. */
export async function connected(
  test: { after(done: () => Promise<void>): void },
  files: Readonly<Record<string, string>> = {},
  presentation: Presentation = {},
): Promise<Client> {
  const client = new Client(new Disk(files));
  await client.initialize(presentation);
  test.after(() => client.shutdown());
  return client;
}

/** The range of the first occurrence. */
export function rangeOf(text: string, part: string): Range {
  const document = TextDocument.create('', '', 0, text);
  const start = text.indexOf(part);
  if (start < 0) throw new Error(`no ${part}`);
  return { start: document.positionAt(start), end: document.positionAt(start + part.length) };
}

/** The first value of an event from now on. */
export function next<Value>(event: Event<Value>): Promise<Value> {
  return new Promise((resolve) => {
    const { dispose } = event((value) => {
      dispose();
      resolve(value);
    });
  });
}

/** Values in the order in which they were put, each taken once. */
export function queue<Value>() {
  const values: Value[] = [];
  const arrived = new Emitter<void>();
  return {
    put(value: Value) {
      values.push(value);
      arrived.fire();
    },
    async take(): Promise<Value> {
      while (values.length === 0) await next(arrived.event);
      return values.shift() as Value;
    },
  };
}
