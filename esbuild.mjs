// Builds dist/: `node esbuild.mjs [--production] [--tests]`.
import './scripts/checkNode.js';
import { chmodSync, copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { licensesOf, packagesOf } from './scripts/bundledLicenses.ts';

const production = process.argv.includes('--production');

/** @type {import('esbuild').BuildOptions} */
const shared = {
  bundle: true,
  platform: 'node',
  target: 'node22',
  // vscode-languageserver does not survive an ESM bundle, and jsonc-parser's `main` (UMD) no bundle at all.
  format: 'cjs',
  mainFields: ['module', 'main'],
  outExtension: { '.js': '.cjs' },
  define: { 'import.meta.dirname': '__dirname', 'import.meta.filename': '__filename' },
  external: ['vscode', 'mocha'],
  minify: production,
  sourcemap: !production,
  logLevel: 'info',
};

rmSync('dist', { recursive: true, force: true });
mkdirSync('dist');
const { metafile } = await build({
  ...shared,
  entryPoints: {
    extension: 'client/extension.ts',
    // Most of the extension's size, loaded at the first thing that is done online.
    gcp: 'client/gcp/clients.ts',
    server: 'server/lsp/main.ts',
    cli: 'server/cli/main.ts',
  },
  outdir: 'dist',
  metafile: true,
});
for (const [output, { inputs }] of Object.entries(metafile.outputs)) {
  const online = Object.keys(inputs).some((file) => file.includes('/google-auth-library/'));
  if (online && !/\/gcp\.cjs(?:\.map)?$/.test(output))
    throw new Error(`${output} holds google-auth-library: import types of client/gcp/clients.ts only.`);
}
writeFileSync('dist/LICENSES.txt', licensesOf(packagesOf(Object.keys(metafile.inputs))));
copyFileSync('server/cli/launcher.js', 'dist/cli.js');
chmodSync('dist/cli.js', 0o755);
copyFileSync('iam/catalog/catalog.json.br', 'dist/catalog.json.br');

if (process.argv.includes('--tests')) {
  await build({ ...shared, entryPoints: ['test/vscode/index.ts', 'test/vscode/*.test.ts'], outdir: 'dist/test' });
}
