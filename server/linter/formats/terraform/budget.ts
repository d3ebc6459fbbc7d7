/** How much work may still be put into a root module and all that it calls, so that evaluation comes to an end whatever the text. */
export interface Budget {
  /** Goes one level deeper, and must come up again; false, without going, where that is too deep. */
  down(): boolean;
  up(): void;
  /** Counts copied elements, one unless it is told how many; false where there have been enough. */
  spend(count?: number): boolean;
  /** Counts an instance of a called module; false where there have been enough. */
  enter(): boolean;
}

/** The recursion is bounded well below what the stack takes. */
const deepest = 200;

/** Lists of lists of lists grow faster than their text. */
const mostCopies = 100_000;

/** Modules that call modules with `for_each` grow faster than their text, too. */
const mostModules = 300;

/** A budget that nothing was taken from. */
export function openBudget(): Budget {
  let depth = 0;
  let copies = 0;
  let modules = 0;
  return {
    down() {
      if (depth >= deepest) return false;
      depth++;
      return true;
    },
    up() {
      depth--;
    },
    spend(count = 1) {
      copies += count;
      return copies <= mostCopies;
    },
    enter: () => ++modules <= mostModules,
  };
}
