import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { root } from '../scripts/project.ts';

interface MenuItem {
  readonly command: string;
  readonly when?: string;
  readonly group?: string;
}

interface Setting {
  readonly scope?: string;
  readonly default?: unknown;
  readonly description?: string;
  readonly markdownDescription?: string;
}

interface Contributions {
  readonly commands: readonly { readonly command: string; readonly title?: string; readonly category?: string; readonly icon?: string }[];
  readonly menus: Readonly<Record<string, readonly MenuItem[]>>;
  readonly viewsWelcome: readonly { readonly view: string; readonly contents: string; readonly when?: string }[];
  readonly configuration: readonly { readonly properties: Readonly<Record<string, Setting>> }[];
}

const texts: Readonly<Record<string, string>> = JSON.parse(readFileSync(path.join(root, 'package.nls.json'), 'utf8'));
/** As VS Code reads it, with the texts of package.nls.json in place of their keys. */
const contributes: Contributions = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'), (_, value) =>
  typeof value === 'string' ? (texts[/^%(.+)%$/.exec(value)?.[1] ?? ''] ?? value) : value,
).contributes;
const commands = new Map(contributes.commands.map((each) => [each.command, each]));
const palette = new Map(contributes.menus.commandPalette?.map(({ command, when }) => [command, when]));

describe('the commands', () => {
  test('have a title and are told apart from those of others', () => {
    for (const { command, title, category } of commands.values()) assert.ok(title && category === 'Leastwise', command);
  });

  test('of menus and of the texts of empty views are there, with an icon where only that is shown', () => {
    const items = Object.values(contributes.menus).flat();
    const links = contributes.viewsWelcome.flatMap(({ contents }) => contents.match(/(?<=\(command:)leastwise\.\w+/g) ?? []);
    for (const command of [...items.map((item) => item.command), ...links]) assert.ok(commands.has(command), command);
    for (const { command, group = '' } of items) if (/^(?:inline|navigation)/.test(group)) assert.ok(commands.get(command)?.icon, command);
  });

  test('that need a line of the view are not in the palette', () => {
    for (const name of ['loadMore', 'loadAll', 'retry', 'openFailureLink', 'copyGrantCommand'])
      assert.equal(palette.get(`leastwise.${name}`), 'false', name);
  });

  // Show Active Credentials is: there it says why there are none.
  test('that act by credentials are not in the palette of a folder that is not trusted', () => {
    const online = [
      ...['selectProjects', 'startEmulator', 'checkImpersonation', 'grantTokenCreator', 'revokeTokenCreator'],
      ...['enableServiceAccount', 'disableServiceAccount', 'undeleteServiceAccount', 'openInConsole'],
      ...['mintToken', 'mintAccessToken', 'mintIdToken', 'signJwt', 'signBlob', 'verifyToken'],
    ];
    for (const name of online)
      assert.match(palette.get(`leastwise.${name}`) ?? '', /^isWorkspaceTrusted\b|^leastwise\.connection (?:==|=~) [^!]*google/, name);
  });
});

describe('the settings', () => {
  const settings = Object.entries(
    Object.assign({}, ...contributes.configuration.map(({ properties }) => properties)) as Record<string, Setting>,
  );

  test('that say who acts, and where credentials go, are not for a workspace to set', () => {
    const guarded = settings.filter(([name]) => /^leastwise\.(?:network|endpoints|impersonation|tokens|trace)\b/.test(name));
    assert.equal(guarded.length, 9);
    for (const [name, { scope }] of guarded) assert.ok(scope === 'machine' || scope === 'application', name);
  });

  test('have a default and say what they are for', () => {
    for (const [name, { default: value, description, markdownDescription }] of settings) {
      assert.notEqual(value, undefined, name);
      assert.ok(description ?? markdownDescription, name);
    }
  });
});

test('each state of the view without lines has one text with one action', () => {
  const welcome = readFileSync(path.join(root, 'client/explorer/welcome.ts'), 'utf8');
  const states = [...welcome.matchAll(/^ {2}\| '(\w+)'/gm)].map(([, state]) => state).filter((state) => state !== 'ready');
  const welcomes = contributes.viewsWelcome.filter(({ view }) => view === 'leastwise.serviceAccounts');
  assert.deepEqual(welcomes.map(({ when }) => /^leastwise\.state == (\w+)$/.exec(when ?? '')?.[1]).sort(), states.sort());
  for (const { contents, when } of welcomes) assert.equal(contents.match(/\]\(command:/g)?.length, 1, when);
});
