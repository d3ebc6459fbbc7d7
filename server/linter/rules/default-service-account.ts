import type { Attachment } from '../../../iam/catalog/catalog.ts';
import { type AccountKind, kindTitles } from '../../../iam/serviceAccount.ts';
import { accountName } from '../describe.ts';
import { useDeclaredAccount } from '../fixes.ts';
import type { Workload } from '../model.ts';
import type { Rule } from '../rule.ts';

/** What runs a workload that names no account. */
const whenOmitted: Readonly<Partial<Record<Attachment['whenOmitted'], string>>> = {
  'compute-default': kindTitles['compute-default'],
  'none-or-compute-default': kindTitles['compute-default'],
  'appengine-default': kindTitles['appengine-default'],
  'cloudbuild-default': "the project's default build account",
};

export const rule: Rule = {
  title: 'Workload runs as a default service account',
  severity: 'warning',
  since: '0.1.0',
  sources: [
    'https://cloud.google.com/run/docs/securing/service-identity',
    'https://cloud.google.com/iam/docs/best-practices-service-accounts#default-service-accounts',
  ],
  check({ workloads, serviceAccounts }, { report }) {
    for (const workload of workloads) {
      const { serviceAccount, attachment, title } = workload;
      const runsAs = defaultAccount(workload);
      if (!runsAs) continue;
      report({
        at: serviceAccount,
        message: `${title} runs as ${runsAs} and shares its roles with every ${attachment.use === 'build' ? 'build' : 'workload'} that names no account; give it a service account of its own.`,
        fixes: useDeclaredAccount(serviceAccount, serviceAccounts, attachment.format),
      });
    }
  },
};

/** The default account that the workload uses, for the message; undefined where it uses none or nobody can tell. */
function defaultAccount({ serviceAccount, attachment }: Workload): string | undefined {
  if (serviceAccount.state === 'absent') return whenOmitted[attachment.whenOmitted];
  if (serviceAccount.state === 'unknown') return undefined;
  const { kind } = serviceAccount.value;
  if (!isDefaultFor(attachment, kind)) return undefined;
  const { email, declaration } = serviceAccount.value;
  return email || declaration ? `${kindTitles[kind]} (${accountName(serviceAccount.value)})` : kindTitles[kind];
}

/** The legacy Cloud Build account is a default only for builds: nothing else can run as it. */
function isDefaultFor({ use }: Attachment, kind: AccountKind | undefined): kind is AccountKind {
  return kind === 'compute-default' || kind === 'appengine-default' || (kind === 'cloudbuild-legacy' && use === 'build');
}
