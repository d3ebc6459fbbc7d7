// Written by `npm run generate` from the files of this folder.
import type { Rule } from '../rule.ts';
import { rule as adminRoleOnServiceAccount } from './admin-role-on-service-account.ts';
import { rule as audienceMismatch } from './audience-mismatch.ts';
import { rule as auditExemption } from './audit-exemption.ts';
import { rule as auditLoggingGap } from './audit-logging-gap.ts';
import { rule as authoritativeProjectPolicy } from './authoritative-project-policy.ts';
import { rule as basicRole } from './basic-role.ts';
import { rule as broadScopeOnDefaultAccount } from './broad-scope-on-default-account.ts';
import { rule as broadTokenScope } from './broad-token-scope.ts';
import { rule as conditionNotAllowed } from './condition-not-allowed.ts';
import { rule as conflictingGrants } from './conflicting-grants.ts';
import { rule as credentialsInEnvironment } from './credentials-in-environment.ts';
import { rule as deadCondition } from './dead-condition.ts';
import { rule as defaultServiceAccount } from './default-service-account.ts';
import { rule as deletedMember } from './deleted-member.ts';
import { rule as deployerAsRuntime } from './deployer-as-runtime.ts';
import { rule as duplicateGrant } from './duplicate-grant.ts';
import { rule as federationWithoutCondition } from './federation-without-condition.ts';
import { rule as gkeLegacyAuth } from './gke-legacy-auth.ts';
import { rule as gkeMetadataExposed } from './gke-metadata-exposed.ts';
import { rule as hardcodedCredential } from './hardcoded-credential.ts';
import { rule as impersonationAtScope } from './impersonation-at-scope.ts';
import { rule as impersonationPath } from './impersonation-path.ts';
import { rule as ineffectiveCondition } from './ineffective-condition.ts';
import { rule as invalidAnnotation } from './invalid-annotation.ts';
import { rule as invalidCondition } from './invalid-condition.ts';
import { rule as invalidDelegate } from './invalid-delegate.ts';
import { rule as invalidMember } from './invalid-member.ts';
import { rule as invalidScope } from './invalid-scope.ts';
import { rule as invalidServiceAccount } from './invalid-service-account.ts';
import { rule as legacyScopes } from './legacy-scopes.ts';
import { rule as longLivedCredential } from './long-lived-credential.ts';
import { rule as missingEtag } from './missing-etag.ts';
import { rule as multipleServiceAccounts } from './multiple-service-accounts.ts';
import { rule as objectAcl } from './object-acl.ts';
import { rule as orgPolicyDisabled } from './org-policy-disabled.ts';
import { rule as osLoginDisabled } from './os-login-disabled.ts';
import { rule as personalAccount } from './personal-account.ts';
import { rule as policyLimits } from './policy-limits.ts';
import { rule as policyStructure } from './policy-structure.ts';
import { rule as policyVersion } from './policy-version.ts';
import { rule as privilegeEscalation } from './privilege-escalation.ts';
import { rule as privilegedDefaultServiceAccount } from './privileged-default-service-account.ts';
import { rule as providerCredentials } from './provider-credentials.ts';
import { rule as publicInvoker } from './public-invoker.ts';
import { rule as publicMember } from './public-member.ts';
import { rule as scopeRoleMismatch } from './scope-role-mismatch.ts';
import { rule as separationOfDuties } from './separation-of-duties.ts';
import { rule as serviceAccountKey } from './service-account-key.ts';
import { rule as serviceAgentAttached } from './service-agent-attached.ts';
import { rule as serviceAgentDropped } from './service-agent-dropped.ts';
import { rule as serviceAgentRole } from './service-agent-role.ts';
import { rule as sharedServiceAccount } from './shared-service-account.ts';
import { rule as tokenInState } from './token-in-state.ts';
import { rule as tokenLifetime } from './token-lifetime.ts';
import { rule as unauthenticatedCall } from './unauthenticated-call.ts';
import { rule as unknownRole } from './unknown-role.ts';
import { rule as unusedServiceAccount } from './unused-service-account.ts';
import { rule as userGrant } from './user-grant.ts';
import { rule as weakFederationCondition } from './weak-federation-condition.ts';
import { rule as widePrincipalSet } from './wide-principal-set.ts';
import { rule as wrongTokenType } from './wrong-token-type.ts';

/** Every rule by its code, in the order of the codes. */
export const rules: Readonly<Record<string, Rule>> = {
  'admin-role-on-service-account': adminRoleOnServiceAccount,
  'audience-mismatch': audienceMismatch,
  'audit-exemption': auditExemption,
  'audit-logging-gap': auditLoggingGap,
  'authoritative-project-policy': authoritativeProjectPolicy,
  'basic-role': basicRole,
  'broad-scope-on-default-account': broadScopeOnDefaultAccount,
  'broad-token-scope': broadTokenScope,
  'condition-not-allowed': conditionNotAllowed,
  'conflicting-grants': conflictingGrants,
  'credentials-in-environment': credentialsInEnvironment,
  'dead-condition': deadCondition,
  'default-service-account': defaultServiceAccount,
  'deleted-member': deletedMember,
  'deployer-as-runtime': deployerAsRuntime,
  'duplicate-grant': duplicateGrant,
  'federation-without-condition': federationWithoutCondition,
  'gke-legacy-auth': gkeLegacyAuth,
  'gke-metadata-exposed': gkeMetadataExposed,
  'hardcoded-credential': hardcodedCredential,
  'impersonation-at-scope': impersonationAtScope,
  'impersonation-path': impersonationPath,
  'ineffective-condition': ineffectiveCondition,
  'invalid-annotation': invalidAnnotation,
  'invalid-condition': invalidCondition,
  'invalid-delegate': invalidDelegate,
  'invalid-member': invalidMember,
  'invalid-scope': invalidScope,
  'invalid-service-account': invalidServiceAccount,
  'legacy-scopes': legacyScopes,
  'long-lived-credential': longLivedCredential,
  'missing-etag': missingEtag,
  'multiple-service-accounts': multipleServiceAccounts,
  'object-acl': objectAcl,
  'org-policy-disabled': orgPolicyDisabled,
  'os-login-disabled': osLoginDisabled,
  'personal-account': personalAccount,
  'policy-limits': policyLimits,
  'policy-structure': policyStructure,
  'policy-version': policyVersion,
  'privilege-escalation': privilegeEscalation,
  'privileged-default-service-account': privilegedDefaultServiceAccount,
  'provider-credentials': providerCredentials,
  'public-invoker': publicInvoker,
  'public-member': publicMember,
  'scope-role-mismatch': scopeRoleMismatch,
  'separation-of-duties': separationOfDuties,
  'service-account-key': serviceAccountKey,
  'service-agent-attached': serviceAgentAttached,
  'service-agent-dropped': serviceAgentDropped,
  'service-agent-role': serviceAgentRole,
  'shared-service-account': sharedServiceAccount,
  'token-in-state': tokenInState,
  'token-lifetime': tokenLifetime,
  'unauthenticated-call': unauthenticatedCall,
  'unknown-role': unknownRole,
  'unused-service-account': unusedServiceAccount,
  'user-grant': userGrant,
  'weak-federation-condition': weakFederationCondition,
  'wide-principal-set': widePrincipalSet,
  'wrong-token-type': wrongTokenType,
};
