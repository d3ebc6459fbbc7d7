import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type FindingLine, findingLines } from '../../client/findingLines.ts';

const finding: FindingLine = {
  file: 'iam.tf',
  line: 4,
  column: 13,
  severity: 'warning',
  code: 'basic-role',
  message: 'roles/editor is basic.',
};

test('a finding is a line with its place, its severity, its code and what it says', () => {
  assert.equal(findingLines([finding]), 'iam.tf:4:13 warning basic-role: roles/editor is basic.');
});

test('the gravest come first, then by file and place', () => {
  const findings = [
    finding,
    { ...finding, severity: 'hint' as const, line: 1 },
    { ...finding, line: 2 },
    { ...finding, severity: 'error' as const, file: 'z.tf' },
    { ...finding, file: 'a.yaml', line: 9 },
  ];
  assert.deepEqual(
    findingLines(findings)
      .split('\n')
      .map((line) => line.split(' ', 2).join(' ')),
    ['z.tf:4:13 error', 'a.yaml:9:13 warning', 'iam.tf:2:13 warning', 'iam.tf:4:13 warning', 'iam.tf:1:13 hint'],
  );
});

test('no token is told, and no more than fits into a conversation', () => {
  assert.ok(!findingLines([{ ...finding, message: `ya29.${'a'.repeat(40)} is a token.` }]).includes('ya29'));
  const lines = findingLines(Array.from({ length: 250 }, (_, line) => ({ ...finding, line }))).split('\n');
  assert.equal(lines.length, 201);
  assert.equal(lines.at(-1), '50 more');
});
