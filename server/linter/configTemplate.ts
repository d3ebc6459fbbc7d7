import { type ConfigKey, configKeys } from './configKeys.ts';

/** A configuration file that sets nothing and shows every key in a comment, with an example. */
export function configTemplate(): string {
  const keys = Object.entries<ConfigKey>(configKeys).map(([key, { doc, example }]) => `${comment(doc)}\n  // "${key}": ${example},\n`);
  return `// Leastwise reads this for all files beside and below it, in the editor and on the command line.\n{\n${keys.join('\n')}}\n`;
}

/** The text in comment lines of at most 110 signs. */
function comment(text: string): string {
  const lines: string[] = [];
  for (const word of text.replaceAll('`', '').replaceAll('*', '').split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < 105) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.map((line) => `  // ${line}`).join('\n');
}
