import type { Finding } from '../../linter/rule.ts';
import type { Span } from '../../linter/source.ts';
import { shownFiles, shownPath } from '../paths.ts';
import { regionOf } from '../region.ts';
import type { Report } from '../report.ts';

/** The report as one JSON object: lines and columns count from 1, columns in UTF-16 units. */
export function json({ version, cwd, findings, skipped }: Report): string {
  const shown = shownFiles(cwd);
  const place = (span: Span) => ({ path: shown(span.file.uri), ...regionOf(span) });
  const finding = ({ code, severity, span, message, related, fixes }: Finding) => ({
    code,
    severity,
    ...place(span),
    message,
    related: related.map((each) => ({ ...place(each.span), message: each.message })),
    fixes: fixes.map(({ title, safe, edits }) => ({
      title,
      safe,
      edits: edits.map((edit) => ({ ...place(edit.span), newText: edit.newText })),
    })),
  });
  const output = {
    version,
    findings: findings.map(finding),
    skipped: skipped.map(({ path, reason }) => ({ path: shownPath(path, cwd), reason })),
  };
  return `${JSON.stringify(output, null, 2)}\n`;
}
