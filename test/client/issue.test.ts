import assert from 'node:assert/strict';
import { test } from 'node:test';
import { issueBody, issueUrl, neighbours } from '../../client/issue.ts';

test('a report tells versions, the state of the server and the neighbours', () => {
  const body = issueBody({
    versions: { Leastwise: '0.3.0', 'Visual Studio Code': '1.139.1 (wsl)', 'Node.js': '22.20.0', 'language server': 'running' },
    neighbours: { 'hashicorp.terraform': '2.37.6', 'redhat.vscode-yaml': 'not installed' },
  });
  for (const row of [
    '| Leastwise | 0.3.0 |',
    '| Visual Studio Code | 1.139.1 (wsl) |',
    '| Node.js | 22.20.0 |',
    '| language server | running |',
    '| hashicorp.terraform | 2.37.6 |',
    '| redhat.vscode-yaml | not installed |',
  ])
    assert.ok(body.includes(row), body);
  assert.match(body, /^<!-- Never paste a token\./);
});

test('a report is about the extensions that work on the same files', () => {
  assert.deepEqual(neighbours, ['hashicorp.terraform', 'opentofu.vscode-opentofu', 'redhat.vscode-yaml']);
});

test('a report has no token in it, wherever one might come from, and stays a table', () => {
  const token = `ya29.${'a'.repeat(40)}`;
  const body = issueBody({
    versions: { Leastwise: `1.0 | ${token}\n| x` },
    neighbours: { 'redhat.vscode-yaml': `eyJ${'b'.repeat(30)}.c.d` },
  });
  assert.ok(!body.includes('ya29.') && !body.includes('eyJb'), body);
  assert.match(body, /^\| Leastwise \| 1\.0 \[token\] x \|$/m);
});

test('where VS Code has no reporter, the text goes to GitHub', () => {
  const url = new URL(issueUrl('https://github.com/leastwise/leastwise/issues', 'a & b\n#1'));
  assert.equal(url.origin + url.pathname, 'https://github.com/leastwise/leastwise/issues/new');
  assert.equal(url.searchParams.get('body'), 'a & b\n#1');
});
