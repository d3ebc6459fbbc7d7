import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { terraformText } from './corpus.ts';

/** How many files the generated workspace has. */
export const fileCount = 1200;

/** How many of them make one module. */
const filesPerModule = 6;

/** What a workspace's files are like. */
export interface Shape {
  /** What share of the lines is about identity. */
  readonly identity: number;
  /** How many lines the files have, in turn. */
  readonly lengths: readonly number[];
}

/**
 * Files as long as those of Google's own modules and examples for Terraform (2,474 files of 22 repositories, 2026-11-23: the middles of ten equal parts of them), and
 * four times as much about identity, of which there it is a twentieth.
 */
export const likeGoogles: Shape = { identity: 0.2, lengths: [22, 27, 31, 36, 43, 50, 60, 78, 118, 300] };

/** Short files about nothing else: the worst that there can be for us. */
export const identityOnly: Shape = { identity: 1, lengths: [40] };

/** Writes a workspace of Terraform modules, and returns the file that is edited: 1,000 lines about identity, whatever the others are like. */
export function writeWorkspace(directory: string, { identity, lengths }: Shape): { readonly edited: string; readonly text: string } {
  const text = terraformText(1, 1000);
  for (let index = 0; index < fileCount; index++) {
    const module = path.join(directory, `module-${Math.floor(index / filesPerModule)}`);
    if (index % filesPerModule === 0) mkdirSync(module, { recursive: true });
    // One of the files of a module has the locals that all have otherwise.
    const generated = index === 0 ? text : terraformText(index, lengths[index % lengths.length] ?? 0, identity);
    writeFileSync(
      path.join(module, `part-${index % filesPerModule}.tf`),
      index % filesPerModule === 0 ? generated : generated.replace(/^locals \{[^}]*\}\n/, ''),
    );
  }
  return { edited: path.join(directory, 'module-0', 'part-0.tf'), text };
}
