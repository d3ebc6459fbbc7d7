import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { terraformText } from './corpus.ts';

/** How many files the generated workspace has. */
export const fileCount = 1200;

/** How many of them make one module. */
const filesPerModule = 6;

/** Writes a workspace of Terraform modules, as a repository of a larger company has, and returns the file that is edited: the only one of 1,000 lines. */
export function writeWorkspace(directory: string): { readonly edited: string; readonly text: string } {
  const text = terraformText(1, 1000);
  for (let index = 0; index < fileCount; index++) {
    const module = path.join(directory, `module-${Math.floor(index / filesPerModule)}`);
    if (index % filesPerModule === 0) mkdirSync(module, { recursive: true });
    // One of the files of a module has the locals that all have otherwise.
    const generated = index === 0 ? text : terraformText(index, 40);
    writeFileSync(
      path.join(module, `part-${index % filesPerModule}.tf`),
      index % filesPerModule === 0 ? generated : generated.replace(/^locals \{[^}]*\}\n/, ''),
    );
  }
  return { edited: path.join(directory, 'module-0', 'part-0.tf'), text };
}
