import assert from 'node:assert/strict';
import {
  type CallHierarchyIncomingCall,
  type CallHierarchyItem,
  type CallHierarchyOutgoingCall,
  type CodeLens,
  ConfigurationTarget,
  commands,
  type DocumentLink,
  WorkspaceEdit as Edit,
  extensions,
  type InlayHint,
  type Location,
  type LocationLink,
  Position,
  Range,
  Uri,
  type WorkspaceEdit,
  window,
  workspace,
} from 'vscode';
import { confirmed } from './mint.ts';

const texts = (id: string) => ({
  'accounts.tf': `resource "google_service_account" "nav" {
  account_id = "${id}"
  project    = "nav-shop"
}

resource "google_service_account_iam_member" "nav" {
  service_account_id = google_service_account.nav.name
  role               = "roles/iam.serviceAccountTokenCreator"
  member             = "group:nav@example.com"
}
`,
  'service.yaml': `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: nav
spec:
  template:
    spec:
      serviceAccountName: ${id}@nav-shop.iam.gserviceaccount.com
      containers:
        - image: nav
`,
  'policy.json': `{
  "etag": "BwYh3kQf1oM=",
  "bindings": [
    { "role": "roles/run.invoker", "members": ["serviceAccount:${id}@nav-shop.iam.gserviceaccount.com"] }
  ]
}
`,
});

type Name = keyof ReturnType<typeof texts>;

describe('a service account', () => {
  const folder = Uri.joinPath(workspace.workspaceFolders?.[0]?.uri ?? Uri.file('/'), 'navigation-test');
  const file = (name: Name) => Uri.joinPath(folder, name);
  const old = texts('nav-runtime');
  const names = Object.keys(old) as Name[];

  before(async () => {
    for (const name of names) await workspace.fs.writeFile(file(name), new TextEncoder().encode(old[name]));
    for (const name of names) await window.showTextDocument(await workspace.openTextDocument(file(name)), { preview: false });
    await extensions.getExtension('leastwise.leastwise')?.activate();
    await answer(
      () => ask<Location[]>('vscode.executeReferenceProvider', 'service.yaml', 'nav-runtime'),
      (found) => found.length >= 5,
    );
  });

  after(async () => {
    await set('codeLens.enable', undefined);
    await set('inlayHints.enable', undefined);
    await commands.executeCommand('workbench.action.closeAllEditors');
    await workspace.fs.delete(folder, { recursive: true });
  });

  it('is declared in Terraform for YAML and JSON, too', async () => {
    for (const name of ['service.yaml', 'policy.json'] as const) {
      const found = await ask<(Location | LocationLink)[]>('vscode.executeDefinitionProvider', name, 'nav-runtime');
      const uris = found.map((each) => ('targetUri' in each ? each.targetUri : each.uri).toString());
      assert.deepEqual(uris, [file('accounts.tf').toString()]);
    }
  });

  it('leads to its page in the console, and a role to its own', async () => {
    const links = async (name: Name) =>
      (await commands.executeCommand<DocumentLink[]>('vscode.executeLinkProvider', file(name))).map(
        ({ target }) => target?.toString(true) ?? '',
      );
    const page =
      'https://console.cloud.google.com/iam-admin/serviceaccounts/details/nav-runtime@nav-shop.iam.gserviceaccount.com?project=nav-shop';
    assert.ok((await links('accounts.tf')).includes(page));
    assert.deepEqual(await links('policy.json'), ['https://cloud.google.com/iam/docs/roles-permissions/run#run.invoker']);
  });

  for (const name of names) {
    it(`is renamed in Terraform, YAML and JSON from ${name}`, async () => {
      const edit = await confirmed(ask<WorkspaceEdit>('vscode.executeDocumentRenameProvider', name, 'nav-runtime', 'new-runtime'));
      const plain = new Edit();
      for (const [uri, edits] of edit.entries()) plain.set(uri, edits);
      assert.ok(await workspace.applyEdit(plain));
      const now = await Promise.all(names.map(async (each) => [each, (await workspace.openTextDocument(file(each))).getText()]));
      assert.deepEqual(Object.fromEntries(now), texts('new-runtime'));
      await restore();
    });
  }

  it('is not given a name that Google refuses', async () => {
    await assert.rejects(
      async () => ask('vscode.executeDocumentRenameProvider', 'service.yaml', 'nav-runtime', 'Nav'),
      /"Nav" is no id of a service account/,
    );
  });

  it('has a call hierarchy of who can become it, and they of whom they can become', async () => {
    const [item] = await ask<CallHierarchyItem[]>('vscode.prepareCallHierarchy', 'policy.json', 'nav-runtime');
    assert.equal(item?.name, 'nav-runtime@nav-shop.iam.gserviceaccount.com');
    assert.equal(item.uri.toString(), file('accounts.tf').toString());
    const callers = await commands.executeCommand<CallHierarchyIncomingCall[]>('vscode.provideIncomingCalls', item);
    assert.deepEqual(
      callers.map(({ from }) => [from.name, from.detail]),
      [['group:nav@example.com', 'may mint its tokens: roles/iam.serviceAccountTokenCreator']],
    );
    const called = await commands.executeCommand<CallHierarchyOutgoingCall[]>('vscode.provideOutgoingCalls', callers[0]?.from);
    assert.deepEqual(
      called.map(({ to }) => to.name),
      ['nav-runtime@nav-shop.iam.gserviceaccount.com'],
    );
  });

  it('has a code lens as long as the setting says so, which shows references', async () => {
    const lenses = () => commands.executeCommand<CodeLens[]>('vscode.executeCodeLensProvider', file('accounts.tf'));
    const ours = async () => (await lenses()).flatMap(({ command }) => (command?.command === 'leastwise.showReferences' ? [command] : []));
    assert.deepEqual(await ours(), []);
    await set('codeLens.enable', true);
    const [command] = await answer(ours, (found) => found.length > 0);
    assert.equal(command?.title, '1 role, 1 impersonator, used by 1 service');
    await commands.executeCommand(command.command, ...(command.arguments ?? []));
    await set('codeLens.enable', undefined);
    await answer(ours, (found) => found.length === 0);
  });

  it('has its e-mail behind references as long as the setting says so', async () => {
    const range = new Range(0, 0, 100, 0);
    const hints = () => commands.executeCommand<InlayHint[]>('vscode.executeInlayHintProvider', file('accounts.tf'), range);
    const labels = async () => (await hints()).map(({ label }) => String(label));
    assert.deepEqual(await labels(), []);
    await set('inlayHints.enable', true);
    const [email, size] = await answer(labels, (found) => found.length > 0);
    assert.equal(email, 'nav-runtime@nav-shop.iam.gserviceaccount.com');
    assert.match(size ?? '', /^\d+ permissions$/);
    await set('inlayHints.enable', undefined);
    await answer(labels, (found) => found.length === 0);
  });

  function ask<Answer>(command: string, name: Name, part: string, ...more: readonly unknown[]): Thenable<Answer> {
    return commands.executeCommand<Answer>(command, file(name), position(old[name], part), ...more);
  }

  async function restore(): Promise<void> {
    const edit = new Edit();
    for (const name of names) edit.replace(file(name), new Range(0, 0, 1000, 0), old[name]);
    assert.ok(await workspace.applyEdit(edit));
  }

  async function set(name: string, value: boolean | undefined): Promise<void> {
    await workspace.getConfiguration('leastwise', folder).update(name, value, ConfigurationTarget.Workspace);
  }
});

function position(text: string, part: string): Position {
  const before = text.slice(0, text.indexOf(part)).split('\n');
  return new Position(before.length - 1, before.at(-1)?.length ?? 0);
}

/** The first answer that is as asked: servers take a moment to hear of a change. */
async function answer<Answer>(ask: () => Thenable<Answer>, fits: (answer: Answer) => boolean): Promise<Answer> {
  for (let attempt = 0; ; attempt++) {
    const given = await ask();
    if (fits(given) || attempt === 100) {
      assert.ok(fits(given), JSON.stringify(given));
      return given;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
