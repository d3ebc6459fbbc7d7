import { type CompletionItem, CompletionItemKind, type CompletionList, InsertTextFormat } from 'vscode-languageserver';
import { baselineName } from '../linter/baselineFile.ts';
import { codes } from '../linter/codes.ts';
import { type ConfigKey, policyLevels, type Shape, settings, type TextKind } from '../linter/configKeys.ts';
import { pathFrom } from '../linter/fingerprint.ts';
import { describeCode } from './configHover.ts';
import { type ConfigPlace, placeAt } from './configPlace.ts';
import { toRange } from './convert.ts';
import { markup } from './markup.ts';
import { settledResult } from './reports.ts';
import type { Session } from './session.ts';
import type { Place } from './workspace.ts';

/** Something that may be written: `text` is JSON, `snippet` the same with tab stops. */
interface Suggestion {
  readonly label: string;
  readonly text: string;
  readonly snippet?: string;
  readonly kind: CompletionItemKind;
  readonly detail?: string;
  readonly documentation?: string;
}

/** What may stand at an offset of a configuration file: keys that are not there yet, codes, and values of which there are only so many. */
export async function configCompletion(place: Place, offset: number, session: Session): Promise<CompletionList | null> {
  const at = placeAt(place.file, offset);
  if (!at?.shape || (!at.isKey && isBesideValue(at))) return null;
  const suggestions = at.isKey ? keys(at, place, session) : await values(at.shape, place, session);
  const fresh = suggestions.filter(({ label }) => !at.siblings.includes(label));
  return fresh.length === 0 ? null : { isIncomplete: false, items: fresh.map((each, index) => toItem(each, index, at, session)) };
}

/** Whether a comma is missing between what could stand here and a value before or behind it. */
function isBesideValue({ word: { file, start, end } }: ConfigPlace): boolean {
  return start === end && !(/[:[,]\s*$/.test(file.text.slice(0, start)) && /^[^\S\n]*(?:[,\]}/\n]|$)/.test(file.text.slice(end)));
}

function keys({ shape, word }: ConfigPlace, { file }: Place, session: Session): readonly Suggestion[] {
  // Behind a key that has its value already, only the key is written.
  const rest = file.text.slice(word.end);
  const hasValue = /^\s*:/.test(rest);
  const comma = /^(?:\s|\/\/.*\n|\/\*[\s\S]*?\*\/)*"/.test(rest) ? ',' : '';
  const suggestion = (name: string, example: string, of: Shape | undefined, more: Partial<Suggestion>): Suggestion => ({
    label: name,
    text: hasValue ? JSON.stringify(name) : `${JSON.stringify(name)}: ${example}${comma}`,
    snippet: hasValue || !of ? undefined : `${JSON.stringify(name)}: ${starter(of)}${comma}`,
    kind: CompletionItemKind.Property,
    ...more,
  });
  if (shape?.kind === 'object')
    return Object.entries<ConfigKey>(shape.keys).map(([name, { doc, example, shape: of }]) =>
      suggestion(name, example, of, { documentation: doc }),
    );
  if (shape?.kind !== 'record' || shape.keys !== 'code') return [];
  return Object.entries(codes).map(([code, { title, severity }]) =>
    suggestion(code, JSON.stringify(severity), shape.of, { detail: title, documentation: describeCode(code, session.version) }),
  );
}

async function values(shape: Shape, place: Place, session: Session): Promise<readonly Suggestion[]> {
  const value = (label: string, more: Partial<Suggestion> = {}): Suggestion => ({
    label,
    text: JSON.stringify(label),
    kind: CompletionItemKind.Value,
    ...more,
  });
  if (shape.kind === 'choice') return shape.of.map((each) => value(each, { kind: CompletionItemKind.EnumMember }));
  if (shape.kind !== 'text') return [];
  const texts: Partial<Readonly<Record<TextKind, () => readonly Suggestion[] | Promise<readonly Suggestion[]>>>> = {
    code: () =>
      Object.entries(codes).map(([code, { title }]) =>
        value(code, { detail: title, documentation: describeCode(code, session.version), kind: CompletionItemKind.EnumMember }),
      ),
    day: () => days.map(([months, detail]) => value(dayIn(months), { detail })),
    member: () => members.map((prefix) => value(prefix, { snippet: `"${prefix}$0"`, kind: CompletionItemKind.Keyword })),
    path: () => [value(baselineName, { kind: CompletionItemKind.File })],
    glob: () => files(place).then((paths) => paths.map((path) => value(path, { kind: CompletionItemKind.File }))),
  };
  return (await texts[shape.what]?.()) ?? [];
}

const days: readonly (readonly [months: number, detail: string])[] = [
  [1, 'in one month'],
  [3, 'in three months'],
  [6, 'in six months'],
  [12, 'in a year'],
];

/** The day some months from today, in UTC. */
function dayIn(months: number): string {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months, now.getUTCDate())).toISOString().slice(0, 10);
}

/** How members begin that one may trust. https://cloud.google.com/iam/docs/principal-identifiers */
const members = ['user:', 'group:', 'serviceAccount:', 'domain:', 'principal://iam.googleapis.com/', 'principalSet://iam.googleapis.com/'];

/** The linted files below the directory of a configuration file, as globs. */
async function files({ file, group }: Place): Promise<readonly string[]> {
  const { linted } = await settledResult(group);
  const path = pathFrom(file.directory);
  return linted.filter(({ uri }) => uri.startsWith(`${file.directory}/`)).map(path);
}

/** How a value begins, for the user to go on. */
function starter(shape: Shape): string {
  switch (shape.kind) {
    case 'choice':
      // The severities of which a rule has one, the levels, the profiles.
      return shape.of === settings || shape.of === policyLevels ? `"\${1|${shape.of.join(',')}|}"` : '"$1"';
    case 'text':
      return '"$1"';
    case 'list':
      return shape.of.kind === 'object' ? `[\n\t${starter(shape.of)}\n]` : `[${starter(shape.of)}]`;
    case 'record':
      return '{\n\t$1\n}';
    case 'object': {
      const required = Object.entries(shape.keys).filter(([, key]) => key.required);
      return `{ ${required.map(([name, { shape: of }], index) => `"${name}": ${starter(of).replace('$1', `$${index + 1}`)}`).join(', ')} }`;
    }
  }
}

function toItem(
  { label, text, snippet, kind, detail, documentation }: Suggestion,
  index: number,
  { word }: ConfigPlace,
  { client }: Session,
): CompletionItem {
  const withStops = client.snippets && snippet !== undefined;
  return {
    label,
    kind,
    detail,
    documentation: documentation === undefined ? undefined : markup(client.completionFormat, documentation),
    sortText: String(index).padStart(3, '0'),
    filterText: JSON.stringify(label),
    textEdit: { range: toRange(word), newText: withStops ? snippet : text },
    insertTextFormat: withStops ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
  };
}
