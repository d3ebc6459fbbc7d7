import assert from 'node:assert/strict';
import { extensions, type LanguageModelTextPart, type LanguageModelToolResult, lm } from 'vscode';

describe('the tools for language models', () => {
  before(async () => {
    await extensions.getExtension('leastwise.leastwise')?.activate();
  });

  it('are the linter and its pages, and none that mints', () => {
    const names = lm.tools.map(({ name }) => name).filter((name) => name.startsWith('leastwise'));
    assert.deepEqual(names.sort(), ['leastwise_explain', 'leastwise_lint']);
  });

  it('tell the findings of the workspace, one in a line with its place', async () => {
    const text = await answerOf('leastwise_lint', {});
    assert.match(text, /^[\w./-]+:\d+:\d+ error [a-z-]+: \S/);
    assert.match(text, /^services\/\S+\.yaml:\d+:\d+ /m);
  });

  it('tell those of one file, and when there is no such file', async () => {
    const text = await answerOf('leastwise_lint', { file: 'iam.tf' });
    for (const line of text.split('\n')) assert.match(line, /^iam\.tf:/);
    assert.equal(await answerOf('leastwise_lint', { file: 'nowhere.tf' }), 'There is no file "nowhere.tf" in the workspace.');
    assert.match(await answerOf('leastwise_lint', { file: '../../../../etc/passwd' }), /^There is no file/);
  });

  it('explain a rule by its page, and name the rules where there is none', async () => {
    assert.match(await answerOf('leastwise_explain', { code: 'public-member' }), /^# public-member\n[\s\S]*## /);
    assert.match(
      await answerOf('leastwise_explain', { code: '../../package' }),
      /^There is no rule .* The rules are: [\s\S]*public-member/,
    );
  });
});

async function answerOf(name: string, input: object): Promise<string> {
  const result: LanguageModelToolResult = await lm.invokeTool(name, { input, toolInvocationToken: undefined });
  return result.content.map((part) => (part as LanguageModelTextPart).value).join('');
}
