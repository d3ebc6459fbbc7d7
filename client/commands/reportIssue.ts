import { release } from 'node:os';
import { commands, type Disposable, type ExtensionContext, env, extensions, UIKind, Uri, version } from 'vscode';
import { issueBody, issueUrl, neighbours } from '../issue.ts';
import type { LanguageServer } from '../languageClient.ts';

/** `leastwise.reportIssue`: opens VS Code's reporter, or else GitHub's page, with the versions of what takes part. Nothing is sent by it. */
export function reportIssue({ extension }: ExtensionContext, server: Pick<LanguageServer, 'state'>): Disposable {
  return commands.registerCommand('leastwise.reportIssue', async () => {
    const { packageJSON, id } = extension;
    // In a browser it is the name of a host, which is nobody's business.
    const place = env.uiKind === UIKind.Web ? 'in a browser' : env.remoteName;
    const body = issueBody({
      versions: {
        Leastwise: packageJSON.version,
        [env.appName]: `${version}${place === undefined ? '' : ` (${place})`}`,
        'Node.js': process.versions.node,
        'operating system': `${process.platform} ${process.arch} ${release()}`,
        'language server': server.state,
        language: env.language,
      },
      neighbours: Object.fromEntries(
        neighbours.map((neighbour) => {
          const found = extensions.getExtension(neighbour);
          return [neighbour, found ? `${found.packageJSON.version}${found.isActive ? '' : ' (not active)'}` : 'not installed'];
        }),
      ),
    });
    try {
      await commands.executeCommand('workbench.action.openIssueReporter', { extensionId: id, issueBody: body });
    } catch {
      await env.openExternal(Uri.parse(issueUrl(packageJSON.bugs.url, body)));
    }
  });
}
