import { lineText } from '../../linter/lines.ts';
import { type Finding, type Severity, severities } from '../../linter/rule.ts';
import type { SourceFile, Span } from '../../linter/source.ts';
import type { Suppressed } from '../../linter/suppress.ts';
import { shownFile } from '../paths.ts';
import { regionOf } from '../region.ts';
import { isFixable, type Report } from '../report.ts';
import { printable, type Style } from '../style.ts';

/** The widest excerpt of a line, in UTF-16 units: files of one long line exist. */
const widest = 120;

/** The report for people: by file, each finding with the line it is on. */
export function stylish(report: Report, style: Style): string {
  // Where nothing could be read, stderr has said so.
  if (report.files === 0 && report.unreadable.length > 0) return '';
  if (report.findings.length === 0) return `${style.green('✔')} ${style.dim(nothingFound(report))}\n`;
  const byFile = Map.groupBy(report.findings, ({ span }) => span.file);
  const sections = [...byFile].map(([file, findings]) => section(file, findings, report, style));
  return `${sections.join('\n')}\n${summary(report, style)}`;
}

function section(file: SourceFile, findings: readonly Finding[], { cwd }: Report, style: Style): string {
  const blocks = findings.map((finding) => block(finding, cwd, style));
  return `${style.underline(printable(shownFile(file.uri, cwd)))}\n${blocks.join('\n')}`;
}

function block({ code, severity, span, message, related }: Finding, cwd: string, style: Style): string {
  const { line, column } = regionOf(span);
  const title = `  ${style.dim(`${line}:${column}`)}  ${severityColor(severity, style)(severity)}  ${printable(message)}  ${style.dim(code)}\n`;
  const places = related.map((each) => {
    const at = regionOf(each.span);
    return `    ${style.dim(`${printable(shownFile(each.span.file.uri, cwd))}:${at.line}:${at.column}`)}  ${printable(each.message)}\n`;
  });
  return title + excerpt(span, severityColor(severity, style), style) + places.join('');
}

/** The line on which a span starts, and a line that marks the span in it. Tabs stay tabs in both, so that they agree. */
function excerpt(span: Span, color: (text: string) => string, style: Style): string {
  const { line, column, endLine, endColumn } = regionOf(span);
  const whole = lineText(span.file, line - 1);
  const from = whole.length <= widest ? 0 : Math.max(0, Math.min(column - 1 - widest / 4, whole.length - widest));
  const text = printable(whole.slice(from, from + widest));
  const start = column - 1 - from;
  const end = Math.min(endLine === line ? endColumn - 1 - from : text.length, text.length);
  const before = text.slice(0, start).replace(/[^\t]/g, ' ');
  const mark = '^'.repeat(Math.max(1, end - start));
  const [head, tail] = [from > 0 ? '…' : '', from + widest < whole.length ? '…' : ''];
  const number = String(line).padStart(5);
  return `${style.dim(`${number} │`)} ${head}${text}${tail}\n${style.dim(`${' '.repeat(number.length)} │`)} ${head && ' '}${before}${color(mark)}\n`;
}

function severityColor(severity: Severity, style: Style): (text: string) => string {
  return { error: style.red, warning: style.yellow, information: style.blue, hint: style.cyan }[severity];
}

function summary({ findings, fixed }: Report, style: Style): string {
  const counts = severities.map((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return severity === 'information' ? `${count} information` : plural(count, severity);
  });
  const worst = severities.find((severity) => findings.some((finding) => finding.severity === severity)) ?? 'hint';
  const color = severityColor(worst, style);
  const fixable = findings.filter(isFixable).length;
  const lines = [color(style.bold(`✖ ${plural(findings.length, 'problem')} (${counts.join(', ')})`))];
  if (fixed > 0) lines.push(`  ${fixed} fixed`);
  if (fixable > 0) lines.push(`  ${fixable} fixable with --fix`);
  return `${lines.join('\n')}\n`;
}

function nothingFound({ files, excluded, fixed, skipped, suppressed }: Report): string {
  if (files === 0 && excluded > 0) return `Nothing to lint: the configuration excludes ${plural(excluded, 'file')}, and there is no other.`;
  if (files === 0 && skipped.length > 0) return `Nothing to lint beside ${plural(skipped.length, 'skipped file')}.`;
  if (files === 0) return 'Nothing to lint: no Terraform, Cloud Run or allow policy file was found.';
  const counts = [
    [fixed, 'fixed'],
    [skipped.length, 'skipped'],
    ...(['comment', 'configuration', 'baseline'] as const).map((by) => [suppressed.filter((each) => each.by === by).length, ignored[by]]),
  ] as const;
  const asides = counts.flatMap(([count, what]) => (Number(count) > 0 ? `${count} ${what}` : []));
  return `No problems in ${plural(files, 'file')}${asides.length > 0 ? ` (${asides.join(', ')})` : ''}.`;
}

const ignored: Readonly<Record<Suppressed['by'], string>> = {
  comment: 'ignored by comments',
  configuration: 'ignored by the configuration',
  baseline: 'in the baseline',
};

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
