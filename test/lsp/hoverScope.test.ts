import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hoverAt } from './hoverAt.ts';

const instance = (scopes: string) => `resource "google_compute_instance" "batch" {
  name = "batch"
  service_account {
    email  = "batch-runner@shop.iam.gserviceaccount.com"
    scopes = ${scopes}
  }
}
`;

const token = (attributes: string, mode = 'data') => `${mode} "google_service_account_access_token" "api" {
  target_service_account = "api-runtime@shop.iam.gserviceaccount.com"
  ${attributes}
}
`;

test('tells what an access scope lets through and which tools know its alias', async (t) => {
  const said = await hoverAt(t, 'main.tf', instance('["storage‸-ro", "logging-write"]'));
  assert.equal(said?.of, 'storage-ro');
  assert.equal(
    said.text,
    [
      '**Access scope** `https://www.googleapis.com/auth/devstorage.read_only`',
      'It lets through reading with permissions of `storage`, as far as roles allow that.',
      'gcloud and Terraform know it as `storage-ro`; the API takes URLs only.',
    ].join('\n\n'),
  );
});

test('tells of cloud-platform that it lets roles decide', async (t) => {
  const said = await hoverAt(t, 'main.tf', instance('["https://www.googleapis.com/auth/cloud-plat‸form"]'));
  assert.equal(said?.of, 'https://www.googleapis.com/auth/cloud-platform');
  assert.match(said.text, /reading and writing in all services of Google Cloud/);
  assert.match(said.text, /\n\nOn VMs and nodes it is the scope to use: roles say what the account may do\.$/);
});

test('tells of scopes of node pools and of tokens', async (t) => {
  const pool =
    'resource "google_container_node_pool" "main" {\n  node_config {\n    oauth_scopes = ["https://www.googleapis.com/auth/devstorage.‸full_control"]\n  }\n}\n';
  assert.match((await hoverAt(t, 'main.tf', pool))?.text ?? '', /lets through everything, also deciding who has access, with/);
  const asked = await hoverAt(t, 'main.tf', token('scopes = ["userinfo-em‸ail"]'));
  assert.match(asked?.text ?? '', /\n\nIt lets through to no API of Google Cloud\.\n/);
});

test('lists the scopes of a word that stands for several', async (t) => {
  const said = await hoverAt(t, 'main.tf', instance('["gke-de‸fault"]'));
  assert.match(
    said?.text ?? '',
    /^\*\*Access scopes\*\* `gke-default`\n\ngcloud makes of this word\n- `https:\/\/www\.googleapis\.com\/auth\/devstorage\.read_only`\n/,
  );
});

test('says nothing about a scope that is not known, and of a text that is none', async (t) => {
  assert.equal(await hoverAt(t, 'main.tf', instance('["https://www.googleapis.com/auth/nothing.at‸.all"]')), undefined);
  assert.equal(await hoverAt(t, 'main.tf', 'locals {\n  scope = "cloud-plat‸form"\n}\n'), undefined);
});

test('tells how long a lifetime is, and which limit applies', async (t) => {
  const said = await hoverAt(t, 'main.tf', token('scopes = ["cloud-platform"]\n  lifetime = "43‸200s"'));
  assert.equal(said?.of, '43200s');
  assert.equal(
    said.text,
    '`43200s` is **12 h**, longer than usual.\n\nThe API takes at most 1 h, or 12 h for the accounts that an organization policy lists in `iam.allowServiceAccountCredentialLifetimeExtension`.',
  );
  const short = await hoverAt(t, 'main.tf', token('scopes = ["cloud-platform"]\n  lifetime = "54‸45s"', 'ephemeral'));
  assert.equal(short?.text, '`5445s` is **1 h 30 min 45 s**, longer than usual.\n\nAn ephemeral resource takes at most 1 h.');
  assert.match((await hoverAt(t, 'main.tf', token('lifetime = "30‸0s"')))?.text ?? '', /^`300s` is \*\*5 min\*\*\.\n/);
});

test('says nothing about a lifetime that the API does not read, or one of something else', async (t) => {
  assert.equal(await hoverAt(t, 'main.tf', token('lifetime = "1‸h"')), undefined);
  assert.equal(await hoverAt(t, 'main.tf', 'resource "time_sleep" "a" {\n  create_duration = "36‸00s"\n}\n'), undefined);
});

test('tells when a signed JWT expires', async (t) => {
  const jwt = (more: string) =>
    `data "google_service_account_jwt" "api" {\n  target_service_account = "api-runtime@shop.iam.gserviceaccount.com"\n  ${more}\n}\n`;
  const expiry = await hoverAt(t, 'main.tf', jwt('payload = jsonencode({ sub = "api", exp = 4102‸444800 })'));
  assert.match(expiry?.text ?? '', /^`4102444800` is \*\*2100-01-01 00:00:00 UTC\*\*, in \d+ days\.$/);
  const lasts = await hoverAt(t, 'main.tf', jwt('payload = jsonencode({ sub = "api" })\n  expires_in = 36‸00'));
  assert.match(lasts?.text ?? '', /^`3600` seconds are \*\*1 h\*\*\.\n\nThe API signs nothing that is valid for more than 12 h/);
});
