import { showPrincipal } from '../../../iam/principal.ts';
import { writingBasicRoles } from '../../../iam/role.ts';
import { atScope, isTrusted, list, narrowed, principals, roleName, roleTitle } from '../describe.ts';
import { type Hop, type Impersonations, impersonations, principalKey } from '../impersonation.ts';
import type { Grant } from '../model.ts';
import { ofParts } from '../parts.ts';
import { escalations, isBasic } from '../powers.ts';
import type { Related, Rule } from '../rule.ts';
import { compareSpans } from '../source.ts';

export const rule: Rule = {
  title: 'Principal can become a privileged service account',
  group: 'grants',
  severity: 'information',
  since: '0.1.0',
  sources: [
    'https://cloud.google.com/iam/docs/best-practices-service-accounts#lateral-movement',
    'https://cloud.google.com/iam/docs/service-account-impersonation',
  ],
  reach: 'workspace',
  check(model, { report, catalog, trust }) {
    const privileged = new Map(privileges(model, catalog).toReversed());
    if (privileged.size === 0) return;
    // Nobody needs a way from where all ways lead.
    const graph = impersonations({ model, catalog }, (principal) => privileged.has(principal));
    const ways = [...new Set(graph.hops.map(({ from }) => from))]
      .filter((from) => isBeginning(from, graph, privileged))
      .flatMap((from) => [...graph.reach(from, (account) => privileged.has(account))])
      .flatMap(([account, hops]): Way[] => {
        const privilege = privileged.get(account);
        const [first] = hops;
        return privilege && first && !isTrusted(first.grant, trust) ? [{ account, hops, privilege }] : [];
      });
    for (const same of Map.groupBy(ways, ({ hops, privilege }) => last([...hops.map(({ grant }) => grant), privilege])).values()) {
      const places = [...new Set(same.flatMap(({ hops, privilege }) => [...hops.map(({ grant }) => grant), privilege]))];
      const at = last(places);
      report({ at: { span: at.span }, message: describe(same), related: places.filter((grant) => grant !== at).map(relate) });
    }
  },
};

/** How a principal becomes a privileged account, and the grant that makes that one privileged. */
interface Way {
  readonly account: string;
  readonly hops: readonly Hop[];
  readonly privilege: Grant;
}

/** The grants that make their principals privileged, by the principals' keys: these may change everything in a project, or give themselves the right to. */
const privileges = ofParts((part, catalog) =>
  part.grants.flatMap((grant): (readonly [principal: string, grant: Grant])[] => {
    if (grant.principal.state !== 'known' || narrowed(grant)) return [];
    const all = writingBasicRoles.has(roleName(grant.role) ?? '') && (atScope(grant) || grant.resource.level === 'unknown');
    if (!all && !(atScope(grant) && !isBasic(grant) && escalations(grant, { model: part, catalog }).length > 0)) return [];
    const key = principalKey(grant.principal.value, part);
    return key === undefined ? [] : [[key, grant]];
  }),
);

/** Whether no longer way leads through the principal: others can become it only where it can become them, too. */
function isBeginning(principal: string, graph: Impersonations, privileged: ReadonlyMap<string, Grant>): boolean {
  const reached = graph.reach(principal, (account) => privileged.has(account));
  return graph.into(principal).every(({ from }) => reached.has(from));
}

function last(grants: readonly Grant[]): Grant {
  return grants.reduce((latest, grant) => (compareSpans(grant.span, latest.span) > 0 ? grant : latest));
}

function describe(ways: readonly Way[]): string {
  const [way] = ways;
  if (!way) return '';
  const begin = principals(ways.flatMap(({ hops }) => hops.slice(0, 1).map(({ grant }) => grant)));
  const { privilege, hops } = way;
  const through = ways.length === 1 ? hops.slice(1).map(({ grant }) => principals([grant])) : [];
  const account = list(ways.map((each) => principals([each.privilege])));
  const by = through.length > 0 ? ` by way of ${list(through)}` : '';
  return `${begin} may become ${account}${by}, and that one holds ${roleTitle(privilege.role)} on ${privilege.resource.title}; take back a grant on the way, or give the account a narrower role.`;
}

function relate(grant: Grant): Related {
  const { principal, role, resource, span } = grant;
  const who = principal.state === 'known' ? showPrincipal(principal.value) : 'it';
  return { span, message: `${who} holds ${roleTitle(role)} on ${resource.title}` };
}
