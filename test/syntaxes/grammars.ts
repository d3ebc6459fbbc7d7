import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import oniguruma from 'vscode-oniguruma';
import textmate, { type IGrammar, type IRawGrammar } from 'vscode-textmate';
import { root } from '../../scripts/project.ts';

/** A contribution of package.json: where a grammar is, and into which others it goes. */
export interface Contribution {
  readonly scopeName: string;
  readonly path: string;
  readonly injectTo?: readonly string[];
  readonly language?: string;
}

export const contributions: readonly Contribution[] = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')).contributes
  .grammars;

/** The grammars of others that ours go into, by scope name: the files of `tm-grammars`. */
export const bases = {
  'source.hcl.terraform': 'terraform',
  'source.hcl': 'hcl',
  'source.yaml': 'yaml',
  'source.json': 'json',
  'source.json.comments': 'jsonc',
} as const;
export type Base = keyof typeof bases;

const require = createRequire(import.meta.url);

/** The text of a grammar in a VS Code that has ours, and of those that ours go into no other than `base`. */
function textOf(scopeName: string, base: string): string | undefined {
  const own = contributions.find((each) => each.scopeName === scopeName);
  if (own) return readFileSync(path.join(root, own.path), 'utf8');
  if (scopeName !== base || !Object.hasOwn(bases, scopeName)) return undefined;
  return readFileSync(require.resolve(`tm-grammars/grammars/${bases[scopeName as Base]}.json`), 'utf8');
}

/** The grammar as its file has it. */
export function rawGrammar({ path: file }: Contribution): IRawGrammar {
  return JSON.parse(readFileSync(path.join(root, file), 'utf8'));
}

const onigLib = oniguruma
  .loadWASM(readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm')))
  .then(() => ({ createOnigScanner: oniguruma.createOnigScanner, createOnigString: oniguruma.createOnigString }));

/** The grammar of this scope as VS Code makes it, with our injections or without. */
export async function grammar(scopeName: string, { injected }: { injected: boolean }): Promise<IGrammar> {
  const registry = new textmate.Registry({
    onigLib,
    loadGrammar: async (scope) => {
      const text = textOf(scope, scopeName);
      return text === undefined ? null : textmate.parseRawGrammar(text, `${scope}.json`);
    },
    getInjections: (scope) =>
      injected ? contributions.filter(({ injectTo }) => injectTo?.includes(scope)).map((each) => each.scopeName) : undefined,
  });
  const loaded = await registry.loadGrammar(scopeName);
  if (!loaded) throw new Error(`no grammar ${scopeName}`);
  return loaded;
}

/** A stretch of one line with its scopes, outermost first. */
export interface Token {
  readonly text: string;
  readonly scopes: readonly string[];
}

/** The tokens of each line. */
export function tokenize(grammar: IGrammar, text: string): Token[][] {
  let stack = textmate.INITIAL;
  return text.split('\n').map((line) => {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, stack);
    stack = ruleStack;
    return tokens.map(({ startIndex, endIndex, scopes }) => ({ text: line.slice(startIndex, endIndex), scopes }));
  });
}

/** Whether a scope is one that our grammars add to what others have. */
export function isOurs(scope: string): boolean {
  return scope.endsWith('.leastwise') || scope.endsWith('.cel');
}
