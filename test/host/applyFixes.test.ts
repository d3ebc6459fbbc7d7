import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyEdits, applySafeFixes, fixAll } from '../../server/host/applyFixes.ts';
import type { Finding, Fix } from '../../server/linter/rule.ts';
import { SourceFile, span } from '../../server/linter/source.ts';

/** A fix that replaces the only occurrence of each text. */
function replacing(file: SourceFile, replacements: Readonly<Record<string, string>>, safe = true): Fix {
  const edits = Object.entries(replacements).map(([old, newText]) => {
    const start = file.text.indexOf(old);
    return { span: span(file, start, start + old.length), newText };
  });
  return { title: 'Replace', safe, edits };
}

function finding(file: SourceFile, ...fixes: Fix[]): Finding {
  return { code: 'some-code', severity: 'warning', span: span(file, 0, 0), message: '', related: [], fixes, tags: [] };
}

const anywhere = () => true;

test('applies the first safe fix of each finding', () => {
  const file = new SourceFile('file:///main.tf', 'one two three');
  const findings = [
    finding(file, replacing(file, { three: '3' })),
    finding(file, replacing(file, { one: 'uno' }, false), replacing(file, { one: '1' })),
    finding(file, replacing(file, { two: '2' }, false)),
  ];
  const { texts, mended } = applySafeFixes(findings, anywhere);
  assert.equal(texts.get(file), '1 two 3');
  assert.deepEqual(mended, findings.slice(0, 2));
});

test('of fixes that touch each other the first is applied, wholly', () => {
  const file = new SourceFile('file:///main.tf', 'one two three');
  const findings = [finding(file, replacing(file, { 'one two': 'ab' })), finding(file, replacing(file, { two: 'x', three: 'y' }))];
  const { texts, mended } = applySafeFixes(findings, anywhere);
  assert.equal(texts.get(file), 'ab three');
  assert.deepEqual(mended, findings.slice(0, 1));
});

test('a fix that reaches into a file that must not change is not applied', () => {
  const here = new SourceFile('file:///here.tf', 'here');
  const there = new SourceFile('file:///there.tf', 'there');
  const both: Fix = { title: '', safe: true, edits: [...replacing(here, { here: '1' }).edits, ...replacing(there, { there: '2' }).edits] };
  assert.equal(applySafeFixes([finding(here, both)], (file) => file === here).texts.size, 0);
  assert.equal(applySafeFixes([finding(here, both)], anywhere).texts.size, 2);
});

test('inserted lines end as those of the file', () => {
  const file = new SourceFile('file:///main.tf', 'a\r\nb\r\n');
  const { texts } = applySafeFixes([finding(file, replacing(file, { b: 'b\nc' }))], anywhere);
  assert.equal(texts.get(file), 'a\r\nb\r\nc\r\n');
});

test('fixes until nothing safe is left, and the edits lead from the first text to the last', () => {
  const file = new SourceFile('file:///main.tf', 'keep one keep');
  const words = ['one', 'two', 'three'];
  const analyze = (files: ReadonlyMap<string, SourceFile>) => {
    const present = files.get(file.uri) ?? file;
    const word = words.slice(0, -1).find((each) => present.text.includes(each));
    const next = word && words[words.indexOf(word) + 1];
    return { findings: word && next ? [finding(present, replacing(present, { [word]: next }))] : [] };
  };
  const { analysis, changed, mended } = fixAll(new Map([[file.uri, file]]), analyze, anywhere);
  assert.deepEqual([analysis.findings.length, mended.length], [0, 2]);
  const { before, after, edits = [] } = changed.get(file.uri) ?? {};
  assert.equal(before, file);
  assert.equal(after?.text, 'keep three keep');
  assert.equal(applyEdits(file, edits), 'keep three keep');
  assert.deepEqual(
    edits.map(({ span: { start, end } }) => [start, end]),
    [[5, 7]],
  );
});
