import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { explainDenied } from '../client/gcp/explain.ts';
import { decodedDocument } from '../client/tokens/decoded.ts';
import { english as englishTexts, type Localize } from '../iam/localize.ts';
import { messages, messagesIn } from '../scripts/messages.ts';
import { root } from '../scripts/project.ts';

type Texts = Readonly<Record<string, string>>;

const read = (file: string) => JSON.parse(readFileSync(path.join(root, file), 'utf8'));
/** Everything in a text that a translation has to keep: placeholders, the targets of links, settings, code, addresses, permissions. */
const keepers =
  /\{\d+\}|\]\((?:command:)?[^)]*\)|`[^`]+`|\bhttps?:\/\/[\w.:/-]*\w|\b(?:leastwise|iam|roles)[./][\w.]*\w|\bgcloud (?:auth|config|iam|services) [a-z-]+ [a-z-]+|\$\([\w-]+\)/g;
const kept = (text: string) => (text.match(keepers) ?? []).sort();

function assertTranslated(english: Texts, korean: Texts): void {
  assert.deepEqual(Object.keys(korean).sort(), Object.keys(english).sort());
  for (const [key, text] of Object.entries(english)) {
    const translated = korean[key] ?? '';
    assert.deepEqual(kept(translated), kept(text), key);
    assert.equal(translated.split('\n').length, text.split('\n').length, key);
    assert.equal(translated, translated.trim(), key);
    // What has words of its own is said in Korean, but for names.
    if (/^[A-Z]?[a-z]+ [a-z]+ /.test(text)) assert.match(translated, /[가-힣]/, key);
  }
}

describe('the texts of the extension', () => {
  const english: Texts = read('l10n/bundle.l10n.json');

  test('are in the bundle that translators start from, which `npm run generate` writes', () => {
    assert.deepEqual(Object.keys(english), messages());
    for (const [key, text] of Object.entries(english)) assert.equal(text, key);
  });

  test('are all there in Korean, with the same placeholders, links and names', () => {
    assertTranslated(english, read('l10n/bundle.l10n.ko.json'));
  });

  test('are found whatever their quotes, and have to be literals', () => {
    assert.deepEqual(messagesIn(`a(l10n.t('it’s {0}', 1), l10n.t(\n  "Google's",\n), l10n.t('a\\n"b"'))`, 'a.ts'), [
      'it’s {0}',
      "Google's",
      'a\n"b"',
    ]);
    assert.throws(() => messagesIn('l10n.t(text)', 'a.ts'), /a\.ts: text 1 of l10n\.t is no literal string/);
    assert.throws(() => messagesIn('l10n.t(`a ${b}`)', 'a.ts'), /no literal string/);
  });
});

describe('Korean', () => {
  const bundle: Texts = read('l10n/bundle.l10n.ko.json');
  const korean: Localize = { t: (message, ...args) => englishTexts.t(bundle[message] ?? message, ...args) };

  test('is what a decoded token says of its claims, and of what is right or wrong with them', () => {
    const claims = { iss: 'https://accounts.google.com', aud: 'https://orders.example', exp: 1_795_438_800, iat: 1_795_435_200, sub: '1' };
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const now = new Date((claims.exp - 600) * 1000);
    const text = decodedDocument(`${part({ alg: 'RS256' })}.${part(claims)}.`, { now, l10n: korean });
    for (const said of ['// 발급자', '// 만료 시각: 2026-11-23 13:00:00 UTC, 10분 후', '"good: 만료: 10분 후."', '"bad: 없습니다."'])
      assert.ok(text.includes(said), text);
    assert.doesNotMatch(text.replaceAll(/good|bad|note/g, ''), /"(?:good|bad|note)?:? ?[A-Z][a-z]+ [a-z]+ /);
  });

  test('is what a denied call says, with the lines to copy as they are', () => {
    const error = { httpStatus: 403, status: 'PERMISSION_DENIED', permission: 'iam.serviceAccounts.getAccessToken', message: '' };
    const target = 'api@shop-prod.iam.gserviceaccount.com';
    const { hint, gcloud } = explainDenied(error, { caller: 'ana@example.com', target }, korean);
    assert.match(
      hint,
      /^user:ana@example\.com에게 api@\S+에 대한 iam\.serviceAccounts\.getAccessToken 권한이 없습니다\. roles\/iam\.serviceAccountTokenCreator 역할을 부여하세요\./,
    );
    assert.equal(gcloud, explainDenied(error, { caller: 'ana@example.com', target }).gcloud);
  });
});

describe('the texts of package.json', () => {
  const english: Texts = read('package.nls.json');
  const manifest = read('package.json');

  test('are all there in Korean', () => {
    assertTranslated(english, read('package.nls.ko.json'));
  });

  test('are used, each, and none is missing', () => {
    const used = new Set(JSON.stringify(manifest).match(/(?<="%)[^%"]+(?=%")/g));
    assert.deepEqual([...used].sort(), Object.keys(english).sort());
  });

  test('are keys wherever VS Code shows them', () => {
    const shown = new Set(['title', 'name', 'contents', 'description', 'markdownDescription', 'contextualTitle', 'altText', 'label']);
    const found: string[] = [];
    JSON.stringify(manifest.contributes, (key, value) => {
      if (/enumDescriptions$/i.test(key)) found.push(...value.filter((text: string) => !/^%.+%$/.test(text)));
      if (shown.has(key) && typeof value === 'string' && !/^(?:%.+%|leastwise_\w+)$/.test(value)) found.push(value);
      // The rules' titles and what a language model reads are English.
      return key === 'leastwise.lint.rules' ? { ...value, properties: {} } : key === 'inputSchema' ? undefined : value;
    });
    assert.deepEqual(found, []);
    assert.equal(manifest.l10n, './l10n');
  });
});
