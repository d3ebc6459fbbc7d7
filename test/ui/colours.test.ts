import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { root, vsix } from '../../scripts/project.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

describe('with the theme and the settings that VS Code comes with', { timeout: 300_000 }, () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await openWorkbench({ vsix, folder: path.join(root, 'test/syntaxes/examples') });
  });
  after(() => workbench.close());

  test('a Terraform file has colours though no extension knows Terraform', async () => {
    await workbench.openFile('main.tf');
    const names = ['resource', '"google_project_iam_member"', 'project', '"roles/run.invoker"'];
    await until(async () => new Set(await coloursOf(names)).size >= 3);
    assert.notEqual(...((await coloursOf(['resource', '{'])) as [string, string]));
  });

  test('members, roles and conditions stand out in YAML', async () => {
    await workbench.openFile('service.yaml');
    await until(async () => {
      const [kind, rest, role, value, attribute] = await coloursOf(['group', '@example.com', 'roles/run.invoker', 'Service', 'request']);
      return kind !== rest && role !== value && attribute !== value;
    });
  });

  /** The colours of the first piece of text that is, or else has, each of these. */
  function coloursOf(texts: readonly string[]): Promise<string[]> {
    return workbench.page.evaluate((wanted) => {
      const pieces = [...document.querySelectorAll('.editor-instance .view-line > span > span')];
      const textOf = (piece: Element) => (piece.textContent ?? '').replaceAll('\u00a0', ' ').trim();
      return wanted.map((text) => {
        const piece = pieces.find((each) => textOf(each) === text) ?? pieces.find((each) => textOf(each).includes(text));
        return piece ? getComputedStyle(piece).color : `no ${text}`;
      });
    }, texts);
  }
});

/** Waits until the condition holds; fails after twenty seconds. */
async function until(condition: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 20_000; Date.now() < end; ) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.fail('the colours did not come');
}
