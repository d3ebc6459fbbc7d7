import { configurationPage, rulePage } from '../host/assets.ts';
import { codes } from '../linter/codes.ts';
import { configCode } from '../linter/config.ts';
import { CommandError, type Io, write } from './io.ts';
import { didYouMean, type Options, optionLines, parseOptions } from './options.ts';

const options = { help: { short: 'h', help: 'Show this help' } } as const satisfies Options;

const help = `Usage: leastwise explain CODE

Prints the page of a rule. \`leastwise rules\` lists the codes.

Options:
${optionLines(options)}`;

/** `leastwise explain`: prints a rule's page. */
export async function explainCommand(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = parseOptions(args, options);
  if (values.help) {
    await write(io.stdout, help);
    return 0;
  }
  const [code, ...others] = positionals;
  if (code === undefined || others.length > 0) throw new CommandError('explain takes one CODE. `leastwise rules` lists them.');
  const page = code === configCode ? configurationPage() : Object.hasOwn(codes, code) ? rulePage(code) : undefined;
  if (page === undefined)
    throw new CommandError(`there is no rule "${code}".${didYouMean(code, Object.keys(codes))} \`leastwise rules\` lists them.`);
  await write(io.stdout, page.endsWith('\n') ? page : `${page}\n`);
  return 0;
}
