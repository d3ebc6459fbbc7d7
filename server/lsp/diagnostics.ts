import {
  type CancellationToken,
  type DocumentDiagnosticParams,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  LSPErrorCodes,
  ResponseError,
  type ResultProgressReporter,
  type WorkspaceDiagnosticParams,
  type WorkspaceDiagnosticReport,
  type WorkspaceDiagnosticReportPartialResult,
  type WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver';
import { currentReports, type FileReport, placeReport, type Report, settledResult } from './reports.ts';
import { guarded, type Session } from './session.ts';
import { canonical } from './uri.ts';

/** The result ids that a receiver of reports has, by canonical URI. */
type Known = Map<string, string>;

/** What tells the client of findings, after the server has told it of changes. */
export interface Diagnostics {
  /** Nothing has changed for a while: what the client has may be out of date. */
  settled(): Promise<void>;
  /** The client may show for the document what it was told before. */
  closed(uri: string): void;
  /** Answers all open requests. */
  end(): void;
}

const { Full: full, Unchanged: unchanged } = DocumentDiagnosticReportKind;

/** No diagnostics. */
const nothing: DocumentDiagnosticReport = { kind: full, items: [] };

/** Answers `textDocument/diagnostic` and `workspace/diagnostic`, or publishes where the client does not ask. */
export function provideDiagnostics(session: Session): Diagnostics {
  return session.client.pulls ? pulled(session) : pushed(session);
}

function pulled(session: Session): Diagnostics {
  const { connection, client, workspace } = session;
  const answered: Known = new Map();
  const streams = new Set<Stream>();

  async function documentReport({ textDocument, previousResultId }: DocumentDiagnosticParams, token: CancellationToken) {
    const place = await workspace.find(textDocument.uri);
    if (!place) return nothing;
    await settledResult(place.group);
    if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'The request was cancelled.');
    const now = await workspace.find(textDocument.uri);
    if (!now) return nothing;
    const report = placeReport(now, session);
    if (workspace.version(now.file) !== null) answered.set(canonical(textDocument.uri), report.id);
    return documentAnswer(report, previousResultId);
  }

  /** With partial results the request stays open and tells of every change; without, it is answered once. */
  async function workspaceReport(
    { previousResultIds }: WorkspaceDiagnosticParams,
    token: CancellationToken,
    progress: ResultProgressReporter<WorkspaceDiagnosticReportPartialResult> | undefined,
  ): Promise<WorkspaceDiagnosticReport> {
    const known: Known = new Map(previousResultIds.map(({ uri, value }) => [canonical(uri), value]));
    if (!progress) return { items: changes(known, await currentReports(session)) };
    const stream = openStream(known, token);
    streams.add(stream);
    try {
      while (!stream.ended) {
        stream.stale = false;
        const items = changes(known, await currentReports(session));
        if (items.length > 0 && !stream.ended) progress.report({ items });
        await stream.next();
      }
      return { items: [] };
    } finally {
      streams.delete(stream);
    }
  }

  connection.languages.diagnostics.on(guarded(session, nothing, (params, token) => documentReport(params, token)));
  connection.languages.diagnostics.onWorkspace(
    guarded(session, { items: [] }, (params, token, _, progress) => workspaceReport(params, token, progress)),
  );

  return {
    async settled() {
      for (const stream of streams) stream.wake();
      if (!client.refreshes || answered.size === 0) return;
      const reports = await currentReports(session);
      const outdated = [...answered].some(([uri, id]) => (reports.get(uri)?.id ?? id) !== id);
      if (outdated) await connection.languages.diagnostics.refresh();
    },
    closed(uri) {
      const key = canonical(uri);
      answered.delete(key);
      for (const stream of streams) stream.known.set(key, '');
    },
    end() {
      for (const stream of streams) stream.end();
    },
  };
}

function pushed(session: Session): Diagnostics {
  const published: Known = new Map();
  return {
    async settled() {
      const reports = await currentReports(session);
      for (const report of changes(published, reports)) {
        if (report.kind !== full) continue;
        await session.connection.sendDiagnostics({ uri: report.uri, version: report.version ?? undefined, diagnostics: report.items });
      }
    },
    closed(uri) {
      if (published.has(canonical(uri))) published.set(canonical(uri), '');
    },
    end() {},
  };
}

/** A `workspace/diagnostic` request that is held open. */
interface Stream {
  readonly known: Known;
  /** Something has changed since this was last set to false. */
  stale: boolean;
  readonly ended: boolean;
  /** Resolves when the stream is stale or has ended. */
  next(): Promise<void>;
  wake(): void;
  end(): void;
}

function openStream(known: Known, token: CancellationToken): Stream {
  let resolve = () => {};
  let ended = token.isCancellationRequested;
  const stream: Stream = {
    known,
    stale: false,
    get ended() {
      return ended;
    },
    next: () => (stream.stale || ended ? Promise.resolve() : new Promise((resolved) => (resolve = resolved))),
    wake() {
      stream.stale = true;
      resolve();
    },
    end() {
      ended = true;
      resolve();
    },
  };
  token.onCancellationRequested(stream.end);
  return stream;
}

/** What a receiver does not know yet; a file that is no longer reported is reported without diagnostics. Notes in `known` what it will know. */
function changes(known: Known, reports: ReadonlyMap<string, FileReport>): WorkspaceDocumentDiagnosticReport[] {
  const items: WorkspaceDocumentDiagnosticReport[] = [];
  for (const [key, { uri, version, ...report }] of reports) {
    if (known.get(key) === report.id) continue;
    // What never had diagnostics needs no word.
    if (report.items.length > 0 || known.has(key)) items.push({ uri, version, kind: full, resultId: report.id, items: [...report.items] });
    known.set(key, report.id);
  }
  for (const key of known.keys()) {
    if (reports.has(key)) continue;
    items.push({ uri: key, version: null, kind: full, items: [] });
    known.delete(key);
  }
  return items;
}

function documentAnswer({ id, items }: Report, previous: string | undefined): DocumentDiagnosticReport {
  return id === previous ? { kind: unchanged, resultId: id } : { kind: full, resultId: id, items: [...items] };
}
