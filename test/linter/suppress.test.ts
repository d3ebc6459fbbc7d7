import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { lint, type Result } from '../../server/linter/lint.ts';
import { SourceFile } from '../../server/linter/source.ts';
import { catalog } from '../catalog.ts';

const now = new Date('2026-11-22T12:00:00Z');

function run(text: string, name = 'main.tf', ignoreSuppressions = false): Result {
  return lint([new SourceFile(`file:///${name}`, text)], { catalog, now, ignoreSuppressions });
}

/** A grant with a comment behind its role and one above it. */
function grant({ above = '', behind = '' }: { above?: string; behind?: string }): string {
  return [
    'resource "google_project_iam_member" "m" {',
    '  project = "shop-prod"',
    above,
    `  role    = "roles/owner" ${behind}`,
    '  member  = "group:team@example.com"',
    '}',
  ].join('\n');
}

describe('a comment suppresses', () => {
  const cases: Readonly<Record<string, string>> = {
    'behind the code': grant({ behind: '# leastwise: ignore[basic-role] break-glass' }),
    'on the line above': grant({ above: '  # leastwise: ignore[basic-role] break-glass' }),
    'above other comments': grant({ above: '  # leastwise: ignore[basic-role] break-glass\n  # the only one\n' }),
    'with two slashes': grant({ behind: '// leastwise: ignore[basic-role] break-glass' }),
    'in a block comment': grant({ behind: '/* leastwise: ignore[basic-role] break-glass */' }),
    'among several codes': grant({ behind: '# leastwise: ignore[public-member, basic-role] break-glass' }),
    'until the last day': grant({ behind: '# leastwise: ignore[basic-role] until 2026-11-22 break-glass' }),
    'without a space behind the hash': grant({ behind: '#leastwise:ignore[basic-role] break-glass' }),
  };
  for (const [where, text] of Object.entries(cases)) {
    test(where, () => {
      const { findings, suppressed } = run(text);
      assert.deepEqual(findings, []);
      assert.deepEqual(
        suppressed.map(({ finding, reason }) => [finding.code, reason]),
        [['basic-role', 'break-glass']],
      );
    });
  }

  test('in YAML', () => {
    const { findings, suppressed } = run(
      [
        'bindings:',
        '- members: [group:team@example.com]',
        '  # leastwise: ignore[basic-role]',
        '  role: roles/owner',
        'etag: BwYh3kQf1oM=',
      ].join('\n'),
      'policy.yaml',
    );
    assert.deepEqual([findings.length, suppressed.length], [0, 1]);
  });
});

describe('a comment does not suppress', () => {
  const cases: Readonly<Record<string, string>> = {
    'another rule': grant({ behind: '# leastwise: ignore[public-member]' }),
    'without a code': grant({ behind: '# leastwise: ignore' }),
    'with an empty list of codes': grant({ behind: '# leastwise: ignore[]' }),
    'on the line below': grant({}).replace('  member', '  # leastwise: ignore[basic-role]\n  member'),
    'two lines above, with code between': grant({}).replace('  project', '  # leastwise: ignore[basic-role]\n  project'),
  };
  for (const [what, text] of Object.entries(cases)) {
    test(what, () => {
      const { findings, suppressed } = run(text);
      assert.deepEqual([findings.map(({ code }) => code), suppressed], [['basic-role'], []]);
    });
  }
});

test('a comment past its date suppresses nothing, and says so', () => {
  const { findings, suppressed } = run(grant({ behind: '# leastwise: ignore[basic-role] until 2026-11-21 break-glass' }));
  assert.deepEqual([findings.map(({ code }) => code), suppressed], [['basic-role', 'unused-suppression'], []]);
  assert.match(findings[1]?.message ?? '', /ended on 2026-11-21, so that basic-role would be reported again/);
});

test('a date that there is not, or in another form, is no reason to suppress for ever', () => {
  for (const day of ['2026-13-01', '2027-02-30', '2027-1-31', '31.01.2027']) {
    const { findings, suppressed } = run(grant({ behind: `# leastwise: ignore[basic-role] until ${day} break-glass` }));
    assert.deepEqual([findings.map(({ code }) => code), suppressed], [['basic-role', 'unused-suppression'], []], day);
    assert.match(findings[1]?.message ?? '', /is not a day of the calendar, .* write it like 2027-01-31/);
  }
  assert.deepEqual(run(grant({ behind: '# leastwise: ignore[basic-role] until 1.2.3 is released' })).findings, []);
});

test('plain JSON has no comments, so nothing is suppressed in it', () => {
  const policy = JSON.stringify(
    { etag: 'BwYh3kQf1oM=', bindings: [{ role: 'roles/owner', members: ['group:team@example.com'] }] },
    null,
    2,
  );
  assert.equal(run(policy, 'policy.json').findings.length, 1);
});

test('on request what is suppressed is reported too', () => {
  const { findings, suppressed } = run(grant({ behind: '# leastwise: ignore[basic-role]' }), 'main.tf', true);
  assert.deepEqual([findings.length, suppressed.length], [1, 0]);
});
