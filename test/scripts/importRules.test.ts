import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, test } from 'node:test';

const root = path.resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(path.join(tmpdir(), 'imports-'));
cpSync(path.join(root, 'biome.json'), path.join(folder, 'biome.json'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** Files with what they may import, and what they may not. docs/architecture.md has the table in words. */
const table: Readonly<Record<string, { allowed: readonly string[]; banned: readonly string[] }>> = {
  'iam/probe.ts': { allowed: ['./text.ts', './catalog/catalog.ts'], banned: ['node:fs', 'yaml', '../server/linter/source.ts', 'vscode'] },
  'iam/catalog/probe.ts': { allowed: ['./roles.ts'], banned: ['../principal.ts', 'node:zlib'] },
  'server/linter/probe.ts': {
    allowed: ['../../iam/text.ts', './source.ts'],
    banned: ['node:path', 'vscode', '../../client/extension.ts', '../host/files.ts'],
  },
  'server/linter/syntax/probe.ts': { allowed: ['yaml', 'jsonc-parser', '../source.ts'], banned: ['../model.ts', '../lint.ts', 'node:fs'] },
  'server/linter/syntax/hcl/probe.ts': { allowed: ['./ast.ts'], banned: ['../../model.ts', 'node:fs'] },
  'server/linter/formats/probe.ts': {
    allowed: ['./policyFacts.ts', './environment.ts', './annotations.ts', '../model.ts', '../syntax/value.ts'],
    banned: ['./cloudRun.ts', '../rule.ts', '../link.ts'],
  },
  'server/linter/formats/terraform/probe.ts': {
    allowed: ['./modules.ts', '../policyFacts.ts', '../environment.ts', '../annotations.ts'],
    banned: ['../cloudRun.ts', '../../rules/index.ts'],
  },
  'server/linter/rules/probe.ts': {
    allowed: ['../model.ts', '../describe.ts', '../powers.ts', '../impersonation.ts', '../../../iam/text.ts'],
    banned: ['./basic-role.ts', '../formats/cloudRun.ts', '../syntax/value.ts', '../lint.ts', '../suppress.ts', '../config.ts', 'node:fs'],
  },
  'server/host/probe.ts': { allowed: ['node:fs', 'ignore'], banned: ['../lsp/server.ts', '../cli/cli.ts', 'vscode'] },
  'server/lsp/probe.ts': {
    allowed: ['node:fs', 'vscode-languageserver/node', '../linter/lint.ts'],
    banned: ['vscode', '../cli/cli.ts', '../../client/extension.ts'],
  },
  'server/cli/probe.ts': {
    allowed: ['node:fs', '../linter/lint.ts', '../lsp/main.ts', '../../emulator/emulator.ts'],
    banned: ['vscode', '../lsp/server.ts', 'vscode-languageserver', '../../client/extension.ts', '../../test/markers.ts'],
  },
  'client/probe.ts': {
    allowed: ['vscode', '../server/lsp/protocol.ts', '../iam/text.ts', './gcp/endpoints.ts'],
    banned: [
      'google-auth-library',
      '../emulator/emulator.ts',
      '../server/lsp/server.ts',
      '../server/linter/lint.ts',
      '../scripts/project.ts',
    ],
  },
  'client/commands/probe.ts': {
    allowed: ['vscode', '../languageClient.ts'],
    banned: ['../../server/linter/lint.ts', '../../bench/bench.ts'],
  },
  'client/gcp/probe.ts': {
    allowed: ['node:crypto', 'google-auth-library', './http.ts', '../../iam/token.ts'],
    banned: ['vscode', '../connection.ts', '../../server/lsp/protocol.ts', '../../emulator/emulator.ts', '@googleapis/iam'],
  },
  'client/explorer/probe.ts': {
    allowed: ['vscode', '../connection.ts', '../gcp/errors.ts', '../../iam/principal.ts', '../../server/lsp/protocol.ts'],
    banned: ['google-auth-library', '../tokens/tokens.ts', '../../server/linter/lint.ts', '../../emulator/emulator.ts'],
  },
  'client/explorer/actions/probe.ts': {
    allowed: ['vscode', '../tree.ts', '../../connection.ts', '../../gcp/errors.ts'],
    banned: ['google-auth-library', '../../tokens/tokens.ts', '../../../server/linter/lint.ts'],
  },
  'client/tokens/probe.ts': {
    allowed: ['vscode', '../connection.ts', '../gcp/explain.ts', '../../iam/token.ts'],
    banned: ['google-auth-library', '../explorer/tree.ts', '../../server/host/files.ts', '../../emulator/emulator.ts'],
  },
  'emulator/probe.ts': {
    allowed: ['node:http', '../iam/token.ts', '../server/linter/model.ts'],
    banned: ['vscode', 'google-auth-library', '../client/gcp/iam.ts', '../server/cli/cli.ts', '../server/host/files.ts'],
  },
};

describe('the import rules', () => {
  for (const [file, { allowed, banned }] of Object.entries(table)) {
    test(`${path.dirname(file)} may not import ${banned.join(', ')}`, () => assert.deepEqual(refused(file, banned), banned));
    test(`${path.dirname(file)} may import ${allowed.join(', ')}`, () => assert.deepEqual(refused(file, allowed), []));
  }

  test('an import circle is refused', () => {
    write('iam/one.ts', "import { two } from './two.ts';\nexport const one = () => two;\n");
    write('iam/two.ts', "import { one } from './one.ts';\nexport const two = () => one;\n");
    assert.match(lint('iam'), /noImportCycles/);
  });
});

/** The specifiers that the linter refuses in that file. */
function refused(file: string, specifiers: readonly string[]): string[] {
  write(file, specifiers.map((specifier, index) => `import * as i${index} from '${specifier}';\nconsole.log(i${index});\n`).join(''));
  const { diagnostics } = JSON.parse(lint(file, '--reporter=json')) as {
    diagnostics: { category: string; location: { start: { line: number } } }[];
  };
  const lines = diagnostics
    .filter(({ category }) => category === 'lint/style/noRestrictedImports')
    .map(({ location }) => location.start.line);
  return specifiers.filter((_, index) => lines.includes(2 * index + 1));
}

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), text);
}

function lint(...parameters: string[]): string {
  const { stdout, stderr } = spawnSync(path.join(root, 'node_modules/.bin/biome'), ['lint', ...parameters], {
    cwd: folder,
    encoding: 'utf8',
  });
  return parameters.includes('--reporter=json') ? stdout : stdout + stderr;
}
