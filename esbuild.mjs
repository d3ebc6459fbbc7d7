// Builds dist/: `node esbuild.mjs [--production] [--tests]`.
import './scripts/checkNode.js';
import { chmodSync, copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { licensesOf, packagesOf } from './scripts/bundledLicenses.ts';
import { lazyBuiltins } from './scripts/lazyBuiltins.ts';

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

/** `leastwise lsp` loads the bundle of the server that is there anyway: the other commands need none of it.
 * @type {import('esbuild').Plugin} */
const serverApart = {
  name: 'server-apart',
  setup: ({ onResolve }) =>
    onResolve({ filter: /\/lsp\/main\.ts$/ }, ({ kind }) => (kind === 'dynamic-import' ? { path: './server.cjs', external: true } : null)),
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
  plugins: [serverApart, lazyBuiltins],
  // The launcher runs the command line as a script, which has a `require` and no `import()`.
  supported: { 'dynamic-import': false },
});
for (const [output, { inputs }] of Object.entries(metafile.outputs)) {
  const holds = (/** @type {string} */ name) => Object.keys(inputs).some((file) => file.includes(`/${name}/`));
  if (holds('google-auth-library') && !/\/gcp\.cjs(?:\.map)?$/.test(output))
    throw new Error(`${output} holds google-auth-library: import types of client/gcp/clients.ts only.`);
  if (holds('vscode-languageserver') && /\/cli\.cjs(?:\.map)?$/.test(output))
    throw new Error(`${output} holds vscode-languageserver: import server/lsp/main.ts only, and when it is needed.`);
}
writeFileSync('dist/LICENSES.txt', licensesOf(packagesOf(Object.keys(metafile.inputs))));
copyFileSync('server/cli/launcher.js', 'dist/cli.js');
chmodSync('dist/cli.js', 0o755);
copyFileSync('iam/catalog/catalog.json.br', 'dist/catalog.json.br');

if (process.argv.includes('--tests')) {
  await build({ ...shared, entryPoints: ['test/vscode/index.ts', 'test/vscode/*.test.ts'], outdir: 'dist/test' });
}
