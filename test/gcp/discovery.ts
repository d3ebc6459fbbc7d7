import { readFileSync } from 'node:fs';
import path from 'node:path';

/** What Google publishes of an API, as its generated client has it. */
export interface Discovery {
  /** Whether there is a method of this HTTP method and path. */
  hasMethod(method: string, path: string): boolean;
  /** The names of what the query may hold. */
  parameters(name: string): ReadonlySet<string>;
  /** What in the value is not as the schema says: `bindings[0].rol is unknown`. */
  misfits(value: unknown, schema: string): string[];
}

const comment = /\/\*[\s\S]*?\*\//g;
const declaration = /^ {4}(?:export )?interface (\S+)(?: extends \w+)? \{\n([\s\S]*?)^ {4}\}/gm;
const member = /^ {8}'?([\w.$]+)'?\?: ([\s\S]*?);\n(?= {8}\S|$)/gm;

/** Reads the client's text, as it is installed: `iam/v1`. */
export function openDiscovery(api: string): Discovery {
  const [name = '', version] = api.split('/');
  const read = (extension: string) =>
    readFileSync(path.join(import.meta.dirname, `../../node_modules/@googleapis/${name}/build/${version}.${extension}`), 'utf8');
  const types = new Map<string, ReadonlyMap<string, string>>();
  for (const [, type = '', body = ''] of read('d.ts')
    .replace(comment, '')
    .replace(/^\s*\n/gm, '')
    .matchAll(declaration))
    types.set(type, new Map([...body.matchAll(member)].map(([, field = '', kind = '']) => [field, kind.replace(/ \| null$/, '')])));
  const methods = [...read('js').matchAll(/url: \(rootUrl \+ '([^']+)'\)[^}]*?method: '(\w+)'/g)].map(([, template = '', method]) => {
    const pattern = template
      .replace(/[.]/g, '\\.')
      .replace(/\{\+\w+\}/g, '.+')
      .replace(/\{\w+\}/g, '[^/:]+');
    return { method, pattern: new RegExp(`^${pattern}$`) };
  });

  function misfits(value: unknown, kind: string, at = ''): string[] {
    if (kind.endsWith('[]')) {
      if (!Array.isArray(value)) return [`${at} is no list`];
      return value.flatMap((item, index) => misfits(item, kind.slice(0, -2), `${at}[${index}]`));
    }
    if (!kind.startsWith('Schema$')) return kind === 'any' || kind.startsWith('{') || typeof value === kind ? [] : [`${at} is no ${kind}`];
    const fields = types.get(kind);
    if (!fields || typeof value !== 'object' || value === null) return [`${at} is no ${kind}`];
    return Object.entries(value).flatMap(([field, inner]) => {
      const expected = fields.get(field);
      return expected === undefined ? [`${at}.${field} is unknown`] : misfits(inner, expected, `${at}.${field}`);
    });
  }

  return {
    hasMethod: (method, path) => methods.some((each) => each.method === method && each.pattern.test(path)),
    parameters: (name) => new Set(types.get(`Params$Resource$${name}`)?.keys()),
    misfits: (value, schema) => misfits(value, `Schema$${schema}`, schema),
  };
}
