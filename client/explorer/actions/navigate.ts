import { commands, Disposable, env, Location, l10n, Range, Uri, window } from 'vscode';
import type { Place } from '../../../server/lsp/protocol.ts';
import type { Connection } from '../../connection.ts';
import type { LanguageServer } from '../../languageClient.ts';
import { placeText } from '../node.ts';
import { consoleUrl } from '../policyChange.ts';
import type { Tree } from '../tree.ts';
import { type Argument, chooseAccount, subjectOf } from './target.ts';

/** To the console, to the declaration, to where the files name an account. */
export function navigation(tree: Tree, connection: Connection, server: LanguageServer): Disposable {
  return Disposable.from(
    commands.registerCommand('leastwise.openInConsole', async (argument?: Argument) => {
      if (connection.state === 'emulator') {
        window.setStatusBarMessage(l10n.t('The emulator has no console.'), 5000);
        return;
      }
      const subject = subjectOf(argument);
      const target =
        subject?.kind === 'project'
          ? { project: subject.project }
          : await chooseAccount(tree, argument, l10n.t('Open in Google Cloud Console'));
      if (target)
        await env.openExternal(Uri.parse(consoleUrl({ project: target.project, account: 'email' in target ? target.email : undefined })));
    }),
    commands.registerCommand('leastwise.goToDeclaration', async (argument?: Argument) => {
      const place = placeOf(argument) ?? (await chooseDeclaration(tree));
      if (place) await window.showTextDocument(Uri.parse(place.uri), { selection: rangeOf(place), preview: true });
    }),
    commands.registerCommand('leastwise.findUses', async (argument?: Argument) => {
      const account = await chooseAccount(tree, argument, l10n.t('Find Uses'));
      if (!account) return;
      const locations = (await server.usesOf(account.email)).map((place) => new Location(Uri.parse(place.uri), rangeOf(place)));
      const [first] = locations;
      if (!first) window.setStatusBarMessage(l10n.t('No file names {0}.', account.email), 5000);
      else {
        await window.showTextDocument(first.uri, { selection: first.range, preview: true });
        await commands.executeCommand('editor.action.peekLocations', first.uri, first.range.start, locations, 'peek');
      }
      return locations.length;
    }),
  );
}

function placeOf(argument: Argument): Place | undefined {
  const subject = subjectOf(argument);
  if (subject?.kind === 'place') return subject.place;
  return subject?.kind === 'account' ? subject.declaration : undefined;
}

async function chooseDeclaration(tree: Tree): Promise<Place | undefined> {
  const items = (tree.state.identities?.accounts ?? []).map(({ label, at }) => ({ label, description: placeText(at), at }));
  return (await window.showQuickPick(items, { placeHolder: l10n.t('Service account of the files'), matchOnDescription: true }))?.at;
}

function rangeOf({ range: { start, end } }: Place): Range {
  return new Range(start.line, start.character, end.line, end.character);
}
