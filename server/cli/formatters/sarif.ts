import { createHash } from 'node:crypto';
import { rulePage } from '../../host/assets.ts';
import { pageUrl, project } from '../../host/project.ts';
import { configCode } from '../../linter/config.ts';
import type { Finding, Rule, Severity } from '../../linter/rule.ts';
import { rules } from '../../linter/rules/index.ts';
import { compareText, type Span, textOf } from '../../linter/source.ts';
import { regionOf } from '../lines.ts';
import { pageSummary } from '../pageSummary.ts';
import { directoryUri, fileUri, shownFile, shownPath } from '../paths.ts';
import { byPlace, type Report } from '../report.ts';

/** The name under which `originalUriBaseIds` gives the working directory. */
const base = '%SRCROOT%';

const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
};

/** The report as SARIF 2.1.0: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html. Suppressed findings are in it, marked as such. */
export function sarif(report: Report): string {
  const { version, cwd } = report;
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Leastwise', version, semanticVersion: version, informationUri: project, rules: descriptors(version) } },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { [base]: { uri: directoryUri(cwd) } },
        invocations: [{ executionSuccessful: report.unreadable.length === 0, toolExecutionNotifications: notifications(report) }],
        results: results(report),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

/** What findings are about: the rules, and what is always reported. */
const reported: Readonly<Record<string, Pick<Rule, 'title' | 'severity'>>> = {
  ...rules,
  [configCode]: { title: 'Configuration file has a mistake', severity: 'error' },
};

const codes = Object.keys(reported).sort(compareText);

function descriptors(version: string) {
  return Object.entries(reported)
    .map(([code, { title, severity }]) => {
      const page = rulePage(code);
      const url = pageUrl(code, version);
      return {
        id: code,
        shortDescription: { text: title },
        fullDescription: { text: (page && pageSummary(page)) ?? title },
        help: { text: `${title}: ${url}`, markdown: page },
        helpUri: url,
        defaultConfiguration: { level: levels[severity] },
        properties: { tags: ['security'] },
      };
    })
    .sort((a, b) => compareText(a.id, b.id));
}

function results({ cwd, findings, suppressed }: Report) {
  const reasons = new Map(suppressed.map(({ finding, reason }) => [finding, reason]));
  const all = [...findings, ...reasons.keys()].sort(byPlace(cwd));
  const fingerprint = fingerprints(cwd);
  return all.map((finding) => {
    const { code, severity, span, message, related, fixes } = finding;
    const reason = reasons.get(finding);
    return {
      ruleId: code,
      ruleIndex: codes.indexOf(code),
      level: levels[severity],
      message: { text: message },
      locations: [location(span, cwd)],
      relatedLocations: related.map((each, id) => ({ id, ...location(each.span, cwd), message: { text: each.message } })),
      partialFingerprints: { 'leastwise/v1': fingerprint(finding) },
      // SARIF wants the suppressions of every result or of none.
      ...(reasons.size > 0 && {
        suppressions: reason === undefined ? [] : [{ kind: 'inSource', ...(reason && { justification: reason }) }],
      }),
      fixes: fixes.filter(({ edits }) => edits.length > 0).map((fix) => sarifFix(fix, cwd)),
    };
  });
}

function sarifFix({ title, edits }: Finding['fixes'][number], cwd: string) {
  const byFile = Map.groupBy(edits, ({ span }) => span.file);
  return {
    description: { text: title },
    artifactChanges: [...byFile].map(([file, changes]) => ({
      artifactLocation: artifact(file.uri, cwd),
      replacements: changes.map(({ span, newText }) => ({ deletedRegion: region(span), insertedContent: { text: newText } })),
    })),
  };
}

function notifications({ cwd, skipped, unreadable }: Report) {
  return [
    ...unreadable.map(({ argument, reason }) => ({ level: 'error', message: { text: `Cannot read ${argument || '""'}: ${reason}.` } })),
    ...skipped.map(({ path, reason }) => ({
      level: 'warning',
      message: { text: `Skipped ${shownPath(path, cwd)}: ${reason}.` },
      locations: [{ physicalLocation: { artifactLocation: artifact(fileUri(path), cwd) } }],
    })),
  ];
}

function location(span: Span, cwd: string) {
  return { physicalLocation: { artifactLocation: artifact(span.file.uri, cwd), region: region(span) } };
}

/** Relative where the file lies below the working directory; a relative URI must not climb. */
function artifact(uri: string, cwd: string) {
  const root = directoryUri(cwd);
  return uri.startsWith(root) ? { uri: uri.slice(root.length), uriBaseId: base } : { uri };
}

function region(span: Span) {
  const { line, column, endLine, endColumn } = regionOf(span);
  return { startLine: line, startColumn: column, endLine, endColumn };
}

/**
 * Tells a finding again after lines were inserted above it and messages were reworded: the code, what it is in, the literal text, and which
 * of those that agree in all this it is. What it is in: for Terraform the directory and the header of the block, for other files the path.
 */
function fingerprints(cwd: string): (finding: Finding) => string {
  const seen = new Map<string, number>();
  return ({ code, span }) => {
    const key = JSON.stringify([code, subject(span, cwd), textOf(span)]);
    const ordinal = seen.get(key) ?? 0;
    seen.set(key, ordinal + 1);
    return createHash('sha256').update(`${key} ${ordinal}`).digest('hex');
  };
}

const blockHeader = /^[a-z]\w*(?:[ \t]+"[^"\n]*")*[ \t]*(?=\{)/gm;

function subject({ file, start, end }: Span, cwd: string): string {
  const path = shownFile(file.uri, cwd);
  if (!/\.(?:tf|tofu)$/.test(path)) return path;
  const header = [...file.text.slice(0, Math.max(end, lineEnd(file.text, start))).matchAll(blockHeader)].findLast(
    ({ index }) => index <= start,
  );
  return header ? `${path.slice(0, path.lastIndexOf('/') + 1)} ${header[0].trim().replace(/[ \t]+/g, ' ')}` : path;
}

function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end === -1 ? text.length : end;
}
