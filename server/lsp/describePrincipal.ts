import type { Catalog, ServiceAgent } from '../../iam/catalog/catalog.ts';
import { federatedWords } from '../../iam/federated.ts';
import { type Principal, showPrincipal } from '../../iam/principal.ts';
import { type AccountReference, isServiceAgent, kindTitles, projectOf } from '../../iam/serviceAccount.ts';
import { HOLE, resolve, show, type Text } from '../../iam/text.ts';
import type { Grant, IdentityModel, ServiceAccount } from '../linter/model.ts';
import { perObject } from '../linter/perObject.ts';
import { link, placeLink, type Subject } from './describe.ts';
import { bullets, capitalized, code, few, paragraphs, sentence } from './markdown.ts';

/** How many grants are listed. */
const most = 5;

const principalKinds: Readonly<Record<Exclude<Principal['kind'], 'serviceAccount' | 'public' | 'invalid'>, string>> = {
  user: 'A Google account',
  group: 'A Google group',
  domain: 'All accounts of a Google Workspace or Cloud Identity domain',
  kubernetes: 'A Kubernetes service account, by Workload Identity Federation for GKE',
  principal: 'One identity that is no Google account',
  principalSet: 'A set of identities',
  deleted: 'A deleted principal: this has no effect any more',
  convenience: 'All holders of a basic role on the project',
};

/** The member of a policy in Markdown, with what else it is granted; undefined where it is no valid member, which a finding says. */
export function describePrincipal(principal: Principal, subject: Subject): string | undefined {
  if (principal.kind === 'serviceAccount') return describeAccount(principal.account, subject);
  if (principal.kind === 'invalid') return undefined;
  const granted = grantsTo(identityOf(principal, subject.model), subject.model);
  return paragraphs(`**${code(showPrincipal(principal))}**`, `${kindOf(principal)}.`, grantList(granted, subject));
}

function kindOf(principal: Exclude<Principal, { kind: 'serviceAccount' | 'invalid' }>): string {
  if (principal.kind !== 'public') return federatedWords(principal, code) ?? principalKinds[principal.kind];
  return principal.id === 'allUsers'
    ? 'Everyone on the internet, signed in or not'
    : 'Everyone with a Google account, of whatever organization';
}

/** The service account in Markdown, with what it is granted; undefined where it can be none, which a finding says. */
export function describeAccount(account: AccountReference, subject: Subject): string | undefined {
  if (account.problem !== undefined) return undefined;
  const { model, catalog } = subject;
  const declared = model.declaration(account);
  const email = account.email ?? declared?.email;
  const agent = isServiceAgent(account.kind) ? agentOf(account, email, catalog) : undefined;
  if (email === undefined && account.kind === undefined && account.declaration === undefined && account.text.text.includes(HOLE))
    return undefined;
  const kind = agent?.displayName ?? (account.kind && kindTitles[account.kind]);
  return paragraphs(
    `**${code(email ?? account.declaration?.label ?? show(account.text))}**`,
    sentence(
      kind && capitalized(kind),
      agent?.service ? `of ${code(agent.service)}` : undefined,
      isServiceAgent(account.kind) ? undefined : project(email),
    ),
    agent && agentRole(agent),
    agent && besides(agent),
    (account.kind === 'compute-default' || account.kind === 'appengine-default') &&
      'Google makes it an editor of its project, unless an organization policy enforces `iam.automaticIamGrantsForDefaultServiceAccounts`.',
    declared && `${link(`Declared as ${code(declared.label)}`, declared, subject)}.`,
    grantList(grantsTo(accountIdentity(account, model), model), subject),
  );
}

/** The services whose agents Terraform's data sources stand for. */
const declaredAgents: Readonly<Record<string, string>> = {
  google_storage_project_service_account: 'service-PROJECT_NUMBER@gs-project-accounts.iam.gserviceaccount.com',
  google_storage_transfer_project_service_account: 'project-PROJECT_NUMBER@storage-transfer-service.iam.gserviceaccount.com',
  google_bigquery_default_service_account: 'bq-PROJECT_NUMBER@bigquery-encryption.iam.gserviceaccount.com',
};

function agentOf({ declaration }: AccountReference, email: string | undefined, catalog: Catalog): ServiceAgent | undefined {
  if (email !== undefined) return catalog.serviceAgent(email);
  const pattern =
    declaration?.mode === 'data' && Object.hasOwn(declaredAgents, declaration.type) ? declaredAgents[declaration.type] : undefined;
  return pattern === undefined ? undefined : catalog.serviceAgents().find(({ emailPattern }) => emailPattern === pattern);
}

function agentRole({ service, role, scope }: ServiceAgent): string {
  if (role === null) return 'Google grants it no role by itself.';
  const without = service === null ? "Google's services cannot do their work" : `${code(service)} cannot do its work`;
  return `Google grants it ${code(role)} by itself. Without it, ${without} in the ${scope}.`;
}

/** What service agents need besides the role that Google grants. */
const needs: Readonly<Record<string, string | undefined>> = {
  // https://cloud.google.com/run/docs/securing/identity-aware-proxy-cloud-run
  'iap.googleapis.com': 'It needs `roles/run.invoker` on the Cloud Run services behind Identity-Aware Proxy.',
  // https://cloud.google.com/run/docs/securing/using-cmek
  'run.googleapis.com': 'It needs `roles/cloudkms.cryptoKeyEncrypterDecrypter` on the keys that encrypt container images.',
  // https://cloud.google.com/pubsub/docs/authenticate-push-subscriptions
  'pubsub.googleapis.com':
    'It needs `roles/iam.serviceAccountTokenCreator` on the accounts of push subscriptions, where Google has not granted that on the project.',
  // https://cloud.google.com/eventarc/standard/docs/run/route-trigger-cloud-storage
  'storage.googleapis.com': 'It needs `roles/pubsub.publisher` on the project for Eventarc to hear of its buckets.',
};

function besides({ service, primary }: ServiceAgent): string | undefined {
  return service !== null && primary && Object.hasOwn(needs, service) ? needs[service] : undefined;
}

/** The declared service account in Markdown, with what it is granted. */
export function describeDeclaration(declared: ServiceAccount, subject: Subject): string {
  const granted = grantsTo(declared.address, subject.model);
  return paragraphs(
    `**${code(declared.email ?? declared.label)}**`,
    sentence(capitalized(kindTitles['user-managed']), project(declared.email)),
    grantList(granted, subject) ?? 'It is granted nothing in this workspace.',
  );
}

function grantsTo(identity: string | undefined, model: IdentityModel): readonly Grant[] {
  return identity === undefined ? [] : (grantsByIdentity(model).get(identity) ?? []);
}

/** All grants by whom they are to. */
const grantsByIdentity = perObject(
  (model: IdentityModel): ReadonlyMap<string | undefined, readonly Grant[]> =>
    Map.groupBy(model.grants, ({ principal }) => (principal.state === 'known' ? identityOf(principal.value, model) : undefined)),
);

function identityOf(principal: Principal, model: IdentityModel): string | undefined {
  return principal.kind === 'serviceAccount' ? accountIdentity(principal.account, model) : textIdentity(principal.text);
}

/** Equal for two references to one account, as far as the workspace tells. */
function accountIdentity(account: AccountReference, model: IdentityModel): string | undefined {
  return model.declaration(account)?.address ?? account.email ?? account.declaration?.address ?? textIdentity(account.text);
}

/** Equal for two texts that say the same; undefined where a stretch of it is not known. */
function textIdentity(text: Text): string | undefined {
  let hole = 0;
  const addresses = text.text.replaceAll(HOLE, () => {
    const { address, attribute } = text.holes[hole++] ?? {};
    return address === undefined ? HOLE : `${address}.${attribute}`;
  });
  return resolve(text) ?? (addresses.includes(HOLE) ? undefined : addresses);
}

function grantList(grants: readonly Grant[], subject: Subject): string | undefined {
  const lines = new Map<string, Grant>();
  for (const grant of grants) {
    const role = grant.role.state === 'known' ? (grant.role.value.name ?? grant.role.value.reference?.label) : undefined;
    if (role !== undefined) lines.set(`${code(role)} on ${grant.resource.title}`, grant);
  }
  const items = few([...lines.keys()], most);
  return bullets(
    'Granted in this workspace:',
    items.map((line) => {
      const grant = lines.get(line);
      return grant ? `${line}: ${placeLink(grant, subject)}` : line;
    }),
  );
}

function project(email = ''): string | undefined {
  const id = projectOf(email);
  return id && `project ${code(id)}`;
}
