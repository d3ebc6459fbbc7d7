import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { root } from '../../scripts/project.ts';

test('npm run corpus counts findings, what is unknown by its reason, and the resources that are known', (t) => {
  const directory = mkdtempSync(path.join(tmpdir(), 'corpus-'));
  t.after(() => rmSync(directory, { recursive: true }));
  writeFileSync(
    path.join(directory, 'main.tf'),
    `variable "member" {}

resource "google_project_iam_member" "known" {
  project = "shop"
  role    = "roles/editor"
  member  = "group:team@example.com"
}

resource "google_project_iam_member" "unknown" {
  project = "shop"
  role    = "roles/logging.viewer"
  member  = var.member
}
`,
  );
  const script = path.join(root, 'scripts/corpus.ts');
  const { stdout, status } = spawnSync(process.execPath, [script, directory], { cwd: root, encoding: 'utf8' });
  assert.equal(status, 0);
  assert.match(stdout, /^files: 1\ncrashes: 0\nfindings: 1\n +1 basic-role\nunknown values, by reason: 1\n +1 variable\n/m);
  assert.match(stdout, /known: 1 of 2 \(50\.0 %\)\n$/);
});
