import type { Attachment, Catalog } from '../../../../iam/catalog/catalog.ts';
import type { Workload } from '../../model.ts';
import type { Spanned } from '../../source.ts';
import { at, entry, type Value } from '../../syntax/value.ts';
import { account, attribute, string } from '../attribute.ts';
import { valueAt } from './blocks.ts';
import { callLabel, missingArgument } from './declared.ts';
import type { ForeignCall } from './moduleInstance.ts';
import { truth } from './operators.ts';
import { readScopes } from './scopes.ts';
import { published } from './wellKnownModules.ts';

/** A published module that makes something that runs, and which of its arguments name the account it runs as. */
interface WorkloadModule {
  readonly source: RegExp;
  /** What it makes, and what of that the account is for. */
  readonly type: string;
  readonly use?: 'build';
  /** The path to the argument. */
  readonly account: readonly string[];
  readonly scopes?: readonly string[];
  /** The argument that has the module make an account where none is named, and what it is where it is left out. */
  readonly creates?: readonly [argument: string, otherwise: boolean];
  /** Whether nothing is to be said where no account is named: it has to be, or the module or Google makes one. */
  readonly onlyNamed?: true;
}

/** Read on 2026-11-23 in https://github.com/GoogleCloudPlatform/terraform-google-cloud-run, …-cloud-functions and …-cloud-workflows; the first by its calls. */
const workloadModules: readonly WorkloadModule[] = [
  {
    // https://registry.terraform.io/modules/terraform-google-modules/vm/google/latest/submodules/instance_template
    source: published('terraform-google-modules', 'vm', '//modules/(?:instance_template|preemptible_and_regular_instance_templates)'),
    type: 'google_compute_instance_template',
    account: ['service_account', 'email'],
    scopes: ['service_account', 'scopes'],
  },
  {
    source: published('GoogleCloudPlatform', 'cloud-run'),
    type: 'google_cloud_run_service',
    account: ['service_account_email'],
  },
  {
    source: published('GoogleCloudPlatform', 'cloud-run', '//modules/v2'),
    type: 'google_cloud_run_v2_service',
    account: ['service_account'],
    creates: ['create_service_account', true],
  },
  {
    source: published('GoogleCloudPlatform', 'cloud-run', '//modules/job-exec'),
    type: 'google_cloud_run_v2_job',
    account: ['service_account_email'],
    creates: ['create_service_account', false],
  },
  {
    source: published('GoogleCloudPlatform', 'cloud-run', '//modules/secure-cloud-run(?:-core)?'),
    type: 'google_cloud_run_service',
    account: ['cloud_run_sa'],
    onlyNamed: true,
  },
  {
    source: published('GoogleCloudPlatform', 'cloud-functions'),
    type: 'google_cloudfunctions2_function',
    account: ['service_config', 'service_account_email'],
  },
  {
    source: published('GoogleCloudPlatform', 'cloud-functions'),
    type: 'google_cloudfunctions2_function',
    use: 'build',
    account: ['build_service_account'],
    onlyNamed: true,
  },
  {
    source: published('GoogleCloudPlatform', 'cloud-functions', '//modules/secure-cloud-function'),
    type: 'google_cloudfunctions2_function',
    account: ['service_account_email'],
    onlyNamed: true,
  },
  {
    source: published('GoogleCloudPlatform', 'cloud-workflows'),
    type: 'google_workflows_workflow',
    account: ['service_account_email'],
    creates: ['service_account_create', false],
  },
  {
    source: published('GoogleCloudPlatform', 'cloud-workflows', '//modules/simple_workflow'),
    type: 'google_workflows_workflow',
    account: ['service_account_email'],
  },
];

/** What such a call runs. */
export function moduleWorkloads(call: ForeignCall, catalog: Catalog): Workload[] {
  const { source = '' } = call;
  return workloadModules.filter((each) => each.source.test(source)).flatMap((each) => workload(call, each, catalog));
}

function workload(call: ForeignCall, module: WorkloadModule, catalog: Catalog): Workload[] {
  const body = call.body();
  const attachment = catalog.attachments(module.type).find(({ kind, use }) => kind === 'resource' && use === (module.use ?? 'runs-as'));
  const holder = valueAt(body, module.account.slice(0, -1));
  if (!attachment || holder?.type === 'unknown') return [];
  const serviceAccount = namedAccount(valueAt(body, module.account), missing(call, module.account));
  if (serviceAccount.state === 'absent') {
    const [creates, otherwise] = module.creates ?? ['', false];
    const created = at(body, creates);
    const makesOne = created === undefined || created.type === 'null' ? otherwise : truth(created) !== false;
    // Without the object that has the account and the scopes of a machine it has none, or one that the module makes.
    const hasNone = attachment.whenOmitted === 'none-or-compute-default' && holder?.type !== 'map';
    if (module.onlyNamed || makesOne || hasNone) return [];
  }
  const block = module.scopes && valueAt(body, module.scopes.slice(0, -1));
  return [
    {
      ...runsAs(call, attachment, serviceAccount),
      title: module.use === 'build' ? `module.${call.name}'s build` : `module.${call.name}`,
      scopes: module.scopes && valueAt(body, module.scopes) && readScopes(block, module.scopes.at(-1) ?? '', callLabel(call).span),
      name: textOf(body, 'service_name') ?? textOf(body, 'name'),
    },
  ];
}

/** The facts of what runs in a published module, whose environment and endpoint are the module's own. */
export function runsAs(call: ForeignCall, attachment: Attachment, serviceAccount: Workload['serviceAccount']): Workload {
  const body = call.body();
  return {
    ...callLabel(call),
    type: attachment.type,
    title: `module.${call.name}`,
    name: textOf(body, 'name'),
    location: textOf(body, 'location') ?? textOf(body, 'region') ?? textOf(body, 'zone'),
    address: call.address,
    attachment,
    serviceAccount,
    environment: [],
    secretVolumes: [],
  };
}

/** The account that an argument names: an empty text, which is how modules say it, names none. */
export function namedAccount(value: Value | undefined, missing: Spanned): Workload['serviceAccount'] {
  if (value?.type !== 'string' || string(value) !== '') return attribute(value, missing, account);
  const { span, use, slot } = value;
  return { state: 'absent', span: use ?? slot?.span ?? span, slot };
}

function missing(call: ForeignCall, [argument = '', ...deeper]: readonly string[]): Spanned {
  return deeper.length === 0 ? missingArgument(call, argument) : { span: entry(call.body(), argument)?.keySpan ?? callLabel(call).span };
}

function textOf(body: Value, argument: string): string | undefined {
  const value = at(body, argument);
  return value && string(value);
}
