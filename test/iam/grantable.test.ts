import assert from 'node:assert/strict';
import { test } from 'node:test';
import { appliesTo, isAgentRole, isTaken } from '../../iam/grantable.ts';
import { catalog } from '../catalog.ts';

const permissions = catalog.permissions();

/** Which of the permissions can matter in a policy of the family. */
function applying(family: string, ...some: readonly string[]): readonly string[] {
  const applicable = appliesTo(family, 'resource', permissions);
  return some.filter((each) => applicable?.includes(each));
}

test('a bucket knows the permissions of what it holds, not those of its service besides', () => {
  assert.deepEqual(applying('storage_bucket', 'storage.objects.get', 'storage.hmacKeys.create', 'pubsub.topics.publish'), [
    'storage.objects.get',
  ]);
});

test('the service of a family is the one that its first words are', () => {
  assert.deepEqual(applying('artifact_registry_repository', 'artifactregistry.repositories.get', 'storage.objects.get'), [
    'artifactregistry.repositories.get',
  ]);
  assert.deepEqual(applying('bigquery_analytics_hub_listing', 'analyticshub.listings.get', 'bigquery.datasets.get'), [
    'analyticshub.listings.get',
  ]);
  assert.deepEqual(applying('dataproc_metastore_service', 'metastore.services.get', 'dataproc.clusters.get'), ['metastore.services.get']);
  assert.deepEqual(applying('compute_instance', 'compute.instances.get', 'container.clusters.get'), ['compute.instances.get']);
});

test('projects and families that nobody knows take all', () => {
  for (const level of ['project', 'folder', 'organization', 'unknown'] as const)
    assert.equal(appliesTo('project', level, permissions), undefined);
  assert.equal(appliesTo('nothing_known', 'resource', permissions), undefined);
  assert.equal(appliesTo(undefined, 'resource', permissions), undefined);
});

test('every role that only some levels take is a role', () => {
  for (const role of [
    'roles/resourcemanager.organizationAdmin',
    'roles/orgpolicy.policyAdmin',
    'roles/compute.xpnAdmin',
    'roles/billing.creator',
    'roles/storage.legacyObjectReader',
  ]) {
    assert.ok(catalog.role(role), role);
    assert.equal(isTaken(role, 'project'), false, role);
    assert.equal(isTaken(role, 'unknown'), true, role);
  }
  assert.equal(isTaken('roles/resourcemanager.folderViewer', 'folder'), true);
  assert.equal(isTaken('roles/storage.legacyObjectReader', 'resource'), true);
  assert.equal(isTaken('roles/storage.objectViewer', 'project'), true);
});

test('roles of service agents are told from those of nodes', () => {
  assert.equal(isAgentRole('roles/run.serviceAgent'), true);
  assert.equal(isAgentRole('roles/container.nodeServiceAgent'), false);
  assert.equal(isAgentRole('roles/run.admin'), false);
});

test('a role is counted by those of its permissions that are wanted', () => {
  const count = catalog.counting((permission) => permission.startsWith('storage.objects.'));
  const wanted = [...(catalog.role('roles/storage.objectViewer')?.permissions ?? [])].filter((each) => each.startsWith('storage.objects.'));
  assert.ok(wanted.length > 0);
  assert.equal(count('roles/storage.objectViewer'), wanted.length);
  assert.equal(count('roles/run.invoker'), 0);
  assert.equal(count('roles/no.such'), 0);
});
