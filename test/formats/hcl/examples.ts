import { readdirSync, readFileSync } from 'node:fs';

const folder = new URL('./examples/', import.meta.url);

/** The example files, valid Terraform that covers HCL's grammar: their names and texts. */
export const examples: readonly { readonly name: string; readonly text: string }[] = readdirSync(folder)
  .sort()
  .map((name) => ({ name, text: readFileSync(new URL(name, folder), 'utf8') }));
