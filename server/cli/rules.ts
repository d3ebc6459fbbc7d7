import { version } from '../host/assets.ts';
import { pageUrl } from '../host/project.ts';
import { codes } from '../linter/codes.ts';
import { CommandError, type Io, write } from './io.ts';
import { choose, type Options, optionLines, parseOptions } from './options.ts';

const options = {
  format: { value: 'FORMAT', help: 'How to list: stylish (default) or json' },
  help: { short: 'h', help: 'Show this help' },
} as const satisfies Options;

const help = `Usage: leastwise rules [OPTION...]

Lists all rules with their usual severity.

Options:
${optionLines(options)}`;

/** `leastwise rules`: lists the rules. */
export async function rulesCommand(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = parseOptions(args, options);
  if (values.help) {
    await write(io.stdout, help);
    return 0;
  }
  if (positionals.length > 0) throw new CommandError('rules takes no argument. To read about one rule: leastwise explain CODE.');
  const all = Object.entries(codes);
  if (choose('format', values.format, ['stylish', 'json'], 'stylish') === 'json') {
    const listed = all.map(([code, { title, severity, since, sources }]) => ({
      code,
      severity,
      title,
      since,
      url: pageUrl(code, version()),
      sources,
    }));
    await write(io.stdout, `${JSON.stringify(listed, null, 2)}\n`);
  } else {
    const [codeWidth, severityWidth] = [widest(all.map(([code]) => code)), widest(all.map(([, { severity }]) => severity))];
    const lines = all.map(([code, { severity, title }]) => `${code.padEnd(codeWidth)}  ${severity.padEnd(severityWidth)}  ${title}\n`);
    await write(io.stdout, lines.join(''));
  }
  return 0;
}

function widest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map(({ length }) => length));
}
