import { HOLE } from '../../../../iam/text.ts';
import type { Provider } from '../../model.ts';
import type { MapValue, Slot, Value } from '../../syntax/value.ts';
import { property, toText } from '../../syntax/value.ts';
import { attribute, string } from '../attribute.ts';
import type { Declaration, Module } from './modules.ts';
import { nodeSpan } from './place.ts';

/** The Google providers and the `gcs` backend of a module. https://registry.terraform.io/providers/hashicorp/google/latest/docs/guides/provider_reference */
export function providers({ providers: declared, backends }: Module, read: (declaration: Declaration) => MapValue): Provider[] {
  return [...declared, ...backends].filter(isGoogle).map((declaration) => {
    const { block, file } = declaration;
    const body = read(declaration);
    const label = block.labels[0] ?? block.type;
    const missing = { span: nodeSpan(label, file) };
    const credentials = property(body, 'credentials');
    return {
      ...missing,
      title: `${block.type.text} "${block.labels[0]?.text ?? ''}"`,
      credentials: isFile(credentials)
        ? { span: credentials.span, use: credentials.use, state: 'known', value: 'file' }
        : attribute(credentials, missing, source),
      impersonation: impersonation(declaration),
      accessToken: attribute(property(body, 'access_token'), missing, string),
    };
  });
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
