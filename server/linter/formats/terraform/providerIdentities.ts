import type { Catalog } from '../../../../iam/catalog/catalog.ts';
import type { AccountUse } from '../../model.ts';
import { at, type MapValue } from '../../syntax/value.ts';
import { account, attribute } from '../attribute.ts';
import type { Declaration, Module } from './modules.ts';
import { nodeSpan } from './place.ts';

/** The accounts that a module's providers act as. */
export function providerIdentities({ providers }: Module, read: (declaration: Declaration) => MapValue, catalog: Catalog): AccountUse[] {
  return providers.flatMap((declaration) => {
    const { block, file } = declaration;
    const [label] = block.labels;
    const points = label ? catalog.attachments(label.text).filter(({ kind }) => kind === 'provider') : [];
    return points.map((attachment) => {
      const missing = { span: nodeSpan(label ?? block.type, file) };
      const serviceAccount = attribute(at(read(declaration), ...attachment.path), missing, account);
      return { ...missing, title: `provider "${label?.text}"`, attachment, serviceAccount };
    });
  });
}
