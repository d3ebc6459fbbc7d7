import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { root, vsix } from '../../scripts/project.ts';
import { openWorkbench, picture, type Workbench } from './workbench.ts';

describe('the extension where VS Code is Korean', { timeout: 300_000 }, () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await openWorkbench({ vsix, locale: 'ko', folder: path.join(root, 'examples/shop') });
    await workbench.page.locator('.activitybar a[aria-label^="Leastwise"]').waitFor();
  });
  after(() => workbench?.close());

  test('has Korean commands and questions', async () => {
    const { page } = workbench;
    await workbench.runCommand('Leastwise: 규칙 설명...', { asks: true });
    await page.locator('.quick-input-widget input[placeholder="설명할 규칙"]').waitFor();
    await page.keyboard.press('Escape');
  });

  test('has Korean views, lines and messages', async () => {
    const { page } = workbench;
    const rows = await workbench.viewRows('Leastwise', '서비스 계정');
    await rows.filter({ hasText: '실제 상태 표시…' }).first().waitFor();
    await rows
      .filter({ hasText: 'bookkeeping' })
      .first()
      .click({ position: { x: 90, y: 10 } });
    await rows.filter({ hasText: '이 계정을 가장할 수 있는 주 구성원' }).first().waitFor();
    await page.locator('.pane-header', { hasText: '세션 토큰' }).first().waitFor();
    await page.locator('.monaco-button', { hasText: '토큰 발급...' }).first().waitFor();
    await workbench.openFile('iam.tf');
    await workbench.runCommand('Leastwise: 작업 영역 린트');
    const message = workbench.notifications().filter({ hasText: '문제' });
    await message.waitFor();
    assert.match((await message.textContent()) ?? '', /^파일 \d+개에 문제 \d+개가 있습니다\.$/);
    await page.waitForTimeout(1000);
    await picture(workbench, 'korean');
  });
});
