import type { Reference } from '../../../../iam/text.ts';
import { keptWith, perObject } from '../../perObject.ts';
import { compareText, type SourceFile } from '../../source.ts';
import type { Attribute, Block, Body, Document, Expression } from '../../syntax/hcl/ast.ts';
import { parseJsonSyntax } from '../../syntax/hcl/jsonSyntax.ts';
import { parse } from '../../syntax/hcl/parse.ts';
import { type ParsedText, reparse } from '../../syntax/hcl/reparse.ts';

/**
 * A directory of Terraform files: what its blocks declare, each with the file it stands in. The first declaration of a name counts; override files
 * change it. https://developer.hashicorp.com/terraform/language/files/override
 */
export interface Module {
  readonly directory: string;
  /** All files, those that only assign variables too, in the order of their names. */
  readonly files: readonly SourceFile[];
  readonly variables: ReadonlyMap<string, Declaration>;
  readonly locals: ReadonlyMap<string, LocalDeclaration>;
  readonly outputs: ReadonlyMap<string, Declaration>;
  readonly calls: ReadonlyMap<string, ModuleCall>;
  /** Those of them that lead to a directory. */
  readonly localCalls: readonly LocalCall[];
  /** By `type.name`, data sources by `data.type.name`, ephemeral resources by `ephemeral.type.name`. */
  readonly resources: ReadonlyMap<string, Resource>;
  readonly providers: readonly Declaration[];
  /** Where the state is kept: the `backend` blocks. */
  readonly backends: readonly Declaration[];
  /** The files of values that Terraform loads by itself when the directory is its root module, the last one counts most. */
  readonly assignments: readonly SourceFile[];
  /** Whether functions of files may be called. */
  readonly readsFiles: boolean;
  /** Says that nothing needs to be known of what is in the files for now; calls of modules stay known. Whoever asks nevertheless gets an answer. */
  release(): void;
}

export interface Declaration {
  readonly file: SourceFile;
  readonly block: Block;
  /** What override files say of it, the last one counts most. */
  readonly overrides?: readonly Declaration[];
}

/** A `resource`, `data` or `ephemeral` block. */
export interface Resource extends Declaration {
  readonly mode: Reference['mode'];
  readonly type: string;
  readonly name: string;
  /** As an author refers to it: `google_service_account.api`, `data.google_iam_policy.shop`. */
  readonly label: string;
}

/** A `module` block. */
export interface ModuleCall extends Declaration {
  readonly name: string;
  /** Where the module comes from, as it is written; undefined where that is no plain string. */
  readonly source: string | undefined;
  /** The directory that it calls, written like SourceFile.directory, where its source is a path. https://developer.hashicorp.com/terraform/language/modules/sources#local-paths */
  readonly directory: string | undefined;
}

export type LocalCall = ModuleCall & { readonly directory: string };

export interface LocalDeclaration {
  readonly file: SourceFile;
  readonly attribute: Attribute;
}

/** The arguments of a `module` block that are no variables of the module. */
export const callArguments: ReadonlySet<string> = new Set([
  'source',
  'version',
  'providers',
  'for_each',
  'count',
  'depends_on',
  'lifecycle',
]);

/** Whether Terraform reads the file as configuration, or as values of variables. */
export function isTerraform({ name }: SourceFile): boolean {
  return /\.(?:tf|tofu|tfvars)(?:\.json)?$/.test(name);
}

function isAssignment({ name }: SourceFile): boolean {
  return /\.tfvars(?:\.json)?$/.test(name);
}

/** `terraform.tfvars` first, then its JSON, then `*.auto.tfvars` and their JSON by name; the others are loaded only where a command line names them. */
function loadedByItself({ name }: SourceFile): boolean {
  return /^terraform\.tfvars(?:\.json)?$|\.auto\.tfvars(?:\.json)?$/.test(name);
}

function isOverride({ name }: SourceFile): boolean {
  return /(?:^|_)override\.(?:tf|tofu)(?:\.json)?$/.test(name);
}

/** The modules that the files make up, one for each directory, in the order of the directories' names. A module is the same object as long as its files are. */
export const modulesOf = perObject(readModules);

/** Says that a list of files is what another one has become by an edit of the file at the index: the other modules, and what has stayed of the file, are not read again. */
export function editModules(before: readonly SourceFile[], after: readonly SourceFile[], index: number): void {
  const [old, file] = [before[index], after[index]];
  const known = modulesOf.known(before);
  const place = known?.findIndex(({ directory }) => directory === file?.directory) ?? -1;
  const module = known?.[place];
  if (!known || !module || !old || !file) return;
  editSyntax(old, file);
  modulesOf.learn(after, known.with(place, readModule(module.files.map((each) => (each === old ? file : each)))));
}

function readModules(files: readonly SourceFile[]): readonly Module[] {
  const groups = new Map<string, SourceFile[]>();
  // Files are listed by directory, mostly, and those of most directories are what they were.
  for (let index = 0; index < files.length; ) {
    const end = endOfDirectory(files, index);
    const own = files.slice(index, end);
    const directory = own[0]?.directory ?? '';
    const group = groups.get(directory);
    if (group) group.push(...own);
    else groups.set(directory, own);
    index = end;
  }
  const modules = [...groups.values()].map(readModule);
  const sorted = modules.every(({ directory }, index) => index === 0 || (modules[index - 1]?.directory ?? '') < directory);
  return sorted ? modules : modules.sort((a, b) => compareText(a.directory, b.directory));
}

const known = keptWith<SourceFile, { readonly files: readonly SourceFile[]; readonly module: Module }>();

/** Where those end that lie in one directory with the file at `start`. */
function endOfDirectory(files: readonly SourceFile[], start: number): number {
  const first = files[start];
  const before = first && known.get(first)?.files;
  let end = start;
  if (before) while (end - start < before.length && files[end] === before[end - start]) end++;
  while (end < files.length && files[end]?.directory === first?.directory) end++;
  return end;
}

/** The files of one directory, of which there is one. */
function readModule(files: readonly SourceFile[]): Module {
  const first = files[0];
  const before = first && known.get(first);
  if (before && sameObjects(before.files, files)) return before.module;
  const module = new LazyModule(byName(files));
  if (first) known.set(first, { files, module });
  return module;
}

/** In order: as they were given, mostly. */
function byName(files: readonly SourceFile[]): readonly SourceFile[] {
  const sorted = files.every((file, index) => index === 0 || (files[index - 1]?.name ?? '') < file.name);
  return sorted ? files : files.toSorted((a, b) => compareText(a.uri, b.uri));
}

/** Reads its files at the first question. Most files call no module, so that the calls can be told without reading them. */
class LazyModule implements Module {
  readonly directory: string;
  readonly files: readonly SourceFile[];
  readonly assignments: readonly SourceFile[];
  readonly readsFiles: boolean;
  #calls: Module['calls'] | undefined;
  #localCalls: Module['localCalls'] | undefined;
  #declarations: Declarations | undefined;

  constructor(files: readonly SourceFile[]) {
    this.directory = files[0]?.directory ?? '';
    this.files = files;
    this.assignments = files.filter(loadedByItself).toSorted((a, b) => rankOf(a) - rankOf(b) || compareText(a.name, b.name));
    this.readsFiles = files.some(({ text }) => text.includes('file') && /\b(?:file(?:set|exists)?|templatefile)\s*\(/.test(text));
  }

  get calls(): Module['calls'] {
    this.#calls ??= readCalls(this.files);
    return this.#calls;
  }

  get localCalls(): Module['localCalls'] {
    this.#localCalls ??= [...this.calls.values()].filter((call): call is LocalCall => call.directory !== undefined);
    return this.#localCalls;
  }

  get variables(): Module['variables'] {
    return this.#read().variables;
  }

  get locals(): Module['locals'] {
    return this.#read().locals;
  }

  get outputs(): Module['outputs'] {
    return this.#read().outputs;
  }

  get resources(): Module['resources'] {
    return this.#read().resources;
  }

  get providers(): Module['providers'] {
    return this.#read().providers;
  }

  get backends(): Module['backends'] {
    return this.#read().backends;
  }

  release(): void {
    this.#declarations = undefined;
    for (const file of this.files) releaseSyntax(file);
  }

  #read(): Declarations {
    this.#declarations ??= readDeclarations(this.files);
    return this.#declarations;
  }
}

/** Whether these are the same objects in the same order. */
export function sameObjects<T extends object>(some: readonly T[], others: readonly T[]): boolean {
  return some === others || (some.length === others.length && some.every((each, index) => each === others[index]));
}

/** The files that configure, those that others override first. */
function inOrder(files: readonly SourceFile[]): { readonly own: readonly SourceFile[]; readonly overrides: readonly SourceFile[] } {
  const configuration = files.filter((file) => !isAssignment(file));
  const overrides = configuration.filter(isOverride);
  return { own: overrides.length === 0 ? configuration : configuration.filter((file) => !isOverride(file)), overrides };
}

/** A block that calls a module begins with the word, behind which there is no dot. */
const callsModule = /(?<![\w.-])module(?![\w-]|\s*\.)/;

function readCalls(files: readonly SourceFile[]): Module['calls'] {
  const calls = new Map<string, ModuleCall>();
  const { own, overrides } = inOrder(files.filter(({ text }) => text.includes('module') && callsModule.test(text)));
  for (const [first, declaration] of labelled(own, 'module')) {
    if (!calls.has(first)) calls.set(first, { ...declaration, name: first, ...leadsTo(declaration) });
  }
  for (const [first, declaration] of labelled(overrides, 'module')) {
    override(calls, first, declaration);
    const call = calls.get(first);
    if (call) calls.set(first, { ...call, ...leadsTo(call) });
  }
  return calls;
}

function labelled(files: readonly SourceFile[], type: string): [label: string, Declaration][] {
  return files.flatMap((file) =>
    syntax(file).body.blocks.flatMap((block): [string, Declaration][] => {
      const label = block.labels[0]?.text;
      return block.type.text === type && label !== undefined ? [[label, { file, block }]] : [];
    }),
  );
}

type Declarations = Pick<Module, 'variables' | 'locals' | 'outputs' | 'resources' | 'providers' | 'backends'>;

function readDeclarations(files: readonly SourceFile[]): Declarations {
  const variables = new Map<string, Declaration>();
  const locals = new Map<string, LocalDeclaration>();
  const outputs = new Map<string, Declaration>();
  const resources = new Map<string, Resource>();
  const providers: Declaration[] = [];
  const backends: Declaration[] = [];
  const { own: configuration, overrides } = inOrder(files);
  for (const file of configuration) {
    for (const block of syntax(file).body.blocks) {
      const first = block.labels[0]?.text;
      const second = block.labels[1]?.text;
      const mode = block.type.text;
      switch (mode) {
        case 'variable':
          if (first !== undefined && !variables.has(first)) variables.set(first, { file, block });
          break;
        case 'output':
          if (first !== undefined && !outputs.has(first)) outputs.set(first, { file, block });
          break;
        case 'locals':
          for (const attribute of block.body.attributes)
            if (!locals.has(attribute.name.text)) locals.set(attribute.name.text, { file, attribute });
          break;
        case 'provider':
          providers.push({ file, block });
          break;
        case 'terraform':
          for (const backend of block.body.blocks) if (backend.type.text === 'backend') backends.push({ file, block: backend });
          break;
        case 'resource':
        case 'data':
        case 'ephemeral': {
          if (first === undefined || second === undefined) break;
          const label = labelOf(mode, first, second);
          if (!resources.has(label)) resources.set(label, { file, block, mode, type: first, name: second, label });
          break;
        }
        default:
          break;
      }
    }
  }
  for (const file of overrides) {
    for (const block of syntax(file).body.blocks) {
      const [first = '', second = ''] = block.labels.map((label) => label.text);
      const mode = block.type.text;
      const own = { file, block };
      if (mode === 'variable') override(variables, first, own);
      else if (mode === 'output') override(outputs, first, own);
      else if (mode === 'resource' || mode === 'data' || mode === 'ephemeral') override(resources, labelOf(mode, first, second), own);
      else if (mode === 'locals') for (const attribute of block.body.attributes) locals.set(attribute.name.text, { file, attribute });
      else if (mode === 'provider') overrideProvider(providers, own);
      else if (mode === 'terraform') {
        const replaced = block.body.blocks.filter(({ type }) => type.text === 'backend' || type.text === 'cloud');
        if (replaced.length > 0)
          backends.splice(
            0,
            backends.length,
            ...replaced.filter(({ type }) => type.text === 'backend').map((backend) => ({ file, block: backend })),
          );
      }
    }
  }
  return { variables, locals, outputs, resources, providers, backends };
}

function rankOf({ name }: SourceFile): number {
  return name === 'terraform.tfvars' ? 0 : name === 'terraform.tfvars.json' ? 1 : 2;
}

function override<T extends Declaration>(declarations: Map<string, T>, name: string, by: Declaration): void {
  const known = declarations.get(name);
  if (known) declarations.set(name, { ...known, overrides: [...(known.overrides ?? []), by] });
}

function overrideProvider(providers: Declaration[], by: Declaration): void {
  const named = ({ file, block }: Declaration) => {
    const alias = block.body.attributes.find(({ name }) => name.text === 'alias');
    return `${block.labels[0]?.text} ${alias ? file.text.slice(alias.value.start, alias.value.end) : ''}`;
  };
  const index = providers.findIndex((each) => named(each) === named(by));
  const known = providers[index];
  if (known) providers[index] = { ...known, overrides: [...(known.overrides ?? []), by] };
}

/** The bodies that make up a declaration, each with its file, the last one counts most. */
export function layers({ file, block, overrides }: Declaration): readonly { readonly file: SourceFile; readonly body: Body }[] {
  const own = { file, body: block.body };
  return overrides ? [own, ...overrides.map((each) => ({ file: each.file, body: each.block.body }))] : [own];
}

/** An attribute of a declaration, with the file it stands in. */
export function argument(declaration: Declaration, name: string): { readonly file: SourceFile; readonly value: Expression } | undefined {
  if (!declaration.overrides) {
    const found = declaration.block.body.attributes.find((attribute) => attribute.name.text === name);
    return found && { file: declaration.file, value: found.value };
  }
  for (const { file, body } of layers(declaration).toReversed()) {
    const found = body.attributes.find((attribute) => attribute.name.text === name);
    if (found) return { file, value: found.value };
  }
  return undefined;
}

/** As an author refers to what a block declares. */
export function labelOf(mode: Resource['mode'], type: string, name: string): string {
  return mode === 'resource' ? `${type}.${name}` : `${mode}.${type}.${name}`;
}

function leadsTo(declaration: Declaration): Pick<ModuleCall, 'source' | 'directory'> {
  const source = sourceOf(declaration);
  const isPath = source !== undefined && /^\.\.?(?:\/|$)/.test(source);
  return { source, directory: isPath ? located(declaration.file.directory, source) : undefined };
}

/** The URI of a path from a directory; undefined where it leads out of all directories. */
export function located(directory: string, path: string): string | undefined {
  const segments = directory.split('/');
  for (const segment of path.split('/')) {
    if (segment === '..') {
      // The scheme and the host are no directories.
      if (segments.length <= 3) return undefined;
      segments.pop();
    } else if (segment !== '.' && segment !== '') segments.push(encodeURI(segment));
  }
  return segments.join('/');
}

function sourceOf(declaration: Declaration): string | undefined {
  const value = argument(declaration, 'source')?.value;
  if (value?.kind !== 'template') return undefined;
  let text = '';
  for (const part of value.parts) {
    if (part.kind !== 'text') return undefined;
    text += part.text;
  }
  return text;
}

interface Parsed {
  readonly document: Document | undefined;
  /** Whether it stays: it was parsed before and released, or somebody edits it. */
  readonly stays: boolean;
  /** The text that was edited, from whose tree this one's is made. */
  readonly before?: ParsedText;
}

const documents = keptWith<SourceFile, Parsed>();

/** The file's tree, native syntax or JSON. */
export function syntax(file: SourceFile): Document {
  const known = documents.get(file);
  if (known?.document) return known.document;
  const document = known?.before ? reparse(file.text, known.before) : isJson(file) ? parseJsonSyntax(file.text) : parse(file.text);
  documents.set(file, { document, stays: known !== undefined });
  return document;
}

/** Says that a file is what another one has become by an edit, whose tree is used then. */
function editSyntax(before: SourceFile, after: SourceFile): void {
  if (documents.get(after)) return;
  const known = documents.get(before);
  const from = known?.document ? { text: before.text, document: known.document } : known?.before;
  documents.set(after, { document: undefined, stays: true, before: isJson(after) ? undefined : from });
}

function isJson({ name }: SourceFile): boolean {
  return name.endsWith('.json');
}

/** Lets go of a tree that was made for the first time: most files are read once. One that was made a second time is of a module that is edited, and stays. */
function releaseSyntax(file: SourceFile): void {
  if (documents.get(file)?.stays === false) documents.set(file, { document: undefined, stays: false });
}
