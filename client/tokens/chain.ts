import type { Catalog } from '../../iam/catalog/catalog.ts';
import type { Localize } from '../../iam/localize.ts';
import { projectOf } from '../../iam/serviceAccount.ts';
import type { Clients } from '../gcp/clients.ts';
import { isGcpError } from '../gcp/errors.ts';
import type { Call } from '../gcp/http.ts';
import type { AllowPolicy } from '../gcp/iam.ts';
import { mintPermissions, type Remark, type TokenKind } from './request.ts';

/** One step of a chain: who needs which permission on whom. */
export interface Hop {
  /** The caller's e-mail, where known, or a delegate's. */
  readonly from: string | undefined;
  readonly to: string;
  readonly permission: string;
}

/** Whether a hop works, as far as can be seen without taking it. */
export interface HopCheck extends Hop {
  /** Undefined where it cannot be told: only the account itself could ask. */
  readonly granted: boolean | undefined;
  readonly because: string;
}

/** The hops from the caller through the delegates to the target. https://cloud.google.com/iam/docs/create-short-lived-credentials-delegated */
export function hopsOf(caller: string | undefined, delegates: readonly string[], target: string, kind: TokenKind): readonly Hop[] {
  const chain = [...delegates, target];
  return chain.map((to, index) => ({
    from: index === 0 ? caller : chain[index - 1],
    to,
    permission: index === chain.length - 1 ? mintPermissions[kind] : 'iam.serviceAccounts.implicitDelegation',
  }));
}

/** What is to be said of a chain; undefined where it is fine. */
export function remarkOnChain(delegates: readonly string[], target: string, l10n: Localize): Remark | undefined {
  const chain = [...delegates, target];
  const twice = chain.find((each, index) => chain.indexOf(each) !== index);
  return twice === undefined ? undefined : { severity: 'error', message: l10n.t('{0} is in the chain twice.', twice) };
}

/**
 * Looks at each hop. Of the first, the API says whether the caller has the permission; of the others, only their holders could ask, so the policies of
 * the account and of all above its project are read, as far as the caller may. Never rejects but when cancelled.
 */
export async function checkHops(
  { iam, resourceManager }: Pick<Clients, 'iam' | 'resourceManager'>,
  hops: readonly Hop[],
  catalog: Catalog,
  l10n: Localize,
  call: Call = {},
): Promise<readonly HopCheck[]> {
  async function first(hop: Hop): Promise<HopCheck> {
    const held = await iam.testIamPermissions('-', hop.to, [hop.permission], call);
    const granted = held.includes(hop.permission);
    return { ...hop, granted, because: granted ? l10n.t('you have it') : l10n.t('you do not have it, or there is no such account') };
  }

  async function later(hop: Hop): Promise<HopCheck> {
    const project = projectOf(hop.to);
    const [own, inherited] = await Promise.allSettled([
      iam.getIamPolicy('-', hop.to, call),
      project === undefined ? Promise.reject() : resourceManager.getInheritedPolicies(project, call),
    ]);
    const policies = [
      ...(own.status === 'fulfilled' ? [{ on: hop.to, policy: own.value }] : []),
      ...(inherited.status === 'fulfilled' ? inherited.value.policies : []).flatMap(({ resource, policy }) =>
        policy ? [{ on: resource, policy }] : [],
      ),
    ];
    for (const { on, policy } of policies) {
      const binding = await granting(policy, `serviceAccount:${hop.from}`, hop.permission);
      if (binding === undefined) continue;
      if (binding.condition) return { ...hop, granted: undefined, because: l10n.t('{0} on {1}, under a condition', binding.role, on) };
      return { ...hop, granted: true, because: l10n.t('{0} on {1}', binding.role, on) };
    }
    if (policies.length === 0) return { ...hop, granted: undefined, because: l10n.t('you may not read the policies that tell') };
    return { ...hop, granted: undefined, because: l10n.t('no policy that you may read says so') };
  }

  async function granting(policy: AllowPolicy, member: string, permission: string) {
    const held = policy.bindings.filter(({ members }) => members.includes(member));
    // One without a condition is the better reason.
    for (const binding of held.sort((a, b) => Number(Boolean(a.condition)) - Number(Boolean(b.condition))))
      if (await holds(binding.role, permission)) return binding;
    return undefined;
  }

  async function holds(role: string, permission: string): Promise<boolean> {
    if (role.startsWith('roles/')) return catalog.role(role)?.permissions?.has(permission) ?? false;
    try {
      return (await iam.getRole(role, call)).includedPermissions?.includes(permission) ?? false;
    } catch (error) {
      if (isGcpError(error) && error.kind === 'cancelled') throw error;
      return false;
    }
  }

  return Promise.all(
    hops.map(async (hop, index) => {
      try {
        return await (index === 0 ? first(hop) : later(hop));
      } catch (error) {
        if (!isGcpError(error) || error.kind === 'cancelled') throw error;
        return { ...hop, granted: undefined, because: error.message };
      }
    }),
  );
}
