import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { parse as parseYaml } from 'yaml';
import { codes } from '../../server/linter/codes.ts';
import type { Finding, Fix, TextEdit } from '../../server/linter/rule.ts';
import { parse as parseHcl } from '../../server/linter/syntax/hcl/parse.ts';
import { lintTexts, mark, strip } from '../markers.ts';

const here = import.meta.dirname;

for (const code of folders(here)) {
  // A new rule must not change the fixtures of others. In a folder that has no rule's name, all findings are marked: what rules leave to each other.
  const own = (found: string) => !(code in codes) || found === code;
  describe(code, () => {
    for (const name of readdirSync(join(here, code)).sort()) {
      const path = join(here, code, name);
      const files = statSync(path).isDirectory()
        ? filesUnder(path).map((file) => [file, join(path, file)] as const)
        : [[name, path] as const];
      // A fixture whose name begins with `strict` is linted in that profile.
      const profile = name.startsWith('strict') ? 'strict' : 'default';
      const texts = new Map(files.map(([file, full]) => [file, readFileSync(full, 'utf8')]));

      test(`${name}: the findings are those marked`, () => {
        const marked = mark(texts, profile, own);
        if (process.env.UPDATE) for (const [file, full] of files) writeFileSync(full, marked.get(file) ?? '');
        else
          for (const [file] of files)
            assert.equal(marked.get(file), texts.get(file), `${code}/${name}: run with UPDATE=1 to rewrite the markers`);
      });

      test(`${name}: every fix mends its finding`, () => {
        const stripped = new Map([...texts].map(([file, text]) => [file, strip(text)]));
        const { findings, files: sources } = lintTexts(stripped, profile);
        for (const finding of findings.filter((each) => own(each.code))) {
          for (const fix of finding.fixes) {
            const fixed = new Map(
              [...sources].map(([file, source]) => [
                file,
                apply(
                  source.text,
                  fix.edits.filter(({ span }) => span.file === source),
                ),
              ]),
            );
            const after = lintTexts(fixed, profile).findings;
            assert.ok(count(after, finding.code) < count(findings, finding.code), `${finding.code}: "${fix.title}" leaves the finding`);
            for (const [file, text] of fixed)
              assert.deepEqual(faults(file, text), faults(file, stripped.get(file) ?? ''), `"${fix.title}" breaks ${file}`);
          }
        }
      });

      test(`${name}: all safe fixes together leave nothing safe to fix`, () => {
        let current = new Map([...texts].map(([file, text]) => [file, strip(text)]));
        for (let round = 0; round < 100; round++) {
          const { findings, files: sources } = lintTexts(current, profile);
          const [fix] = findings
            .filter((each) => own(each.code))
            .flatMap(({ fixes }) => fixes.slice(0, 1))
            .filter(({ safe }) => safe);
          if (!fix) return;
          current = new Map(
            [...sources].map(([file, source]) => [
              file,
              apply(
                source.text,
                edits(fix).filter(({ span }) => span.file === source),
              ),
            ]),
          );
          if (round === 99) assert.fail('safe fixes do not come to an end');
        }
      });
    }
  });
}

function count(findings: readonly Finding[], code: string): number {
  return findings.filter((finding) => finding.code === code).length;
}

function edits({ edits }: Fix): readonly TextEdit[] {
  return edits;
}

function apply(text: string, changes: readonly TextEdit[]): string {
  return changes
    .toSorted((a, b) => b.span.start - a.span.start)
    .reduce((result, { span, newText }) => result.slice(0, span.start) + newText + result.slice(span.end), text);
}

/** What keeps the text from being read, so that a fix is seen to break nothing. */
function faults(name: string, text: string): readonly string[] {
  if (/\.(?:tf|tofu)$/.test(name)) return parseHcl(text).problems.map(({ message }) => message);
  if (/\.ya?ml$/.test(name) && !text.includes('\n---')) {
    try {
      parseYaml(text, { uniqueKeys: false, logLevel: 'silent' });
      return [];
    } catch (error) {
      return [String((error as Error).message).split(' at line')[0] ?? ''];
    }
  }
  if (/\.json$/.test(name)) {
    try {
      JSON.parse(text);
      return [];
    } catch {
      return ['not JSON'];
    }
  }
  return [];
}

function folders(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

function filesUnder(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1))
    .sort();
}
