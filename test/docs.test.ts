import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { packageContents } from '../scripts/packageContents.ts';
import { root } from '../scripts/project.ts';
import { section } from '../scripts/rulePages.ts';

const pages = globSync(['*.md', 'docs/**/*.md', 'examples/*/*.md'], { cwd: root }).sort();

/** The hosts that pages may lead to. */
const hosts: ReadonlySet<string> = new Set([
  'cloud.google.com',
  'developer.hashicorp.com',
  'developers.google.com',
  'docs.github.com',
  'github.com',
  'plugins.jetbrains.com',
  'registry.terraform.io',
  'www.rfc-editor.org',
  'yaml.org',
]);

describe('every page', () => {
  for (const page of pages) {
    test(`${page}: each link leads to a file and a heading that there are`, () => {
      for (const { target, file, anchor } of relativeLinks(page)) {
        assert.ok(existsSync(path.join(root, file)), `${target}: there is no ${file}`);
        if (anchor && file.endsWith('.md')) assert.ok(anchors(file).includes(anchor), `${target}: there is no such heading`);
      }
    });

    test(`${page}: each address on the web is https, of a host that we know`, () => {
      for (const target of targets(page).filter((each) => /^[a-z][a-z+.-]*:/i.test(each))) {
        const { protocol, host } = new URL(target);
        assert.equal(protocol, 'https:', target);
        assert.ok(hosts.has(host), `${target}: ${host} is new here`);
      }
    });
  }

  test('can be reached from the README', () => {
    const reached = reachedFrom('README.md');
    assert.deepEqual(
      pages.filter((page) => !reached.has(page)),
      [],
    );
  });
});

describe('a page that is shipped', () => {
  for (const [name, globs] of Object.entries(packageContents)) {
    const ships = (file: string) => globs.some((glob) => path.matchesGlob(file, glob));

    test(`is in the ${name} package with all pages that it leads to`, () => {
      for (const page of pages.filter((each) => each.startsWith('docs/'))) {
        assert.ok(ships(page), `${page} is not in the package`);
        // vsce writes README.md as readme.md, and so on: beside them stands nothing that could lead to them.
        for (const { target, file } of relativeLinks(page))
          assert.ok(ships(file) && file.includes('/'), `${page}: ${target} is not in the package`);
      }
    });
  }

  test('can be reached from the page of a rule, which is what the extension opens', () => {
    const reached = reachedFrom('docs/rules/basic-role.md');
    assert.deepEqual(
      pages.filter((page) => page.startsWith('docs/') && !reached.has(page)),
      [],
    );
  });

  test('leads to the repository where the registries show it: they put its address before relative links', () => {
    const { repository } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
    assert.match(repository.url, /^https:\/\/github\.com\/[\w-]+\/[\w-]+\.git$/);
    for (const { file } of ['README.md', 'CHANGELOG.md'].flatMap(relativeLinks)) assert.ok(!file.startsWith('..'), file);
    // The marketplace shows no SVG.
    for (const target of targets('README.md')) assert.doesNotMatch(target, /\.svg$/);
  });
});

test('docs/architecture.md: the tree is of files and folders that there are, and of every folder at the root', () => {
  const [tree = ''] = section(read('docs/architecture.md'), 'Tree').match(/(?<=^```\n)[\s\S]*?(?=^```)/m) ?? [];
  const parents: string[] = [];
  const named = [...tree.matchAll(/^( *)(\S+(?: \S+)*?)(?: {2,}.*)?$/gm)].flatMap(([, indent = '', names = '']) => {
    if (indent.length > 8) return []; // The line before goes on.
    const depth = indent.length / 2;
    const paths = names.split(' ').map((name) => path.posix.join(parents[depth - 1] ?? '', name));
    parents[depth] = paths[0] ?? '';
    return paths;
  });
  assert.ok(named.length > 40);
  for (const each of named) assert.ok(existsSync(path.join(root, each)), `there is no ${each}`);
  const folders = globSync('*/', { cwd: root }).filter((folder) => !['node_modules', 'dist'].includes(folder));
  assert.deepEqual(
    folders.filter((folder) => !named.some((each) => each.startsWith(`${folder}/`))),
    [],
  );
});

describe('docs/settings.md', () => {
  const manifest = JSON.parse(read('package.json')).contributes;
  const texts = JSON.parse(read('package.nls.json'));
  const page = read('docs/settings.md');

  test('has each setting with its default', () => {
    const settings = Object.assign({}, ...manifest.configuration.map(({ properties }: { properties: object }) => properties));
    const shown = [...page.matchAll(/^\| `(leastwise\.[^`]+)` \| (?:`([^`]+)`)? ?\|/gm)].map(([, name, value]) => [name, value] as const);
    const simple = (value: unknown) => (['boolean', 'number', 'string'].includes(typeof value) ? String(value) : undefined);
    assert.deepEqual(
      Object.fromEntries(shown),
      Object.fromEntries(Object.entries<{ default?: unknown }>(settings).map(([name, { default: value }]) => [name, simple(value)])),
    );
  });

  test('has each command of the palette', () => {
    const hidden = new Set(manifest.menus.commandPalette.filter((each: { when?: string }) => each.when === 'false').map(commandOf));
    const titles = manifest.commands
      .filter((each: { command: string }) => !hidden.has(commandOf(each)))
      .map(({ title }: { title: string }) => texts[title.replaceAll('%', '')] ?? title);
    const shown = [...section(page, 'Commands').matchAll(/\*([A-Z][^*]+)\*(?=[,| ]+[*|])/g)].map(([, title]) => title);
    assert.deepEqual(shown.sort(), titles.sort());
  });
});

function commandOf({ command }: { command: string }): string {
  return command;
}

test('a heading has the anchor that GitHub gives it', () => {
  assert.deepEqual(slugs('# A `b`, and "c"\n## `--fix`\n```\n# no heading\n```\n## Twice\n## Twice\n## snake_case – so'), [
    'a-b-and-c',
    '--fix',
    'twice',
    'twice-1',
    'snake_case--so',
  ]);
});

/** Where the page's links and pictures lead, as it is written there. */
function targets(page: string): string[] {
  const text = read(page)
    .replace(/^( *)```[\s\S]*?^\1```/gm, '')
    .replace(/<!--[\s\S]*?-->/g, '');
  const inline = [...text.matchAll(/\]\(<?([^)\s>]+)>?\)/g)];
  const bare = [...text.replace(/`[^`\n]*`/g, '').matchAll(/<(https?:[^>\s]+)>|\b(?:src|href)="([^"]+)"/g)];
  return [...inline, ...bare].map(([, first, second]) => first ?? second ?? '');
}

/** Links within the repository, with the path of the file from its root. */
function relativeLinks(page: string): { target: string; file: string; anchor: string | undefined }[] {
  return targets(page)
    .filter((target) => !/^[a-z][a-z+.-]*:/i.test(target))
    .map((target) => {
      const [file = '', anchor] = target.split('#');
      return { target, file: file === '' ? page : path.posix.join(path.posix.dirname(page), file), anchor };
    });
}

function reachedFrom(page: string): ReadonlySet<string> {
  const reached = new Set([page]);
  for (const each of reached) for (const { file } of relativeLinks(each)) if (file.endsWith('.md')) reached.add(file);
  return reached;
}

function anchors(page: string): string[] {
  return slugs(read(page));
}

/** The anchors of a text's headings, as GitHub and VS Code make them. */
function slugs(text: string): string[] {
  const seen = new Map<string, number>();
  return [...text.replace(/^```[\s\S]*?^```/gm, '').matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) => {
    const slug = heading
      .trim()
      .toLowerCase()
      .replace(/[^\p{L}\p{N}_ -]/gu, '')
      .replaceAll(' ', '-');
    const count = seen.get(slug) ?? 0;
    seen.set(slug, count + 1);
    return count === 0 ? slug : `${slug}-${count}`;
  });
}

function read(page: string): string {
  return readFileSync(path.join(root, page), 'utf8');
}
