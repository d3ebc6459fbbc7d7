import { matchesGlob } from 'node:path';

/** The files each package holds, as globs: nothing else may be in it, and each glob stands for at least one file. */
export const packageContents = {
  vsix: [
    ...['package.json', 'README.md', 'CHANGELOG.md', 'LICENSE', 'NOTICE', 'images/icon.png', 'images/activityBar.svg', 'docs/**/*.md'],
    ...[
      'package.nls.json',
      'package.nls.ko.json',
      'images/walkthrough/*.svg',
      'syntaxes/*.tmLanguage.json',
      'l10n/bundle.l10n.ko.json',
      'examples/shop/**',
    ],
    ...[
      'dist/extension.cjs',
      'dist/gcp.cjs',
      'dist/server.cjs',
      'dist/cli.cjs',
      'dist/cli.js',
      'dist/catalog.json.br',
      'dist/LICENSES.txt',
    ],
  ],
  npm: [
    ...['package.json', 'README.md', 'CHANGELOG.md', 'LICENSE', 'NOTICE', 'docs/**/*.md'],
    ...['dist/cli.cjs', 'dist/server.cjs', 'dist/cli.js', 'dist/catalog.json.br', 'dist/LICENSES.txt'],
  ],
} as const;

/** What is wrong with the files of a package, one sentence each; empty when they are exactly what the globs say. */
export function contentFaults(files: readonly string[], globs: readonly string[]): string[] {
  return [
    ...files.filter((file) => !globs.some((glob) => matchesGlob(file, glob))).map((file) => `${file} must not be in the package`),
    ...globs.filter((glob) => !files.some((file) => matchesGlob(file, glob))).map((glob) => `${glob} is missing in the package`),
  ];
}
