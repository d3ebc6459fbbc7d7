import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { root } from '../../scripts/project.ts';

const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const contributed = Object.assign(
  {},
  ...[JSON.parse(read('package.json')).contributes.configuration].flat().map(({ properties }: { properties: object }) => properties),
);
const pages = readdirSync(path.join(root, 'docs/editors')).map((name) => `docs/editors/${name}`);

describe('the pages on editors', () => {
  test('are all listed', () => {
    for (const page of pages) assert(read('docs/editors.md').includes(`](editors/${path.basename(page)})`), page);
  });

  for (const page of pages) {
    test(`${page} starts the server and says where the settings go`, () => {
      const text = read(page);
      assert.match(text, /leastwise['"]?[,\s]+(?:args = \[)?['"]?lsp\b/);
      assert.match(text, /strict/);
      assert(text.includes('](../configuration.md)'));
    });
  }

  test('name settings that there are', () => {
    const names = ['docs/editors.md', ...pages].flatMap(
      (page) => read(page).match(/\bleastwise\.(?:lint|codeLens|inlayHints)\.\w+/g) ?? [],
    );
    assert(names.length > 3);
    for (const name of names) assert(Object.hasOwn(contributed, name), name);
  });

  test("the JSON for JetBrains' IDEs is settings as the server asks for them", () => {
    const [, text = ''] = /```json\n([\s\S]*?)```/.exec(read('docs/editors/jetbrains.md')) ?? [];
    const { leastwise } = JSON.parse(text);
    for (const name of Object.keys(leastwise.lint)) assert(Object.hasOwn(contributed, `leastwise.lint.${name}`), name);
  });
});
