import type { Catalog } from '../../../../iam/catalog/catalog.ts';
import { type CustomRole, concatenate, type Facts, noFacts, type ServiceAccount, type ServiceAccountKey } from '../../model.ts';
import { keptWith } from '../../perObject.ts';
import type { SourceFile } from '../../source.ts';
import { at, literal } from '../../syntax/value.ts';
import { account, attribute, boolean, string, strings } from '../attribute.ts';
import { type AskedFiles, askedFiles, type DataFiles, noDataFiles } from '../dataFiles.ts';
import type { Format } from '../format.ts';
import { accountModuleGrants, accountModuleKeys } from './accountModules.ts';
import { aclGrants } from './acls.ts';
import { annotations } from './annotations.ts';
import { auditModuleConfigs } from './auditModules.ts';
import { buckets } from './buckets.ts';
import { openBudget } from './budget.ts';
import { type CallGraph, calledDirectories, callGraph } from './callGraph.ts';
import { moduleClusters, moduleNodePools, moduleNodes } from './clusterModules.ts';
import { clusters, nodePools } from './clusters.ts';
import { accountEmail, customRoleName } from './computed.ts';
import { absence, type Declared, isRepeated, typeLabel } from './declared.ts';
import { federations, moduleFederations } from './federations.ts';
import { composedAuditConfigs, iamGrants, unusedPolicies } from './grants.ts';
import { instanceMetadata } from './instanceMetadata.ts';
import { isMentioned } from './mentions.ts';
import { moduleGrants } from './moduleGrants.ts';
import { type ModuleInstance, openModule } from './moduleInstance.ts';
import { editModules, isTerraform, type Module, modulesOf, sameObjects } from './modules.ts';
import { organizationPolicies } from './organizationPolicies.ts';
import { outboundCalls } from './outboundCalls.ts';
import { nodeSpan } from './place.ts';
import { providerIdentities } from './providerIdentities.ts';
import { providers, remoteStates } from './providers.ts';
import { tokenRequests } from './tokens.ts';
import { usedServices } from './usedServices.ts';
import { moduleWorkloads } from './workloadModules.ts';
import { accountUses, workloads } from './workloads.ts';

/**
 * Terraform and OpenTofu configuration, native and JSON syntax. A directory is a module; each is read by itself with what Terraform loads for a root
 * module, and the modules in the workspace that it calls once more for each call, with the arguments.
 */
export const terraform: Format = {
  recognizes: isTerraform,
  edited: editModules,
  extract(files, catalog, { data = noDataFiles } = {}) {
    const graph = callGraph(files);
    return graph.components.map((modules) => componentFacts(modules, { graph, catalog, data }));
  },
};

/** What Terraform files lead to. */
export interface Requirements {
  /** The directories of the modules that they call, written like SourceFile.directory. */
  readonly modules: readonly string[];
  /** The URIs of the data files that they read. */
  readonly data: readonly string[];
  /** The directories whose files they ask for, as DataFiles has them. */
  readonly folders: readonly string[];
}

/** What the files lead to, as far as the data files that are here tell. */
export function required(files: readonly SourceFile[], catalog: Catalog, data: DataFiles): Requirements {
  const modules = calledDirectories(files);
  const readsFiles = (module: Module) => module.readsFiles;
  if (!modulesOf(files).some(readsFiles)) return { modules, data: [], folders: [] };
  const graph = callGraph(files);
  const asked = graph.components
    .filter((each) => each.some(readsFiles))
    .flat()
    .map((module) => moduleFacts(module, { graph, catalog, data }).asked);
  return {
    modules,
    data: [...new Set(asked.flatMap((each) => [...each.files.keys()]))],
    folders: [...new Set(asked.flatMap((each) => [...each.folders.keys()]))],
  };
}

/** What all modules of a workspace are read with. */
interface Surroundings {
  readonly graph: CallGraph;
  readonly catalog: Catalog;
  readonly data: DataFiles;
}

const components = keptWith<Module, { readonly readings: readonly Reading[]; readonly facts: Facts }>();

/** The facts of modules that call each other, the same object as long as those of each module are. */
function componentFacts(modules: readonly Module[], surroundings: Surroundings): Facts {
  const readings = modules.map((module) => moduleFacts(module, surroundings));
  const first = modules[0];
  const known = first && components.get(first);
  if (known && sameObjects(known.readings, readings)) return known.facts;
  const joined = concatenate(readings.flatMap(({ facts }) => facts));
  const data = [...new Set(joined.data)];
  const facts = { ...joined, files: [...modules.flatMap(({ files }) => files), ...data], data };
  if (first) components.set(first, { readings, facts });
  for (const module of modules) module.release();
  return facts;
}

/** What a module and all that it calls say, and what they have asked of the data files. */
interface Reading {
  readonly facts: readonly Facts[];
  readonly asked: AskedFiles;
}

/** Kept as long as none of their files changed, nor what they read, nor what its callers set. */
const memo = keptWith<Module, Reading & { sources: readonly SourceFile[]; use: string; catalog: Catalog }>();

function moduleFacts(module: Module, { graph, catalog, data }: Surroundings): Reading {
  const sources = graph.sources(module);
  const isCalled = graph.isCalled(module.directory);
  const setByCallers = isCalled ? graph.setByCallers(module.directory) : [];
  const use = isCalled ? `called with ${setByCallers.join(' ')}` : '';
  const known = memo.get(module);
  if (known && known.catalog === catalog && known.use === use && sameObjects(known.sources, sources) && known.asked.isLike(data))
    return known;
  const asked = askedFiles(data);
  const root = openModule({
    module,
    address: `${module.directory}#`,
    find: graph.find,
    origin: { data: asked, root: isCalled ? undefined : module.directory },
    budget: openBudget(),
    callers: [],
    setByCallers: new Set(setByCallers),
  });
  const own = tree(root).map((instance) => read(instance, catalog));
  asked.close();
  const found = [...asked.files.values()].filter((file) => file !== undefined);
  const facts = found.length > 0 ? [...own, { ...noFacts, data: found }] : own;
  const reading = { facts, asked, sources, use, catalog };
  memo.set(module, reading);
  return reading;
}

/** A module and all that it calls, and what these call. */
function tree(instance: ModuleInstance): ModuleInstance[] {
  return [instance, ...instance.children().flatMap(tree)];
}

function read(instance: ModuleInstance, catalog: Catalog): Facts {
  const { module, body } = instance;
  const all = instance.resources();
  const foreign = instance.foreignCalls();
  const stated = foreign.map(moduleGrants);
  const { grants, emptyBindings, policies, auditConfigs, statements } = iamGrants(all);
  const unused = unusedPolicies(all, { grants, emptyBindings });
  return {
    ...noFacts,
    workloads: [
      ...all.flatMap((each) => workloads(each, catalog)),
      ...foreign.flatMap((each) => [...moduleWorkloads(each, catalog), ...moduleNodes(each, catalog)]),
    ],
    accountUses: [...all.flatMap((each) => accountUses(each, catalog)), ...providerIdentities(module, body, catalog)],
    annotations: all.flatMap(annotations),
    serviceAccounts: all.flatMap((each) => serviceAccount(each, module)),
    keys: [...all.flatMap(serviceAccountKey), ...foreign.flatMap(accountModuleKeys)],
    customRoles: all.flatMap(customRole),
    grants: [
      ...grants,
      ...unused.grants,
      ...aclGrants(all),
      ...stated.flatMap((each) => each.grants),
      ...foreign.flatMap(accountModuleGrants),
    ],
    emptyBindings: [...emptyBindings, ...unused.emptyBindings],
    policies,
    auditConfigs: [...auditConfigs, ...all.flatMap(composedAuditConfigs), ...foreign.flatMap(auditModuleConfigs)],
    statements: [...statements, ...stated.flatMap((each) => each.statements)],
    providers: [...providers(module, body), ...all.flatMap(remoteStates)],
    tokenRequests: all.flatMap((each) => tokenRequests(each, catalog)),
    outboundCalls: all.flatMap(outboundCalls),
    federations: [...all.flatMap(federations), ...foreign.flatMap(moduleFederations)],
    organizationPolicies: all.flatMap(organizationPolicies),
    buckets: all.flatMap(buckets),
    clusters: [...all.flatMap(clusters), ...foreign.flatMap(moduleClusters)],
    nodePools: [...all.flatMap(nodePools), ...foreign.flatMap(moduleNodePools)],
    instanceMetadata: all.flatMap(instanceMetadata),
    usedServices: all.flatMap(usedServices),
  };
}

function serviceAccount(resource: Declared, module: Module): ServiceAccount[] {
  if (resource.mode !== 'resource' || resource.type !== 'google_service_account') return [];
  const body = resource.body();
  const accountId = attribute(at(body, 'account_id'), typeLabel(resource), string);
  return [
    {
      ...mentions(resource.name, accountId.state === 'known' ? accountId.value : undefined, module),
      span: nodeSpan(resource.block.labels[1] ?? resource.block.type, resource.file),
      address: resource.address,
      label: resource.label + resource.instance,
      module: resource.module,
      repeated: isRepeated(resource) && resource.instance === '',
      accountId,
      email: accountEmail(body),
      disabled: attribute(at(body, 'disabled'), typeLabel(resource), boolean),
    },
  ];
}

/** Apart, for the question to hold nothing else of the resource. */
function mentions(name: string, accountId: string | undefined, module: Module): Pick<ServiceAccount, 'mentioned'> {
  return { mentioned: () => isMentioned(name, accountId, module) };
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
  const permissions = at(body, 'permissions');
  const label = typeLabel(resource);
  return [
    {
      ...label,
      address: resource.address,
      name: customRoleName(resource, body),
      // A role that is disabled gives none of them.
      permissions: attribute(permissions, label, literal(at(body, 'stage')) === 'DISABLED' ? () => undefined : strings),
      items: permissions?.type === 'list' ? permissions.items.map(({ value }) => attribute(value, label, string)) : [],
    },
  ];
}
