import { HOLE } from '../../../../iam/text.ts';
import type { Provider } from '../../model.ts';
import type { Spanned } from '../../source.ts';
import type { MapValue, Slot, Value } from '../../syntax/value.ts';
import { at, property, toText } from '../../syntax/value.ts';
import { attribute, string } from '../attribute.ts';
import { type Declared, typeLabel } from './declared.ts';
import type { Declaration, Module } from './modules.ts';
import { nodeSpan } from './place.ts';

/** The Google providers and the `gcs` backend of a module. https://registry.terraform.io/providers/hashicorp/google/latest/docs/guides/provider_reference */
export function providers({ providers: declared, backends }: Module, read: (declaration: Declaration) => MapValue): Provider[] {
  return [...declared, ...backends].filter(isGoogle).map((declaration) => {
    const { block, file } = declaration;
    const body = read(declaration);
    const label = block.labels[0] ?? block.type;
    const missing = { span: nodeSpan(label, file) };
    const title = `${block.type.text} "${block.labels[0]?.text ?? ''}"`;
    return { ...missing, title, ...credentialsOf(body, missing), impersonation: impersonation(declaration) };
  });
}

/** The state of another configuration that is read from a bucket. https://developer.hashicorp.com/terraform/language/state/remote-state-data */
export function remoteStates(resource: Declared): Provider[] {
  if (resource.mode !== 'data' || resource.type !== 'terraform_remote_state') return [];
  const body = resource.body();
  const backend = at(body, 'backend');
  if (!backend || string(backend) !== 'gcs') return [];
  const missing = typeLabel(resource);
  return [{ ...missing, title: resource.label, ...credentialsOf(property(body, 'config'), missing), impersonation: undefined }];
}

function credentialsOf(body: Value | undefined, missing: Spanned): Pick<Provider, 'credentials' | 'accessToken'> {
  const credentials = property(body, 'credentials');
  return {
    credentials: isFile(credentials)
      ? { span: credentials.span, use: credentials.use, state: 'known', value: 'file' }
      : attribute(credentials, missing, source),
    accessToken: attribute(property(body, 'access_token'), missing, string),
  };
}

function isGoogle({ block }: Declaration): boolean {
  const [name] = block.labels;
  return block.type.text === 'backend' ? name?.text === 'gcs' : name?.text === 'google' || name?.text === 'google-beta';
}

/** Whether the value is what a file holds. */
function isFile(value: Value | undefined): value is Value {
  return value?.type === 'unknown' && value.reason === 'file';
}

/** A path, or the JSON of a key; other JSON, such as a configuration of workload identity federation, is no secret. */
function source(value: Value): 'file' | 'key' | undefined {
  if (value.type !== 'string') return undefined;
  const { text } = toText(value);
  const literal = text.replaceAll(HOLE, '').trim();
  if (literal.startsWith('{')) return /"private_key"/.test(literal) ? 'key' : undefined;
  return literal !== '' && (literal.endsWith('.json') || !text.includes(HOLE)) ? 'file' : undefined;
}

/** In place of the whole attribute. */
function impersonation({ block, file }: Declaration): Slot | undefined {
  const { attributes } = block.body;
  const credentials = attributes.find(({ name }) => name.text === 'credentials');
  const impersonated = attributes.some(({ name }) => name.text === 'impersonate_service_account');
  if (!credentials || impersonated || file.name.endsWith('.json')) return undefined;
  return { span: nodeSpan(credentials, file), prefix: 'impersonate_service_account = "', suffix: '"' };
}
