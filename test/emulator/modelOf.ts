import { lint } from '../../server/linter/lint.ts';
import type { IdentityModel } from '../../server/linter/model.ts';
import { SourceFile } from '../../server/linter/source.ts';
import { catalog } from '../catalog.ts';
import { noon } from './emulated.ts';

/** What these files say about identity. */
export function modelOf(files: Readonly<Record<string, string>>): IdentityModel {
  const sources = Object.entries(files).map(([name, text]) => new SourceFile(`file:///workspace/${name}`, text));
  return lint(sources, { catalog, now: noon }).model;
}
