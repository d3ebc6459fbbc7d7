import assert from 'node:assert/strict';
import { homedir } from 'node:os';
import { commands, env, extensions, version, workspace } from 'vscode';
import { email, emulate, goTo, project, shopState, until } from './cloud.ts';
import { mint } from './mint.ts';

/** What VS Code's reporter is opened with. */
interface Report {
  readonly extensionId: string;
  readonly issueBody: string;
}

describe('a report on a problem', () => {
  /** What the command gives to VS Code's reporter, in whose place this stands. */
  async function reported(): Promise<Report> {
    const reports: Report[] = [];
    const reporter = commands.registerCommand('workbench.action.openIssueReporter', (report: Report) => reports.push(report));
    try {
      await commands.executeCommand('leastwise.reportIssue');
    } finally {
      reporter.dispose();
    }
    assert.equal(reports.length, 1);
    return reports[0] as Report;
  }

  it('opens VS Code’s reporter with the versions of what takes part', async () => {
    await until(async () => (await reported()).issueBody.includes('| language server | running |'));
    const { extensionId, issueBody } = await reported();
    const leastwise = extensions.getExtension('leastwise.leastwise');
    assert.equal(extensionId, leastwise?.id);
    for (const [name, value] of [
      ['Leastwise', leastwise?.packageJSON.version],
      [env.appName, version],
      ['Node.js', process.versions.node],
      ['language server', 'running'],
      ['language', env.language],
      ['hashicorp.terraform', ''],
      ['opentofu.vscode-opentofu', ''],
      ['redhat.vscode-yaml', ''],
    ])
      assert.ok(issueBody.includes(`\n| ${name} | ${value}`), `${name} ${value}: ${issueBody}`);
  });

  it('has no token, no account, no project, no host and no path of its author in it', async () => {
    const emulator = await emulate(shopState());
    const account = email('hop-one');
    try {
      const { id } = await mint('mintAccessToken', {
        account,
        scopes: ['https://www.googleapis.com/auth/cloud-platform'],
        lifetimeSeconds: 300,
        delegates: [],
      });
      await commands.executeCommand('leastwise.copyToken', { id });
      const token = await env.clipboard.readText();
      assert.match(token, /^ya29\./);
      const { issueBody } = await reported();
      const folder = workspace.workspaceFolders?.[0]?.uri;
      for (const secret of [
        token,
        'ya29.',
        account,
        'gserviceaccount',
        project,
        emulator.origin,
        folder?.fsPath ?? '',
        folder?.authority || '127.0.0.1',
        homedir(),
      ])
        assert.ok(secret !== '' && !issueBody.includes(secret), `${secret}: ${issueBody}`);
    } finally {
      await commands.executeCommand('leastwise.forgetAllTokens');
      await goTo();
      await emulator.close();
    }
  });
});
