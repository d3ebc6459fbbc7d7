import { type Span, span } from '../source.ts';
import type { Slot } from './value.ts';

/**
 * How to write a new entry of a map in front of the key at `before`, in JSON or block-style YAML as that one is.
 * Undefined where that would not be well-formed: in flow style without quotes, inside a string that escapes its quotes.
 */
export function newEntry(name: string, { file, start }: Span): Slot | undefined {
  const { text } = file;
  const line = text.lastIndexOf('\n', start - 1) + 1;
  const lead = text.slice(line, start);
  const lineBreak = text[line - 2] === '\r' ? '\r\n' : '\n';
  const quote = start - 1;
  if (text[quote] === '"') {
    if (!/[{,]\s*$/.test(text.slice(Math.max(0, quote - 200), quote))) return undefined;
    const separator = /^[ \t]*"$/.test(lead) ? `${lineBreak}${lead.slice(0, -1)}` : ' ';
    return { span: span(file, quote, quote), prefix: `"${name}": `, suffix: `,${separator}` };
  }
  if (!/^\uFEFF?[ -]*$/.test(lead)) return undefined;
  return { span: span(file, start, start), prefix: `${name}: `, suffix: `${lineBreak}${' '.repeat(lead.replace('\uFEFF', '').length)}` };
}
