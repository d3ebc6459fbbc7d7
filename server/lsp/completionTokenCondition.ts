import { CompletionItemKind } from 'vscode-languageserver';
import { claimsOf } from '../../iam/catalog/issuers.ts';
import type { Federation } from '../linter/model.ts';
import type { EditorSlot } from '../linter/slots.ts';
import { call, isBehindOperand, openLiteral, wordAt } from './completionCondition.ts';
import type { Suggestion } from './completionItem.ts';

/** What can stand at the offset in a condition on tokens from outside Google Cloud: their claims, and what the provider's mapping makes of them. */
export function suggestInTokenCondition(slot: EditorSlot & { readonly kind: 'token-condition' }, offset: number): Suggestion[] {
  const { before, place } = wordAt(slot, offset);
  return openLiteral(before) ? [] : names(before, slot.of).map((each) => ({ ...each, place }));
}

function names(before: string, federation: Federation): Suggestion[] {
  const owner = /((?:[A-Za-z_]\w*\.)*[A-Za-z_]\w*)\.$/.exec(before)?.[1];
  if (owner === undefined) return isBehindOperand(before) ? [] : roots.map((name, index) => attribute(name, name, index));
  const fields = fieldsOf(owner, federation);
  if (fields.length > 0) return fields.map((name, index) => attribute(name, `${owner}.${name}`, index));
  return /^(?:assertion|attribute)\.\w+$|^google\.subject$/.test(owner) && !isNoText.test(owner)
    ? ['startsWith', 'endsWith', 'contains', 'matches'].map((name, index) => call(name, index))
    : [];
}

const roots: readonly string[] = ['assertion', 'attribute', 'google'];

/** Claims that are numbers or lists, or may be. */
const isNoText = /^assertion\.(?:exp|iat|nbf|aud|attributes)$/;

/** What each kind of credential says. https://cloud.google.com/iam/docs/workload-identity-federation#mapping, read on 2026-11-23 */
const assertions: Readonly<Record<Federation['protocol'], readonly string[]>> = {
  oidc: ['sub', 'aud', 'iss'],
  aws: ['arn', 'account', 'userid'],
  saml: ['subject', 'attributes'],
  unknown: [],
};

function fieldsOf(owner: string, { protocol, issuer, mapped }: Federation): readonly string[] {
  const mappedTo = (root: string) => mapped.flatMap((each) => (each.startsWith(`${root}.`) ? [each.slice(root.length + 1)] : []));
  switch (owner) {
    case 'assertion':
      return [...(issuer.state === 'known' ? claimsOf(issuer.value) : []), ...assertions[protocol]];
    case 'google':
      return [...new Set(['subject', ...mappedTo('google')])];
    case 'attribute':
      return mappedTo('attribute');
    default:
      return [];
  }
}

function attribute(label: string, name: string, index: number): Suggestion {
  return { label, kind: CompletionItemKind.Property, rank: [index], about: { kind: 'token-attribute', name } };
}
