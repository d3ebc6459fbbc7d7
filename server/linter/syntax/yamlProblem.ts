import { parseAllDocuments } from 'yaml';
import { type SourceFile, type Span, span } from '../source.ts';

/** Where a text is not YAML, the first place only, and what the parser says; undefined for what is YAML. Never throws. */
export function yamlProblem(file: SourceFile): { readonly span: Span; readonly message: string } | undefined {
  try {
    const documents = parseAllDocuments(file.text, { prettyErrors: false, uniqueKeys: true });
    const [first] = 'empty' in documents ? [] : documents.flatMap(({ errors }) => errors);
    if (!first) return undefined;
    const [start, end] = first.pos;
    const from = Math.min(start, file.text.length);
    return { span: span(file, from, Math.min(Math.max(end, from), file.text.length)), message: first.message };
  } catch {
    return { span: span(file, 0, 0), message: 'This is nested too deeply to be read' };
  }
}
