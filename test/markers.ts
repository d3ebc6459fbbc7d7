import { codes } from '../server/linter/codes.ts';
import { type Config, defaultConfig } from '../server/linter/config.ts';
import { lint } from '../server/linter/lint.ts';
import type { Finding, Severity } from '../server/linter/rule.ts';
import { SourceFile } from '../server/linter/source.ts';
import { catalog } from './catalog.ts';
import { foldersOf } from './folders.ts';

/** The day all fixtures are linted on. */
export const now = new Date('2026-11-22T00:00:00Z');

/** A marker: a comment line under the code, `# ~~~~ code: message`, with `(severity)` where it is not the rule's usual one. */
const marker = /^[ \t]*(?:#|\/\/)[ \t]*(?:~+|\^|@\d+\.\.(?:\+\d+:)?\d+) [a-z][a-z0-9-]*(?: \([a-z]+\))?: .*$/;

/** The text as it is linted: without marker lines. */
export function strip(text: string): string {
  return text
    .split('\n')
    .filter((line) => !marker.test(line.replace(/\r$/, '')))
    .join('\n');
}

const workspace = 'file:///workspace';

/** Lints texts as one whole workspace, by their names. */
export function lintTexts(
  texts: ReadonlyMap<string, string>,
  profile: Config['profile'] = 'default',
): { findings: readonly Finding[]; files: ReadonlyMap<string, SourceFile> } {
  const files = new Map([...texts].map(([name, text]) => [name, new SourceFile(`${workspace}/${name}`, text)]));
  const config = { ...defaultConfig, profile };
  const { findings } = lint([...files.values()], {
    catalog,
    now,
    config,
    whole: workspace,
    folders: foldersOf([...files.values()]),
    tellsSyntax: () => true,
  });
  return { findings, files };
}

/** The workspace with a marker under each line that has findings, those of the codes that are shown. */
export function mark(
  texts: ReadonlyMap<string, string>,
  profile?: Config['profile'],
  shown: (code: string) => boolean = () => true,
): Map<string, string> {
  const stripped = new Map([...texts].map(([name, text]) => [name, strip(text)]));
  const { findings, files } = lintTexts(stripped, profile);
  return new Map(
    [...files].map(([name, file]) => [
      name,
      markFile(
        file,
        findings.filter((finding) => finding.span.file === file && shown(finding.code)),
      ),
    ]),
  );
}

function markFile(file: SourceFile, findings: readonly Finding[]): string {
  const lines = file.text.split('\n');
  const starts = [0];
  for (const line of lines) starts.push((starts.at(-1) ?? 0) + line.length + 1);
  const lineOf = (offset: number) => starts.findLastIndex((start) => start <= offset);
  const opener = openerOf(file.name);
  return lines
    .flatMap((line, number) => [
      line,
      ...findings.filter(({ span }) => lineOf(span.start) === number).map((finding) => markerLine(finding, line, opener)),
    ])
    .join('\n');

  function markerLine(finding: Finding, line: string, opener: string): string {
    const { start, end } = finding.span;
    const first = lineOf(start);
    const column = start - (starts[first] ?? 0);
    const last = lineOf(end);
    const label = `${finding.code}${severityOf(finding)}: ${finding.message}`;
    const carriage = line.endsWith('\r') ? '\r' : '';
    const indent = Math.min(/^[ \t]*/.exec(line)?.[0].length ?? 0, column - opener.length);
    if (first !== last) return `${opener} @${column}..+${last - first}:${end - (starts[last] ?? 0)} ${label}${carriage}`;
    if (indent < 0) return `${opener} @${column}..${column + end - start} ${label}${carriage}`;
    const tildes = end > start ? '~'.repeat(end - start) : '^';
    return `${line.slice(0, indent)}${opener}${' '.repeat(column - indent - opener.length)}${tildes} ${label}${carriage}`;
  }
}

function severityOf({ code, severity }: Finding): '' | ` (${Severity})` {
  return codes[code]?.severity === severity ? '' : ` (${severity})`;
}

function openerOf(name: string): string {
  return /\.(?:json|jsonc|ndjson|jsonl)$/.test(name) ? '//' : '#';
}
