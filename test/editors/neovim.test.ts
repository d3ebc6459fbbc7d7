import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { root } from '../../scripts/project.ts';
import { requireNeovim } from '../../scripts/testHost/neovim.ts';

const files = {
  'main.tf': `resource "google_project_iam_member" "ada" {
  project = "shop"
  role    = "roles/storage.objectviewer"
  member  = "allUsers" # “everybody” 🙂
}
`,
  'services/orders.yaml': `apiVersion: run.googleapis.com/v1
kind: Service
metadata:
  name: orders
spec:
  template:
    spec:
      serviceAccountName: 123456789012-compute@developer.gserviceaccount.com
      containers:
        - image: orders
`,
  'policy.json': '{ "etag": "BwYh3kQf1oM=", "bindings": [{ "role": "roles/viewer", "members": ["allAuthenticatedUsers"] }] }\n',
};

/** What Neovim has seen and done. */
interface Seen {
  readonly diagnostics: Readonly<Record<string, readonly string[]>>;
  /** Of a file that is not open. */
  readonly unopened: readonly string[];
  readonly hover: string;
  readonly titles: readonly string[];
  readonly fixed: string;
  readonly afterFix: readonly string[];
  readonly completion: readonly string[];
  readonly afterSave: readonly string[];
  readonly messages: string;
}

/** Uses Neovim as somebody does who has typed these things, and writes what comes of it to the file `SEEN`. */
const scenario = `
local seen = { diagnostics = {} }
local function codes(buffer)
  local found = vim.tbl_map(function(each) return each.user_data.lsp.code end, vim.diagnostic.get(buffer))
  table.sort(found)
  return found
end
local function until_true(condition) vim.wait(30000, condition, 20) end
local function has(buffer, code) return function() return vim.tbl_contains(codes(buffer), code) end end
local function cursor_to(text) vim.fn.cursor(1, 1) vim.fn.search(text, 'c') end

for _, file in ipairs({ { 'main.tf', 'public-member' }, { 'services/orders.yaml', 'default-service-account' } }) do
  vim.cmd('edit ' .. file[1])
  until_true(has(0, file[2]))
  seen.diagnostics[file[1]] = codes(0)
end
seen.unopened = codes(vim.fn.bufnr('policy.json'))
vim.cmd('edit policy.json')
until_true(has(0, 'public-member'))
seen.diagnostics['policy.json'] = codes(0)

vim.cmd('edit main.tf')
cursor_to('objectviewer')
vim.ui.select = function(items, options, choose)
  seen.titles = vim.tbl_map(options.format_item, items)
  choose(items[1])
end
vim.lsp.buf.code_action()
until_true(function() return vim.fn.getline(3):find('objectViewer') end)
seen.fixed = table.concat(vim.fn.getline(1, '$'), '\\n')
until_true(function() return not has(0, 'unknown-role')() end)
seen.afterFix = codes(0)

cursor_to('roles/')
vim.lsp.buf.hover()
local shown
until_true(function()
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= '' then shown = window end
  end
  return shown
end)
if shown then
  local buffer = vim.api.nvim_win_get_buf(shown)
  seen.hover = table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, true), '\\n')
  vim.api.nvim_win_close(shown, true)
end

cursor_to('objectViewer')
local client = vim.lsp.get_active_clients()[1].id
local answers = vim.lsp.buf_request_sync(0, 'textDocument/completion', vim.lsp.util.make_position_params(), 30000)
local result = answers[client].result
seen.completion = vim.tbl_map(function(item) return item.label end, result.items or result)

local policy = io.open('policy.json', 'w')
policy:write('{ "bindings": [] }')
policy:close()
vim.cmd('bdelete policy.json')
vim.cmd('silent write')
local function of_policy() return codes(vim.fn.bufnr('policy.json')) end
until_true(function() return not vim.tbl_contains(of_policy(), 'public-member') end)
seen.afterSave = of_policy()

seen.messages = vim.fn.execute('messages')
vim.fn.writefile({ vim.fn.json_encode(seen) }, vim.env.SEEN)
vim.cmd('quitall!')
`;

describe('Neovim with the settings of its page', () => {
  const home = mkdtempSync(path.join(tmpdir(), 'neovim-'));
  after(() => rmSync(home, { recursive: true, force: true }));
  let seen: Seen;

  before(() => {
    const neovim = requireNeovim();
    const page = readFileSync(path.join(root, 'docs/editors/neovim.md'), 'utf8');
    const [, settings = ''] = /\n## Neovim 0\.7 .*\n+```lua\n([\s\S]*?)```\n/.exec(page) ?? [];
    write('config/nvim/init.lua', settings);
    write('bin/leastwise', `#!/bin/sh\nexec '${process.execPath}' '${path.join(root, 'server/cli/main.ts')}' "$@"\n`);
    chmodSync(path.join(home, 'bin/leastwise'), 0o755);
    write('scenario.lua', scenario);
    mkdirSync(path.join(home, 'shop/.git'), { recursive: true });
    for (const [name, text] of Object.entries(files)) write(path.join('shop', name), text);
    const of = (directory: string) => path.join(home, directory);
    const env = {
      ...process.env,
      PATH: `${of('bin')}${path.delimiter}${process.env.PATH}`,
      XDG_CONFIG_HOME: of('config'),
      XDG_DATA_HOME: of('data'),
      XDG_STATE_HOME: of('state'),
      XDG_CACHE_HOME: of('cache'),
      SEEN: of('seen.json'),
    };
    execFileSync(neovim, ['--headless', '-n', '-i', 'NONE', '-S', of('scenario.lua')], { cwd: of('shop'), env, timeout: 300_000 });
    seen = JSON.parse(readFileSync(of('seen.json'), 'utf8'));
  });

  function write(name: string, text: string): void {
    const file = path.join(home, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  test('nothing goes wrong on the way', () => assert.equal(seen.messages, ''));

  test('diagnostics arrive for Terraform, YAML and JSON', () => {
    assert.deepEqual(seen.diagnostics, {
      'main.tf': ['public-member', 'unknown-role'],
      'services/orders.yaml': ['default-service-account'],
      'policy.json': ['public-member'],
    });
  });

  test('and for files that are not open', () => assert.deepEqual(seen.unopened, ['public-member']));

  test('a code action is applied', () => {
    assert.match(seen.titles[0] ?? '', /Use roles\/storage\.objectViewer/);
    assert.equal(`${seen.fixed}\n`, files['main.tf'].replace('objectviewer', 'objectViewer'));
    assert.deepEqual(seen.afterFix, ['public-member']);
  });

  test('the hover tells of the role', () => assert.match(seen.hover, /roles\/storage\.objectViewer/));

  test('completion knows the roles', () => assert(seen.completion.includes('roles/storage.objectViewer'), seen.completion.join()));

  test('what another program has written counts once a document is saved', () => assert.deepEqual(seen.afterSave, []));
});
