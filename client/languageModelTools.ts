import { type Diagnostic, Disposable, LanguageModelTextPart, LanguageModelToolResult, l10n, languages, lm, Uri, workspace } from 'vscode';
import { redact } from '../iam/token.ts';
import { type FindingLine, findingLines } from './findingLines.ts';
import type { LanguageServer } from './languageClient.ts';
import { exists, type RulePages } from './rulePages.ts';
import { countOf } from './status.ts';

/** What language models may ask: the findings of the workspace, and the page on a rule. Nothing that goes online or has to do with tokens is among it. */
export function languageModelTools(server: Pick<LanguageServer, 'lint'>, pages: RulePages): Disposable {
  return Disposable.from(
    lm.registerTool<{ file?: unknown }>('leastwise_lint', {
      prepareInvocation: () => ({
        invocationMessage: l10n.t('Linting the workspace'),
        confirmationMessages: {
          title: l10n.t('Lint with Leastwise'),
          message: l10n.t('The language model gets the findings: file names, lines, and the roles and members that are named there.'),
        },
      }),
      invoke: async ({ input: { file } }) => answer(await lintText(server, typeof file === 'string' ? file : undefined)),
    }),
    lm.registerTool<{ code?: unknown }>('leastwise_explain', {
      prepareInvocation: ({ input: { code } }) => ({
        invocationMessage: l10n.t('Reading the page on {0}', String(code)),
        confirmationMessages: {
          title: l10n.t('Explain a rule of Leastwise'),
          message: l10n.t('The language model gets the page on {0}, which is part of the extension.', String(code)),
        },
      }),
      invoke: async ({ input: { code } }) => answer((await pages.text(String(code))) ?? (await unknownRule(String(code), pages))),
    }),
  );
}

function answer(text: string): LanguageModelToolResult {
  return new LanguageModelToolResult([new LanguageModelTextPart(redact(text))]);
}

async function unknownRule(code: string, pages: RulePages): Promise<string> {
  return `There is no rule "${code}". The rules are: ${(await pages.list()).map((page) => page.code).join(', ')}`;
}

async function lintText(server: Pick<LanguageServer, 'lint'>, file: string | undefined): Promise<string> {
  const only = file === undefined ? undefined : await fileCalled(file);
  if (file !== undefined && !only) return `There is no file "${file}" in the workspace.`;
  const summary = await server.lint();
  if (!summary) return 'The language server does not run, so nothing can be said of the files.';
  await told(countOf(summary));
  const findings = found().filter(({ uri }) => !only || uri.toString() === only.toString());
  const skipped = summary.skipped.map(({ uri, reason }) => `${workspace.asRelativePath(Uri.parse(uri))} was left out: ${reason}`);
  if (findings.length === 0) return [only ? `No findings in ${file}.` : `No findings in ${summary.files} files.`, ...skipped].join('\n');
  return [findingLines(findings.map(lineOf)), ...skipped].join('\n');
}

/** The file of the workspace with this path, absolute or below one of its folders. */
async function fileCalled(path: string): Promise<Uri | undefined> {
  const folders = workspace.workspaceFolders ?? [];
  const candidates = folders.flatMap(({ uri }) => [Uri.joinPath(uri, path), uri.with({ path })]);
  for (const each of candidates) if (workspace.getWorkspaceFolder(each) && (await exists(each))) return each;
  return undefined;
}

/** VS Code hears of findings a moment after the server has them: waits until it has as many, two seconds at most. */
function told(count: number): Promise<void> {
  return new Promise((resolve) => {
    const check = () => {
      if (found().length === count) end();
    };
    const end = () => {
      clearTimeout(late);
      listener.dispose();
      resolve();
    };
    const late = setTimeout(end, 2000);
    const listener = languages.onDidChangeDiagnostics(check);
    check();
  });
}

function found(): readonly { readonly uri: Uri; readonly diagnostic: Diagnostic }[] {
  return languages
    .getDiagnostics()
    .flatMap(([uri, diagnostics]) => diagnostics.filter(({ source }) => source === 'leastwise').map((diagnostic) => ({ uri, diagnostic })));
}

const severities = ['error', 'warning', 'information', 'hint'] as const;

function lineOf({ uri, diagnostic: { range, severity, code, message } }: ReturnType<typeof found>[number]): FindingLine {
  return {
    file: workspace.asRelativePath(uri),
    line: range.start.line + 1,
    column: range.start.character + 1,
    severity: severities[severity] ?? 'hint',
    code: String(typeof code === 'object' ? code.value : code),
    message,
  };
}
