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

interface Step {
  readonly id: string;
  readonly description: string;
  readonly media: { readonly svg: string; readonly altText: string };
  readonly completionEvents: readonly string[];
}

interface Tool {
  readonly name: string;
  readonly modelDescription: string;
  readonly userDescription: string;
  readonly inputSchema: { readonly properties: Readonly<Record<string, { readonly description: string }>> };
}

interface Contributions {
  readonly walkthroughs: readonly { readonly id: string; readonly steps: readonly Step[] }[];
  readonly languageModelTools: readonly Tool[];
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
  test('are all there by the names that the documentation uses', () => {
    const titles = [...commands.values()].map(({ title }) => title);
    for (const title of [
      ...['Mint Access Token...', 'Mint ID Token...', 'Sign JWT...', 'Sign Blob...', 'Decode Token...', 'Decode Token from Clipboard'],
      ...['Verify Token', 'Copy as curl', 'Forget Token', 'Forget All Tokens', 'Check Impersonation...', 'Show Active Credentials'],
      ...['Select Projects...', 'Filter...', 'Refresh', 'Lint Workspace', 'Fix All Safe Problems', 'Explain Rule...'],
      ...['Create Configuration File', 'Create Baseline', 'Open Demo Project', 'Restart Server', 'Show Output', 'Report Issue...'],
    ])
      assert.ok(titles.includes(title), title);
  });

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

describe('the walkthrough', () => {
  const steps = contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);

  test('has five steps with a picture that VS Code colours, and each can be completed by what it offers', () => {
    assert.equal(steps.length, 5);
    for (const { id, description, media, completionEvents } of steps) {
      const picture = readFileSync(path.join(root, media.svg), 'utf8');
      assert.doesNotMatch(picture, /<style|\bstyle=/, `${media.svg}: VS Code applies no style sheet to it`);
      assert.match(picture, /var\(--vscode-editor-foreground/, media.svg);
      assert.ok(media.altText && description.includes('](command:'), id);
      assert.ok(completionEvents.length > 0, id);
      for (const event of completionEvents) {
        const [kind, value = ''] = event.split(':');
        if (kind === 'onCommand') assert.ok(description.includes(`(command:${value}`), `${id}: ${event}`);
        else assert.match(event, /^(?:onView:leastwise\.serviceAccounts|onContext:leastwise\.hasSessionTokens)$/, id);
      }
    }
  });

  test('offers commands that are there', () => {
    const links = steps.flatMap(({ description }) => description.match(/(?<=\(command:)leastwise\.\w+(?=[)?])/g) ?? []);
    for (const command of links) assert.ok(commands.has(command), command);
  });
});

test('language models get the linter and its pages, and nothing that mints', () => {
  assert.deepEqual(
    contributes.languageModelTools.map(({ name }) => name),
    ['leastwise_lint', 'leastwise_explain'],
  );
  for (const { name, modelDescription, userDescription, inputSchema } of contributes.languageModelTools) {
    assert.ok(modelDescription.length > 100 && userDescription, name);
    for (const { description } of Object.values(inputSchema.properties)) assert.ok(description, name);
  }
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

  test('are all there', () => {
    const names = new Set(settings.map(([name]) => name.slice('leastwise.'.length)));
    for (const name of [
      ...['lint.run', 'lint.profile', 'lint.rules', 'lint.exclude', 'lint.workspace', 'codeLens.enable', 'inlayHints.enable', 'projects'],
      ...['explorer.showGoogleManaged', 'network.enable', 'network.universeDomain', 'endpoints', 'impersonation.delegates'],
      ...['tokens.defaultLifetime', 'tokens.clipboardClearSeconds', 'tokens.confirmForProjects', 'trace.server'],
    ])
      assert.ok(names.has(name), name);
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
