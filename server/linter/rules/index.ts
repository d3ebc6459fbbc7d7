// Written by `npm run generate` from the files of this folder.
import type { Rule } from '../rule.ts';
import { rule as basicRole } from './basic-role.ts';
import { rule as defaultServiceAccount } from './default-service-account.ts';
import { rule as impersonationAtScope } from './impersonation-at-scope.ts';
import { rule as invalidMember } from './invalid-member.ts';
import { rule as invalidServiceAccount } from './invalid-service-account.ts';
import { rule as policyVersion } from './policy-version.ts';
import { rule as privilegedDefaultServiceAccount } from './privileged-default-service-account.ts';
import { rule as publicInvoker } from './public-invoker.ts';
import { rule as publicMember } from './public-member.ts';
import { rule as serviceAccountKey } from './service-account-key.ts';
import { rule as serviceAgentAttached } from './service-agent-attached.ts';
import { rule as unknownRole } from './unknown-role.ts';

/** Every rule by its code, in the order of the codes. */
export const rules: Readonly<Record<string, Rule>> = {
  'basic-role': basicRole,
  'default-service-account': defaultServiceAccount,
  'impersonation-at-scope': impersonationAtScope,
  'invalid-member': invalidMember,
  'invalid-service-account': invalidServiceAccount,
  'policy-version': policyVersion,
  'privileged-default-service-account': privilegedDefaultServiceAccount,
  'public-invoker': publicInvoker,
  'public-member': publicMember,
  'service-account-key': serviceAccountKey,
  'service-agent-attached': serviceAgentAttached,
  'unknown-role': unknownRole,
};
