import type { AllowPolicy, Misshape, PolicyPart } from '../model.ts';
import type { Fix, Rule } from '../rule.ts';

export const rule: Rule = {
  title: 'Policy has not the shape that IAM takes',
  group: 'policies',
  severity: 'error',
  since: '0.1.0',
  sources: ['https://cloud.google.com/iam/docs/reference/rest/v1/Policy', 'https://cloud.google.com/iam/docs/allow-policies'],
  check({ policies }, { report }) {
    for (const policy of policies) {
      for (const misshape of policy.misshapes) {
        if (!isMistake(misshape, policy)) continue;
        report({ at: misshape, message: messageOf(misshape, policy), fixes: fixes(misshape) });
      }
    }
  },
};

const parts: Readonly<Record<PolicyPart, string>> = {
  policy: 'A policy',
  binding: 'A binding',
  condition: 'A condition',
  auditConfig: 'An audit configuration',
  auditLogConfig: 'The configuration of an audit log',
};

/** Files of other systems hold bindings with keys and lists of their own; what comes from IAM or goes to it has an etag or a version. Terraform's data may be empty on purpose. */
function isMistake({ kind, meant }: Misshape, { etag, version, origin }: AllowPolicy): boolean {
  if (kind === 'empty' || kind === 'missing') return origin !== 'terraform';
  const isIams = etag.state !== 'absent' || version.state !== 'absent';
  if (kind === 'nested-list') return isIams && origin !== 'terraform';
  return kind !== 'unknown-key' || meant !== undefined || isIams;
}

function messageOf({ kind, part, key, meant, correction }: Misshape, { origin }: AllowPolicy): string {
  const owner = parts[part];
  const outcome = origin === 'terraform' ? 'Terraform cannot read the policy' : 'IAM rejects the policy';
  switch (kind) {
    case 'unknown-key': {
      const dropped = origin === 'terraform' ? 'the provider drops it' : outcome;
      const instead = meant === 'role' && !correction ? 'write a binding for each role' : meant ? `write ${meant}` : 'remove it';
      return `${owner} has no ${key}: ${dropped}; ${instead}.`;
    }
    case 'not-a-list':
      return `${key} has to be a list: ${outcome}; put what is here into a list, even if it is one alone.`;
    case 'not-a-string':
      return `${key} has to be one string: ${outcome}; write ${part === 'binding' ? 'a binding for each role' : 'one for each'}.`;
    case 'not-an-object':
      return `${key} has to have keys of its own: ${outcome}; write title and expression below it.`;
    case 'split-member':
      return `A member is one string, and this is a key with a value: ${outcome}; write ${meant}.`;
    case 'nested-list':
      return `${key} has to be one list, and this is a list in it: ${outcome}; write what it has a level higher.`;
    case 'empty':
      return 'The binding has no members and grants nothing, and IAM asks for at least one; name whom it is for, or remove the binding.';
    case 'missing':
      return `${owner} without ${key} says nothing: ${outcome}; add ${key}.`;
    case 'unknown-value':
      return `This is no ${key}: ${outcome}; write ${meant ?? 'ADMIN_READ, DATA_READ or DATA_WRITE'}.`;
  }
}

function fixes({ correction, key, meant, kind }: Misshape): Fix[] {
  if (!correction) return [];
  const rewritten = kind === 'split-member' ? `Write ${meant}` : `Write ${meant} in place of ${key}`;
  return [{ title: kind === 'not-a-list' ? 'Make it a list' : rewritten, safe: true, edits: correction }];
}
