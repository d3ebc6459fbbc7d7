import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { documents } from '../client/selector.ts';
import { root } from '../scripts/project.ts';

const { activationEvents, contributes }: { activationEvents: string[]; contributes: Record<string, unknown> } = JSON.parse(
  readFileSync(path.join(root, 'package.json'), 'utf8'),
);

describe('beside other extensions', () => {
  test('no language is claimed, and nothing is set for one', () => {
    for (const claim of ['languages', 'semanticTokenScopes', 'semanticTokenTypes', 'configurationDefaults'])
      assert.ok(!Object.hasOwn(contributes, claim), claim);
  });

  test('documents are taken by the languages of others, and by name where nobody knows the language', () => {
    const languages = ['terraform', 'terraform-vars', 'terraform-test', 'opentofu', 'opentofu-vars', 'yaml', 'json', 'jsonc'];
    for (const scheme of ['file', 'untitled', 'vscode-vfs']) {
      const own = documents.filter((each) => each.scheme === scheme);
      const named = own.flatMap((each) => ('language' in each ? [each.language] : []));
      assert.deepEqual(
        languages.filter((each) => !named.includes(each)),
        [],
      );
      for (const name of ['a/main.tf', 'b.tfvars', 'c.tofu'])
        assert.ok(
          own.some((each) => 'pattern' in each && path.matchesGlob(name, each.pattern)),
          name,
        );
      for (const name of ['notes.txt', 'terraform.tfstate', 'a/.tf/x'])
        assert.ok(!own.some((each) => 'pattern' in each && path.matchesGlob(name, each.pattern)), name);
    }
  });

  test('the extension wakes up for its own languages only', () => {
    const languages = new Set(documents.flatMap((each) => ('language' in each ? [`onLanguage:${each.language}`] : [])));
    for (const event of activationEvents) {
      assert.notEqual(event, '*');
      if (event.startsWith('onLanguage')) assert.ok(languages.has(event), event);
    }
  });

  test('a key is bound only in Terraform files that no other extension knows', () => {
    for (const { command, when } of contributes.keybindings as { command: string; when: string }[])
      assert.match(when, /\beditorLangId == plaintext && resourceExtname =~ \/\^\\\.\(tf\|tofu\|tfvars\)\$\/$/, command);
  });
});
