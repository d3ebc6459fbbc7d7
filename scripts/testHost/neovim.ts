import { requireProgram } from './program.ts';

/** The path of a Neovim, as of any program that tests need. */
export function requireNeovim(): string {
  return requireProgram({ title: 'Neovim', variables: ['NVIM'], commands: ['nvim'], package: 'neovim' });
}
