import type { AttachmentFormat } from '../../../iam/catalog/catalog.ts';
import { type AccountForm, type AccountProblem, type AccountReference, hasPlaceholder, isAccountId } from '../../../iam/serviceAccount.ts';
import { show } from '../../../iam/text.ts';
import { attributeOf, replaceAttribute, replaceLiteral } from '../fixes.ts';
import type { Attribute } from '../model.ts';
import type { Fix, Rule, Severity } from '../rule.ts';

const problems: Readonly<Record<AccountProblem, string>> = {
  placeholder: 'has a placeholder that was never filled in',
  'not-a-service-account': 'is not the e-mail address of a service account',
  name: 'has a name that is not 6 to 30 lower-case letters, digits and dashes',
  project: 'has no valid project in its domain',
  malformed: 'is put together from the wrong attribute',
};

/** The forms that each field takes. */
const accepted: Readonly<Partial<Record<AttachmentFormat | 'member', readonly AccountForm[]>>> = {
  email: ['email'],
  name: ['name'],
  'email-or-name': ['email', 'name', 'unique-id'],
  any: ['email', 'name', 'unique-id', 'short'],
  member: ['member'],
};

const needs: Readonly<Partial<Record<AttachmentFormat | 'member', string>>> = {
  email: "this field takes the account's e-mail address",
  name: 'this field takes the full name, projects/PROJECT/serviceAccounts/EMAIL',
  'email-or-name': "this field takes the account's e-mail address or full name",
  any: "this field takes the account's e-mail address",
  member: 'a member is serviceAccount:EMAIL',
};

const forms: Readonly<Record<AccountForm, string>> = {
  email: 'an e-mail address',
  name: 'a full name',
  member: 'the member of a policy',
  'unique-id': 'a unique id',
  short: 'a short name',
};

export const rule: Rule = {
  title: 'Value cannot be a service account here',
  group: 'runtime',
  severity: 'error',
  since: '0.1.0',
  sources: [
    'https://cloud.google.com/run/docs/configuring/services/service-identity',
    'https://cloud.google.com/iam/docs/reference/rest/v1/projects.serviceAccounts/create',
    'https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/google_service_account',
  ],
  check({ workloads, accountUses, grants, serviceAccounts }, { report }) {
    const judge = (
      title: string,
      at: Attribute<AccountReference>,
      account: AccountReference,
      format: AttachmentFormat | 'member',
      manifest = false,
    ) => {
      const fault = faultOf(account, format);
      if (!fault) return;
      const severity: Severity = manifest && fault.short ? 'warning' : 'error';
      report({ at, severity, message: `${title} names ${show(account.text)}, which ${fault.reason}.`, fixes: fixes(at, account, format) });
    };
    for (const { title, serviceAccount, attachment } of [...workloads, ...accountUses]) {
      if (serviceAccount.state === 'known')
        judge(title, serviceAccount, serviceAccount.value, attachment.format, attachment.kind === 'manifest');
    }
    for (const { principal, resource } of grants) {
      if (principal.state !== 'known' || principal.value.kind !== 'serviceAccount') continue;
      const { account } = principal.value;
      if (account.declaration) judge(`The grant on ${resource.title}`, { ...principal, value: account }, account, 'member');
    }
    for (const { label, accountId } of serviceAccounts) {
      if (accountId.state !== 'known' || accountId.value === '' || isAccountId(accountId.value)) continue;
      const fault = hasPlaceholder(accountId.value)
        ? problems.placeholder
        : accountId.value.includes('@')
          ? 'is an address, and the account_id is what stands in it before the @'
          : problems.name;
      report({ at: accountId, message: `${label} cannot be created as ${accountId.value}, which ${fault}.` });
    }
  },
};

/** Why the account cannot stand in a field of this format, as the end of a sentence; undefined where it can, or nobody can tell. */
function faultOf(
  { problem, form, declaration }: AccountReference,
  format: AttachmentFormat | 'member',
): { reason: string; short: boolean } | undefined {
  const needed = needs[format];
  const advice =
    declaration && !declaration.output && `, so use ${declaration.label}.${problem === 'malformed' ? 'email' : attributeOf(format)}`;
  if (problem) return { reason: needed ? `${problems[problem]}; ${needed}${advice || ''}` : problems[problem], short: false };
  const fits = accepted[format];
  // A unique id is no form of this field, but the API may still take it.
  if (!fits || !needed || form === undefined || form === 'unique-id' || fits.includes(form)) return undefined;
  return { reason: `is ${forms[form]}; ${needed}${advice || ''}`, short: form === 'short' };
}

/** What is certain: the right attribute of a declared account, or an e-mail without what is around it. */
function fixes(
  at: Attribute<AccountReference>,
  { declaration, email, form, problem }: AccountReference,
  format: AttachmentFormat | 'member',
): Fix[] {
  if (declaration?.output) return [];
  if (declaration) {
    const right = problem === 'malformed' ? 'email' : attributeOf(format);
    return replaceAttribute(at, declaration.label, declaration.attribute, right);
  }
  if (!problem && email && format === 'email' && (form === 'member' || form === 'name'))
    return [replaceLiteral(at, email, `Use ${email}`, true)];
  return [];
}
