import type { AnnotatedKind } from '../../iam/annotation.ts';
import type { Attachment } from '../../iam/catalog/catalog.ts';
import type { Principal } from '../../iam/principal.ts';
import type { AccountReference } from '../../iam/serviceAccount.ts';
import type { Reference } from '../../iam/text.ts';
import type { Url } from '../../iam/url.ts';
import type { SourceFile, Span, Spanned } from './source.ts';
import type { Edit, Expression } from './syntax/celExpression.ts';
import type { Slot } from './syntax/value.ts';

export type { AnnotatedKind } from '../../iam/annotation.ts';
export type { AttributeUse, ComparedLiteral, Constant, Demands, Edit, Expression, Fault } from './syntax/celExpression.ts';

/** What one or many files say about identity. Formats write it, link joins it, rules read it. A new kind of fact is one field here and one extractor. */
export interface Facts {
  /** The files that they were read from. */
  readonly files: readonly SourceFile[];
  /** Those of them that are also others' to read, and may be in several parts. */
  readonly data: readonly SourceFile[];
  readonly workloads: readonly Workload[];
  readonly serviceAccounts: readonly ServiceAccount[];
  readonly keys: readonly ServiceAccountKey[];
  readonly grants: readonly Grant[];
  readonly emptyBindings: readonly EmptyBinding[];
  readonly policies: readonly AllowPolicy[];
  readonly auditConfigs: readonly AuditConfig[];
  readonly statements: readonly PolicyStatement[];
  readonly customRoles: readonly CustomRole[];
  readonly accountUses: readonly AccountUse[];
  readonly annotations: readonly Annotation[];
  readonly credentials: readonly Credential[];
  readonly providers: readonly Provider[];
  readonly tokenRequests: readonly TokenRequest[];
  readonly outboundCalls: readonly OutboundCall[];
  readonly federations: readonly Federation[];
  readonly organizationPolicies: readonly OrganizationPolicyRule[];
  readonly buckets: readonly Bucket[];
  readonly clusters: readonly Cluster[];
  readonly nodePools: readonly NodePool[];
  readonly instanceMetadata: readonly InstanceMetadata[];
  readonly usedServices: readonly UsedService[];
}

/** The facts of the whole workspace, and what they say of each other. */
export interface IdentityModel extends Facts {
  /** The parts it is made of, a model each; a part is what its files say by themselves, and knows the others only by the questions below. */
  readonly parts: readonly IdentityModel[];
  /** The accounts that all parts declare, as far as others can name them. */
  declaredAccounts(): readonly DeclaredAccount[];
  /** The workload that a grant's resource is, where the workspace declares it. */
  workload(resource: Resource): Workload | undefined;
  /** Where the workspace declares the account, by reference or by e-mail. */
  declaration(account: AccountReference): ServiceAccount | undefined;
  /** The custom role declared in the workspace under this full name. */
  customRole(role: RoleName): CustomRole | undefined;
  /** The service or function that the workspace declares and the URL leads to: by reference, or by the only one whose name the URL has. */
  service(url: Url): Workload | undefined;
}

/** A value in its place: `span` is the literal, or what it is missing from; `slot` is where and how to write it; `reason` is why nobody can tell, in a word that can be counted. */
export type Attribute<T> = Spanned & { readonly slot?: Slot } & (
    | { readonly state: 'known'; readonly value: T }
    | { readonly state: 'unknown'; readonly reason?: string }
    | { readonly state: 'absent' }
  );

/** Something that runs as, or is built by, a service account. */
export interface Workload extends Spanned {
  /** `run.googleapis.com/Service`, `google_compute_instance`, … */
  readonly type: string;
  /** For messages: `Cloud Run service "orders"`. */
  readonly title: string;
  readonly name: string | undefined;
  /** The region or zone, where it is written. */
  readonly location: string | undefined;
  /** Identifies the declaration in the workspace, as Reference.address does. */
  readonly address: string;
  readonly attachment: Attachment;
  readonly serviceAccount: Attribute<AccountReference>;
  /** The block of its own that the account is written in, and which of its kind that is, from 0. */
  readonly block?: Spanned & { readonly index: number };
  /** Present where the platform knows access scopes. */
  readonly scopes?: Scopes;
  /** What its containers, or the function, find in their environment. */
  readonly environment: readonly Variable[];
  readonly secretVolumes: readonly SecretVolume[];
  /** Present on what serves requests and asks IAM who may send them. */
  readonly endpoint?: Endpoint;
}

/** Access scopes as they are written: a list whose readable elements are known even where others are not. `absent`: the platform's own default. */
export interface Scopes extends Spanned {
  readonly slot?: Slot;
  /** `known` where the list and all its elements are. */
  readonly state: 'known' | 'unknown' | 'absent';
  /** URLs or aliases. */
  readonly items: readonly Attribute<string>[];
}

/** An environment variable. `span` is its name; `extent` is the text to delete for it to go, absent where that is not certain. */
export interface Variable extends Spanned {
  readonly name: string;
  readonly value: Attribute<string>;
  /** The secret that it is taken from, by the secret's name. */
  readonly secret: Attribute<string>;
  readonly extent?: Span;
}

/** A secret that a workload finds as files. */
export interface SecretVolume {
  /** The secret's name. */
  readonly secret: Attribute<string>;
  /** The directories it is mounted at, without a slash at the end. */
  readonly paths: readonly string[];
}

/** An annotation of a Cloud Run resource. `span` is its key. */
export interface Annotation extends Spanned {
  readonly key: string;
  readonly value: Attribute<string>;
  /** Whether the value is a boolean, a number or a list where the format takes strings only. */
  readonly unquoted: boolean;
  /** For messages: what has it. */
  readonly title: string;
  readonly on: AnnotatedKind;
  /** Whether it is the resource's own, or stands on the template of its revisions or executions. */
  readonly level: 'resource' | 'template';
  /** Version 2 has attributes in place of Google's own annotations. */
  readonly api: 'v1' | 'v2';
}

/** A secret that is written into a file. `span` covers it from its first to its last character. */
export interface Credential extends Spanned {
  readonly kind: 'private-key' | 'service-account-key' | 'access-token' | 'api-key' | 'hmac-secret';
  /** Whether it is written in base64. */
  readonly encoded: boolean;
}

/** How requests reach a Cloud Run service or function. */
export interface Endpoint {
  readonly ingress: Attribute<Ingress>;
  /** Whether IAM is asked at all: false when the invoker check is disabled. */
  readonly invokerCheck: Attribute<boolean>;
  readonly iap: Attribute<boolean>;
  /** For whom an ID token may be besides the service's own URL. */
  readonly audiences: Attribute<readonly string[]>;
}

export type Ingress = 'all' | 'internal' | 'internal-and-cloud-load-balancing';

/** An attribute that names a service account without running as it: a key's owner, a token's target, a trigger's identity. */
export interface AccountUse extends Spanned {
  readonly title: string;
  readonly attachment: Attachment;
  readonly serviceAccount: Attribute<AccountReference>;
}

/** A user-managed account that a file declares. `span` is its declaration's name. */
export interface ServiceAccount extends Spanned {
  readonly address: string;
  /** How an author refers to it, like `google_service_account.api`. */
  readonly label: string;
  /** The directory from which `label` can be used; undefined where the format has no references. */
  readonly module: string | undefined;
  /** Whether `count` or `for_each` may make several accounts of the one declaration, so that equal references need not mean the same account. */
  readonly repeated: boolean;
  /** Whether anything in its module refers to the declaration or writes the account's e-mail. */
  mentioned(): boolean;
  readonly accountId: Attribute<string>;
  readonly email: string | undefined;
  readonly disabled: Attribute<boolean>;
}

/** An account as others name it. */
export type DeclaredAccount = Pick<ServiceAccount, 'module' | 'label' | 'email' | 'repeated'>;

/** A long-lived key made or uploaded by configuration. `span` is the resource's type label. */
export interface ServiceAccountKey extends Spanned {
  readonly account: Attribute<AccountReference>;
  readonly algorithm: Attribute<string>;
  readonly uploaded: boolean;
}

/** A role as it is written: predefined, basic or custom by full name, or a reference to a custom role declared in the workspace. */
export interface RoleName {
  /** The literal name; undefined where only `reference` is known. */
  readonly name: string | undefined;
  readonly reference: Reference | undefined;
}

/** One role given to one principal on one resource. */
export interface Grant extends Spanned {
  readonly role: Attribute<RoleName>;
  readonly principal: Attribute<Principal>;
  readonly condition: Condition | undefined;
  readonly resource: Resource;
  /** Whether this states the whole policy, all members of the role, or adds one member. */
  readonly authority: 'policy' | 'binding' | 'member';
  /** The policy it is written in, where there is one. */
  readonly policy: AllowPolicy | undefined;
  /** The text to delete to revoke it; absent where that is not certain. */
  readonly extent?: Span;
}

/** A binding of a policy that has no members yet, and grants nothing. `span` is what they are missing from. */
export interface EmptyBinding extends Spanned {
  readonly role: Attribute<RoleName>;
  readonly condition: Condition | undefined;
  readonly resource: Resource;
}

export type Level = 'organization' | 'folder' | 'project' | 'billing-account' | 'service-account' | 'resource' | 'unknown';

/** What a policy belongs to. */
export interface Resource {
  readonly level: Level;
  /** The IAM family, like `project` or `cloud_run_v2_service`; undefined for a bare policy file. */
  readonly family: string | undefined;
  /** For messages: `project "shop"`, `the project`, `bucket "media"`. */
  readonly title: string;
  /** The literal name, where known. */
  readonly name: string | undefined;
  /** The declaration it refers to, where it does. */
  readonly reference: Reference | undefined;
  /** Equal for two resources only where they are certainly one; undefined where nobody can tell. */
  readonly key?: string;
  /** The key of what it is declared in: the key ring of a KMS key. */
  readonly within?: string;
  /** How the grant is rewritten to be on one service account, where it can be. */
  readonly rewrite?: Rewrite;
}

/** The two pieces of text that say on what a grant is: its resource's type, to become `newType`, and the attribute that names the parent. */
export interface Rewrite {
  readonly type: Span;
  readonly newType: string;
  readonly parent: Span;
  /** The directory whose declarations the new parent can name. */
  readonly module: string;
}

/** Under which circumstances a binding grants. `span` is its key, or its block's keyword. */
export interface Condition extends Spanned {
  readonly title: Attribute<string>;
  readonly expression: Attribute<string>;
  /** What the expression says; undefined where too little of it is literal. */
  readonly meaning: Expression | undefined;
  /** The text to delete for the binding to be unconditional; absent where that is not certain. */
  readonly extent?: Span;
  /** The text to delete for the binding to go; absent where that is not certain. */
  readonly binding?: Span;
}

/** A whole policy as a file or a resource states it. `span` is the `bindings` key, or the resource's type label. */
export interface AllowPolicy extends Spanned {
  readonly resource: Resource;
  readonly version: Attribute<number>;
  readonly etag: Attribute<string>;
  /** Where it comes from: an asset export or a search result is a report, a file or request can be written back, Terraform sets the version by itself. */
  readonly origin: 'file' | 'request' | 'report' | 'terraform';
  readonly conditional: boolean;
  /** A binding with a condition, where there is one. */
  readonly condition: Condition | undefined;
  /** What does not have the shape of a policy, in the order of the text. */
  readonly misshapes: readonly Misshape[];
}

/** A part of a policy that has not the shape IAM takes. `span` is the key, or the value that is of the wrong kind. */
export interface Misshape extends Spanned {
  readonly kind:
    | 'unknown-key'
    | 'not-a-list'
    | 'not-a-string'
    | 'not-an-object'
    | 'split-member'
    | 'nested-list'
    | 'empty'
    | 'missing'
    | 'unknown-value';
  readonly part: PolicyPart;
  readonly key: string;
  /** The key or the value that was meant. */
  readonly meant?: string;
  /** What makes of it what certainly was meant. */
  readonly correction?: readonly Edit[];
}

export type PolicyPart = 'policy' | 'binding' | 'condition' | 'auditConfig' | 'auditLogConfig';

/** What is logged of one service, as a policy or a Terraform resource states it. `span` is what a missing log type is missing from. */
export interface AuditConfig extends Spanned {
  /** The API's name, or `allServices`. */
  readonly service: Attribute<string>;
  readonly resource: Resource;
  readonly logs: readonly AuditLog[];
  /** Whether `logs` is all. */
  readonly complete: boolean;
}

/** A kind of audit log, and whose requests are left out of it. */
export interface AuditLog {
  /** `ADMIN_READ`, `DATA_READ` or `DATA_WRITE`. */
  readonly type: Attribute<string>;
  readonly exempted: readonly Attribute<Principal>[];
}

/** A Terraform resource that states an allow policy or a part of it; one for each known instance. `span` is its type label. */
export interface PolicyStatement extends Spanned {
  /** Identifies the resource in the workspace, as Reference.address does. */
  readonly address: string;
  /** As an author refers to it, like `google_project_iam_binding.deployers`. */
  readonly label: string;
  readonly states: Grant['authority'] | 'audit-configuration';
  readonly resource: Resource;
  /** Absent where it states more than one role, or none. */
  readonly role: Attribute<RoleName>;
  readonly condition: Condition | undefined;
  readonly grants: readonly Grant[];
  /** Whether `grants` is all that it states. */
  readonly complete: boolean;
  /** What lists the members or the bindings: the name of its attribute. */
  readonly list: Spanned;
  /** The `count` or `for_each`, as it is written, that decides whether there is one at all; undefined where there is. */
  readonly repetition: string | undefined;
  /** How a binding of one member is rewritten to add that member only. */
  readonly additive?: Additive;
}

/** The pieces of a binding's text: its type, to become `newType`, the name of the list of members, to become `member`, and the list, to become its only item. */
export interface Additive {
  readonly type: Span;
  readonly newType: string;
  readonly members: Span;
  readonly list: Span;
  readonly item: Span;
}

/** A custom role that a file declares. */
export interface CustomRole extends Spanned {
  readonly address: string;
  /** `projects/P/roles/ID` or `organizations/N/roles/ID`, where known. */
  readonly name: string | undefined;
  readonly permissions: Attribute<readonly string[]>;
  /** Each permission that is written, also where others are not known. */
  readonly items: readonly Attribute<string>[];
}

/** What Terraform itself acts as: a Google provider, or the backend that keeps its state. */
export interface Provider extends Spanned {
  /** For messages: `provider "google"`, `backend "gcs"`. */
  readonly title: string;
  /** Where its own credentials come from: a file, or the text of a key. Unknown for what is computed. */
  readonly credentials: Attribute<'file' | 'key'>;
  /** How the account to impersonate is written in place of the credentials; absent where one is already, or that is not certain. */
  readonly impersonation?: Slot;
  /** The token, where it is written out. */
  readonly accessToken: Attribute<string>;
}

/** A short-lived token that Terraform asks for. `span` is the block's type label. */
export interface TokenRequest extends AccountUse {
  /** URLs or aliases, of an access token. */
  readonly scopes: readonly Attribute<string>[];
  /** The accounts between the caller and the one whose token it is. */
  readonly delegates: readonly Attribute<AccountReference>[];
  /** As it is written, of an access token. */
  readonly lifetime: Attribute<string>;
  /** What a JWT is to say. */
  readonly claims: Claims | undefined;
}

/** Claims of a JWT that tell how long it is valid, and for whom. */
export interface Claims {
  /** `exp`, in seconds since 1970. */
  readonly expiry: Attribute<number>;
  /** In how many seconds it expires, where that is said beside the claims. */
  readonly expiresIn: Attribute<number>;
  readonly audience: Attribute<string>;
}

/** A request that a Google service sends to a URL. `span` is where an identity is missing from. */
export interface OutboundCall extends Spanned {
  readonly title: string;
  readonly target: Attribute<Url>;
  /** What it is sent with; absent where nobody signs it. */
  readonly credential: Attribute<'id-token' | 'access-token' | 'header'>;
  /** How the block that asks for an access token asks for an ID token instead; absent where that is not certain. */
  readonly idToken?: { readonly span: Span; readonly newText: string };
  /** For whom its ID token is. */
  readonly audience: Attribute<Url>;
  /** The audience that the target always takes, as it is written in place of the audience. */
  readonly ownAudience?: string;
}

/** A provider of a workload identity or workforce pool: who outside Google Cloud gets an identity in it. `span` is its type label. */
export interface Federation extends Spanned {
  readonly title: string;
  readonly pool: 'workload' | 'workforce';
  /** What its credentials are. */
  readonly protocol: 'oidc' | 'aws' | 'saml' | 'unknown';
  /** The issuer of its OpenID Connect tokens; absent where it takes no such tokens. */
  readonly issuer: Attribute<string>;
  /** Absent where it is empty. */
  readonly condition: Attribute<Expression>;
  /** The condition as it is written, also where it is empty or says nothing yet. */
  readonly conditionText: Attribute<string>;
  /** The attributes that its mapping makes, like `google.subject` and `attribute.repository`, as far as they are known. */
  readonly mapped: readonly string[];
  /** The claim that an attribute is as it stands, where it is one: `assertion.ref` by `attribute.ref`. */
  readonly claims: ReadonlyMap<string, string>;
}

/** What one rule of an organization policy sets. */
export interface OrganizationPolicyRule extends Spanned {
  readonly title: string;
  /** Like `iam.disableServiceAccountKeyCreation`. */
  readonly constraint: string;
  readonly enforced: Attribute<boolean>;
  readonly allowsAll: Attribute<boolean>;
  readonly allowed: Attribute<readonly string[]>;
  /** Whether it holds only for some of the resources. */
  readonly conditional: boolean;
}

/** A bucket, and whether access control lists count beside IAM. `span` is its type label. */
export interface Bucket extends Spanned {
  readonly title: string;
  readonly uniformAccess: Attribute<boolean>;
  readonly publicAccessPrevention: Attribute<string>;
}

/** A cluster of Kubernetes Engine. `span` is its type label. */
export interface Cluster extends Spanned {
  readonly title: string;
  readonly autopilot: Attribute<boolean>;
  readonly workloadPool: Attribute<string>;
  /** The user name or password of basic authentication. */
  readonly basicAuthentication: readonly Attribute<string>[];
  readonly clientCertificate: Attribute<boolean>;
  readonly legacyAbac: Attribute<boolean>;
  /** Whether bindings to everyone, signed in to Google or not, are let through, one for each such switch. */
  readonly insecureBindings: readonly Attribute<boolean>[];
}

/** The nodes of a cluster, and which metadata server their workloads reach. */
export interface NodePool extends Spanned {
  readonly title: string;
  readonly metadataMode: Attribute<string>;
}

/** What the metadata of a VM, of a template or of the whole project says about logging in. */
export interface InstanceMetadata extends Spanned {
  readonly title: string;
  /** `entry`: one key of the project's metadata. */
  readonly scope: 'instance' | 'project' | 'entry';
  readonly osLogin: Attribute<boolean>;
  readonly serialPort: Attribute<boolean>;
  readonly blockProjectKeys: Attribute<boolean>;
}

/** A service of Google's that a project has switched on, or works with as far as what is declared in it tells. */
export interface UsedService extends Spanned {
  /** Its API, like `run.googleapis.com`. */
  readonly service: string;
  /** Of which project, with the key that its policy has as a resource; undefined where that is not written. */
  readonly project: { readonly key: string | undefined } | undefined;
}

/** No facts. */
export const noFacts: Facts = {
  files: [],
  data: [],
  workloads: [],
  serviceAccounts: [],
  keys: [],
  grants: [],
  emptyBindings: [],
  policies: [],
  auditConfigs: [],
  statements: [],
  customRoles: [],
  accountUses: [],
  annotations: [],
  credentials: [],
  providers: [],
  tokenRequests: [],
  outboundCalls: [],
  federations: [],
  organizationPolicies: [],
  buckets: [],
  clusters: [],
  nodePools: [],
  instanceMetadata: [],
  usedServices: [],
};

/** The kinds of facts. */
export const factKeys = Object.keys(noFacts) as readonly (keyof Facts)[];

/** The facts of several files as one, in order. */
export function concatenate(parts: readonly Facts[]): Facts {
  const [only, ...others] = parts;
  if (only && others.length === 0) return only;
  return Object.fromEntries(factKeys.map((key) => [key, parts.flatMap((part) => part[key] as readonly unknown[])])) as unknown as Facts;
}
