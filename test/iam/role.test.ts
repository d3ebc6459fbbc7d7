import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { basicRoles, invokerRoles, parseRole, writingBasicRoles } from '../../iam/role.ts';
import { catalog } from '../catalog.ts';

describe('the name of a role', () => {
  const names: readonly (readonly [string, string])[] = [
    ['roles/owner', 'predefined'],
    ['roles/storage.objectAdmin', 'predefined'],
    ['roles/compute.instanceAdmin.v1', 'predefined'],
    ['projects/shop-prod/roles/deployer', 'custom'],
    ['projects/example.com:shop/roles/deployer', 'custom'],
    ['organizations/123456789/roles/Team.deployer_2', 'custom'],
    ['storage.objectAdmin', 'malformed'],
    ['role/owner', 'malformed'],
    ['roles/', 'malformed'],
    ['roles/storage.', 'malformed'],
    ['roles/run invoker', 'malformed'],
    ['folders/123/roles/deployer', 'malformed'],
    ['projects/shop-prod/roles/ab', 'malformed'],
    ['projects/shop-prod/roles/deployer ', 'malformed'],
  ];
  for (const [name, form] of names) test(`${name} is ${form}`, () => assert.equal(parseRole(name).form, form));

  test('every role of the catalogue has one', () => {
    for (const { name } of catalog.roles()) assert.equal(parseRole(name).form, 'predefined', name);
  });
});

test('the roles that rules know by name exist', () => {
  for (const name of [...basicRoles, ...invokerRoles]) assert.ok(catalog.role(name), name);
  for (const name of writingBasicRoles) assert.ok(basicRoles.has(name));
});
