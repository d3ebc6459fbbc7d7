import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { lineText, offsetAt, positionAt } from '../../server/linter/lines.ts';
import { SourceFile } from '../../server/linter/source.ts';

for (const text of ['', 'a', '\n', 'a\nb🙂c\n', 'a\r\nb\r\n\r\n', 'a\nb\r\nc\rd\r\r\n', '\r', '\ufeffa\r\n']) {
  test(`positions in ${JSON.stringify(text)} are those of the protocol's own documents`, () => {
    const file = new SourceFile('file:///a.tf', text);
    const document = TextDocument.create(file.uri, '', 0, text);
    for (let offset = 0; offset <= text.length; offset++) assert.deepEqual(positionAt(file, offset), document.positionAt(offset));
    for (let line = -1; line < 7; line++) {
      for (let character = -1; character < 7; character++)
        assert.equal(offsetAt(file, { line, character }), document.offsetAt({ line, character }), `${line}:${character}`);
    }
  });
}

test('the text of a line has no line break', () => {
  const file = new SourceFile('file:///a.tf', 'a\nb\r\n\nc');
  assert.deepEqual(
    [0, 1, 2, 3].map((line) => lineText(file, line)),
    ['a', 'b', '', 'c'],
  );
});
