import type { AccountReference } from '../../../iam/serviceAccount.ts';
import { accountKey, accountName, elsewhere, list, roleName } from '../describe.ts';
import type { AccountUse, IdentityModel, Workload } from '../model.ts';
import type { Rule } from '../rule.ts';
import { compareSpans, type Spanned } from '../source.ts';

/** Roles that are for those who deploy, as long as they may also attach an account to what they deploy. */
const deploying: ReadonlySet<string> = new Set([
  'roles/run.admin',
  'roles/run.developer',
  'roles/run.sourceDeveloper',
  'roles/cloudfunctions.admin',
  'roles/cloudfunctions.developer',
  'roles/appengine.appAdmin',
  'roles/appengine.deployer',
]);

/** A place that shows what an account is for. */
interface Part {
  readonly account: string | undefined;
  readonly name: string;
  readonly place: Spanned;
  readonly what: string;
}

export const rule: Rule = {
  title: 'The deployer’s service account is a runtime identity',
  group: 'runtime',
  severity: 'information',
  since: '0.1.0',
  sources: [
    'https://cloud.google.com/run/docs/securing/service-identity',
    'https://cloud.google.com/iam/docs/best-practices-service-accounts#single-purpose',
  ],
  profile: 'strict',
  reach: 'workspace',
  check(model, { report }) {
    const running = Map.groupBy(
      model.workloads.flatMap((workload) => runtime(workload, model)),
      ({ account }) => account,
    );
    const deployers = Map.groupBy(
      [
        ...model.workloads.flatMap((workload) => builder(workload, model)),
        ...model.accountUses.flatMap((use) => provider(use, model)),
        ...grantees(model),
      ],
      ({ account }) => account,
    );
    for (const [account, deploys] of deployers) {
      const runs = running.get(account);
      if (account === undefined || !runs) continue;
      const parts = [...deploys, ...runs].toSorted((a, b) => compareSpans(a.place.span, b.place.span));
      const last = parts.at(-1);
      if (!last) continue;
      report({
        at: last.place,
        message: `${last.name} ${list(deploys.map(({ what }) => what))} and ${list(runs.map(({ what }) => what))}, so whoever takes over what runs can deploy in its place; use one service account to deploy and another to run.`,
        related: elsewhere(
          parts.map(({ place, what }) => ({ span: place.span, message: `it ${what}` })),
          last.place.span,
        ),
      });
    }
  },
};

function runtime({ serviceAccount, attachment, title }: Workload, model: IdentityModel): Part[] {
  if (attachment.use !== 'runs-as' || serviceAccount.state !== 'known' || serviceAccount.value.kind !== 'user-managed') return [];
  return [part(serviceAccount, serviceAccount.value, `runs ${title}`, model)];
}

/** What builds deploys; a function's own build does not. */
function builder({ serviceAccount, attachment, title, type }: Workload, model: IdentityModel): Part[] {
  if (attachment.use !== 'build' || serviceAccount.state !== 'known') return [];
  if (type !== 'google_cloudbuild_trigger' && type !== 'google_clouddeploy_target') return [];
  return [part(serviceAccount, serviceAccount.value, `deploys through ${title}`, model)];
}

function provider({ serviceAccount, attachment, title }: AccountUse, model: IdentityModel): Part[] {
  if (attachment.use !== 'provider-identity' || serviceAccount.state !== 'known') return [];
  return [part(serviceAccount, serviceAccount.value, `applies this configuration through ${title}`, model)];
}

/** Who may deploy: by a role for it, and another to attach accounts. */
function grantees(model: IdentityModel): Part[] {
  const parts = model.grants.flatMap(({ principal, role }) => {
    if (principal.state !== 'known' || principal.value.kind !== 'serviceAccount') return [];
    const name = roleName(role) ?? '';
    return [{ name, part: part(principal, principal.value.account, `deploys with ${name}`, model) }];
  });
  const attaching = new Set(parts.flatMap(({ name, part }) => (name === 'roles/iam.serviceAccountUser' ? [part.account] : [])));
  return parts.flatMap(({ name, part }) => (deploying.has(name) && attaching.has(part.account) ? [part] : []));
}

function part(place: Spanned, account: AccountReference, what: string, model: IdentityModel): Part {
  return { account: accountKey(account, model), name: accountName(account), place: { span: place.use ?? place.span }, what };
}
