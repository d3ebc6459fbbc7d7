import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textOf } from '../../server/linter/source.ts';
import { lintTexts } from '../markers.ts';

/** A policy file with so many members of a kind in one binding. */
function policy(counts: Readonly<Record<string, number>>): string {
  const bindings = Object.entries(counts).map(([kind, count]) => ({
    role: 'roles/run.viewer',
    members: Array.from({ length: count }, (_, index) => `${kind}:member-${index + 1}@example.com`),
  }));
  return JSON.stringify({ bindings, etag: 'BwYx3k5cZ0Q=', version: 1 });
}

/** What policy-limits finds, by the text it stands on. */
function found(name: string, text: string): string[] {
  const { findings } = lintTexts(new Map([[name, text]]));
  return findings.filter(({ code }) => code === 'policy-limits').map(({ span }) => textOf(span));
}

test('1,500 principals and 250 groups are the most', () => {
  assert.deepEqual(found('policy.json', policy({ user: 1250, group: 250 })), []);
  assert.deepEqual(found('policy.json', policy({ user: 1251, group: 250 })), ['group:member-250@example.com']);
  assert.deepEqual(found('policy.json', policy({ group: 252 })), ['group:member-251@example.com']);
});

test('each policy of an export is counted by itself', () => {
  const line = (name: string) =>
    `{"name": "//cloudresourcemanager.googleapis.com/projects/${name}", "iam_policy": ${policy({ group: 200 })}}`;
  assert.deepEqual(found('export.ndjson', `${line('a')}\n${line('b')}\n`), []);
});

test('a policy in Terraform has the same limits', () => {
  const members = Array.from({ length: 251 }, (_, index) => `"group:member-${index + 1}@example.com"`).join(', ');
  assert.deepEqual(
    found(
      'main.tf',
      `data "google_iam_policy" "p" {
  binding {
    role    = "roles/run.viewer"
    members = [${members}]
  }
}
resource "google_folder_iam_policy" "p" {
  folder      = "folders/1"
  policy_data = data.google_iam_policy.p.policy_data
}`,
    ),
    ['group:member-251@example.com'],
  );
});
