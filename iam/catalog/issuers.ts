/** Who can get a token from an OpenID Connect issuer: everyone with an account there, or the identities of one organization. */
export type Tenancy = 'shared' | 'dedicated';

/**
 * Issuers by their address, as their own pages on OpenID Connect give it, read on 2026-08-21; those Google names as multi-tenant among them.
 * https://cloud.google.com/iam/docs/workload-identity-federation-with-deployment-pipelines
 */
const issuers: readonly { readonly pattern: RegExp; readonly tenancy: Tenancy }[] = [
  // The address behind the host names an enterprise of GitHub, an organization of CircleCI, a team of Vercel, and so on.
  {
    pattern: /^(?:token\.actions\.githubusercontent\.com|oidc\.circleci\.com\/org|oidc\.vercel\.com|oidc\.fly\.io)\/[^/]+/,
    tenancy: 'dedicated',
  },
  { pattern: /^token\.actions\.[^./]+\.ghe\.com$/, tenancy: 'dedicated' },
  { pattern: /^api\.bitbucket\.org\/2\.0\/workspaces\/[^/]+/, tenancy: 'dedicated' },
  { pattern: /^app\.harness\.io\/ng\/api\/oidc\/account\/[^/]+/, tenancy: 'dedicated' },
  { pattern: /^(?:vstoken\.dev\.azure\.com|securetoken\.google\.com|sts\.windows\.net)\/[^/]+/, tenancy: 'dedicated' },
  { pattern: /^login\.microsoftonline\.com\/(?!common\b|organizations\b|consumers\b)[^/]+/, tenancy: 'dedicated' },
  // Clusters of Kubernetes.
  { pattern: /^container\.googleapis\.com\/v1\/projects\//, tenancy: 'dedicated' },
  { pattern: /^oidc\.eks\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?\/id\//, tenancy: 'dedicated' },
  { pattern: /^[a-z0-9-]+\.oic\.(?:prod|[a-z0-9-]+)-aks\.azure\.com\//, tenancy: 'dedicated' },
  { pattern: /^kubernetes\.default(?:\.svc|$)/, tenancy: 'dedicated' },
  // Directories of one organization.
  { pattern: /^cognito-idp\.[a-z0-9-]+\.amazonaws\.com\/[^/]+/, tenancy: 'dedicated' },
  { pattern: /^[^/]+\.(?:okta|oktapreview|okta-emea|auth0|onelogin|jumpcloud)\.com(?:\/|$)/, tenancy: 'dedicated' },
  { pattern: /^[^/]+\.app\.spacelift\.io(?:\/|$)/, tenancy: 'dedicated' },
  { pattern: /^[^/]+\/(?:auth\/)?realms\/[^/]+/, tenancy: 'dedicated' },
  { pattern: /^[^/]+\/_services\/token$/, tenancy: 'dedicated' },
  {
    pattern:
      /^(?:token\.actions\.githubusercontent\.com|gitlab\.com|app(?:\.eu)?\.terraform\.io|accounts\.google\.com|oidc\.circleci\.com|agent\.buildkite\.com|oidc\.codefresh\.io|login\.app\.env0\.com|appleid\.apple\.com|cognito-identity\.amazonaws\.com|oidc\.vercel\.com|oidc\.fly\.io|api\.bitbucket\.org|login\.microsoftonline\.com\/(?:common|organizations|consumers)(?:\/v2\.0)?)$/,
    tenancy: 'shared',
  },
];

/** Who can get a token from the issuer at this address; undefined where nobody can tell. */
export function tenancyOf(issuer: string): Tenancy | undefined {
  const address = addressOf(issuer);
  return issuers.find(({ pattern }) => pattern.test(address))?.tenancy;
}

/**
 * What everyone's tokens from GitHub, GitLab and HCP Terraform can say, whoever runs the pipeline: the names of branches, environments and workflows are for each
 * to choose, and so is the audience.
 * https://docs.github.com/en/actions/reference/security/oidc, https://docs.gitlab.com/ci/secrets/id_token_authentication and
 * https://developer.hashicorp.com/terraform/cloud-docs/dynamic-provider-credentials/workload-identity-tokens, as of 2026-11-22
 */
const everyones: ReadonlySet<string> = new Set([
  ...['iss', 'aud', 'exp', 'iat', 'nbf', 'jti', 'sha'],
  ...['ref', 'ref_type', 'ref_path', 'ref_protected', 'head_ref', 'base_ref', 'event_name', 'pipeline_source'],
  ...[
    'workflow',
    'environment',
    'environment_protected',
    'deployment_tier',
    'runner_environment',
    'repository_visibility',
    'project_visibility',
  ],
  ...['terraform_run_phase', 'terraform_project_name', 'terraform_workspace_name'],
]);

/** Whether this claim of the issuer's tokens says nothing about whose they are. */
export function isEveryones(issuer: string, claim: string): boolean {
  return (
    /^(?:token\.actions\.githubusercontent\.com|gitlab\.com|app(?:\.eu)?\.terraform\.io)$/.test(addressOf(issuer)) && everyones.has(claim)
  );
}

/**
 * The claims of tokens by issuer, those that tell most of whose a token is first.
 * https://docs.github.com/en/actions/reference/security/oidc, https://docs.gitlab.com/ci/secrets/id_token_authentication and
 * https://developer.hashicorp.com/terraform/cloud-docs/dynamic-provider-credentials/workload-identity-tokens, as of 2026-11-23
 */
const claims: readonly { readonly address: RegExp; readonly claims: readonly string[] }[] = [
  {
    address: /^token\.actions\.(?:githubusercontent\.com(?:\/[^/]+)?|[^./]+\.ghe\.com)$/,
    claims: [
      ...['repository_owner_id', 'repository_id', 'repository_owner', 'repository', 'ref', 'ref_type', 'environment', 'event_name'],
      ...['job_workflow_ref', 'workflow_ref', 'workflow', 'actor', 'actor_id', 'base_ref', 'head_ref', 'repository_visibility'],
      ...['runner_environment', 'run_id', 'run_number', 'run_attempt', 'sha'],
    ],
  },
  {
    address: /^gitlab\.com$/,
    claims: [
      ...['namespace_id', 'project_id', 'namespace_path', 'project_path', 'ref', 'ref_type', 'ref_path', 'ref_protected', 'environment'],
      ...['environment_protected', 'deployment_tier', 'pipeline_id', 'pipeline_source', 'job_id', 'user_id', 'user_login', 'user_email'],
      ...['project_visibility', 'runner_id', 'runner_environment', 'ci_config_ref_uri', 'ci_config_sha', 'sha'],
    ],
  },
  {
    address: /^app(?:\.eu)?\.terraform\.io$/,
    claims: [
      ...['terraform_organization_id', 'terraform_project_id', 'terraform_workspace_id', 'terraform_organization_name'],
      ...['terraform_project_name', 'terraform_workspace_name', 'terraform_full_workspace', 'terraform_run_phase', 'terraform_run_id'],
    ],
  },
];

/** What the issuer's tokens say beyond what OpenID Connect asks of all; empty where it is not known. */
export function claimsOf(issuer: string): readonly string[] {
  const address = addressOf(issuer);
  return claims.find((each) => each.address.test(address))?.claims ?? [];
}

function addressOf(issuer: string): string {
  return issuer
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/\/$/, '');
}
