import { syntaxCode } from './checks.ts';
import { perObject } from './perObject.ts';
import type { Finding } from './rule.ts';
import type { SourceFile, Span } from './source.ts';
import { parseJsonLines } from './syntax/json.ts';
import { jsonProblem } from './syntax/jsonProblem.ts';
import { yamlProblem } from './syntax/yamlProblem.ts';

/** What templates put where something is filled in later: nobody can tell if the result is well-formed. */
const template = /\{\{|\{%|<%|\$\{|%\(|%[A-Z_]+%/;

/** The first place where an allow policy in JSON or YAML is not what its format wants: from there on it may not be read. Templates are passed over. */
export const syntaxFinding: (file: SourceFile) => Finding | undefined = perObject((file) => {
  if (template.test(file.text)) return undefined;
  const found = problemIn(file);
  if (!found) return undefined;
  const message = `${found.message.replace(/\.$/, '')}: grants from here on may not be read, so that nothing is found in them; mend this.`;
  return { code: syntaxCode, severity: 'information', span: found.span, message, related: [], fixes: [], tags: [] };
});

function problemIn(file: SourceFile): { readonly span: Span; readonly message: string } | undefined {
  if (/\.ya?ml$/i.test(file.name)) return yamlProblem(file);
  if (/\.jsonc?$/i.test(file.name) && parseJsonLines(file).length === 1) return jsonProblem(file);
  return undefined;
}
