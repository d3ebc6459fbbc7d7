import { commands, type Disposable, type Location, Position, Uri } from 'vscode';

/** `leastwise.showReferences`: shows what refers to the symbol at a position, as the language server names positions; its code lenses run it. */
export function showReferences(): Disposable {
  return commands.registerCommand(
    'leastwise.showReferences',
    async (document: string, { line, character }: Pick<Position, 'line' | 'character'>) => {
      const [uri, position] = [Uri.parse(document), new Position(line, character)];
      const references = await commands.executeCommand<Location[]>('vscode.executeReferenceProvider', uri, position);
      await commands.executeCommand('editor.action.showReferences', uri, position, references);
    },
  );
}
