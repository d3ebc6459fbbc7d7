import { createRequire } from 'node:module';
import { Language, Parser } from 'web-tree-sitter';
import { terraform } from '../server/linter/formats/terraform/extract.ts';
import { SourceFile } from '../server/linter/source.ts';
import { parse } from '../server/linter/syntax/hcl/parse.ts';
import { catalog } from '../test/catalog.ts';
import { terraformText } from './corpus.ts';
import { alternate, median } from './measure.ts';

/** Our parse and extraction against tree-sitter's parse alone, in wasm, of the same files. */
export async function benchParse(): Promise<void> {
  await Parser.init();
  const parser = new Parser();
  parser.setLanguage(
    await Language.load(createRequire(import.meta.url).resolve('@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-terraform.wasm')),
  );
  const texts = Array.from({ length: 40 }, (_, seed) => terraformText(seed, 500));
  const size = texts.reduce((sum, text) => sum + text.length, 0);
  const ours = () => {
    for (const [index, text] of texts.entries()) terraform.extract([new SourceFile(`file:///bench/${index}/main.tf`, text)], catalog);
  };
  const treeSitter = () => {
    for (const text of texts) parser.parse(text)?.delete();
  };
  const parsing = () => {
    for (const text of texts) parse(text);
  };
  console.log(`HCL, ${texts.length} files, ${(size / 1e6).toFixed(2)} MB, all of it about identity`);
  for (const [name, work] of [
    ['parse alone', parsing],
    ['parse and extract', ours],
  ] as const) {
    await alternate(3, work, treeSitter);
    const [own, peer] = await alternate(9, work, treeSitter);
    const rate = (times: readonly number[]) => `${(size / 1e3 / median(times)).toFixed(1)} MB/s`;
    console.log(
      `  ${name}: ${(median(peer) / median(own)).toFixed(1)} times as fast as tree-sitter (wasm) parses (${rate(own)}, tree-sitter ${rate(peer)})`,
    );
  }
}
