import type { ServiceAccount } from '../gcp/iam.ts';
import type { Failure } from './failure.ts';
import type { Loads } from './kept.ts';

/** One page of a project's accounts. */
export type AskPage = (
  pageToken: string | undefined,
  signal: AbortSignal,
) => Promise<{ readonly accounts: readonly ServiceAccount[]; readonly nextPageToken?: string }>;

/** The accounts of a project, of which a page is read at a time; what was read stays when a later page fails. */
export interface AccountPages {
  /** Those read so far, in the order of the API. */
  readonly accounts: readonly ServiceAccount[];
  /** Whether there has been any answer. */
  readonly known: boolean;
  /** Whether these are all. */
  readonly complete: boolean;
  /** Why the last page could not be read. */
  readonly failure: Failure | undefined;
  find(email: string): ServiceAccount | undefined;
  /** Reads the first page, or after `expire` as many accounts as there were. Never rejects. */
  load(): Promise<void>;
  /** Reads one page more. Never rejects. */
  more(): Promise<void>;
  /** Reads all pages that are missing until one fails or the loads are stopped; `onPage` hears of each. Never rejects. */
  all(onPage: () => void): Promise<void>;
  /** Asks again for what has failed. Never rejects. */
  retry(): Promise<void>;
  /** Puts an account that was read anew in its place. */
  replace(account: ServiceAccount): void;
  expire(): void;
}

interface Read {
  readonly byEmail: Map<string, ServiceAccount>;
  next: string | undefined;
  complete: boolean;
}

/** Nothing is read before the first `load`. */
export function openAccountPages(loads: Loads, ask: AskPage, failureOf: (error: unknown) => Failure): AccountPages {
  let read: Read = empty();
  let listed: readonly ServiceAccount[] = [];
  let known = false;
  let fresh = false;
  let renewing = false;
  /** Whether the first page, or all that were read, could not be read anew. */
  let stale = false;
  let failure: Failure | undefined;
  let last: Promise<void> = Promise.resolve();

  /** One after the other, so that no page is read twice. */
  function inTurn(work: () => Promise<void>): Promise<void> {
    last = last.then(work);
    return last;
  }

  async function page(into: Read): Promise<boolean> {
    try {
      const { accounts, nextPageToken } = await loads.run((signal) => ask(into.next, signal));
      for (const account of accounts) into.byEmail.set(account.email, account);
      into.next = nextPageToken;
      into.complete = nextPageToken === undefined;
      failure = undefined;
      return true;
    } catch (error) {
      failure = failureOf(error);
      return false;
    }
  }

  function show(shown: Read): void {
    read = shown;
    listed = [...shown.byEmail.values()];
    known = true;
  }

  async function load(): Promise<void> {
    if (fresh) return;
    fresh = renewing = true;
    stale = !(await renew());
    renewing = false;
  }

  /** Reads as many accounts as there were, and puts them in their place when it has them. */
  async function renew(): Promise<boolean> {
    const anew = empty();
    do if (!(await page(anew))) return false;
    while (!anew.complete && anew.byEmail.size < listed.length);
    show(anew);
    return true;
  }

  async function more(): Promise<void> {
    if (!read.complete && (await page(read))) show(read);
  }

  return {
    get accounts() {
      return listed;
    },
    get known() {
      return known;
    },
    get complete() {
      return read.complete;
    },
    get failure() {
      return failure;
    },
    find: (email) => read.byEmail.get(email),
    // What is there is there, also while further pages are read.
    load: () => (fresh && !renewing ? Promise.resolve() : inTurn(load)),
    more: () => inTurn(more),
    retry: () => {
      fresh = fresh && !stale;
      return inTurn(stale ? load : more);
    },
    all: (onPage) =>
      inTurn(async () => {
        while (!read.complete && (await page(read))) {
          show(read);
          onPage();
        }
      }),
    replace(account) {
      if (!read.byEmail.has(account.email)) return;
      read.byEmail.set(account.email, account);
      listed = [...read.byEmail.values()];
    },
    expire() {
      fresh = false;
    },
  };
}

function empty(): Read {
  return { byEmail: new Map(), next: undefined, complete: false };
}
