import { resolve } from '../../iam/text.ts';
import type { Url } from '../../iam/url.ts';
import { applied } from './describe.ts';
import type { IdentityModel, Workload } from './model.ts';

/** A service that asks for ID tokens, and what the files know of the tokens it takes. */
export interface Receiver {
  readonly workload: Workload;
  /** Its own URL, as some caller in the files writes it: scheme and host. */
  readonly url: string | undefined;
  /** Custom audiences; empty where there are none or nobody can tell. */
  readonly audiences: readonly string[];
}

/** The services and functions that the files declare, each with its audiences. */
export function receivers(model: IdentityModel): readonly Receiver[] {
  const urls = new Map<Workload, string>();
  for (const { target, audience } of model.outboundCalls) {
    for (const attribute of [target, audience]) {
      const url = attribute.state === 'known' ? originOf(attribute.value) : undefined;
      const service = url && attribute.state === 'known' ? model.service(attribute.value) : undefined;
      if (url && service && !urls.has(service)) urls.set(service, url);
    }
  }
  return applied(model.workloads).flatMap((workload) => {
    const { endpoint } = workload;
    if (!endpoint) return [];
    const audiences = endpoint.audiences.state === 'known' ? endpoint.audiences.value : [];
    return [{ workload, url: urls.get(workload), audiences }];
  });
}

function originOf({ text }: Url): string | undefined {
  return /^https:\/\/[^/?#]+/i.exec(resolve(text) ?? '')?.[0];
}
