import { type ParseArgsConfig, parseArgs } from 'node:util';
import { nearestFinder } from '../../iam/catalog/nearest.ts';
import { CommandError } from './io.ts';

/** One option of a command. With `value`, the placeholder for its value, it takes one; otherwise it is a switch, with `negatable` also as `--no-…`. */
export interface Option {
  readonly value?: string;
  readonly negatable?: boolean;
  readonly short?: string;
  readonly help: string;
}

/** The options of a command by name, in the order of its help. */
export type Options = Readonly<Record<string, Option>>;

/** What was given. Of a repeated option the last counts. */
export interface Arguments<Given extends Options> {
  readonly values: Values<Given>;
  readonly positionals: readonly string[];
}

type Values<Given extends Options> = { readonly [Name in keyof Given]?: Given[Name] extends { readonly value: string } ? string : boolean };

/** Reads a command's arguments; throws a CommandError for an option that is not its own or is wrongly used. */
export function parseOptions<Given extends Options>(args: readonly string[], options: Given): Arguments<Given> {
  const { tokens } = parseArgs({ args: [...args], options: parserOptions(options), strict: false, tokens: true });
  const values: Record<string, string | boolean> = {};
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind === 'option') {
      const positive = token.name.replace(/^no-/, '');
      if (Object.hasOwn(options, token.name)) values[token.name] = givenValue(token, options[token.name]);
      else if (Object.hasOwn(options, positive) && options[positive]?.negatable) values[positive] = !givenValue(token, options[positive]);
      else
        throw new CommandError(
          `there is no option ${token.rawName}.${didYouMean(token.name, Object.keys(options), (near) => `--${near}`)}`,
        );
    }
  }
  return { values: values as Values<Given>, positionals };
}

/** The value as one of the choices, `otherwise` without a value; throws a CommandError that lists them. */
export function choose<Choice extends string>(
  name: string,
  value: string | undefined,
  choices: readonly Choice[],
  otherwise: Choice,
): Choice {
  if (value === undefined) return otherwise;
  const choice = choices.find((each) => each === value);
  if (choice) return choice;
  throw new CommandError(`--${name} takes ${new Intl.ListFormat('en', { type: 'disjunction' }).format(choices)}, not "${value}".`);
}

/** ` Did you mean "lint"?`, or nothing where no candidate is near. */
export function didYouMean(text: string, candidates: readonly string[], show = (candidate: string) => `"${candidate}"`): string {
  const near = nearestFinder(candidates)(text);
  return near === undefined ? '' : ` Did you mean ${show(near)}?`;
}

/** The options as lines of help. */
export function optionLines(options: Options): string {
  const rows = Object.entries(options).map(([name, { value, short, negatable, help }]) => ({
    usage: `${short ? `-${short}, ` : ''}--${name}${value ? ` ${value}` : ''}${negatable ? `, --no-${name}` : ''}`,
    help,
  }));
  const width = Math.max(...rows.map(({ usage }) => usage.length));
  return rows.map(({ usage, help }) => `  ${usage.padEnd(width)}  ${help}\n`).join('');
}

interface Token {
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

function parserOptions(options: Options): NonNullable<ParseArgsConfig['options']> {
  const entries = Object.entries(options).map(([name, { value, short }]) => [
    name,
    { type: value ? 'string' : 'boolean', ...(short && { short }) },
  ]);
  return Object.fromEntries(entries);
}

function givenValue({ rawName, value, inlineValue }: Token, option: Option | undefined): string | true {
  if (!option?.value) {
    if (value !== undefined) throw new CommandError(`${rawName} takes no value.`);
    return true;
  }
  // A forgotten value must not swallow the next option.
  if (!value || (!inlineValue && value.startsWith('-'))) throw new CommandError(`${rawName} needs a value: ${rawName} ${option.value}.`);
  return value;
}
