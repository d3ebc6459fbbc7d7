/** An attribute that holds a service account: what a resource runs as, whose tokens it mints, whose key it is. */
export interface Attachment {
  /** `google_cloud_run_v2_service`; a provider's name for provider blocks; `apiVersion/kind` for manifests, like `run.googleapis.com/v1/Job`. */
  readonly type: string;
  readonly kind: 'resource' | 'data' | 'ephemeral' | 'provider' | 'manifest';
  /** The names of the blocks (or keys) from the outermost, then the attribute's. */
  readonly path: readonly string[];
  readonly use: AttachmentUse;
  readonly format: AttachmentFormat;
  readonly whenOmitted: WhenOmitted;
  /** Where the access scopes are: a list, or one string in token blocks. */
  readonly scopesPath?: readonly string[];
  /** Where an ID token's audience is. */
  readonly audiencePath?: readonly string[];
  /** Where the delegation chain is. */
  readonly delegatesPath?: readonly string[];
  /** Where an access token's lifetime is. */
  readonly lifetimePath?: readonly string[];
}

/** What the account named there does. */
export type AttachmentUse =
  | 'runs-as'
  | 'build'
  | 'mints-access-token'
  | 'mints-id-token'
  | 'signs-jwt'
  | 'trigger-identity'
  | 'push-identity'
  | 'writes-as'
  | 'federates-as'
  | 'kms-request-identity'
  | 'network-match'
  | 'long-lived-key'
  | 'api-key-bound-identity'
  | 'sa-as-resource'
  | 'public-key-lookup'
  | 'lookup'
  | 'lookup-default-or-agent'
  | 'provider-identity';

/**
 * How the account is written there (one, or a list of them): `name` is `projects/PROJECT/serviceAccounts/EMAIL`, `email-or-name` takes a unique ID too,
 * `any` also the bare account ID, `key-name` is a name and `/keys/KEY`; `project-id` and `boolean` choose an account without naming it.
 */
export type AttachmentFormat = 'email' | 'name' | 'email-or-name' | 'any' | 'key-name' | 'project-id' | 'boolean';

/**
 * What holds where the attribute is not written. `none`: no service account. `none-or-compute-default`: none without the block, the Compute Engine default
 * account in a block without the attribute. `required`: invalid; `required-in-block`: invalid in its block, and no account without the block.
 * `required-or-compute-default`: required by recent versions of the service, the Compute Engine default account in older ones.
 * `inherited`: that of what it is made from. `caller`: the credentials of who applies it. `created`: one that the service makes. `provider-project`: the provider's project.
 */
export type WhenOmitted =
  | 'compute-default'
  | 'appengine-default'
  | 'cloudbuild-default'
  | 'service-agent'
  | 'none'
  | 'none-or-compute-default'
  | 'required'
  | 'required-in-block'
  | 'required-or-compute-default'
  | 'inherited'
  | 'caller'
  | 'created'
  | 'provider-project';

/** An attachment as the catalogue keeps it: paths are dotted, and what is usual (a resource, an e-mail) is left out. */
export interface AttachmentFacts {
  readonly type: string;
  readonly kind?: Attachment['kind'];
  readonly path: string;
  readonly use: AttachmentUse;
  readonly format?: AttachmentFormat;
  readonly whenOmitted: WhenOmitted;
  readonly scopes?: string;
  readonly audience?: string;
  readonly delegates?: string;
  readonly lifetime?: string;
}

/** The attachment with its paths split. */
export function attachment(facts: AttachmentFacts): Attachment {
  return {
    type: facts.type,
    kind: facts.kind ?? 'resource',
    path: facts.path.split('.'),
    use: facts.use,
    format: facts.format ?? 'email',
    whenOmitted: facts.whenOmitted,
    ...(facts.scopes && { scopesPath: facts.scopes.split('.') }),
    ...(facts.audience && { audiencePath: facts.audience.split('.') }),
    ...(facts.delegates && { delegatesPath: facts.delegates.split('.') }),
    ...(facts.lifetime && { lifetimePath: facts.lifetime.split('.') }),
  };
}
