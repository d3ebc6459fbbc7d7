import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { parse } from 'yaml';
import { root } from '../../scripts/project.ts';
import { assertSarif } from '../cli/sarifSchema.ts';
import { type Installed, install } from './installed.ts';

const read = (file: string) => readFileSync(path.join(root, file), 'utf8');

interface Hook {
  readonly id: string;
  readonly entry: string;
  readonly language: string;
  readonly files: string;
  readonly pass_filenames?: boolean;
}

interface Input {
  readonly description: string;
  readonly default: string;
}

interface Step {
  readonly id?: string;
  readonly uses?: string;
  readonly shell?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly run: string;
}

interface Action {
  readonly inputs: Readonly<Record<string, Input>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

const hooks: readonly Hook[] = parse(read('.pre-commit-hooks.yaml'));
const action: Action = parse(read('action.yml'));
/** The examples of the page, by the file that they are. */
const examples = new Map(
  [...read('docs/ci.md').matchAll(/\n```yaml\n# (\S+)\n([\s\S]*?)```/g)].map(([, file = '', text = '']) => [file, parse(text)] as const),
);

const wrong = 'resource "google_project_iam_member" "all" {\n  project = "shop"\n  role   = "roles/viewer"\n  member = var.who\n}\n';
const variable = 'variable "who" {\n  default = "allUsers"\n}\n';
const fine =
  'resource "google_project_iam_member" "ops" {\n  project = "shop"\n  role   = "roles/run.viewer"\n  member = "group:ops@example.com"\n}\n';
const binding =
  'resource "google_project_iam_binding" "all" {\n  project = "shop"\n  role    = "roles/run.viewer"\n  members = ["group:dev@example.com"]\n}\n';
const hint = 'resource "google_project_iam_member" "x" {\n  role   = "roles/editor"\n  member = "group:ops@example.com"\n}\n';

describe('what the repository has for pipelines', () => {
  let installed: Installed;
  before(() => {
    installed = install();
  });
  after(() => installed.remove());

  /** The options of a command, from its help. */
  function optionsOf(command: string): Set<string> {
    const { stdout } = installed.run('npx', ['--no-install', 'leastwise', command, '--help']);
    return new Set(stdout.match(/--[a-z-]+/g));
  }

  test('names no option that does not exist', () => {
    const texts = [read('.pre-commit-hooks.yaml'), ...action.runs.steps.map(({ run }) => run), read('docs/ci.md')];
    const known = new Set([...optionsOf('lint'), ...['--yes', '--prefix', '--no-save', '--no-audit', '--no-fund', '--loglevel']]);
    const named = texts.flatMap((text) => text.match(/(?<![\w-])--[a-z][a-z-]+/g) ?? []);
    assert(named.length > 10);
    assert.deepEqual(
      named.filter((option) => !known.has(option)),
      [],
    );
  });

  describe('the hooks of pre-commit', () => {
    /** What pre-commit would do at a commit: the entry of the hook, with the staged files that it is for. */
    function commit(id: string, files: Readonly<Record<string, string>>, staged: readonly string[], ...args: readonly string[]) {
      const hook = hooks.find((each) => each.id === id);
      assert(hook);
      const cwd = installed.write(`repository-${Math.random()}`, files);
      const git = (...parameters: string[]) => execFileSync('git', parameters, { cwd, encoding: 'utf8' });
      git('init', '--quiet');
      git('add', ...staged);
      const names = git('diff', '--staged', '--name-only', '-z', '--no-ext-diff').split('\0').filter(Boolean);
      const wanted = names.filter((name) => new RegExp(hook.files).test(name));
      if (wanted.length === 0) return undefined;
      const [command = '', ...parameters] = hook.entry.split(' ');
      const bin = path.join(installed.directory, 'node_modules/.bin', command);
      return installed.run(bin, [...parameters, ...args, ...(hook.pass_filenames === false ? [] : wanted)], { cwd });
    }

    test('lint staged files, each with its module', () => {
      const files = { 'main.tf': fine, 'bindings.tf': binding, 'other/main.tf': `${variable}${wrong}` };
      const outcome = commit('leastwise', files, ['main.tf'], '--fail-on', 'hint');
      assert.equal(outcome?.status, 1);
      assert.match(outcome.stdout, /^main\.tf\n[\s\S]*conflicting-grants/);
      assert.doesNotMatch(outcome.stdout, /other\/main\.tf|^bindings\.tf$/m);
    });

    test('let through what is fine, and what is none of ours', () => {
      assert.equal(commit('leastwise', { 'main.tf': fine, 'values.yaml': 'replicas: 3\n' }, ['.'])?.status, 0);
      assert.equal(commit('leastwise', { 'README.md': '# Infra\n', 'main.tf': wrong }, ['README.md']), undefined);
    });

    test('take options', () => {
      assert.equal(commit('leastwise', { 'main.tf': hint }, ['main.tf'])?.status, 0);
      assert.equal(commit('leastwise', { 'main.tf': hint }, ['main.tf'], '--fail-on', 'warning')?.status, 1);
    });

    test('lint everything where they are to', () => {
      const outcome = commit('leastwise-workspace', { 'main.tf': wrong, 'variables.tf': variable }, ['variables.tf']);
      assert.equal(outcome?.status, 1);
      assert.match(outcome.stdout, /^variables\.tf\n/m);
    });
  });

  describe('the action', () => {
    /** What GitHub would do with the steps: their scripts in bash, with the environment that they say. */
    function use(files: Readonly<Record<string, string>>, inputs: Readonly<Record<string, string>> = {}, ref = 'main') {
      const cwd = installed.write(`workspace-${Math.random()}`, files);
      const output = path.join(cwd, '..', `output-${Math.random()}`);
      const temporary = path.join(installed.directory, `runner-${Math.random()}`);
      mkdirSync(temporary);
      const given: Record<string, string> = { version: `file:${installed.tarball}` };
      for (const [name, input] of Object.entries(action.inputs)) given[name] ||= input.default;
      Object.assign(given, inputs);
      const evaluated = (expression: string) =>
        expression.replace(/\$\{\{ (?:inputs\.([\w-]+)|(github\.action_ref)) \}\}/g, (_, name, isRef) =>
          isRef ? ref : (given[name] ?? ''),
        );
      let log = '';
      for (const { run, shell, env = {} } of action.runs.steps) {
        assert.equal(shell, 'bash');
        const environment = Object.fromEntries(Object.entries(env).map(([name, value]) => [name, evaluated(value)]));
        // As GitHub runs `shell: bash`.
        const { status, stdout, stderr } = installed.run(
          'env',
          [
            ...Object.entries({ ...environment, RUNNER_TEMP: temporary, GITHUB_OUTPUT: output }).map(([name, value]) => `${name}=${value}`),
            ...['bash', '--noprofile', '--norc', '-eo', 'pipefail', '-c', run],
          ],
          { cwd },
        );
        log += stdout + stderr;
        if (status !== 0) return { status, log, cwd, output: existsSync(output) ? readFileSync(output, 'utf8') : '' };
      }
      return { status: 0, log, cwd, output: readFileSync(output, 'utf8') };
    }

    const sarif = (cwd: string, file = 'leastwise.sarif') => {
      const log = JSON.parse(readFileSync(path.join(cwd, file), 'utf8'));
      assertSarif(log);
      return log.runs[0].results.map(({ ruleId }: { ruleId: string }) => ruleId);
    };

    test('is a composite action that uses every input, and puts none of them into a script', () => {
      assert.equal(action.runs.using, 'composite');
      const used = JSON.stringify(action.runs.steps.map(({ env }) => env));
      for (const [name, { description }] of Object.entries(action.inputs)) {
        assert(used.includes(`{{ inputs.${name} }}`), name);
        assert(description.length > 10);
      }
      for (const { run, uses } of action.runs.steps) {
        assert.doesNotMatch(run, /\$\{\{/);
        assert.equal(uses, undefined, 'it uploads nothing, and depends on no other action');
      }
    });

    test('writes SARIF, shows the findings and fails for an error', () => {
      const { status, log, cwd, output } = use({ 'main.tf': wrong, 'variables.tf': variable });
      assert.equal(status, 1);
      assert.deepEqual(sarif(cwd), ['public-member']);
      assert.equal(output, 'sarif-file=leastwise.sarif\n');
      assert.match(log, /main\.tf/);
      assert.match(log, /public-member/);
    });

    test('passes where nothing is grave enough', () => {
      const { status, cwd } = use({ 'main.tf': hint });
      assert.equal(status, 0);
      assert.deepEqual(sarif(cwd), ['basic-role']);
      assert.equal(use({ 'main.tf': hint }, { 'fail-on': 'warning' }).status, 1);
    });

    test('lints the paths, one a line, whatever is in their names', () => {
      const files = { 'in fra/main.tf': hint, '-x/main.tf': hint, 'left out/main.tf': wrong };
      const { status, cwd, output } = use(files, { paths: 'in fra\n-x\n', 'sarif-file': 'out $(id).sarif' });
      assert.equal(status, 0);
      assert.deepEqual(sarif(cwd, 'out $(id).sarif'), ['basic-role', 'basic-role']);
      assert.equal(output, 'sarif-file=out $(id).sarif\n');
    });

    test('reads a configuration and a baseline', () => {
      const files = { 'main.tf': hint, 'ci/leastwise.jsonc': '{ "rules": { "basic-role": "error" } }' };
      assert.equal(use(files, { config: 'ci/leastwise.jsonc' }).status, 1);
      const cwd = installed.write('with-baseline', { 'main.tf': wrong, 'variables.tf': variable });
      const bin = path.join(installed.directory, 'node_modules/.bin/leastwise');
      installed.run(bin, ['lint', '--baseline', 'leastwise.baseline.json', '--update-baseline'], { cwd });
      const baseline = readFileSync(path.join(cwd, 'leastwise.baseline.json'), 'utf8');
      const known = { 'main.tf': wrong, 'variables.tf': variable, 'leastwise.baseline.json': baseline };
      assert.equal(use(known, { baseline: 'leastwise.baseline.json' }).status, 0);
    });

    test('prints JSON where that is asked for', () => {
      const { log } = use({ 'main.tf': hint }, { format: 'json' });
      assert.match(log, /^ {2}"findings": \[/m);
    });

    test('says what is wrong with its inputs, and has no report then', () => {
      const { status, log, output } = use({ 'main.tf': hint }, { paths: 'nowhere' });
      assert.equal(status, 2);
      assert.match(log, /cannot read nowhere: it does not exist/);
      assert.equal(output, '');
    });

    test('takes the version that its tag has', () => {
      const { status, log } = use({}, { version: '' }, 'v999.0.0');
      assert.notEqual(status, 0);
      assert.match(log, /leastwise@999\.0\.0|ENOTCACHED|cache mode is 'only-if-cached'/);
    });
  });

  describe('the examples of the page', () => {
    test('are there for GitHub, GitLab, Cloud Build and pre-commit', () => {
      assert.deepEqual(
        [...examples.keys()],
        ['.github/workflows/leastwise.yml', '.gitlab-ci.yml', 'cloudbuild.yaml', '.pre-commit-config.yaml'],
      );
    });

    test('the workflow gives the action inputs that it has, and uploads the SARIF that it says', () => {
      const { jobs, permissions } = examples.get('.github/workflows/leastwise.yml');
      const steps: readonly Step[] = jobs.lint.steps;
      const step = steps.find(({ uses }) => uses?.startsWith('leastwise/leastwise@'));
      for (const name of Object.keys(step?.with ?? {})) assert(Object.hasOwn(action.inputs, name), name);
      const upload = steps.find(({ uses }) => uses?.startsWith('github/codeql-action/upload-sarif@'));
      const [, id, output = ''] = /steps\.([\w-]+)\.outputs\.([\w-]+)/.exec(String(upload?.with?.sarif_file)) ?? [];
      assert.equal(id, step?.id);
      assert(Object.hasOwn(action.outputs, output));
      assert.equal(permissions['security-events'], 'write');
      const lint = action.runs.steps.find((each) => action.outputs[output]?.value.includes(`steps.${each.id}.`));
      assert(lint?.run.includes(`echo "${output}=`));
    });

    test('the hooks are those of the repository', () => {
      const page = read('docs/ci.md');
      for (const { id } of hooks) assert(page.includes(`\`${id}\``), id);
      const local = examples.get('.pre-commit-config.yaml').repos[0].hooks[0];
      assert.equal(local.files, hooks[0]?.files);
      assert.equal(local.entry, hooks[0]?.entry);
    });
  });
});
