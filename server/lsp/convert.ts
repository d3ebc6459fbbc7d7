import {
  type Diagnostic,
  DiagnosticSeverity,
  DiagnosticTag,
  type Location,
  type Position,
  type TextEdit as ProtocolEdit,
  type Range,
} from 'vscode-languageserver';
import { pageUrl } from '../host/project.ts';
import { offsetAt, positionAt } from '../linter/lines.ts';
import type { Finding, Severity, Tag, TextEdit } from '../linter/rule.ts';
import type { SourceFile, Span } from '../linter/source.ts';

/** What a diagnostic needs to know beyond its finding. */
export interface Links {
  /** A file's URI as the client writes it. */
  clientUri(file: SourceFile): string;
  /** The version of Leastwise, whose pages are linked. */
  readonly version: string;
}

/** Shown with every diagnostic, and the identifier of our pull diagnostics. */
export const source = 'leastwise';

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

const tags: Readonly<Record<Tag, DiagnosticTag>> = { deprecated: DiagnosticTag.Deprecated, unnecessary: DiagnosticTag.Unnecessary };

/** The finding as LSP has it. */
export function toDiagnostic(finding: Finding, links: Links): Diagnostic {
  const { code, severity, span, message, related } = finding;
  return {
    range: toRange(span),
    severity: severities[severity],
    code,
    codeDescription: { href: pageUrl(code, links.version) },
    source,
    message,
    tags: finding.tags.map((tag) => tags[tag]),
    relatedInformation: related.map(({ span, message }) => ({ location: toLocation(span, links), message })),
  };
}

/** A span in the client's terms. */
export function toLocation(span: Span, { clientUri }: Pick<Links, 'clientUri'>): Location {
  return { uri: clientUri(span.file), range: toRange(span) };
}

/** Lines and UTF-16 units from 0. */
export function toRange({ file, start, end }: Span): Range {
  return { start: positionAt(file, start), end: positionAt(file, end) };
}

/** The offset of a position; one outside the text is moved to its nearest edge. */
export function toOffset(file: SourceFile, position: Position): number {
  return offsetAt(file, position);
}

/** An edit of the file that its span is in. */
export function toEdit({ span, newText }: TextEdit): ProtocolEdit {
  return { range: toRange(span), newText };
}
