import type { Claims, OrganizationPolicyRule, TokenRequest } from '../model.ts';
import type { Problem, Rule } from '../rule.ts';

/** Seconds. https://cloud.google.com/iam/docs/reference/credentials/rest/v1/projects.serviceAccounts/generateAccessToken */
const usual = 3600;
const longest = 43200;

export const rule: Rule = {
  title: 'Token is to live longer than it can, or should',
  group: 'credentials',
  severity: 'warning',
  since: '0.1.0',
  sources: [
    'https://cloud.google.com/iam/docs/create-short-lived-credentials-direct',
    'https://cloud.google.com/resource-manager/docs/organization-policy/restricting-service-accounts#extend_oauth_ttl',
  ],
  reach: 'workspace',
  check({ tokenRequests, organizationPolicies }, { report, now }) {
    const extended = organizationPolicies.some(extendsLifetime);
    for (const request of tokenRequests) {
      const problems = [accessToken(request, extended), ...(request.claims ? [jwt(request.title, request.claims, now)] : [])];
      for (const problem of problems) if (problem) report(problem);
    }
  },
};

function extendsLifetime({ constraint, allowsAll, allowed }: OrganizationPolicyRule): boolean {
  if (constraint !== 'iam.allowServiceAccountCredentialLifetimeExtension') return false;
  return allowsAll.state === 'unknown' || (allowsAll.state === 'known' && allowsAll.value) || allowed.state !== 'absent';
}

function accessToken({ title, attachment, lifetime }: TokenRequest, extended: boolean): Problem | undefined {
  if (lifetime.state !== 'known' || lifetime.value === '') return undefined;
  const { value } = lifetime;
  const seconds = Number(/^(\d+(?:\.\d{1,9})?)s$/.exec(value)?.[1]);
  const asked = `${title} asks for a token with a lifetime of ${value}`;
  if (Number.isNaN(seconds))
    return { at: lifetime, severity: 'error', message: `${asked}, which the API refuses; write it in seconds, like "1800s".` };
  if (seconds > longest)
    return { at: lifetime, severity: 'error', message: `${asked}, but no token lives longer than 12 hours; ask for at most "3600s".` };
  if (seconds <= usual) return undefined;
  if (attachment.kind === 'ephemeral')
    return {
      at: lifetime,
      severity: 'error',
      message: `${asked}, but an ephemeral resource takes at most one hour; ask for at most "3600s".`,
    };
  if (extended) return undefined;
  return {
    at: lifetime,
    message: `${asked}, which the API refuses unless an organization policy lists the account in iam.allowServiceAccountCredentialLifetimeExtension; ask for at most "3600s".`,
  };
}

function jwt(title: string, { expiry, expiresIn, audience }: Claims, now: Date): Problem | undefined {
  const at = expiresIn.state === 'absent' ? expiry : expiresIn;
  if (at.state !== 'known') return undefined;
  const seconds = at === expiry ? at.value - now.getTime() / 1000 : at.value;
  const asked = `${title} signs a JWT that expires in ${Math.round(seconds / 3600)} hours`;
  if (seconds > longest)
    return { at, severity: 'error', message: `${asked}, but the API signs none that is valid for more than 12; let it expire sooner.` };
  if (seconds <= usual || audience.state !== 'known' || !/^https:\/\/[a-z0-9.-]+\.googleapis\.com(?:\/|$)/.test(audience.value))
    return undefined;
  return {
    at,
    severity: 'error',
    message: `${asked}, but ${audience.value} takes none that is valid for more than one; let it expire within an hour.`,
  };
}
