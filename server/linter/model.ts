import type { Attachment } from '../../iam/catalog/catalog.ts';
import type { Principal } from '../../iam/principal.ts';
import type { AccountReference } from '../../iam/serviceAccount.ts';
import type { Reference } from '../../iam/text.ts';
import type { Span, Spanned } from './source.ts';
import type { Slot } from './syntax/value.ts';

/** What one or many files say about identity. Formats write it, link joins it, rules read it. A new kind of fact is one field here and one extractor. */
export interface Facts {
  readonly workloads: readonly Workload[];
  readonly serviceAccounts: readonly ServiceAccount[];
  readonly keys: readonly ServiceAccountKey[];
  readonly grants: readonly Grant[];
  readonly policies: readonly AllowPolicy[];
  readonly customRoles: readonly CustomRole[];
  readonly accountUses: readonly AccountUse[];
}

/** The facts of the whole workspace, and what they say of each other. */
export interface IdentityModel extends Facts {
  /** The workload that a grant's resource is, where the workspace declares it. */
  workload(resource: Resource): Workload | undefined;
  /** Where the workspace declares the account, by reference or by e-mail. */
  declaration(account: AccountReference): ServiceAccount | undefined;
  /** The custom role declared in the workspace under this full name. */
  customRole(role: RoleName): CustomRole | undefined;
}

/** A value in its place: `span` is the literal, or what it is missing from; `slot` is where and how to write it. */
export type Attribute<T> = Spanned & { readonly slot?: Slot } & (
    | { readonly state: 'known'; readonly value: T }
    | { readonly state: 'unknown' }
    | { readonly state: 'absent' }
  );

/** Something that runs as, or is built by, a service account. */
export interface Workload extends Spanned {
  /** `run.googleapis.com/Service`, `google_compute_instance`, … */
  readonly type: string;
  /** For messages: `Cloud Run service "orders"`. */
  readonly title: string;
  readonly name: string | undefined;
  /** Identifies the declaration in the workspace, as Reference.address does. */
  readonly address: string;
  readonly attachment: Attachment;
  readonly serviceAccount: Attribute<AccountReference>;
  /** Present on what serves requests and asks IAM who may send them. */
  readonly endpoint?: Endpoint;
}

/** How requests reach a Cloud Run service or function. */
export interface Endpoint {
  readonly ingress: Attribute<Ingress>;
  /** Whether IAM is asked at all: false when the invoker check is disabled. */
  readonly invokerCheck: Attribute<boolean>;
  readonly iap: Attribute<boolean>;
}

export type Ingress = 'all' | 'internal' | 'internal-and-cloud-load-balancing';

/** An attribute that names a service account without running as it: a key's owner, a token's target, a trigger's identity. Only its form is judged. */
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
  readonly accountId: Attribute<string>;
  readonly email: string | undefined;
}

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

export interface Condition extends Spanned {
  readonly title: Attribute<string>;
  readonly expression: Attribute<string>;
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
}

/** A custom role that a file declares. */
export interface CustomRole extends Spanned {
  readonly address: string;
  /** `projects/P/roles/ID` or `organizations/N/roles/ID`, where known. */
  readonly name: string | undefined;
  readonly permissions: Attribute<readonly string[]>;
}

/** No facts. */
export const noFacts: Facts = {
  workloads: [],
  serviceAccounts: [],
  keys: [],
  grants: [],
  policies: [],
  customRoles: [],
  accountUses: [],
};
