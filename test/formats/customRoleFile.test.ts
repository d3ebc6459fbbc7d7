import assert from 'node:assert/strict';
import { test } from 'node:test';
import { customRoleFile } from '../../server/linter/formats/customRoleFile.ts';
import { catalog } from '../catalog.ts';
import { file } from './values.ts';

const yaml = `title: Onboarding
description: Lets people in
stage: GA
includedPermissions:
- resourcemanager.projects.getIamPolicy
- resourcemanager.projects.setIamPolicy
`;

/** What a file declares, as `name: permission, …`. */
function read(name: string, text: string): string[] {
  return (customRoleFile.extract([file(name, text)], catalog)[0]?.customRoles ?? []).map(
    ({ name, permissions }) => `${name}: ${permissions.state === 'known' ? permissions.value.join(', ') : permissions.state}`,
  );
}

test('a role is what gcloud takes and prints, in YAML and in JSON', () => {
  const permissions = 'resourcemanager.projects.getIamPolicy, resourcemanager.projects.setIamPolicy';
  assert.deepEqual(read('role.yaml', yaml), [`undefined: ${permissions}`]);
  assert.deepEqual(read('role.yml', `${yaml}etag: BwYh3kQf1oM=\nname: projects/shop-prod/roles/onboarding\n`), [
    `projects/shop-prod/roles/onboarding: ${permissions}`,
  ]);
  const json = { name: 'organizations/123456789012/roles/reader', title: 'Reader', includedPermissions: ['storage.objects.get'] };
  assert.deepEqual(read('role.json', JSON.stringify(json)), ['organizations/123456789012/roles/reader: storage.objects.get']);
});

test('a role that is deleted or disabled is known by no name, as nobody gets anything by it', () => {
  for (const more of ['deleted: true\n', 'stage: DISABLED\n'])
    assert.match(
      read('role.yaml', `${yaml.replace('stage: GA\n', '')}${more}name: projects/shop-prod/roles/onboarding\n`)[0] ?? '',
      /^undefined: /,
    );
});

test('permissions that are not all written are unknown', () => {
  for (const one of ['{{ permission }}', '"{{ permission }}"', ''])
    assert.deepEqual(read('role.yaml', `${yaml}- ${one}\n`), ['undefined: unknown']);
});

test('what only looks like a role is none', () => {
  const others: Record<string, string> = {
    'google.yaml': `${yaml}name: roles/viewer\n`,
    'other.yaml': `${yaml}members: [user:ann@example.com]\n`,
    'nested.yaml': yaml.replace(/^(?=.)/gm, '  ').replace(/^/, 'role:\n'),
    'connector.yaml': `apiVersion: iam.cnrm.cloud.google.com/v1beta1\nkind: IAMCustomRole\n${yaml}`,
    'several.yaml': `${yaml}---\n${yaml}`,
    'words.yaml': 'title: Reader\nincludedPermissions: [read, write]\n',
    'objects.yaml': 'title: Reader\nincludedPermissions: [storage.objects.get, { name: storage.objects.list }]\n',
    'bare.json': '{"includedPermissions": ["storage.objects.get"]}',
    'text.json': '{"title": "Reader", "includedPermissions": "storage.objects.get"}',
    'main.tf.json': '{"title": "Reader", "includedPermissions": ["storage.objects.get"]}',
    'notes.txt': yaml,
  };
  for (const [name, text] of Object.entries(others)) {
    assert.ok(!customRoleFile.recognizes(file(name, text)), name);
    assert.deepEqual(read(name, text), [], name);
  }
});
