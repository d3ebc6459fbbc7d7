import type { AttachmentUse, Catalog } from '../../../../iam/catalog/catalog.ts';
import type { Attribute, Claims, TokenRequest } from '../../model.ts';
import type { Spanned } from '../../source.ts';
import { embeddedJson } from '../../syntax/json.ts';
import { property, type Value } from '../../syntax/value.ts';
import { account, attribute, number, string } from '../attribute.ts';
import { valueAt } from './blocks.ts';
import { type Declared, typeLabel } from './declared.ts';

const uses: ReadonlySet<AttachmentUse> = new Set(['mints-access-token', 'mints-id-token', 'signs-jwt']);

/** The short-lived token that a data source or an ephemeral resource asks for. https://registry.terraform.io/providers/hashicorp/google/latest/docs/data-sources/service_account_access_token */
export function tokenRequests(resource: Declared, catalog: Catalog): TokenRequest[] {
  const { mode, type, label } = resource;
  if (mode === 'resource' || !type.startsWith('google_service_account_')) return [];
  const attachment = catalog.attachments(type).find(({ kind, use }) => kind === mode && uses.has(use));
  if (!attachment) return [];
  const body = resource.body();
  const missing = typeLabel(resource);
  const all = <T>(path: readonly string[] | undefined, read: (value: Value) => T | undefined): Attribute<T>[] =>
    items(path && valueAt(body, path)).map((value) => attribute(value, missing, read));
  return [
    {
      ...missing,
      title: label,
      attachment,
      serviceAccount: attribute(valueAt(body, attachment.path), missing, account),
      scopes: all(attachment.scopesPath, string),
      delegates: all(attachment.delegatesPath, account),
      lifetime: attribute(attachment.lifetimePath && valueAt(body, attachment.lifetimePath), missing, lifetime),
      claims: attachment.use === 'signs-jwt' ? claims(body, missing) : undefined,
    },
  ];
}

function items(value: Value | undefined): readonly Value[] {
  return value?.type === 'list' ? value.items.map((item) => item.value) : [];
}

/** Terraform makes a string of a number. */
function lifetime(value: Value): string | undefined {
  return value.type === 'number' ? String(value.value) : string(value);
}

function claims(body: Value, missing: Spanned): Claims {
  const payload = property(body, 'payload');
  const written = payload?.type === 'string' ? embeddedJson(payload) : undefined;
  return {
    expiry: attribute(property(written, 'exp'), missing, number),
    expiresIn: attribute(property(body, 'expires_in'), missing, number),
    audience: attribute(property(written, 'aud'), missing, string),
  };
}
