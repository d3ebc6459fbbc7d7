import { redact } from '../iam/token.ts';

/** A finding as people and language models are told of it. */
export interface FindingLine {
  /** The file, as the workspace names it. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  readonly severity: 'error' | 'warning' | 'information' | 'hint';
  readonly code: string;
  readonly message: string;
}

/** How many findings are told at once: more would fill a conversation. */
const limit = 200;

/** One line for each finding, `main.tf:12:3 error public-member: …`, the gravest first; no token is in them. */
export function findingLines(findings: readonly FindingLine[]): string {
  const order: readonly string[] = ['error', 'warning', 'information', 'hint'];
  const sorted = findings.toSorted(
    (a, b) => order.indexOf(a.severity) - order.indexOf(b.severity) || compare(a.file, b.file) || a.line - b.line || a.column - b.column,
  );
  const lines = sorted
    .slice(0, limit)
    .map(({ file, line, column, severity, code, message }) => `${file}:${line}:${column} ${severity} ${code}: ${message}`);
  const rest = findings.length - lines.length;
  return redact([...lines, ...(rest > 0 ? [`${rest} more`] : [])].join('\n'));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
