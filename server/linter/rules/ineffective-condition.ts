import type { Catalog } from '../../../iam/catalog/catalog.ts';
import { nearestFinder } from '../../../iam/catalog/nearest.ts';
import { apiAttributes, mismatch, serviceWithoutResourceAttributes } from '../../../iam/condition.ts';
import { HOLE } from '../../../iam/text.ts';
import { byCondition, roleName, roleTitle } from '../describe.ts';
import { isEditable, replaceLiteral } from '../fixes.ts';
import type { ComparedLiteral, Grant, IdentityModel } from '../model.ts';
import type { Fix, Rule } from '../rule.ts';
import { isSamePlace, textOf } from '../source.ts';

export const rule: Rule = {
  title: 'Condition that has no effect',
  group: 'policies',
  severity: 'warning',
  since: '0.1.0',
  sources: [
    'https://cloud.google.com/iam/docs/conditions-resource-attributes',
    'https://cloud.google.com/iam/docs/conditions-attribute-reference#resource',
    'https://cloud.google.com/iam/docs/tags-access-control',
  ],
  check(model, { report, catalog }) {
    for (const { condition, grants } of byCondition(model.grants)) {
      const { meaning } = condition;
      if (!meaning) continue;
      const asked = meaning.attributes.find(
        ({ attribute, span }) =>
          /^resource\.(?:name|type|service)$/.test(attribute) && !meaning.faults.some((fault) => isSamePlace(fault.span, span)),
      );
      const untold = asked && untoldService(grants, model, catalog);
      if (asked && untold) {
        report({
          at: asked,
          message: `${untold.service} does not tell IAM ${asked.attribute}, so the condition does not limit ${roleTitle(untold.role)} to what it names; grant the role on that resource itself, or ask for a tag with resource.matchTag.`,
        });
        continue;
      }
      for (const literal of meaning.literals) {
        const meant = meantApiAttribute(literal);
        if (meant !== undefined)
          report({
            at: literal,
            message: `There is no ${literal.text} to ask for, so the condition sees the default in its place, whatever the request is; write ${meant}.`,
            fixes: grants.every(isEditable) ? fixes(literal, meant) : [],
          });
        const found = mismatch(literal.attribute, literal.text, literal.comparison);
        if (!found) continue;
        report({
          at: literal,
          message: `${literal.text.replaceAll(HOLE, '…')} ${found.problem}, so the comparison with ${literal.attribute} never holds; write the whole form.`,
          fixes: grants.every(isEditable) ? fixes(literal, found.correction) : [],
        });
      }
    }
  },
};

const nearestApiAttribute = nearestFinder(apiAttributes);

/** What certainly was to be asked of the API, where it is something else that is written. */
function meantApiAttribute({ attribute, text }: ComparedLiteral): string | undefined {
  const isKnown = attribute !== 'api.getAttribute' || apiAttributes.includes(text) || text.includes(HOLE);
  return isKnown ? undefined : nearestApiAttribute(text);
}

/** The first role that is all about a service whose resources IAM is not told. */
function untoldService(
  grants: readonly Grant[],
  model: IdentityModel,
  catalog: Catalog,
): { service: string; role: Grant['role'] } | undefined {
  for (const grant of grants) {
    const service = serviceWithoutResourceAttributes(permissions(grant, model, catalog));
    if (service) return { service, role: grant.role };
  }
  return undefined;
}

function permissions({ role }: Grant, model: IdentityModel, catalog: Catalog): Iterable<string> {
  if (role.state !== 'known') return [];
  const custom = model.customRole(role.value)?.permissions;
  if (custom) return custom.state === 'known' ? custom.value : [];
  const name = roleName(role);
  return (name !== undefined && catalog.role(name)?.permissions) || [];
}

function fixes(literal: ComparedLiteral, correction: string | undefined): Fix[] {
  return correction !== undefined && !correction.includes(HOLE) && textOf(literal.span) === literal.text
    ? [replaceLiteral(literal, correction, `Use ${correction}`, false)]
    : [];
}
