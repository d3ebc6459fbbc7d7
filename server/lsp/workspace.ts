import type { TextDocument } from 'vscode-languageserver-textdocument';
import { isCandidate, isForeignDirectory, largestFile } from '../host/files.ts';
import { isConfigFile } from '../linter/config.ts';
import { SourceFile } from '../linter/source.ts';
import { openCalledModules } from './calledModules.ts';
import { openDisk } from './disk.ts';
import type { Files } from './files.ts';
import { type Group, openGroup, type State, type Surroundings, type Territory } from './group.ts';
import type { Settings } from './settings.ts';
import { canonical, isBelow, parent } from './uri.ts';

/** All that the server knows of: folders on the disk and open documents, whose text wins. */
export interface Workspace {
  readonly groups: ReadonlySet<Group>;
  setFolders(uris: readonly string[]): void;
  /** Takes a document that was opened or edited. */
  put(document: TextDocument): void;
  /** Takes the present text of a document as what was saved. */
  saved(uri: string): void;
  close(uri: string): void;
  /** The file that a client's URI names, and whom it is linted with, everything up to date; undefined where the linter does not take it. */
  find(uri: string): Promise<Place | undefined>;
  /** The open documents that are linted. */
  readonly documents: Iterable<OpenDocument>;
  /** A file's URI as the client writes it. */
  clientUri(file: SourceFile): string;
  /** The version of the open document that the file is; null for what is on the disk. */
  version(file: SourceFile): number | null;
  /** Why files are left out, by URI. */
  skipped(): ReadonlyMap<string, string>;
}

export interface Place {
  readonly file: SourceFile;
  /** What was saved last, as far as is known: what a document was opened with; undefined for one that was never saved. */
  readonly saved: SourceFile | undefined;
  readonly group: Group;
}

/** A document as the editor shows it. */
export interface OpenDocument extends Place {
  readonly uri: string;
  readonly version: number;
}

/** What an unsaved document would be called, by its language. */
const extensions: Readonly<Record<string, string>> = {
  terraform: '.tf',
  opentofu: '.tofu',
  'terraform-vars': '.tfvars',
  'opentofu-vars': '.tfvars',
  yaml: '.yaml',
  json: '.json',
  jsonc: '.jsonc',
};

/** A workspace without folders and documents. `changed` is called whenever a file was opened, edited or closed, or the folders changed. */
export function openWorkspace(files: Files, settings: Settings, surroundings: Surroundings, changed: () => void): Workspace {
  const folders = new Map<string, Group>();
  const territories = new Map<string, Territory>();
  const loose = new Map<string, Group>();
  const documents = new Map<string, OpenDocument>();
  const tooLarge = new Map<string, string>();

  function openIn(group: Group, state: State): ReadonlyMap<string, SourceFile> {
    const own = [...documents.values()].filter((document) => document.group === group || applies(document.file, group));
    return new Map(
      own.flatMap(({ file, saved }) => {
        const shown = state === 'present' ? file : saved;
        return shown ? [[file.uri, shown]] : [];
      }),
    );
  }

  /** Whether a file of another group is read in this one, too: a configuration that applies, a module that is called. */
  function applies(file: SourceFile, { root, wide, disk }: Group): boolean {
    return disk?.files.has(file.uri) === true && !(wide && root !== undefined && isBelow(root, file.uri));
  }

  function folderGroup(root: string): Group {
    const called = openCalledModules(root, true, files, (uri) => terraform.test(uri));
    const disk = openDisk(
      async () => [...(await files.configFilesAbove(root)), ...(await files.under(root)), ...(await called.list())],
      files,
    );
    const group: Group = openGroup(
      {
        root,
        disk,
        called,
        wide: true,
        settings,
        territory: () => territoryOf(root),
        isWhole: () => isWhole(root),
        open: (state) => openIn(group, state),
      },
      surroundings,
    );
    return group;
  }

  /** What is below a folder and not below one further in, and all that lies elsewhere. Kept as long as the folders are the same. */
  function territoryOf(root: string): Territory {
    let owns = territories.get(root);
    if (!owns) {
      const inner = [...folders.keys()].filter((each) => each !== root && isBelow(root, each)).map((each) => `${each}/`);
      owns = (uri) => !inner.some((each) => uri.startsWith(each));
      territories.set(root, owns);
    }
    return owns;
  }

  function isWhole(root: string): boolean {
    return ![...folders.keys()].some((each) => each !== root && isBelow(root, each));
  }

  /** Terraform reads a directory as one module; any other file outside the folders stands for itself. The configuration is read for both. */
  function looseGroup(uri: string): Group {
    const saved = !uri.startsWith('untitled:');
    const root = terraform.test(uri) && saved ? parent(uri) : undefined;
    const known = loose.get(root ?? uri);
    if (known) return known;
    const directory = parent(uri);
    const read = (each: string) => isConfigFile(new SourceFile(each, '')) || (root !== undefined && terraform.test(each));
    const called = openCalledModules(root ?? directory, false, files, (each) => terraform.test(each));
    const list = async () => [
      ...(await files.configFilesAbove(directory)),
      ...(await files.beside(directory)).filter(read),
      ...(await called.list()),
    ];
    const disk = saved ? openDisk(list, files) : undefined;
    const group: Group = openGroup({ root, disk, called, settings, open: (state) => openIn(group, state) }, surroundings);
    loose.set(root ?? uri, group);
    return group;
  }

  /** The innermost folder that holds the resource. */
  function folderOf(uri: string): string | undefined {
    let innermost: string | undefined;
    for (const root of folders.keys()) if (isBelow(root, uri) && root.length > (innermost?.length ?? -1)) innermost = root;
    return innermost;
  }

  function groupOf(uri: string): Group {
    const root = folderOf(uri);
    return (root === undefined ? undefined : folders.get(root)) ?? looseGroup(uri);
  }

  async function find(uri: string): Promise<Place | undefined> {
    const key = canonical(uri);
    const group = documents.get(key)?.group ?? folders.get(folderOf(key) ?? '');
    await group?.ready();
    // In the meantime an edit may have replaced the document, and other folders its group.
    const document = documents.get(key);
    if (document) return document.group === group ? document : find(uri);
    const file = group?.disk?.files.get(key);
    return group && file ? { file, saved: file, group } : undefined;
  }

  function forgetUnused(): void {
    const used = new Set([...documents.values()].map(({ group }) => group));
    for (const [key, group] of loose) if (!used.has(group)) loose.delete(key);
  }

  return {
    get groups() {
      return new Set([...folders.values(), ...loose.values()]);
    },
    setFolders(uris) {
      const roots = new Set(uris.map((uri) => canonical(uri).replace(/\/+$/, '')));
      for (const root of [...folders.keys()]) if (!roots.has(root)) folders.delete(root);
      for (const root of roots) if (!folders.has(root)) folders.set(root, folderGroup(root));
      territories.clear();
      for (const [key, document] of documents) documents.set(key, { ...document, group: groupOf(document.file.uri) });
      forgetUnused();
      changed();
    },
    put(document) {
      const key = canonical(document.uri);
      const name = nameOf(document);
      const text = document.getText();
      tooLarge.delete(key);
      if (text.length > largestFile) tooLarge.set(key, 'it is larger than 1 MB');
      if (name === undefined || text.length > largestFile) documents.delete(key);
      else {
        const file = new SourceFile(name, text);
        const before = documents.get(key);
        const saved = before ? before.saved : document.uri.startsWith('untitled:') ? undefined : file;
        documents.set(key, { uri: document.uri, version: document.version, file, saved, group: groupOf(name) });
      }
      changed();
    },
    saved(uri) {
      const document = documents.get(canonical(uri));
      if (document) documents.set(canonical(uri), { ...document, saved: document.file });
      changed();
    },
    close(uri) {
      const key = canonical(uri);
      tooLarge.delete(key);
      documents.delete(key);
      forgetUnused();
      changed();
    },
    find,
    get documents() {
      return documents.values();
    },
    clientUri: (file) => documentOf(file)?.uri ?? file.uri,
    version: (file) => documentOf(file)?.version ?? null,
    skipped: () => new Map([...[...folders.values()].flatMap(({ disk }) => [...(disk?.skipped ?? [])]), ...tooLarge]),
  };

  function documentOf(file: SourceFile): OpenDocument | undefined {
    const document = documents.get(file.uri);
    return document ?? (file.uri.startsWith('untitled:') ? [...documents.values()].find((each) => each.file.uri === file.uri) : undefined);
  }
}

const terraform = /\.(?:tf|tofu|tfvars)(?:\.json)?$/;

/** The URI of a document for the linter, which knows formats by file name; undefined for what it would not read from the disk either. */
function nameOf({ uri, languageId }: TextDocument): string | undefined {
  const name = canonical(uri);
  if (name.split('/').some(isForeignDirectory)) return undefined;
  if (isCandidate(new SourceFile(name, '').name)) return name;
  const extension = extensions[languageId];
  return uri.startsWith('untitled:') && extension ? `${name}${extension}` : undefined;
}
