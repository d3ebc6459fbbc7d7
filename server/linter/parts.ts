import type { Catalog } from '../../iam/catalog/catalog.ts';
import type { IdentityModel } from './model.ts';
import { keptWith } from './perObject.ts';

/** What a rule needs of the model's parts, part by part in their order. It is kept with each part, so that after an edit only the edited part is gone through again. */
export function ofParts<T>(
  gather: (part: IdentityModel, catalog: Catalog) => readonly T[],
): (model: IdentityModel, catalog: Catalog) => readonly T[] {
  const known = keptWith<IdentityModel, { readonly catalog: Catalog; readonly gathered: readonly T[] }>();
  function gatherOnce(part: IdentityModel, catalog: Catalog): readonly T[] {
    const before = known.get(part);
    if (before?.catalog === catalog) return before.gathered;
    const gathered = gather(part, catalog);
    known.set(part, { catalog, gathered });
    return gathered;
  }
  return ({ parts }, catalog) => {
    const all: T[] = [];
    for (const part of parts) for (const each of gatherOnce(part, catalog)) all.push(each);
    return all;
  };
}
