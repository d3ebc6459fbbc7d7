import type { GcpErrorFacts } from './errors.ts';

/** What went wrong, as far as it changes what is to be done. */
export type DenialKind = 'permission' | 'service-disabled' | 'quota-project' | 'lifetime' | 'sign-in' | 'other';

export interface Explanation {
  readonly kind: DenialKind;
  readonly permission?: string;
  /** The e-mail address of the account, or the name of the resource, that it was asked on. */
  readonly resource?: string;
  /** The member that asked: `user:…`, `serviceAccount:…`. */
  readonly caller?: string;
  /** The narrowest predefined role for it. */
  readonly role?: string;
  /** Lines for a shell, one for each step; empty where none helps. */
  readonly gcloud: string;
  /** Blocks that do the same; empty where none helps. */
  readonly terraform: string;
  /** One or two sentences that say what to do. */
  readonly hint: string;
  readonly link?: { readonly description: string; readonly url: string };
}

/** Who asked for what: e-mail addresses; `delegates` in order from the caller to the target. */
export interface Attempt {
  readonly caller?: string;
  readonly target?: string;
  readonly delegates?: readonly string[];
}

/** Puts a failed call into words, with lines to copy that let it succeed. Pure: nothing is asked. */
export declare function explainDenied(error: GcpErrorFacts & { readonly message: string }, attempt: Attempt): Explanation;
