import { HOLE } from '../../../iam/text.ts';
import { accountName } from '../describe.ts';
import { replaceLiteral } from '../fixes.ts';
import type { Attribute, TokenRequest } from '../model.ts';
import type { Fix, Rule } from '../rule.ts';
import { textOf } from '../source.ts';

type Delegate = TokenRequest['delegates'][number];

/** How the API names a delegate: with this in place of the project. https://cloud.google.com/iam/docs/reference/credentials/rest/v1/projects.serviceAccounts/generateAccessToken */
const wildcard = 'projects/-/serviceAccounts/';

export const rule: Rule = {
  title: 'Delegation chain that IAM refuses, or whose order is lost',
  group: 'credentials',
  severity: 'error',
  since: '0.1.0',
  sources: [
    'https://cloud.google.com/iam/docs/create-short-lived-credentials-delegated',
    'https://cloud.google.com/iam/docs/reference/credentials/rest/v1/projects.serviceAccounts/generateAccessToken',
  ],
  check({ tokenRequests }, { report }) {
    for (const { title, delegates } of tokenRequests) {
      for (const delegate of delegates) {
        if (delegate.state !== 'known' || !isRefused(delegate.value)) continue;
        report({
          at: delegate,
          message: `IAM refuses ${accountName(delegate.value)} as a delegate of ${title}: ${delegate.value.problem ? 'it is no service account; name one' : 'it has to be written'} as ${wildcard}EMAIL, with the dash in place of the project.`,
          fixes: inRightForm(delegate),
        });
      }
      const last = delegates.at(-1);
      if (!last || delegates.length < 2) continue;
      report({
        at: last,
        severity: 'warning',
        message: `${title} has ${delegates.length} delegates, but Terraform keeps them as a set and loses their order, which the chain of impersonation needs; grant roles/iam.serviceAccountTokenCreator so that one delegate is enough.`,
      });
    }
  },
};

function isRefused({ text: { text }, form, problem }: Extract<Delegate, { state: 'known' }>['value']): boolean {
  if (problem) return true;
  // An unknown project may be the dash.
  if (text.startsWith(wildcard) || text.startsWith(`projects/${HOLE}/`)) return false;
  return form !== undefined;
}

/** What is certain: an e-mail address with the right words before it, or that of the declaration. */
function inRightForm(delegate: Attribute<unknown> & Delegate): Fix[] {
  if (delegate.state !== 'known' || delegate.use || !delegate.slot || delegate.value.problem) return [];
  const { email, declaration } = delegate.value;
  const source = textOf(delegate.span);
  const expression = /^(.+)\.(?:email|name|id|member)$/.exec(source)?.[1];
  const written = declaration && expression?.startsWith(declaration.label) ? `\${${expression}.email}` : declaration ? undefined : email;
  if (written === undefined) return [];
  return [replaceLiteral(delegate, `${wildcard}${written}`, `Write ${wildcard}…`, true)];
}
