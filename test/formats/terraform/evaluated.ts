import { openBudget } from '../../../server/linter/formats/terraform/budget.ts';
import { callGraph } from '../../../server/linter/formats/terraform/callGraph.ts';
import { type ModuleInstance, openModule } from '../../../server/linter/formats/terraform/moduleInstance.ts';
import { isTerraform } from '../../../server/linter/formats/terraform/modules.ts';
import { SourceFile, span, textOf } from '../../../server/linter/source.ts';
import { encodedValue, type Part, type Value } from '../../../server/linter/syntax/value.ts';
import { foldersOf } from '../../folders.ts';

/** Opens the root module of a workspace, whose files are named by their paths. */
export function openRoot(texts: Readonly<Record<string, string>>): ModuleInstance {
  const files = Object.entries(texts).map(([name, text]) => new SourceFile(`file:///shop/${name}`, text));
  const { modules, find } = callGraph(files.filter(isTerraform));
  const module = find('file:///shop') ?? modules[0];
  if (!module) throw new Error('no module');
  const folders = foldersOf(files);
  const data = { file: (uri: string) => files.find((file) => file.uri === uri), folder: (glob: string) => folders.get(glob) };
  const origin = { data, root: module.directory };
  return openModule({ module, address: `${module.directory}#`, find, origin, budget: openBudget(), callers: [] });
}

/** What an expression means beside these declarations. */
export function evaluated(expression: string, declarations = '', others: Readonly<Record<string, string>> = {}): Value {
  const main = new SourceFile('file:///shop/main.tf', '');
  return openRoot({ 'main.tf': `${declarations}\noutput "result" {\n  value = ${expression}\n}\n`, ...others }).output(
    'result',
    span(main, 0, 0),
  );
}

/** A value as Terraform would write it; what is unknown as `?` and why, a partly unknown collection with `…` at its end, a reference as `<label.attribute>`. */
export function print(value: Value | undefined): string {
  if (value === undefined) return 'nothing';
  switch (value.type) {
    case 'null':
      return 'null';
    case 'unknown':
      return `?${value.reason}`;
    case 'string': {
      const encoded = encodedValue(value);
      if (encoded) return `json(${print(encoded)})`;
      return `"${value.parts.map(printPart).join('').replaceAll('\n', '\\n')}"`;
    }
    case 'list': {
      const items = value.items.map((item) => print(item.value));
      return value.set ? `{${[...items, ...rest(value.complete)].join(', ')}}` : `[${[...items, ...rest(value.complete)].join(', ')}]`;
    }
    case 'map': {
      const entries = value.entries.map((each) => `${each.key} = ${print(each.value)}`);
      return `{ ${[...entries, ...rest(value.complete)].join(', ')} }`;
    }
    default:
      return String(value.value);
  }
}

/** Where the value is written, and what holds it where that is elsewhere. */
export function places(value: Value | undefined): { written: string | undefined; used: string | undefined } {
  return { written: value && textOf(value.span), used: value?.use && textOf(value.use) };
}

function printPart(part: Part): string {
  if ('text' in part) return part.text;
  return part.reference ? `<${part.reference.label}.${part.reference.attribute}>` : '<?>';
}

function rest(complete: boolean): string[] {
  return complete ? [] : ['…'];
}
