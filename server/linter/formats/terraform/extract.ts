import type { Catalog } from '../../../../iam/catalog/catalog.ts';
import { type CustomRole, type Facts, noFacts, type ServiceAccount, type ServiceAccountKey } from '../../model.ts';
import type { SourceFile } from '../../source.ts';
import { at } from '../../syntax/value.ts';
import { account, attribute, string, strings } from '../attribute.ts';
import type { Format } from '../format.ts';
import { aclGrants } from './acls.ts';
import { accountEmail, customRoleName } from './computed.ts';
import { absence, type Declared, typeLabel } from './declared.ts';
import { evaluator } from './evaluate.ts';
import { iamGrants, unusedPolicyGrants } from './grants.ts';
import { groupByDirectory, isTerraform, type Module, readModule } from './modules.ts';
import { nodeSpan } from './place.ts';
import { accountUses, workloads } from './workloads.ts';

/** Terraform and OpenTofu configuration, native and JSON syntax. A directory is a module. */
export const terraform: Format = {
  recognizes: isTerraform,
  extract: (files, catalog) => groupByDirectory(files).map((group) => moduleFacts(group, catalog)),
};

/** The facts of a directory, kept with its first file as long as it consists of the same files. */
const memo = new WeakMap<SourceFile, { files: readonly SourceFile[]; catalog: Catalog; facts: Facts }>();

function moduleFacts(files: readonly SourceFile[], catalog: Catalog): Facts {
  const [first] = files;
  if (!first) return noFacts;
  const known = memo.get(first);
  if (
    known &&
    known.catalog === catalog &&
    known.files.length === files.length &&
    known.files.every((file, index) => file === files[index])
  )
    return known.facts;
  const facts = read(readModule(first.directory, files), catalog);
  memo.set(first, { files, catalog, facts });
  return facts;
}

function read(module: Module, catalog: Catalog): Facts {
  const { instances } = evaluator(module);
  const all = [...module.resources.values()].flatMap((resource) =>
    instances(resource).map(
      (body): Declared => ({ ...resource, address: `${module.directory}#${resource.label}`, module: module.directory, body }),
    ),
  );
  const { grants, policies } = iamGrants(all, module);
  return {
    workloads: all.flatMap((each) => workloads(each, catalog)),
    accountUses: all.flatMap((each) => accountUses(each, catalog)),
    serviceAccounts: all.flatMap(serviceAccount),
    keys: all.flatMap(serviceAccountKey),
    customRoles: all.flatMap(customRole),
    grants: [...grants, ...unusedPolicyGrants(all, grants), ...aclGrants(all)],
    policies,
  };
}

function serviceAccount(resource: Declared): ServiceAccount[] {
  if (resource.mode !== 'resource' || resource.type !== 'google_service_account') return [];
  const body = resource.body();
  return [
    {
      span: nodeSpan(resource.block.labels[1] ?? resource.block.type, resource.file),
      address: resource.address,
      label: resource.label,
      module: resource.module,
      accountId: attribute(at(body, 'account_id'), typeLabel(resource), string),
      email: accountEmail(body),
    },
  ];
}

function serviceAccountKey(resource: Declared): ServiceAccountKey[] {
  if (resource.mode !== 'resource' || resource.type !== 'google_service_account_key') return [];
  const body = resource.body();
  const missing = typeLabel(resource);
  return [
    {
      ...missing,
      account: attribute(at(body, 'service_account_id'), absence(resource, 'service_account_id'), account),
      algorithm: attribute(at(body, 'key_algorithm'), missing, string),
      uploaded: at(body, 'public_key_data') !== undefined,
    },
  ];
}

function customRole(resource: Declared): CustomRole[] {
  if (resource.mode !== 'resource' || !/^google_(?:project|organization)_iam_custom_role$/.test(resource.type)) return [];
  const body = resource.body();
  return [
    {
      ...typeLabel(resource),
      address: resource.address,
      name: customRoleName(resource, body),
      permissions: attribute(at(body, 'permissions'), typeLabel(resource), strings),
    },
  ];
}
