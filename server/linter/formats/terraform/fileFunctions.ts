import { matches } from '../../glob.ts';
import { type Span, span } from '../../source.ts';
import type { StringValue, Value } from '../../syntax/value.ts';
import { string } from '../attribute.ts';
import type { DataFiles } from '../dataFiles.ts';
import type { Budget } from './budget.ts';
import { textAt } from './collections.ts';
import type { TerraformFunction } from './functions.ts';
import { located } from './modules.ts';
import { wordOf } from './operators.ts';
import { unknownAt } from './place.ts';
import { asSet } from './sets.ts';

/** What a module reads files from. */
export interface Origin {
  readonly data: DataFiles;
  /** The directory of the root module, which is where Terraform runs; undefined where nobody can tell. */
  readonly root: string | undefined;
}

/** The files whose content counts, by their names; all others are no configuration of identity. */
const dataName = /\.(?:ya?ml|json|csv)$/i;

/** Longer texts are configuration or nothing, in UTF-16 units. */
const longest = 100_000;

/** How many things are in a file, at least where it counts how many there are. */
const thingsInFile = 20;

/** Terraform's functions of files and paths. What is not among the files of the workspace is unknown, since it may lie on a disk all the same. */
export function fileFunctions({ data, root }: Origin): Readonly<Record<string, TerraformFunction>> {
  const uriOf = (value: Value | undefined) => (value?.type === 'string' ? pathUri(value, root) : undefined);
  const read = (value: Value | undefined) => {
    const uri = uriOf(value);
    return uri !== undefined && dataName.test(uri) ? data.file(uri) : undefined;
  };
  return {
    file([value], place) {
      const content = read(value);
      if (!content) return { ...unknownAt(place.span, 'file'), slot: place.slot };
      const { length } = content.text;
      const here = span(content, 0, length);
      const part = length > longest ? { reference: undefined, reason: 'size', span: here } : { text: content.text, span: here };
      return { type: 'string', parts: [part], span: here, use: place.span, content };
    },
    fileexists: ([value], place) => (read(value) ? { type: 'boolean', value: true, ...place } : unknownAt(place.span, 'file')),
    fileset([directory, glob], place, budget) {
      const [uri, pattern] = [uriOf(directory), wordOf(glob)];
      return (
        (uri !== undefined && pattern !== undefined && matching(data, uri, pattern, place.span, budget)) || unknownAt(place.span, 'file')
      );
    },
    filebase64: (_, { span, slot }) => ({ ...unknownAt(span, 'file'), slot }),
    // What is made of the file is unknown, but it is asked for: it is a part of something of Terraform's.
    templatefile([value], { span, slot }) {
      read(value);
      return { ...unknownAt(span, 'file'), slot };
    },
    abspath: ([value], place) => pathAt(uriOf(value), place.span),
    dirname([value], place) {
      const names = wordOf(value)?.split('/');
      // Of a path without detours Terraform keeps the text.
      if (names?.every((name) => !/^\.{0,2}$/.test(name))) return textAt(names.slice(0, -1).join('/') || '.', place.span);
      const uri = uriOf(value);
      return pathAt(uri && located(uri, '..'), place.span);
    },
    pathexpand: ([value]) => value,
  };
}

/** The path of a file or directory, which functions of files can follow; how it is written nobody can tell. */
export function pathAt(uri: string | undefined, here: Span): Value {
  if (uri === undefined) return unknownAt(here, 'path');
  return { type: 'string', parts: [{ reference: undefined, reason: 'path', uri, span: here }], span: here };
}

/** What a path leads to: one of a directory that is known, with names behind it, or one from where Terraform runs. */
function pathUri(value: StringValue, root: string | undefined): string | undefined {
  const [first, ...rest] = value.parts;
  if (!first || 'text' in first) {
    const text = string(value);
    return text === undefined || root === undefined || /^(?:[/\\~]|[A-Za-z]:)/.test(text) ? undefined : located(root, text);
  }
  const path = string({ ...value, parts: rest });
  return first.uri === undefined || path === undefined || !/^(?:\/|$)/.test(path) ? undefined : located(first.uri, path);
}

/** The paths of the files below a directory that a pattern names. https://developer.hashicorp.com/terraform/language/functions/fileset */
function matching(data: DataFiles, directory: string, pattern: string, here: Span, budget: Budget): Value | undefined {
  const globs = alternatives(pattern);
  if (!globs || globs.some((glob) => /[[\]{}\\]|^\/|(?:^|\/)\.\.?(?:\/|$)/.test(glob))) return undefined;
  const folder = data.folder(`${directory}/${globs.some((glob) => glob.includes('/') || glob.includes('**')) ? '**' : '*'}`);
  if (!folder) return undefined;
  const found = folder.paths.filter((path) => globs.some((glob) => matches(glob, path)));
  budget.read(folder, found.length * thingsInFile);
  const items = found.map((path) => ({ value: textAt(path, here) }));
  return asSet({ type: 'list', items, complete: folder.complete, span: here }, here);
}

/** The patterns that one with `{a,b}` stands for, at most a few. */
function alternatives(pattern: string): readonly string[] | undefined {
  let all = [pattern];
  while (all.some((each) => /\{[^{}]*\}/.test(each))) {
    all = all.flatMap((each) => {
      const [, before = each, list = '', behind = ''] = /^(.*?)\{([^{}]*)\}(.*)$/.exec(each) ?? [];
      return list.split(',').map((one) => before + one + behind);
    });
    if (all.length > 20) return undefined;
  }
  return all;
}
