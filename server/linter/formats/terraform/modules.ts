import { compareText, type SourceFile } from '../../source.ts';
import type { Attribute, Block, Document } from '../../syntax/hcl/ast.ts';
import { parseJsonSyntax } from '../../syntax/hcl/jsonSyntax.ts';
import { parse } from '../../syntax/hcl/parse.ts';

/** A directory of Terraform files: what its blocks declare, each with the file it stands in. The first declaration of a name counts. */
export interface Module {
  readonly directory: string;
  readonly variables: ReadonlyMap<string, Declaration>;
  readonly locals: ReadonlyMap<string, LocalDeclaration>;
  /** By `type.name`, data sources by `data.type.name`. */
  readonly resources: ReadonlyMap<string, Resource>;
  readonly providers: readonly Declaration[];
}

export interface Declaration {
  readonly file: SourceFile;
  readonly block: Block;
}

/** A `resource` or `data` block. */
export interface Resource extends Declaration {
  readonly mode: 'resource' | 'data';
  readonly type: string;
  readonly name: string;
  /** As an author refers to it: `google_service_account.api`, `data.google_iam_policy.shop`. */
  readonly label: string;
}

export interface LocalDeclaration {
  readonly file: SourceFile;
  readonly attribute: Attribute;
}

/** Whether Terraform reads the file as configuration. */
export function isTerraform({ name }: SourceFile): boolean {
  return /\.(?:tf|tofu)(?:\.json)?$/.test(name);
}

/** The files grouped into modules, a module for each directory, in the order of the directories' names. */
export function groupByDirectory(files: readonly SourceFile[]): SourceFile[][] {
  const groups = new Map<string, SourceFile[]>();
  for (const file of files) {
    const group = groups.get(file.directory);
    if (group) group.push(file);
    else groups.set(file.directory, [file]);
  }
  return [...groups].toSorted(([a], [b]) => compareText(a, b)).map(([, group]) => group.toSorted((a, b) => compareText(a.uri, b.uri)));
}

/** Reads the files of one directory as a module. */
export function readModule(directory: string, files: readonly SourceFile[]): Module {
  const variables = new Map<string, Declaration>();
  const locals = new Map<string, LocalDeclaration>();
  const resources = new Map<string, Resource>();
  const providers: Declaration[] = [];
  for (const file of files) {
    for (const block of syntax(file).body.blocks) {
      const [first, second] = block.labels.map((label) => label.text);
      switch (block.type.text) {
        case 'variable':
          if (first !== undefined && !variables.has(first)) variables.set(first, { file, block });
          break;
        case 'locals':
          for (const attribute of block.body.attributes) {
            if (!locals.has(attribute.name.text)) locals.set(attribute.name.text, { file, attribute });
          }
          break;
        case 'provider':
          providers.push({ file, block });
          break;
        case 'resource':
        case 'data': {
          if (first === undefined || second === undefined) break;
          const mode = block.type.text;
          const label = mode === 'data' ? `data.${first}.${second}` : `${first}.${second}`;
          if (!resources.has(label)) resources.set(label, { file, block, mode, type: first, name: second, label });
          break;
        }
        default:
          break;
      }
    }
  }
  return { directory, variables, locals, resources, providers };
}

const documents = new WeakMap<SourceFile, Document>();

/** The file's tree, native syntax or JSON, parsed once. */
function syntax(file: SourceFile): Document {
  let document = documents.get(file);
  if (!document) {
    document = file.name.endsWith('.json') ? parseJsonSyntax(file.text) : parse(file.text);
    documents.set(file, document);
  }
  return document;
}
