import { l10n, type QuickPickItem, QuickPickItemKind, window, workspace } from 'vscode';
import type { Connection } from './connection.ts';
import { gcloudProject } from './gcp/gcloudProject.ts';

/** https://cloud.google.com/resource-manager/docs/creating-managing-projects#before_you_begin, with the prefix of a domain's old projects. */
const projectId = /^(?:[a-z0-9.-]+:)?[a-z][a-z0-9-]{4,28}[a-z0-9]$/;
/** How many of the user's projects are offered at once; of the others one types the id. */
const offered = 100;

/** Lets the user choose projects among those the settings and the files suggest, gcloud's and those one may see, and those typed; undefined when left. */
export async function chooseProjects(connection: Connection, ofFiles: readonly string[]): Promise<readonly string[] | undefined> {
  const picker = window.createQuickPick<QuickPickItem>();
  const { signal, abort } = abortController();
  const selected = [...connection.projects];
  const suggested = new Map([
    ...ofFiles.map((id) => [id, l10n.t('suggested by the configuration file')] as const),
    ...suggestions().map((id) => [id, l10n.t('suggested by the settings of this workspace')] as const),
  ]);
  const own = gcloudProject();
  if (own) suggested.set(own, l10n.t('gcloud’s project'));
  let found: readonly string[] = [];

  function list(): void {
    const typed = picker.value.trim();
    const chosen = new Set(picker.selectedItems.map(({ label }) => label));
    const others = [...new Set([...suggested.keys(), ...found])].filter((id) => !selected.includes(id));
    const isNew = projectId.test(typed) && !selected.includes(typed) && !others.includes(typed);
    const item = (label: string): QuickPickItem => ({ label, description: suggested.get(label), alwaysShow: chosen.has(label) });
    picker.items = [
      ...(isNew ? [{ label: typed, description: l10n.t('as typed') }] : []),
      ...selected.map(item),
      ...(others.length > 0 ? [{ label: l10n.t('not shown yet'), kind: QuickPickItemKind.Separator }, ...others.map(item)] : []),
    ];
    picker.selectedItems = picker.items.filter(({ label }) => chosen.has(label));
  }

  picker.title = l10n.t('Projects to show');
  picker.placeholder = l10n.t('Choose, or type the id of a project');
  picker.canSelectMany = true;
  picker.items = selected.map((label) => ({ label }));
  picker.selectedItems = picker.items;
  list();
  picker.onDidChangeValue(list);
  picker.busy = true;
  search(connection, signal).then((ids) => {
    found = ids;
    picker.busy = false;
    list();
  });
  return new Promise((resolve) => {
    picker.onDidAccept(() => {
      resolve(picker.selectedItems.map(({ label }) => label));
      picker.hide();
    });
    picker.onDidHide(() => {
      abort();
      picker.dispose();
      resolve(undefined);
    });
    picker.show();
  });
}

/** Whoever wrote the settings, these are no more than offered. */
function suggestions(): string[] {
  const setting = workspace.getConfiguration('leastwise').get<unknown>('projects');
  return Array.isArray(setting) ? setting.filter((id) => typeof id === 'string' && projectId.test(id)) : [];
}

/** The ids of projects that the user may see; none where that cannot be asked. */
async function search(connection: Connection, signal: AbortSignal): Promise<readonly string[]> {
  try {
    const { resourceManager } = await connection.clients();
    const { projects } = await resourceManager.searchProjects('state:ACTIVE', { pageSize: offered }, { signal });
    return projects.map(({ projectId }) => projectId);
  } catch {
    // One can type the id.
    return [];
  }
}

function abortController(): { signal: AbortSignal; abort: () => void } {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}
