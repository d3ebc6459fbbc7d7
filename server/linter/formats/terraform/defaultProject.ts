import type { Expression } from '../../syntax/hcl/ast.ts';
import { entry, type MapValue, type Value } from '../../syntax/value.ts';
import { argument, type Declaration, layers, type Module, type ModuleCall, type Resource } from './modules.ts';

/**
 * The project of a provider's configuration, by what the configuration is called: `google`, `google.eu`; undefined where it names none.
 * https://registry.terraform.io/providers/hashicorp/google/latest/docs/guides/provider_reference#project
 */
export type ProjectOf = (provider: string) => Value | undefined;

/** The attributes that the provider's project is in where the block leaves them out. */
const attributes: Readonly<Record<Resource['mode'], ReadonlyMap<string, string>>> = {
  resource: new Map([
    ['google_service_account', 'project'],
    ['google_project_iam_custom_role', 'project'],
  ]),
  data: new Map([
    ['google_client_config', 'project'],
    ['google_project', 'project_id'],
  ]),
  ephemeral: new Map(),
};

/** The projects of a module's providers: its own, or else those that its caller hands down. `read` gives the body of a provider. */
export function providerProjects(
  module: Module,
  read: (declaration: Declaration) => MapValue,
  inherited: ProjectOf | undefined,
): ProjectOf {
  return (provider) => {
    const own = module.providers.find((each) => nameOf(each) === provider);
    // A block without a configuration only says that the caller hands one down.
    return own && isConfigured(own) ? entry(read(own), 'project')?.value : inherited?.(provider);
  };
}

/** What a call hands down: what its `providers` say, or without them the configurations that have no alias. https://developer.hashicorp.com/terraform/language/modules/develop/providers */
export function handedDown(call: ModuleCall, projectOf: ProjectOf): ProjectOf {
  const map = argument(call, 'providers')?.value;
  return (provider) => {
    if (map?.kind !== 'object') return map || provider.includes('.') ? undefined : projectOf(provider);
    const given = map.entries.find(({ key }) => written(key) === provider);
    const name = given && written(given.value);
    return name === undefined ? undefined : projectOf(name);
  };
}

/** The body with the provider's project where the resource has it, says none and its provider's is known. */
export function withDefaultProject(
  resource: Declaration & Partial<Pick<Resource, 'mode' | 'type'>>,
  body: MapValue,
  projectOf: ProjectOf,
): MapValue {
  const key = resource.mode && resource.type ? attributes[resource.mode].get(resource.type) : undefined;
  const own = key === undefined ? undefined : entry(body, key)?.value;
  if (key === undefined || (own && own.type !== 'null')) return body;
  const provider = argument(resource, 'provider')?.value;
  const name = provider ? written(provider) : 'google';
  const value = name === undefined ? undefined : projectOf(name);
  return value?.type === 'string' ? { ...body, entries: [...body.entries, { key, keySpan: value.span, value }] } : body;
}

function nameOf({ block, ...rest }: Declaration): string | undefined {
  const [label] = block.labels;
  const alias = argument({ block, ...rest }, 'alias')?.value;
  if (!label || !alias) return label?.text;
  const name = written(alias);
  return name && `${label.text}.${name}`;
}

function isConfigured(provider: Declaration): boolean {
  return layers(provider).some(
    ({ body }) => body.blocks.length > 0 || body.attributes.some(({ name }) => name.text !== 'alias' && name.text !== 'version'),
  );
}

/** A name as it is written, with its alias: `google.eu`, in JSON syntax and of old a string. */
function written(expression: Expression): string | undefined {
  switch (expression.kind) {
    case 'variable':
      return expression.name;
    case 'attribute': {
      const object = written(expression.object);
      return object && `${object}.${expression.name.text}`;
    }
    case 'template': {
      const [only, ...others] = expression.parts;
      return only?.kind === 'text' && others.length === 0 ? only.text : undefined;
    }
    default:
      return undefined;
  }
}
