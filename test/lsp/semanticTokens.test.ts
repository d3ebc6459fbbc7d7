import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Range, type SemanticTokens, SemanticTokensRangeRequest, SemanticTokensRequest } from 'vscode-languageserver';
import { Client, connected, Disk, modern, rangeOf, uriOf } from './client.ts';

const terraform = `/* two
   lines */
resource "google_service_account" "api" {
  account_id = "api"
}
`;

const legend = ['keyword', 'type', 'enumMember', 'property', 'string', 'number', 'comment', 'function', 'variable', 'operator'];

/** The tokens as `line:character kind text`. */
function read({ data }: SemanticTokens, text: string): string[] {
  const lines = text.split('\n');
  let [line, character] = [0, 0];
  return Array.from({ length: data.length / 5 }, (_, index) => {
    const [down = 0, right = 0, length = 0, kind = 0] = data.slice(index * 5);
    if (down > 0) character = 0;
    line += down;
    character += right;
    return `${line}:${character} ${legend[kind]} ${lines
      .slice(line)
      .join('\n')
      .slice(character, character + length)}`;
  });
}

const full = (client: Client, path: string) =>
  client.connection.sendRequest(SemanticTokensRequest.type, { textDocument: { uri: uriOf(path) } });
const within = (client: Client, path: string, range: Range) =>
  client.connection.sendRequest(SemanticTokensRangeRequest.type, { textDocument: { uri: uriOf(path) }, range });

const wants = { initializationOptions: { semanticTokens: true } };

test('tells the tokens of a Terraform file, each on one line', async (t) => {
  const client = await connected(t, {}, wants);
  for (const path of ['main.tf', 'main.tofu', 'x.tfvars']) {
    await client.open(path, terraform, 'plaintext');
    assert.deepEqual(read((await full(client, path)) ?? { data: [] }, terraform), [
      '0:0 comment /* two',
      '1:0 comment    lines */',
      '2:0 keyword resource',
      '2:9 enumMember "google_service_account"',
      '2:34 enumMember "api"',
      '3:2 property account_id',
      '3:15 string "api"',
    ]);
  }
});

test('leaves a token whole for a client that takes several lines', async (t) => {
  const capabilities = { ...modern, textDocument: { ...modern.textDocument, semanticTokens: { ...support, multilineTokenSupport: true } } };
  const client = await connected(t, {}, { ...wants, capabilities });
  await client.open('main.tf', terraform, 'plaintext');
  assert.equal(read((await full(client, 'main.tf')) ?? { data: [] }, terraform)[0], '0:0 comment /* two\n   lines */');
});

test('tells the tokens of a range, and those of the text as it is after an edit', async (t) => {
  const client = await connected(t, {}, wants);
  await client.open('main.tf', terraform, 'plaintext');
  await client.edit('main.tf', '"api"\n', '1\n');
  const text = client.text('main.tf');
  assert.deepEqual(read((await within(client, 'main.tf', rangeOf(text, 'account_id = 1'))) ?? { data: [] }, text), [
    '3:2 property account_id',
    '3:15 number 1',
  ]);
});

test('has none for other files', async (t) => {
  const client = await connected(t, {}, wants);
  await client.open('service.yaml', 'apiVersion: serving.knative.dev/v1\n', 'yaml');
  await client.open('main.tf.json', '{"resource": {}}', 'json');
  for (const path of ['service.yaml', 'main.tf.json', 'unopened.tf']) assert.equal(await full(client, path), null);
});

test('offers them to who asks for them only, and where that is said, only in plain text', async () => {
  const offered = async (initializationOptions?: object) => {
    const client = new Client(new Disk());
    const { capabilities } = await client.initialize({ initializationOptions });
    await client.shutdown();
    return capabilities.semanticTokensProvider;
  };
  const options = { legend: { tokenTypes: legend, tokenModifiers: [] }, full: true, range: true };
  assert.equal(await offered(), undefined);
  assert.equal(await offered({ semanticTokens: false }), undefined);
  assert.deepEqual(await offered({ semanticTokens: true }), options);
  assert.deepEqual(await offered({ semanticTokens: 'plaintext' }), {
    ...options,
    documentSelector: [{ language: 'plaintext', pattern: '**/*.{tf,tofu,tfvars}' }],
  });
});

const support = { requests: { full: true, range: true }, tokenTypes: legend, tokenModifiers: [], formats: ['relative' as const] };
