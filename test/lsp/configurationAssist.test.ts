import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import {
  type CompletionItem,
  type CompletionList,
  CompletionRequest,
  HoverRequest,
  type MarkupContent,
  type TextEdit,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { codes } from '../../server/linter/codes.ts';
import { configKeys } from '../../server/linter/configKeys.ts';
import { modern } from './client.ts';
import { mark, withCursor } from './cursor.ts';

const withSnippets = {
  ...modern,
  textDocument: {
    ...modern.textDocument,
    completion: { completionItem: { snippetSupport: true, documentationFormat: ['markdown' as const] } },
  },
};

const grant =
  'resource "google_project_iam_member" "x" {\n  project = "p"\n  role    = "roles/editor"\n  member  = "user:a@example.com"\n}\n';

/** What is suggested at the cursor of a configuration. */
async function suggested(t: TestContext, text: string, capabilities = withSnippets) {
  const files = { 'infra/main.tf': grant, 'leastwise.jsonc': text };
  const { client, params } = await withCursor(t, files, { capabilities });
  const list: CompletionList | null = (await client.connection.sendRequest(CompletionRequest.type, params)) as CompletionList | null;
  const items: readonly CompletionItem[] = list?.items ?? [];
  return {
    client,
    items,
    labels: items.map(({ label }) => label),
    /** The text with the label's item in it, tab stops without what they show. */
    accept(label: string): string {
      const item = items.find((each) => each.label === label);
      assert.ok(item, items.map((each) => each.label).join());
      const edit = item.textEdit as TextEdit;
      const plain = edit.newText.replace(/\$\{\d\|([^,|]*)[^}]*\}|\$\d/g, (_, first = '') => first);
      return TextDocument.applyEdits(TextDocument.create('', '', 0, text.replace(mark, '')), [{ ...edit, newText: plain }]);
    },
  };
}

describe('completion in a configuration', () => {
  test('offers the keys that are not there yet, with what they mean', async (t) => {
    const { labels, items } = await suggested(t, `{\n  "profile": "strict",\n  ${mark}\n}`);
    assert.deepEqual(
      labels,
      Object.keys(configKeys).filter((key) => key !== 'profile'),
    );
    const documentation = items.find(({ label }) => label === 'exclude')?.documentation as MarkupContent | undefined;
    assert.match(documentation?.value ?? '', /^Files, or directories with all that is in them/);
  });

  test('writes a key with the beginning of its value, or only the key', async (t) => {
    assert.equal((await suggested(t, `{\n  ${mark}\n}`)).accept('exclude'), '{\n  "exclude": [""]\n}');
    assert.equal((await suggested(t, `{\n  "ru${mark}"\n}`)).accept('rules'), '{\n  "rules": {\n\t\n}\n}');
    assert.equal((await suggested(t, `{ "pro${mark}": "strict" }`)).accept('profile'), '{ "profile": "strict" }');
    assert.equal((await suggested(t, `{ ${mark}\n"profile": "strict" }`)).accept('baseline'), '{ "baseline": "",\n"profile": "strict" }');
    for (const comment of ['// why', '/* why\n"so" */', '// one\n  // two "three"'])
      assert.equal(
        (await suggested(t, `{\n  ${mark}\n  ${comment}\n  "profile": "strict"\n}`)).accept('baseline'),
        `{\n  "baseline": "",\n  ${comment}\n  "profile": "strict"\n}`,
      );
    assert.equal((await suggested(t, `{\n  ${mark}\n  // "why"\n}`)).accept('baseline'), '{\n  "baseline": ""\n  // "why"\n}');
    assert.equal((await suggested(t, `{ ${mark} }`, modern as typeof withSnippets)).accept('profile'), '{ "profile": "strict" }');
  });

  test('offers nothing before a value that is there already, nor in a comment', async (t) => {
    for (const text of [
      `{ "profile":${mark} "strict" }`,
      `{ "rules": { "basic-role":${mark} "off" } }`,
      `{ "exclude": [${mark} "a"] }`,
      `{ /${mark}/ why\n}`,
    ])
      assert.deepEqual((await suggested(t, text)).labels, [], text);
    assert.equal((await suggested(t, `{ "profile": ${mark}"strict" }`)).accept('default'), '{ "profile": "default" }');
    assert.ok((await suggested(t, `{\n  "profile": ${mark}\n  "rules": {}\n}`)).labels.includes('strict'));
    assert.ok((await suggested(t, `{ "trustedPrincipals": ["principal://${mark}"] }`)).labels.includes('user:'));
  });

  test('offers codes with their titles, and severities', async (t) => {
    const { labels, items, accept } = await suggested(t, `{ "rules": { "basic-role": "off", "pub${mark}" } }`);
    assert.deepEqual(
      labels,
      Object.keys(codes).filter((code) => code !== 'basic-role'),
    );
    assert.equal(items.find(({ label }) => label === 'public-member')?.detail, 'Role granted to everyone');
    assert.equal(accept('public-member'), '{ "rules": { "basic-role": "off", "public-member": "error" } }');
    for (const text of [
      `{ "rules": { "basic-role": ${mark} } }`,
      `{ "rules": { "basic-role": "${mark}" } }`,
      `{ "rules": { "basic-role": "${mark}`,
    ])
      assert.deepEqual((await suggested(t, text)).labels, ['error', 'warning', 'information', 'hint', 'off'], text);
  });

  test('offers what else there is a choice of', async (t) => {
    const cases: readonly [text: string, label: string, accepted: string][] = [
      [`{ "profile": "${mark}" }`, 'strict', '{ "profile": "strict" }'],
      [`{ "levels": { "*.json": "${mark}" } }`, 'billing-account', '{ "levels": { "*.json": "billing-account" } }'],
      [`{ "trustedPrincipals": ["${mark}"] }`, 'serviceAccount:', '{ "trustedPrincipals": ["serviceAccount:0"] }'.replace('0', '')],
      [`{ "baseline": ${mark} }`, 'leastwise-baseline.json', '{ "baseline": "leastwise-baseline.json" }'],
      [`{ "exclude": [${mark}] }`, 'infra/main.tf', '{ "exclude": ["infra/main.tf"] }'],
      [`{ "ignores": [{ "codes": ["${mark}"] }] }`, 'public-member', '{ "ignores": [{ "codes": ["public-member"] }] }'],
      [`{ "ignores": [{ "files": "${mark}" }] }`, 'infra/main.tf', '{ "ignores": [{ "files": "infra/main.tf" }] }'],
      [`{ "ignores": [{ "codes": [], ${mark} }] }`, 'reason', '{ "ignores": [{ "codes": [], "reason": "" }] }'],
    ];
    for (const [text, label, accepted] of cases) assert.equal((await suggested(t, text)).accept(label), accepted);
  });

  test('offers days to come', async (t) => {
    const { labels, items } = await suggested(t, `{ "ignores": [{ "until": "${mark}" }] }`);
    assert.equal(labels.length, 4);
    for (const label of labels) assert.match(label, /^\d{4}-\d{2}-\d{2}$/);
    assert.ok(labels.every((label) => label > new Date().toISOString().slice(0, 10)));
    assert.equal(items[0]?.detail, 'in one month');
  });

  test('offers nothing where only the user knows, and in comments', async (t) => {
    for (const text of [
      `{ "ownDomains": ["${mark}"] }`,
      `{ "ignores": [{ "reason": "${mark}" }] }`,
      `{ "nothing": "${mark}" }`,
      `{ "profile": "strict" ${mark} }`,
      `{ // ${mark}\n}`,
      `{ /* ${mark} */ }`,
      `{ "profile": { "${mark}" } }`,
    ])
      assert.deepEqual((await suggested(t, text)).labels, [], text);
  });

  test('offers the same keys however broken the file is', async (t) => {
    for (const text of [`{${mark}`, `{ "${mark}`, `{ "rules": { }, ${mark}`])
      assert.ok((await suggested(t, text)).labels.includes('exclude'), text);
  });
});

describe('hovers in a configuration', () => {
  async function hovered(t: TestContext, text: string): Promise<string | undefined> {
    const { client, params } = await withCursor(t, { 'leastwise.jsonc': text });
    const hover = await client.connection.sendRequest(HoverRequest.type, params);
    return hover ? (hover.contents as MarkupContent).value : undefined;
  }

  test('say what a key means, with an example', async (t) => {
    for (const [key, { doc, example }] of Object.entries(configKeys)) {
      const value = await hovered(t, `{ "${key.slice(0, 2)}${mark}${key.slice(2)}": null }`);
      assert.equal(value, `**${key}**\n\n${doc}\n\n\`\`\`jsonc\n"${key}": ${example}\n\`\`\``);
    }
    assert.match((await hovered(t, `{ "ignores": [{ "poin${mark}ter": "" }] }`)) ?? '', /^\*\*pointer\*\*\n\nA JSON pointer/);
    assert.match((await hovered(t, `{ "profile": "str${mark}ict" }`)) ?? '', /^\*\*profile\*\*/);
  });

  test('say what a code is about, and how severe', async (t) => {
    for (const text of [`{ "rules": { "public-${mark}member": "off" } }`, `{ "ignores": [{ "codes": ["public-${mark}member"] }] }`])
      assert.match(
        (await hovered(t, text)) ?? '',
        /^\*\*public-member\*\*\n\nRole granted to everyone\. Severity: `error`\.\n\n\[About public-member\]\(https:/,
      );
    assert.match((await hovered(t, `{ "rules": { "user-${mark}grant": "off" } }`)) ?? '', /Only in the profile `strict`\./);
  });

  test('there are none elsewhere', async (t) => {
    for (const text of [
      `{ "nothing${mark}": 1 }`,
      `{ ${mark} }`,
      `// public-${mark}member\n{}`,
      `{ "trustedPrincipals": { "user:${mark}a": 1 } }`,
    ])
      assert.equal(await hovered(t, text), undefined, text);
  });
});
