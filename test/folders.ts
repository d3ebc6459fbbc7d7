import type { Folder } from '../server/linter/formats/dataFiles.ts';
import type { SourceFile } from '../server/linter/source.ts';

/** What lies in all directories of the files, as the linter asks for it, where there are no other files. */
export function foldersOf(files: readonly SourceFile[]): ReadonlyMap<string, Folder> {
  const listed = new Map<string, string[]>();
  for (const { uri } of files) {
    for (let slash = uri.lastIndexOf('/'); slash > 'file:///'.length; slash = uri.lastIndexOf('/', slash - 1)) {
      const [directory, path] = [uri.slice(0, slash), decodeURIComponent(uri.slice(slash + 1))];
      for (const glob of path.includes('/') ? ['**'] : ['*', '**']) {
        const key = `${directory}/${glob}`;
        listed.set(key, [...(listed.get(key) ?? []), path]);
      }
    }
  }
  return new Map([...listed].map(([glob, paths]) => [glob, { paths, complete: true }]));
}
