import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The directories of the packages that files are of: `a/node_modules/yaml` of `a/node_modules/yaml/dist/index.js`. Sorted, each once. */
export function packagesOf(files: Iterable<string>): string[] {
  const directories = [...files].flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file.replaceAll('\\', '/'))?.[0] ?? []);
  return [...new Set(directories)].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
}

/** What the licences of packages ask to be given along: the texts of their licences and notices. Throws for a package that has no licence text. */
export function licensesOf(directories: readonly string[]): string {
  const heading = 'The bundles in this directory hold parts of the following packages.\n';
  return [heading, ...new Set(directories.map(licenseOf))].join(`\n${'='.repeat(80)}\n\n`);
}

function licenseOf(directory: string): string {
  const { name, version, license } = JSON.parse(readFileSync(path.join(directory, 'package.json'), 'utf8'));
  const files = readdirSync(directory).sort();
  const texts = [...files.filter(isLicense), ...files.filter((file) => /^(?:notice|third-?party-?notices)/i.test(file))];
  const contents = texts.map((file) => read(path.join(directory, file)));
  if (!texts.some(isLicense)) {
    const section = files.filter((file) => /^readme/i.test(file)).map((file) => licenseSection(read(path.join(directory, file))))[0];
    if (section === undefined) throw new Error(`${name} is bundled and has no licence text`);
    contents.unshift(section);
  }
  return `${name} ${version} (${license})\n\n${contents.join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}

function read(file: string): string {
  return readFileSync(file, 'utf8').replaceAll('\r\n', '\n').trim();
}

/** The section of a README on the licence, where it is the licence itself: it names who holds the copyright. */
function licenseSection(readme: string): string | undefined {
  const section = /^(?:#+ *licen[cs]e *#*|licen[cs]e\n-+)\n([\s\S]*?)(?=\n#|\n[^\n]+\n-{3,}\n|$(?![\s\S]))/im.exec(readme)?.[1]?.trim();
  return section && /copyright/i.test(section) ? section.replaceAll('&lt;', '<').replaceAll('&gt;', '>') : undefined;
}

function isLicense(file: string): boolean {
  return /^licen[cs]e(?:[-.]|$)/i.test(file);
}

function nameOf(directory: string): string {
  return directory.slice(directory.lastIndexOf('node_modules/'));
}
