import { isEveryones, tenancyOf } from '../../../iam/catalog/issuers.ts';
import { HOLE } from '../../../iam/text.ts';
import type { ComparedLiteral, Demands, Expression, Federation } from '../model.ts';
import type { Problem, Rule } from '../rule.ts';
import { textOf } from '../source.ts';

export const rule: Rule = {
  title: 'Condition of a workload identity provider lets in others, or nobody',
  group: 'federation',
  severity: 'warning',
  since: '0.1.0',
  sources: [
    'https://cloud.google.com/iam/docs/workload-identity-federation-with-deployment-pipelines',
    'https://docs.github.com/en/actions/reference/security/oidc',
  ],
  check({ federations }, { report, now }) {
    for (const { title, pool, issuer, condition, claims } of federations) {
      if (pool !== 'workload' || condition.state !== 'known') continue;
      if (issuer.state === 'known' && tenancyOf(issuer.value) === 'shared') {
        const alternatives = condition.value.alternatives();
        const open = alternatives.filter((each) => namesNobody(issuer.value, each, claims));
        const whole = open.length === alternatives.length;
        for (const part of whole ? open.slice(0, 1) : open)
          report({
            at: whole ? condition : part,
            message: `${whole ? 'The' : 'An alternative in the'} attribute_condition of ${title} asks for nothing that only your own tokens from ${issuer.value} have, so everyone there can meet it; compare an id of your own organization or repository as well.`,
          });
      }
      const constant = condition.value.constant(now);
      if (constant?.value)
        report({
          at: constant,
          message: `The attribute_condition of ${title} is always true, so every identity of the issuer can become a principal of the pool; compare an id of your own organization or repository.`,
        });
      for (const problem of problems(title, condition.value, claims)) report(problem);
    }
  },
};

/**
 * Whether everyone who gets tokens from the issuer can meet what is asked for: by claims that each chooses, by a name that holds what is looked for somewhere, or by
 * one that is not what is excluded.
 */
function namesNobody(issuer: string, { attributes, literals }: Demands, claims: Claims): boolean {
  const loose = literals.filter((literal) => isLoose(literal) && ownerClaims.has(claimOf(literal.attribute, claims)));
  const free = (path: string) => {
    const claim = /^assertion\.(\w+)$/.exec(claims.get(path) ?? path)?.[1];
    return claim !== undefined && isEveryones(issuer, claim);
  };
  const timesOf = (path: string, list: readonly { attribute: string }[]) => list.filter(({ attribute }) => attribute === path).length;
  return (
    attributes.length > 0 && attributes.every(({ attribute: path }) => free(path) || timesOf(path, loose) === timesOf(path, attributes))
  );
}

/** A regular expression is, unless it says where it is to be found. What begins like a subject can hardly stand elsewhere. */
function isLoose({ comparison, text }: ComparedLiteral): boolean {
  if (comparison === 'unlike') return true;
  if (text.includes(HOLE) || owners.test(text)) return false;
  return comparison === 'part' || (comparison === 'pattern' && !/^(?:\^|\\A|\()|\|/.test(text));
}

function problems(title: string, { literals, attributes, logicalOperators }: Expression, claims: Claims): Problem[] {
  const readable = literals.filter(({ text }) => text !== '' && !text.includes(HOLE));
  const compared = readable.filter(({ comparison }) => comparison === 'whole' || comparison === 'beginning');
  const hasId = attributes.some(({ attribute }) => /_id$/.test(claimOf(attribute, claims)));
  const pinned = hasId && logicalOperators.every(({ span }) => textOf(span) === '&&');
  const wildcards = compared.filter(({ text }) => text.includes('*'));
  const open = pinned ? [] : readable.filter((literal) => !wildcards.includes(literal) && isOpen(literal, claims));
  const names = hasId ? [] : compared.filter((literal) => isMutable(literal, claims)).slice(0, 1);
  return [
    ...wildcards.map((at) => ({
      at,
      message: `${title} compares ${at.attribute} with ${at.text}, but CEL takes * for an asterisk, so it never matches; compare an id, or use startsWith with what stands before it.`,
    })),
    ...open.map((at) => ({
      at,
      message: `${title} takes every ${at.attribute} that begins with ${beginningOf(at)}, and everyone can register a name that goes on from there; end it with the separator, or compare the whole name.`,
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
function isOpen(literal: ComparedLiteral, claims: Claims): boolean {
  const text = beginningOf(literal);
  if (text === undefined) return false;
  switch (claimOf(literal.attribute, claims)) {
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

/** What all that is taken begins with, where that is all that is asked for. */
function beginningOf({ text, comparison }: ComparedLiteral): string | undefined {
  if (comparison !== 'pattern') return comparison === 'beginning' ? text : undefined;
  const [, anchor, beginning = '', next = ''] = /^(\^?)((?:[\w:/-]|\\[^\w])*)(.?)/.exec(text) ?? [];
  if (beginning === '' || text.includes('|') || next === '$' || (!anchor && !owners.test(text))) return undefined;
  const certain = /[?*{]/.test(next) ? beginning.slice(0, -1) : beginning;
  return certain.replaceAll('\\', '');
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

/** The claims that say whose a token is. */
const ownerClaims: ReadonlySet<string> = new Set([...names, 'sub', 'subject']);

function isMutable({ attribute, text }: ComparedLiteral, claims: Claims): boolean {
  const claim = claimOf(attribute, claims);
  return names.has(claim) || ((claim === 'sub' || claim === 'subject') && owners.test(text));
}

type Claims = Federation['claims'];

/** `sub` of `assertion.sub`, or of the attribute that is mapped from it. */
function claimOf(attribute: string, claims: Claims): string {
  const path = claims.get(attribute) ?? attribute;
  return path.slice(path.lastIndexOf('.') + 1);
}
