import type { Attachment, Catalog } from '../../../../iam/catalog/catalog.ts';
import type { AccountUse, Attribute, Endpoint, Ingress, Workload } from '../../model.ts';
import type { Span } from '../../source.ts';
import { at, entry, property, toText, type Value } from '../../syntax/value.ts';
import { type Absence, account, attribute, boolean, jsonStrings, string } from '../attribute.ts';
import { valueAt } from './blocks.ts';
import { absence, type Declared, typeLabel } from './declared.ts';
import { environment } from './environment.ts';
import { readScopes } from './scopes.ts';

/** What a resource runs as or is built by: one for each place where it attaches a service account. */
export function workloads(resource: Declared, catalog: Catalog): Workload[] {
  return attached(resource, catalog, (use) => use === 'runs-as' || use === 'build').map(({ attachment, serviceAccount, holder, index }) => {
    const body = resource.body();
    const { scopesPath, path } = attachment;
    const keyword = path.length > 1 && holder.block ? holder.keyword : undefined;
    return {
      ...typeLabel(resource),
      type: resource.type,
      title: titleOf(resource, attachment),
      name: textOf(body, 'name'),
      location: textOf(body, 'location') ?? textOf(body, 'region') ?? textOf(body, 'zone'),
      address: resource.address,
      attachment,
      serviceAccount,
      block: keyword && { span: keyword, index },
      scopes: scopesPath && readScopes(holder.block, scopesPath.at(-1) ?? '', holder.keyword ?? typeLabel(resource).span),
      ...(attachment.use === 'runs-as' ? environment(resource) : { environment: [], secretVolumes: [] }),
      endpoint: attachment.use === 'runs-as' ? endpoint(resource, body) : undefined,
    };
  });
}

/** What of the resource runs: itself, its build or its nodes. */
function titleOf({ label, type }: Declared, { use, path }: Attachment): string {
  if (use === 'build' && type !== 'google_cloudbuild_trigger' && type !== 'google_clouddeploy_target') return `${label}'s build`;
  if (type !== 'google_container_cluster') return label;
  return path[0] === 'cluster_autoscaling' ? `${label}'s auto-provisioned node pool` : `${label}'s node pool`;
}

/** The other attributes of a resource that name a service account. */
export function accountUses(resource: Declared, catalog: Catalog): AccountUse[] {
  return attached(resource, catalog, (use) => use !== 'runs-as' && use !== 'build' && !use.startsWith('lookup'))
    .filter(({ attachment: { format } }) => format !== 'boolean' && format !== 'project-id' && format !== 'key-name')
    .map(({ attachment, serviceAccount }) => ({ ...typeLabel(resource), title: resource.label, attachment, serviceAccount }));
}

interface Attached {
  readonly attachment: Attachment;
  readonly serviceAccount: Workload['serviceAccount'];
  readonly holder: Holder;
  /** Which of its holders this is, from 0. */
  readonly index: number;
}

function attached(resource: Declared, catalog: Catalog, wanted: (use: Attachment['use']) => boolean): Attached[] {
  if (!resource.type.startsWith('google_')) return [];
  const points = catalog.attachments(resource.type).filter(({ kind, use }) => kind === resource.mode && wanted(use));
  return points.flatMap((point) => {
    const body = resource.body();
    const attachment = ofVersion(point, body);
    if (!applies(resource.type, attachment, body)) return [];
    const name = attachment.path.at(-1) ?? '';
    return holders(body, attachment, resource.file.name.endsWith('.json')).flatMap((holder, index) => {
      const { block, keyword, complete } = holder;
      const written = block && (entry(block, name)?.value ?? pipelineOption(resource, body));
      // A block with dynamic parts or unknown keys may hold what is not seen here.
      if (written === undefined && !complete) return [];
      const missing = block ? absence(resource, name, keyword) : { span: keyword ?? typeLabel(resource).span };
      return each(written).map((one) => ({ attachment, serviceAccount: runtimeAccount(one, missing), holder, index }));
    });
  });
}

/** What holds in the version of Composer that the resource names. https://cloud.google.com/composer/docs/composer-2/create-environments */
function ofVersion(attachment: Attachment, body: Value): Attachment {
  if (attachment.whenOmitted !== 'required-or-compute-default') return attachment;
  const image = valueAt(body, ['config', 'software_config', 'image_version']);
  return /^composer-[12]\b/.test((image && string(image)) ?? '') ? { ...attachment, whenOmitted: 'compute-default' } : attachment;
}

/** An empty string that a variable or a local hands over sets nothing; one that is written in place is half-typed. */
function runtimeAccount(value: Value | undefined, missing: Absence): Workload['serviceAccount'] {
  const isEmpty = value?.type === 'string' && value.use && toText(value).text === '';
  return isEmpty ? { state: 'absent', span: value.use, slot: value.slot } : attribute(value, missing, account);
}

/** The account that the options of a flex template's pipeline name, in Java or in Python. https://cloud.google.com/dataflow/docs/reference/pipeline-options */
function pipelineOption({ type }: Declared, body: Value): Value | undefined {
  const parameters = type === 'google_dataflow_flex_template_job' ? entry(body, 'parameters')?.value : undefined;
  if (parameters?.type === 'unknown') return parameters;
  return entry(parameters, 'serviceAccount')?.value ?? property(parameters, 'service_account_email');
}

/** A block that holds, or lacks, an attachment's attribute. */
interface Holder {
  /** Undefined where the path to the attribute ends early. */
  readonly block: Value | undefined;
  /** The keyword of the innermost block that is written; undefined for the resource itself. */
  readonly keyword: Span | undefined;
  readonly complete: boolean;
}

/** The blocks at the end of an attachment's path: several where a block of the path repeats, one that is undefined where the path ends early and that counts. */
function holders(body: Value, attachment: Attachment, json: boolean): Holder[] {
  let found: Holder[] = [{ block: body, keyword: undefined, complete: true }];
  for (const step of attachment.path.slice(0, -1)) {
    found = found.flatMap((holder): Holder[] => {
      if (holder.block === undefined) return [holder];
      const inner = entry(holder.block, step);
      if (inner)
        return blocks(inner.value).map((block) => ({
          block,
          keyword: json ? inner.keySpan : block.span,
          complete: true,
        }));
      return holder.block.type === 'map' && holder.block.complete && countsWithoutBlock(attachment, step)
        ? [{ ...holder, block: undefined }]
        : [];
    });
  }
  return found
    .filter(({ block }) => block === undefined || block.type === 'map')
    .map((each) => ({ ...each, complete: each.block?.type !== 'map' || each.block.complete }));
}

/** Blocks without which nothing runs, or something else does. */
const optional: ReadonlySet<string> = new Set([
  'node_pool',
  'cluster_autoscaling',
  'auto_provisioning_defaults',
  'managed_cluster',
  'workload',
  'dataflow_flex_template_request',
  'dataflow_launch_template_request',
  'create_pipeline_job_request',
]);

/** Whether a missing block means the same as a missing attribute in it. */
function countsWithoutBlock({ use, whenOmitted }: Attachment, step: string): boolean {
  const runs = use === 'runs-as' || (use === 'build' && whenOmitted === 'compute-default');
  return runs && whenOmitted !== 'none-or-compute-default' && !optional.has(step);
}

/**
 * Which settings make something run at all. Autopilot's nodes and removed default pools are clean, Dataproc on Kubernetes has pods, and a target of Cloud Deploy
 * that is made of others leaves the work to those.
 */
function applies(type: string, { path }: Attachment, body: Value): boolean {
  if (type === 'google_clouddeploy_target') return entry(body, 'multi_target') === undefined;
  if (type === 'google_dataproc_cluster') return entry(body, 'virtual_cluster_config') === undefined;
  if (type !== 'google_container_cluster') return true;
  if (isTrueOrUnknown(at(body, 'enable_autopilot'))) return false;
  if (path[0] !== 'node_config') return true;
  return !isTrueOrUnknown(at(body, 'remove_default_node_pool')) && entry(body, 'node_pool') === undefined;
}

function isTrueOrUnknown(value: Value | undefined): boolean {
  return value !== undefined && value.type !== 'null' && boolean(value) !== false;
}

function blocks(value: Value): Value[] {
  return value.type === 'list' ? value.items.map((item) => item.value) : [value];
}

/** One account, or each of a list of them. */
function each(value: Value | undefined): (Value | undefined)[] {
  return value?.type === 'list' ? value.items.map((item) => item.value) : [value];
}

function textOf(body: Value, attribute: string): string | undefined {
  const value = at(body, attribute);
  return value && string(value);
}

const ingresses: Readonly<Record<string, Ingress>> = {
  all: 'all',
  internal: 'internal',
  'internal-and-cloud-load-balancing': 'internal-and-cloud-load-balancing',
  INGRESS_TRAFFIC_ALL: 'all',
  INGRESS_TRAFFIC_INTERNAL_ONLY: 'internal',
  INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER: 'internal-and-cloud-load-balancing',
  ALLOW_ALL: 'all',
  ALLOW_INTERNAL_ONLY: 'internal',
  ALLOW_INTERNAL_AND_GCLB: 'internal-and-cloud-load-balancing',
};

/** Where each type says how requests reach it. */
const endpoints: Readonly<
  Record<string, { ingress: readonly string[]; disabledCheck?: readonly string[]; iap?: readonly string[]; audiences?: readonly string[] }>
> = {
  google_cloud_run_v2_service: {
    ingress: ['ingress'],
    disabledCheck: ['invoker_iam_disabled'],
    iap: ['iap_enabled'],
    audiences: ['custom_audiences'],
  },
  google_cloud_run_service: {
    ingress: ['metadata', 'annotations', 'run.googleapis.com/ingress'],
    disabledCheck: ['metadata', 'annotations', 'run.googleapis.com/invoker-iam-disabled'],
    iap: ['metadata', 'annotations', 'run.googleapis.com/iap-enabled'],
    audiences: ['metadata', 'annotations', 'run.googleapis.com/custom-audiences'],
  },
  google_cloudfunctions_function: { ingress: ['ingress_settings'] },
  google_cloudfunctions2_function: { ingress: ['service_config', 'ingress_settings'] },
};

function endpoint(resource: Declared, body: Value): Endpoint | undefined {
  const paths = endpoints[resource.type];
  if (!paths) return undefined;
  const missing = typeLabel(resource);
  const read = <T>(path: readonly string[] | undefined, reader: (value: Value) => T | undefined): Attribute<T> =>
    attribute(path && valueAt(body, path), missing, reader);
  return {
    ingress: read(paths.ingress, (value) => ingresses[string(value) ?? '']),
    invokerCheck: read(paths.disabledCheck, (value) => {
      const disabled = boolean(value);
      return disabled === undefined ? undefined : !disabled;
    }),
    iap: read(paths.iap, boolean),
    audiences: read(paths.audiences, jsonStrings),
  };
}
