import { createHash } from 'node:crypto';
import { rulePage } from '../../host/assets.ts';
import { pageUrl, project } from '../../host/project.ts';
import { codes as settable } from '../../linter/codes.ts';
import { configCode } from '../../linter/config.ts';
import { identityOf } from '../../linter/fingerprint.ts';
import type { Described, Finding, Severity } from '../../linter/rule.ts';
import { compareText, type Span } from '../../linter/source.ts';
import type { Suppressed } from '../../linter/suppress.ts';
import { pageSummary } from '../pageSummary.ts';
import { directoryUri, fileUri, shownFile, shownPath } from '../paths.ts';
import { regionOf } from '../region.ts';
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

/** What findings are about: what can be set, and what is always reported. */
const reported: Readonly<Record<string, Pick<Described, 'title' | 'severity'>>> = {
  ...settable,
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
        help: { text: `${title}: ${url}`, markdown: page && withAddresses(page, url) },
        helpUri: url,
        defaultConfiguration: { level: levels[severity] },
        properties: { tags: ['security'] },
      };
    })
    .sort((a, b) => compareText(a.id, b.id));
}

/** The page with whole addresses in place of links to other pages, as it is read where these are not. */
function withAddresses(page: string, url: string): string {
  return page.replace(/\]\((?!https:)([^)\s]+)\)/g, (_, target: string) => `](${new URL(target, url).href})`);
}

function results({ cwd, findings, suppressed }: Report) {
  const known = new Map(suppressed.map((each) => [each.finding, each]));
  const all = [...findings, ...known.keys()].sort(byPlace(cwd));
  const fingerprint = fingerprints(cwd);
  return all.map((finding) => {
    const { code, severity, span, message, related, fixes } = finding;
    const own = known.get(finding);
    return {
      ruleId: code,
      ruleIndex: codes.indexOf(code),
      level: levels[severity],
      message: { text: message },
      locations: [location(span, cwd)],
      relatedLocations: related.map((each, id) => ({ id, ...location(each.span, cwd), message: { text: each.message } })),
      partialFingerprints: { 'leastwise/v1': fingerprint(finding) },
      // SARIF wants the suppressions of every result or of none.
      ...(known.size > 0 && { suppressions: own ? [suppression(own)] : [] }),
      fixes: fixes.filter(({ edits }) => edits.length > 0).map((fix) => sarifFix(fix, cwd)),
    };
  });
}

/** https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/sarif-v2.1.0-os.html#_Toc34317734: `inSource` is what stands beside the code. */
function suppression({ by, reason }: Suppressed) {
  return { kind: by === 'comment' ? 'inSource' : 'external', ...(reason && { justification: reason }) };
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

/** Tells a finding again as `identityOf` does, and of those that agree in it which one it is. */
function fingerprints(cwd: string): (finding: Finding) => string {
  const seen = new Map<string, number>();
  return (finding) => {
    const key = identityOf(finding, ({ uri }) => shownFile(uri, cwd));
    const ordinal = seen.get(key) ?? 0;
    seen.set(key, ordinal + 1);
    return createHash('sha256').update(`${key} ${ordinal}`).digest('hex');
  };
}
