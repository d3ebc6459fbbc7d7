/** Something that is made when it is first asked for, and kept. */
export interface UntilRefused<T> {
  /** What is kept, or is being made; made anew where making it has failed or it was refused. */
  get(): Promise<T>;
  /** Makes the next `get` make it anew. */
  drop(): void;
}

/** `make` is given what to call when what it makes is refused; after `drop`, that does nothing any more. */
export function untilRefused<T>(make: (refused: () => void) => Promise<T>): UntilRefused<T> {
  let kept: Promise<T> | undefined;
  return {
    get() {
      if (kept) return kept;
      const refused = () => {
        if (kept === made) kept = undefined;
      };
      const made: Promise<T> = make(refused).catch((error: unknown) => {
        refused();
        throw error;
      });
      kept = made;
      return made;
    },
    drop() {
      kept = undefined;
    },
  };
}
