/** How the loading of the view can be watched and stopped. */
export interface Loads {
  /** Asks with a signal that `stop` aborts. */
  run<T>(ask: (signal: AbortSignal) => Promise<T>): Promise<T>;
  /** Aborts all that is being asked. */
  stop(): void;
}

/** `onBusy` hears when something begins to be asked while nothing was, and when nothing is any more. */
export function openLoads(onBusy: (busy: boolean) => void): Loads {
  let controller = new AbortController();
  let running = 0;
  return {
    async run(ask) {
      if (running++ === 0) onBusy(true);
      try {
        return await ask(controller.signal);
      } finally {
        if (--running === 0) onBusy(false);
      }
    },
    stop() {
      controller.abort();
      controller = new AbortController();
    },
  };
}

/** What was answered last, and why there is no newer answer. */
export interface Outcome<T, F> {
  readonly value?: T;
  readonly failure?: F;
}

/** An answer that is asked for once and kept; a failed renewal keeps what was there. */
export interface Kept<T, F> {
  readonly outcome: Outcome<T, F>;
  /** Never rejects. Asks where nothing is known or what is known has expired. */
  load(): Promise<Outcome<T, F>>;
  /** Makes the next `load` ask again. */
  expire(): void;
}

/** `ask` is called by one load at a time; what it rejects with becomes a failure by `failureOf`. */
export function keep<T, F>(loads: Loads, ask: (signal: AbortSignal) => Promise<T>, failureOf: (error: unknown) => F): Kept<T, F> {
  let outcome: Outcome<T, F> = {};
  let asking: Promise<Outcome<T, F>> | undefined;
  let fresh = false;

  async function renew(): Promise<Outcome<T, F>> {
    fresh = true;
    try {
      outcome = { value: await loads.run(ask) };
    } catch (error) {
      outcome = { value: outcome.value, failure: failureOf(error) };
    } finally {
      asking = undefined;
    }
    return outcome;
  }

  return {
    get outcome() {
      return outcome;
    },
    load() {
      if (!fresh && !asking) asking = renew();
      return asking ?? Promise.resolve(outcome);
    },
    expire() {
      fresh = false;
    },
  };
}

/** The kept answer of each key, made at its first question. */
export interface KeptByKey<T, F> {
  of(key: string): Kept<T, F>;
  expire(): void;
}

/** As `keep`, one for each key. */
export function keepByKey<T, F>(
  loads: Loads,
  ask: (key: string, signal: AbortSignal) => Promise<T>,
  failureOf: (error: unknown, key: string) => F,
): KeptByKey<T, F> {
  const kept = new Map<string, Kept<T, F>>();
  return {
    of(key) {
      let found = kept.get(key);
      if (!found) {
        found = keep(
          loads,
          (signal) => ask(key, signal),
          (error) => failureOf(error, key),
        );
        kept.set(key, found);
      }
      return found;
    },
    expire() {
      for (const each of kept.values()) each.expire();
    },
  };
}
