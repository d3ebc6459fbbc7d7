import { HOLE } from '../../../iam/text.ts';
import type { ComparedLiteral, Expression } from '../model.ts';
import type { Problem, Rule } from '../rule.ts';

export const rule: Rule = {
  title: 'Condition of a workload identity provider lets in others, or nobody',
  severity: 'warning',
  since: '0.1.0',
  sources: [
    'https://cloud.google.com/iam/docs/workload-identity-federation-with-deployment-pipelines',
    'https://docs.github.com/en/actions/reference/security/oidc',
  ],
  check({ federations }, { report, now }) {
    for (const { title, condition } of federations) {
      if (condition.state !== 'known') continue;
      const constant = condition.value.constant(now);
      if (constant?.value)
        report({
          at: constant,
          message: `The attribute_condition of ${title} is always true, so every identity of the issuer can become a principal of the pool; compare an id of your own organization or repository.`,
        });
      for (const problem of problems(title, condition.value)) report(problem);
    }
  },
};

function problems(title: string, { literals, attributes }: Expression): Problem[] {
  const readable = literals.filter(({ text }) => text !== '' && !text.includes(HOLE));
  const wildcards = readable.filter(({ text }) => text.includes('*'));
  const open = readable.filter((literal) => !wildcards.includes(literal) && isOpen(literal));
  const names = attributes.some(({ attribute }) => /_id$/.test(attribute)) ? [] : readable.filter(isMutable).slice(0, 1);
  return [
    ...wildcards.map((at) => ({
      at,
      message: `${title} compares ${at.attribute} with ${at.text}, but CEL takes * for an asterisk, so it never matches; compare an id, or use startsWith with what stands before it.`,
    })),
    ...open.map((at) => ({
      at,
      message: `${title} takes every ${at.attribute} that begins with ${at.text}, and everyone can register a name that goes on from there; end it with the separator, or compare the whole name.`,
    })),
    ...names.map((at) => ({
      at,
      severity: 'information' as const,
      profile: 'strict' as const,
      message: `${title} relies on the name ${at.text}, which can be given up and registered by others; compare an id as well, such as repository_owner_id.`,
    })),
  ];
}

/** What the name of an owner begins with, before what others cannot have. */
const owners = /^(?:repo:|project_path:|organization:)/;

/** Whether the beginning stops within the name of the owner, whom everyone else may call himself. */
function isOpen({ attribute, text, comparison }: ComparedLiteral): boolean {
  if (comparison !== 'beginning') return false;
  switch (claimOf(attribute)) {
    case 'sub':
    case 'subject':
      return owners.test(text) && !/[/:]/.test(text.replace(owners, ''));
    case 'repository':
    case 'workflow_ref':
    case 'job_workflow_ref':
    case 'project_path':
    case 'namespace_path':
      return !text.includes('/');
    case 'repository_owner':
    case 'terraform_organization_name':
      return true;
    default:
      return false;
  }
}

/** The claims in which GitHub, GitLab and HCP Terraform have names. */
const names: ReadonlySet<string> = new Set([
  'repository',
  'repository_owner',
  'workflow_ref',
  'job_workflow_ref',
  'project_path',
  'namespace_path',
  'terraform_organization_name',
]);

function isMutable({ attribute, text }: ComparedLiteral): boolean {
  const claim = claimOf(attribute);
  return names.has(claim) || ((claim === 'sub' || claim === 'subject') && owners.test(text));
}

/** `sub` of `assertion.sub`. */
function claimOf(attribute: string): string {
  return attribute.slice(attribute.lastIndexOf('.') + 1);
}
