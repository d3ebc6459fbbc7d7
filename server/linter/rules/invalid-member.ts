import { showPrincipal } from '../../../iam/principal.ts';
import { saysOne } from '../describe.ts';
import { isEditable, replaceLiteral } from '../fixes.ts';
import type { Resource } from '../model.ts';
import type { Rule } from '../rule.ts';

/** Where the members of a project can be meant by their basic role. https://cloud.google.com/iam/docs/principal-identifiers */
const withConveniences: ReadonlySet<string> = new Set(['storage_bucket', 'storage_managed_folder', 'bigquery_dataset', 'bigquery_table']);

export const rule: Rule = {
  title: 'Member that IAM rejects',
  group: 'grants',
  severity: 'error',
  since: '0.1.0',
  sources: ['https://cloud.google.com/iam/docs/principal-identifiers', 'https://cloud.google.com/iam/docs/reference/rest/v1/Policy'],
  check({ grants }, { report }) {
    for (const grant of grants) {
      const { principal, resource } = grant;
      if (principal.state !== 'known') continue;
      const { value } = principal;
      if (value.kind === 'invalid') {
        const advice = value.correction ? `; write ${value.correction}` : '';
        report({
          at: principal,
          message: `IAM rejects the member ${showPrincipal(value)}: it ${value.problem}${advice}.`,
          // To mend allUsers is to open: nobody should do that unasked.
          fixes:
            value.correction && !principal.use && isEditable(grant) && saysOne(grants, 'principal', grant)
              ? [replaceLiteral(principal, value.correction, `Write ${value.correction}`, !value.correction.startsWith('all'))]
              : [],
        });
      } else if (value.kind === 'convenience' && refusesConveniences(resource)) {
        report({
          at: principal,
          message: `IAM rejects the member ${showPrincipal(value)} on ${resource.title}: only buckets and datasets take it; name the people or a group.`,
        });
      }
    }
  },
};

/** Where nobody knows what the policy belongs to, it may be a bucket's. */
function refusesConveniences({ level, family }: Resource): boolean {
  return level !== 'unknown' && family !== undefined && !withConveniences.has(family) && !family.startsWith('google_');
}
