import { redact } from '../iam/token.ts';

/** What a report on a problem tells: versions and states, and nothing of what is open. */
export interface IssueFacts {
  /** Names and versions of what takes part, in the order to show. */
  readonly versions: Readonly<Record<string, string>>;
  /** Extensions for the same files, with their versions. */
  readonly neighbours: Readonly<Record<string, string>>;
}

/** The extensions that work on the same files; what is wrong may be between them and us. */
export const neighbours: readonly string[] = ['hashicorp.terraform', 'opentofu.vscode-opentofu', 'redhat.vscode-yaml'];

/** The text of a report in Markdown, for its author to complete. No token and no secret is in it, whatever the facts hold. */
export function issueBody({ versions, neighbours }: IssueFacts): string {
  const rows = Object.entries({ ...versions, ...neighbours });
  return redact(
    [
      '<!-- Never paste a token. Give your projects and accounts other names. -->',
      '',
      '**What happens, and what should happen?**',
      '',
      '',
      '**The smallest file that shows it**',
      '',
      '```hcl',
      '```',
      '',
      '| | |',
      '|---|---|',
      ...rows.map(([name, version]) => `| ${name} | ${version.replaceAll(/[|\s]+/g, ' ')} |`),
      '',
    ].join('\n'),
  );
}

/** The page of GitHub's on which the text is sent, where VS Code has no reporter of its own. */
export function issueUrl(bugs: string, body: string): string {
  return `${bugs}/new?body=${encodeURIComponent(body)}`;
}
