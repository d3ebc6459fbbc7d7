import assert from 'node:assert/strict';
import { ConfigurationTarget, commands, Uri, workspace } from 'vscode';
import type { Emulator } from '../../emulator/emulator.ts';
import { dana, emulate, goTo, project, roots, set, shopState, until } from './cloud.ts';
import { pause } from './mint.ts';

const accept = 'workbench.action.acceptSelectedQuickOpenItem';
const close = 'workbench.action.closeQuickOpen';
const next = 'workbench.action.quickOpenSelectNext';
const tick = 'workbench.action.quickPickManyToggle';

describe('the list of projects to show', () => {
  const lab = 'fernhill-lab';
  let emulator: Emulator;

  beforeEach(async () => {
    const state = shopState();
    const policy = { bindings: [{ role: 'roles/viewer', members: [dana] }] };
    state.projects.push({ projectId: lab, number: '7', policy, serviceAccounts: [], services: [], jobs: [], workerPools: [] });
    emulator = await emulate(state);
    await commands.executeCommand('leastwise.selectProjects', [project]);
  });
  afterEach(async () => {
    await goTo();
    await emulator.close();
  });

  /** Opens the list, waits for the projects that one may see, and presses one key after the other. */
  async function choose(keys: readonly string[]): Promise<void> {
    const searches = () => emulator.requests.filter(({ path }) => path.endsWith('/projects:search')).length;
    const before = searches();
    const running = commands.executeCommand('leastwise.selectProjects');
    await until(() => searches() > before);
    for (const key of keys) {
      await pause();
      await commands.executeCommand(key);
    }
    await running;
  }

  /** Which of these the view shows. */
  async function shown(...ids: readonly string[]): Promise<string[]> {
    const labels = (await roots()).map(({ label }) => label);
    return ids.filter((id) => labels.some((label) => label.startsWith(id)));
  }

  it('adds one that one may see to those that are ticked', async () => {
    assert.deepEqual(await shown(project, lab), [project]);
    await choose([next, next, tick, accept]);
    assert.deepEqual(await shown(project, lab), [project, lab]);
    assert.deepEqual(
      workspace.getConfiguration('leastwise').get('projects'),
      [],
      'the choice is no setting, which a repository could hold',
    );
  });

  it('leaves out one that is not ticked any more', async () => {
    await choose([next, tick, accept]);
    assert.deepEqual(await shown(project, lab), []);
  });

  it('changes nothing when it is closed', async () => {
    await choose([next, tick, next, tick, close]);
    assert.deepEqual(await shown(project, lab), [project]);
  });

  it('offers what the settings of a repository suggest, and takes it when it is ticked', async () => {
    await set('projects', ['suggested-project'], ConfigurationTarget.Workspace);
    try {
      await choose([accept]);
      assert.deepEqual(await shown(project, lab, 'suggested-project'), [project]);
      await choose([next, next, tick, accept]);
      assert.deepEqual(await shown(project, lab, 'suggested-project'), [project, 'suggested-project']);
    } finally {
      await set('projects', undefined, ConfigurationTarget.Workspace);
      const folder = workspace.workspaceFolders?.[0]?.uri ?? Uri.file('/');
      await workspace.fs.delete(Uri.joinPath(folder, '.vscode'), { recursive: true });
    }
  });
});
