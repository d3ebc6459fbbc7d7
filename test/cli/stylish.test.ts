import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { stylish } from '../../server/cli/formatters/stylish.ts';
import type { Report } from '../../server/cli/report.ts';
import { styleWith } from '../../server/cli/style.ts';
import type { Finding } from '../../server/linter/rule.ts';
import { SourceFile, span } from '../../server/linter/source.ts';

const cwd = process.cwd();
const plain = styleWith(false);

/** A report on files of the working directory; `«…»` in a text is where a finding is. */
function reportOn(texts: Readonly<Record<string, string>>, rest: Partial<Finding> = {}): Report {
  const findings = Object.entries(texts).map(([name, text]): Finding => {
    const file = new SourceFile(`${pathToFileURL(cwd)}/${name}`, text.replace(/[«»]/g, ''));
    const place = span(file, text.indexOf('«'), text.indexOf('»') - 1);
    return {
      code: 'some-code',
      severity: 'warning',
      span: place,
      message: 'Something is wrong.',
      related: [],
      fixes: [],
      tags: [],
      ...rest,
    };
  });
  return { version: '0.0.0', cwd, files: 2, excluded: 0, findings, suppressed: [], skipped: [], fixed: 0, unreadable: [] };
}

test('shows each finding with its line, grouped by file', () => {
  const report = reportOn({ 'a.tf': 'resource "x" "y" {\n  member = «"allUsers"»\n}\n', 'dir/b.yaml': 'key: «value»' });
  assert.equal(
    stylish(report, plain),
    `a.tf
  2:12  warning  Something is wrong.  some-code
    2 │   member = "allUsers"
      │            ^^^^^^^^^^

dir/b.yaml
  1:6  warning  Something is wrong.  some-code
    1 │ key: value
      │      ^^^^^

✖ 2 problems (0 errors, 2 warnings, 0 information, 0 hints)
`,
  );
});

test('names related places', () => {
  const file = new SourceFile(`${pathToFileURL(cwd)}/variables.tf`, '\nvariable "x" {}');
  const report = reportOn({ 'a.tf': '«a»' }, { related: [{ span: span(file, 1, 9), message: 'declared here' }], severity: 'error' });
  assert.equal(
    stylish(report, plain),
    `a.tf
  1:1  error  Something is wrong.  some-code
    1 │ a
      │ ^
    variables.tf:2:1  declared here

✖ 1 problem (1 error, 0 warnings, 0 information, 0 hints)
`,
  );
});

test('tabs do not move the underline', () => {
  assert.match(stylish(reportOn({ 'a.json': '\t"é":\t«"x"»,' }), plain), / │ \t"é":\t"x",\n {6}│ \t {4}\t\^\^\^\n/u);
});

test('of several lines the first is shown, and an empty place is marked, too', () => {
  assert.match(stylish(reportOn({ 'a.tf': 'a «{\n  b\n}» c' }), plain), / │ a \{\n {6}│ {3}\^\n/);
  assert.match(stylish(reportOn({ 'a.tf': 'a\n«»' }), plain), /2 │ \n {6}│ \^\n/);
});

test('of a long line only the part around the place is shown', () => {
  const output = stylish(reportOn({ 'a.json': `${'a'.repeat(5000)}«${'b'.repeat(10)}»${'c'.repeat(5000)}` }), plain);
  const [, , line = '', mark = ''] = output.split('\n');
  assert(line.length < 150);
  assert.match(line, /│ …a{30}b{10}c{80}…$/);
  assert.equal(mark.indexOf('^'), line.indexOf('b'));
  assert.match(mark, / \^{10}$/);
  assert.match(stylish(reportOn({ 'a.json': `«${'b'.repeat(5000)}»` }), plain), /│ b{120}…\n +│ \^{120}\n/);
});

test('what a file contains cannot steer the terminal', () => {
  const output = stylish(reportOn({ 'a.tf': '«\x1b]0;x\x07»\u202e\x9b' }, { message: 'It is "\x1b[2J".' }), plain);
  assert.doesNotMatch(output, /[^\P{Cc}\n]|\u202e/u);
});

test('says how much can be and was fixed', () => {
  const fixes = [{ title: 'Mend it', safe: true, edits: [] }];
  assert.match(
    stylish({ ...reportOn({ 'a.tf': '«a»' }, { fixes }), fixed: 3 }, plain),
    /hints\)\n {2}3 fixed\n {2}1 fixable with --fix\n$/,
  );
});

test('says in one line that nothing was found', () => {
  const report = reportOn({});
  assert.equal(stylish(report, plain), '✔ No problems in 2 files.\n');
  assert.equal(stylish({ ...report, files: 1, fixed: 2 }, plain), '✔ No problems in 1 file (2 fixed).\n');
  assert.equal(stylish({ ...report, files: 0 }, plain), '✔ Nothing to lint: no Terraform, Cloud Run or allow policy file was found.\n');
  const skipped = [{ path: '/large.tf', reason: 'it is larger than 1 MB' }];
  assert.equal(stylish({ ...report, files: 0, skipped }, plain), '✔ Nothing to lint beside 1 skipped file.\n');
  assert.equal(stylish({ ...report, skipped }, plain), '✔ No problems in 2 files (1 skipped).\n');
  assert.equal(stylish({ ...report, files: 0, unreadable: [{ argument: 'x', reason: '' }] }, plain), '');
});

test('colors are for terminals', () => {
  const output = stylish(reportOn({ 'a.tf': '«a»' }), styleWith(true));
  assert(output.includes('\x1b[33mwarning\x1b[39m'));
  assert(output.includes('\x1b[33m^\x1b[39m'));
  assert(!stylish(reportOn({ 'a.tf': '«a»' }), plain).includes('\x1b'));
});
