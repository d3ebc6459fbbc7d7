import { accountKey, accountName, applied, elsewhere, list } from '../describe.ts';
import type { IdentityModel, Workload } from '../model.ts';
import type { Rule } from '../rule.ts';
import { compareSpans } from '../source.ts';

/** From how many workloads on an account is called shared. */
const many = 3;

export const rule: Rule = {
  title: 'One service account for many workloads',
  group: 'runtime',
  severity: 'information',
  since: '0.1.0',
  sources: ['https://cloud.google.com/iam/docs/best-practices-service-accounts#single-purpose'],
  profile: 'strict',
  reach: 'workspace',
  check(model, { report }) {
    for (const sharing of Map.groupBy(applied(model.workloads), (workload) => runtimeAccount(workload, model))) {
      const [account, workloads] = sharing;
      if (account === undefined) continue;
      const distinct = [...new Map(workloads.map((workload) => [identity(workload), workload])).values()].toSorted((a, b) =>
        compareSpans(a.serviceAccount.use ?? a.serviceAccount.span, b.serviceAccount.use ?? b.serviceAccount.span),
      );
      const last = distinct.at(-1);
      if (distinct.length < many || last?.serviceAccount.state !== 'known') continue;
      report({
        at: { span: last.serviceAccount.use ?? last.serviceAccount.span },
        message: `${accountName(last.serviceAccount.value)} runs ${list(distinct.map(({ title }) => title))}, so each of them has the roles of all; give each workload a service account of its own.`,
        related: elsewhere(
          distinct.map(({ title, serviceAccount: { span, use } }) => ({ span: use ?? span, message: `${title} runs as it, too` })),
          last.serviceAccount.use ?? last.serviceAccount.span,
        ),
      });
    }
  },
};

function runtimeAccount({ serviceAccount, attachment }: Workload, model: IdentityModel): string | undefined {
  if (attachment.use !== 'runs-as' || serviceAccount.state !== 'known' || serviceAccount.value.kind !== 'user-managed') return undefined;
  return accountKey(serviceAccount.value, model);
}

/** Equal for what is one workload in several places: copies of a name, numbered or not, the nodes of Kubernetes Engine. */
function identity({ type, name, address }: Workload): string {
  if (type.startsWith('google_container_')) return 'nodes';
  return name === undefined ? address : `${type} ${name.replaceAll(/\d+/g, '0')}`;
}
