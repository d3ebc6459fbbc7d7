import { type Catalog, IMPERSONATION_RISKS } from '../../iam/catalog/catalog.ts';
import { shippedCatalog, version } from '../host/assets.ts';
import { roleTitle } from '../linter/describe.ts';
import { type Identity, memberTitle, type OpenStatement, overview } from '../linter/identities.ts';
import { type Hop, impersonations } from '../linter/impersonation.ts';
import { lint } from '../linter/lint.ts';
import type { Condition, IdentityModel } from '../linter/model.ts';
import type { Spanned } from '../linter/source.ts';
import { CommandError, type Io, notify, write } from './io.ts';
import { choose, didYouMean, type Options, optionLines, parseOptions } from './options.ts';
import { shownFile, shownPath } from './paths.ts';
import { regionOf } from './region.ts';
import { printable, type Style, styleWith, wantsColors } from './style.ts';
import { openPaths } from './workspaces.ts';

const options = {
  format: { value: 'FORMAT', help: 'How to answer: stylish (default) or json' },
  color: { negatable: true, help: 'Use colors or not, whatever stdout is' },
  help: { short: 'h', help: 'Show this help' },
} as const satisfies Options;

const help = `Usage: leastwise who-can impersonate ACCOUNT [OPTION...] [PATH]

Shows who can become a service account by the grants in the files, hop by hop.
ACCOUNT is its e-mail address or how Terraform refers to it, like google_service_account.api.
Without a PATH the files are those of the current directory.

Options:
${optionLines(options)}
Exit status:
  0  the question is answered, be it with nobody
  2  wrong usage, an account that the files do not name, a PATH that cannot be read, or an internal fault
`;

/** `leastwise who-can impersonate`: prints the ways that lead to a service account, and returns the exit status. */
export async function whoCanCommand(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = parseOptions(args, options);
  if (values.help) {
    await write(io.stdout, help);
    return 0;
  }
  const format = choose('format', values.format, ['stylish', 'json'], 'stylish');
  const [verb, account, path = '.', ...others] = positionals;
  if (verb !== 'impersonate' || account === undefined || others.length > 0)
    throw new CommandError('who-can is asked like this: leastwise who-can impersonate ACCOUNT [PATH].');
  const catalog = shippedCatalog();
  const { files, folders, skipped, unreadable } = await openPaths([path], io.cwd, catalog);
  for (const { argument, reason } of unreadable) throw new CommandError(`cannot read ${argument || '""'}: ${reason}.`);
  for (const each of skipped) await notify(io, `skipped ${shownPath(each.path, io.cwd)}: ${each.reason}.`);
  const { model, linted } = lint([...files.values()], { catalog, now: new Date(), folders });
  const answer = whoCan(account, model, catalog);
  const rendered =
    format === 'json' ? json(answer, io.cwd) : stylish(answer, linted.length, io.cwd, styleWith(values.color ?? wantsColors(io)));
  await write(io.stdout, rendered);
  return 0;
}

/** Who can become an account. */
interface Answer {
  readonly account: string;
  /** The shortest first. */
  readonly ways: readonly (readonly Step[])[];
  /** What may lead to it, too, for all that the files tell. */
  readonly open: readonly OpenStatement[];
}

/** A hop in words. */
interface Step {
  readonly from: string;
  readonly to: string;
  /** The end of "may … ". */
  readonly means: string;
  readonly role: string;
  readonly resource: string;
  readonly condition?: string;
  readonly at: Spanned;
}

function whoCan(name: string, model: IdentityModel, catalog: Catalog): Answer {
  const { identities, open } = overview({ model, catalog });
  const identity =
    identities.find(({ email, label }) => email === name.toLowerCase() || label === name) ?? ofUnknownProject(name, identities);
  if (!identity) {
    const meant = didYouMean(
      name,
      identities.map(({ label }) => label),
    );
    throw new CommandError(`the files name no service account "${name}".${meant}`);
  }
  if (identity.email === undefined && identity.declaration?.repeated)
    throw new CommandError(
      `${identity.label} stands for several accounts, and the files do not tell which: ask for one of them by its e-mail.`,
    );
  const labels = new Map(identities.map((each) => [keyOf(each), each.label]));
  const step = ({ grant, to, means }: Hop): Step => ({
    from: memberTitle(grant, model),
    to: labels.get(to) ?? to,
    means,
    role: roleTitle(grant.role),
    resource: grant.resource.title,
    condition: grant.condition && conditionText(grant.condition),
    at: grant,
  });
  const ways = impersonations({ model, catalog }).waysTo(keyOf(identity));
  const told = new Set<Spanned>(ways.flatMap((way) => way.map(({ grant }) => grant)));
  return {
    account: identity.label,
    ways: ways.map((way) => way.map(step)),
    open: open.filter((each) => !told.has(each.at) && mayLeadTo(identity, each, catalog)),
  };
}

/** The one declared account that has this e-mail's name, in a project that nobody can tell. */
function ofUnknownProject(email: string, identities: readonly Identity[]): Identity | undefined {
  const [id, domain] = email.toLowerCase().split('@');
  const named = identities.filter((each) => each.email === undefined && each.accountId === id);
  return domain?.endsWith('.iam.gserviceaccount.com') && named.length === 1 ? named[0] : undefined;
}

function keyOf({ email, declaration, label }: Identity): string {
  return email ?? declaration?.address ?? label;
}

/** Whether it is on the account or its project, or may be. */
function mayLeadTo({ email, project }: Identity, { role, resource, on }: OpenStatement, catalog: Catalog): boolean {
  if (role !== undefined && catalog.role(role) && ![...catalog.risks(role)].some((risk) => IMPERSONATION_RISKS.has(risk))) return false;
  if (on.level === 'service-account') return resource === undefined || resource === `projects/-/serviceAccounts/${email}`;
  return on.level === 'unknown' || (on.level === 'project' && (resource === undefined || resource === `projects/${project}`));
}

/** A condition that does not narrow a grant to some resources, as the graph has only those. */
function conditionText({ expression, title }: Condition): string {
  if (expression.state === 'known') return expression.value;
  return title.state === 'known' ? title.value : 'a condition';
}

function stylish({ account, ways, open }: Answer, files: number, cwd: string, style: Style): string {
  const place = (at: Spanned) => style.dim(printable(shownPlace(at, cwd)));
  const wayLines = (way: readonly Step[]) => way.map((step, hop) => `${'  '.repeat(hop + 1)}→ ${sentence(step)}  ${place(step.at)}\n`);
  const byPrincipal = [...Map.groupBy(ways, ([first]) => first?.from ?? '')];
  const blocks = byPrincipal.map(([principal, own]) => `${style.bold(printable(principal))}\n${own.flatMap(wayLines).join('')}`);
  const who = byPrincipal.length === 0 ? 'Nobody' : plural(byPrincipal.length, 'principal');
  const head = `${who} can become ${style.bold(printable(account))} by the grants in ${plural(files, 'file')}.\n`;
  if (open.length > 0) {
    const rest = `Nobody can tell of ${plural(open.length, 'grant')} whether they lead to it: a role, member or resource is not known.\n`;
    blocks.push(rest + open.map(({ at }) => `  ${place(at)}\n`).join(''));
  }
  return [head, ...blocks].join('\n');
}

function sentence({ to, means, role, resource, condition }: Step): string {
  return printable(`${to}: may ${means}, by ${role} on ${resource}${condition === undefined ? '' : ` if ${condition}`}`);
}

function json({ account, ways, open }: Answer, cwd: string): string {
  const place = ({ span }: Spanned) => ({ path: shownFile(span.file.uri, cwd), ...regionOf(span) });
  const output = {
    version: version(),
    account,
    ways: ways.map((way) => ({ principal: way[0]?.from, hops: way.map(({ at, ...step }) => ({ ...step, ...place(at) })) })),
    unknown: open.map(({ role, member, on, at }) => ({ role, member, resource: on.title, ...place(at) })),
  };
  return `${JSON.stringify(output, null, 2)}\n`;
}

function shownPlace({ span }: Spanned, cwd: string): string {
  const { line, column } = regionOf(span);
  return `${shownFile(span.file.uri, cwd)}:${line}:${column}`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
