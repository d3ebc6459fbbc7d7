import { version } from '../host/assets.ts';
import { project } from '../host/project.ts';
import { CommandError, type Io, write } from './io.ts';
import { type Options, optionLines, parseOptions } from './options.ts';

const options = {
  stdio: { help: 'Speak over stdin and stdout: many editors say so, and there is no other way' },
  help: { short: 'h', help: 'Show this help' },
} as const satisfies Options;

const help = () => `Usage: leastwise lsp [--stdio]

Serves an editor as its language server, by the Language Server Protocol over stdin and stdout.
Ends when the editor asks for it, closes stdin or is gone.
Settings for Neovim, Helix, Emacs and JetBrains' IDEs: ${project}/blob/v${version()}/docs/editors.md

Options:
${optionLines(options)}`;

/** `leastwise lsp`: starts the language server, which ends the process by itself; the status returned is for a process that is not ended so. */
export async function lspCommand(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = parseOptions(args, options);
  if (values.help) {
    await write(io.stdout, help());
    return 0;
  }
  if (positionals.length > 0) throw new CommandError('lsp takes no argument: the editor tells which files there are.');
  // Imported here, as no other command needs it; it serves as soon as it is loaded.
  await import('../lsp/main.ts');
  return 0;
}
