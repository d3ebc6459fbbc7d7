import { type AllowPolicy, type Facts, type Level, noFacts, type Resource } from '../model.ts';
import { keptWith } from '../perObject.ts';
import type { SourceFile } from '../source.ts';
import { parseJsonLines } from '../syntax/json.ts';
import { at, entry, literal, toText, type Value } from '../syntax/value.ts';
import { parseYaml } from '../syntax/yaml.ts';
import type { Format } from './format.ts';
import { readPolicy } from './policyFacts.ts';

/** Allow policies in JSON and YAML: as gcloud prints them, as requests carry them, as Cloud Asset Inventory reports them. https://cloud.google.com/iam/docs/allow-policies */
export const allowPolicy: Format = {
  recognizes: (file) => policies(file).length > 0,
  extract: (files, _, { levelOf, isRead } = {}) => files.map((file) => facts(file, levelOf?.(file) ?? 'unknown', isRead?.(file) ?? false)),
};

/** A policy, what it belongs to and where it comes from. */
interface Found {
  readonly policy: Value;
  readonly resource: Resource;
  readonly origin: AllowPolicy['origin'];
}

const found = keptWith<SourceFile, readonly Found[]>();

function policies(file: SourceFile): readonly Found[] {
  const known = found.get(file);
  if (known) return known;
  const all = file.text.includes('bindings') ? roots(file).flatMap((root) => inspect(root, 0)) : [];
  found.set(file, all);
  return all;
}

function roots(file: SourceFile): readonly Value[] {
  if (/\.(?:tf|tfvars|tfstate)\.json$/i.test(file.name)) return [];
  if (/\.(?:json|jsonc|ndjson|jsonl)$/i.test(file.name)) return parseJsonLines(file);
  return /\.ya?ml$/i.test(file.name) ? parseYaml(file).map(({ value }) => value) : [];
}

const read = keptWith<SourceFile, { readonly level: Level; readonly isTerraforms: boolean; readonly facts: Facts }>();

/** What the file says. In one that is Terraform's the provider writes version and etag, and keys may be any that Terraform knows what to do with. */
function facts(file: SourceFile, level: Level, isTerraforms: boolean): Facts {
  const known = read.get(file);
  if (known?.level === level && known.isTerraforms === isTerraforms) return known.facts;
  const all = policies(file).map(({ policy, resource, origin }) =>
    readPolicy(policy, resource === anywhere ? bare[level] : resource, isTerraforms ? 'terraform' : origin, { composed: isTerraforms }),
  );
  const own: Facts = {
    ...noFacts,
    files: [file],
    policies: all.map(({ policy }) => policy),
    auditConfigs: all.flatMap(({ auditConfigs }) => auditConfigs),
    emptyBindings: all.flatMap(({ emptyBindings }) => emptyBindings),
    // Deleting a line of a report revokes nothing.
    grants: all.flatMap(({ policy, grants }) =>
      policy.origin === 'report' ? grants.map((grant) => ({ ...grant, extent: undefined })) : grants,
    ),
  };
  read.set(file, { level, isTerraforms, facts: own });
  return own;
}

function unnamed(level: Level, family: string | undefined, title: string): Resource {
  return { level, family, title, name: undefined, reference: undefined };
}

/** What a policy belongs to that does not say it, by what is known of it otherwise. */
const bare: Readonly<Record<Level, Resource>> = {
  organization: unnamed('organization', 'organization', 'the organization'),
  folder: unnamed('folder', 'folder', 'the folder'),
  project: unnamed('project', 'project', 'the project'),
  'billing-account': unnamed('billing-account', 'billing_account', 'the billing account'),
  'service-account': unnamed('service-account', 'service_account', 'the service account'),
  resource: unnamed('resource', undefined, 'the resource'),
  unknown: unnamed('unknown', undefined, 'the resource'),
};

const anywhere = bare.unknown;

/** Lists of results hold one another no deeper than this. */
const deepest = 4;

/** The policies of a document: itself, the one of a request or a report, or those in a list of reports. */
function inspect(value: Value, depth: number): Found[] {
  if (depth > deepest) return [];
  if (value.type === 'list') return value.items.flatMap((item) => inspect(item.value, depth + 1));
  if (value.type !== 'map' || entry(value, 'apiVersion')) return [];
  if (isPolicy(value)) return [{ policy: value, resource: anywhere, origin: 'file' }];
  const exported = at(value, 'iamPolicy') ?? at(value, 'iam_policy');
  if (exported && isPolicy(exported)) return [{ policy: exported, resource: resourceOf(at(value, 'name')), origin: 'report' }];
  const policy = at(value, 'policy');
  if (policy && isPolicy(policy)) {
    const resource = at(value, 'resource');
    if (resource?.type === 'string') return [{ policy, resource: resourceOf(resource), origin: 'report' }];
    const ancestor = ancestorOf(value);
    return [ancestor ? { policy, resource: ancestor, origin: 'report' } : { policy, resource: anywhere, origin: 'request' }];
  }
  return ['asset', 'assets', 'results'].flatMap((key) => {
    const nested = at(value, key);
    return nested ? inspect(nested, depth + 1) : [];
  });
}

/** Whether an object has bindings of roles to members as IAM knows them. */
function isPolicy(value: Value): boolean {
  if (value.type !== 'map' || entry(value, 'apiVersion')) return false;
  const bindings = at(value, 'bindings');
  if (bindings?.type !== 'list') return false;
  const signed = entry(value, 'etag') !== undefined || entry(value, 'version') !== undefined;
  return bindings.items.some(({ value: binding }) => isBinding(binding) || (signed && isMisspeltBinding(binding)));
}

const roleName = /(?:^|\/)roles\//;
const memberName =
  /^(?:user|serviceAccount|group|domain|deleted|principal|principalSet|projectOwner|projectEditor|projectViewer):|^all(?:Authenticated)?Users$/;

/** A role and members, at least one of which has a form that is IAM's alone: other systems have bindings of roles too. */
function isBinding(binding: Value): boolean {
  const role = at(binding, 'role');
  const members = at(binding, 'members');
  if (role?.type !== 'string') return false;
  const named = roleName.test(toText(role).text);
  if (members?.type !== 'list') return named && members?.type === 'string';
  return named || members.items.some((item) => item.value.type === 'string' && memberName.test(toText(item.value).text));
}

/** A role with its members under keys that people take for those of a binding. */
function isMisspeltBinding(binding: Value): boolean {
  const role = at(binding, 'role') ?? at(binding, 'roles');
  const first = role?.type === 'list' ? role.items[0]?.value : role;
  const holder = ['members', 'member', 'principals', 'principal'].some((key) => entry(binding, key));
  return holder && first?.type === 'string' && roleName.test(toText(first).text);
}

/** Resources by their full name. https://cloud.google.com/asset-inventory/docs/asset-names */
const resources: readonly { pattern: RegExp; level: Level; family: string | undefined; noun: string }[] = [
  { pattern: /^\/\/cloudresourcemanager\.googleapis\.com\/projects\/([^/]+)$/, level: 'project', family: 'project', noun: 'project' },
  { pattern: /^\/\/cloudresourcemanager\.googleapis\.com\/folders\/([^/]+)$/, level: 'folder', family: 'folder', noun: 'folder' },
  {
    pattern: /^\/\/cloudresourcemanager\.googleapis\.com\/organizations\/([^/]+)$/,
    level: 'organization',
    family: 'organization',
    noun: 'organization',
  },
  {
    pattern: /^\/\/cloudbilling\.googleapis\.com\/billingAccounts\/([^/]+)$/,
    level: 'billing-account',
    family: 'billing_account',
    noun: 'billing account',
  },
  {
    pattern: /^\/\/iam\.googleapis\.com\/projects\/[^/]+\/serviceAccounts\/([^/]+)$/,
    level: 'service-account',
    family: 'service_account',
    noun: 'service account',
  },
  { pattern: /^\/\/storage\.googleapis\.com\/([^/]+)$/, level: 'resource', family: 'storage_bucket', noun: 'bucket' },
  {
    pattern: /^\/\/run\.googleapis\.com\/.*\/services\/([^/]+)$/,
    level: 'resource',
    family: 'cloud_run_v2_service',
    noun: 'Cloud Run service',
  },
  { pattern: /^\/\/run\.googleapis\.com\/.*\/jobs\/([^/]+)$/, level: 'resource', family: 'cloud_run_v2_job', noun: 'Cloud Run job' },
  { pattern: /([^/]+)$/, level: 'resource', family: undefined, noun: 'resource' },
];

/** What `gcloud projects get-ancestors-iam-policy` prints a policy of, with its `id` and `type`. */
function ancestorOf(value: Value): Resource | undefined {
  const type = literal(at(value, 'type'));
  const name = literal(at(value, 'id'));
  if (name === undefined || (type !== 'project' && type !== 'folder' && type !== 'organization')) return undefined;
  return { level: type, family: type, title: `${type} "${name}"`, name, reference: undefined };
}

function resourceOf(fullName: Value | undefined): Resource {
  const name = literal(fullName);
  if (name === undefined) return anywhere;
  for (const { pattern, level, family, noun } of resources) {
    const match = pattern.exec(name);
    if (match) return { level, family, title: `${noun} "${match[1]}"`, name: match[1], reference: undefined };
  }
  return anywhere;
}
