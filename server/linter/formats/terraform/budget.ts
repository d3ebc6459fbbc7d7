/** How much work may still be put into a root module and all that it calls, so that evaluation comes to an end whatever the text. */
export interface Budget {
  /** Goes one level deeper, and must come up again; false, without going, where that is too deep. */
  down(): boolean;
  up(): void;
  /** Counts copied elements, one unless it is told how many; false where there have been enough. */
  spend(count?: number): boolean;
  /** Takes note of things that are read as data, each once: the more there are, the more may be made of them. */
  read(source: object, things: number): void;
  /** How many instances of a block are told apart. */
  readonly instances: number;
  /** Counts an instance of a called module; false where there have been enough. */
  enter(): boolean;
}

/** The recursion is bounded well below what the stack takes. */
const deepest = 200;

/** Lists of lists of lists grow faster than their text. */
const mostCopies = 100_000;

/** Of a block with more instances than this, and than there are things in data, the others are judged as one. */
const mostInstances = 100;

/** How often a thing may be copied on its way from data to a resource. */
const copiesOfThing = 50;

/** A module is called for no fewer things than this. */
const thingsOfModule = 10;

/** More data than this is not made more of. */
const mostThings = 50_000;

/** Modules that call modules with `for_each` grow faster than their text, too. */
const mostModules = 300;

/** A budget that nothing was taken from. */
export function openBudget(): Budget {
  let depth = 0;
  let copies = 0;
  let modules = 0;
  let things = 0;
  const sources = new Set<object>();
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
      return copies <= mostCopies + things * copiesOfThing;
    },
    read(source, count) {
      if (!sources.has(source)) things = Math.min(things + count, mostThings);
      sources.add(source);
    },
    get instances() {
      return mostInstances + things;
    },
    enter: () => ++modules <= mostModules + things / thingsOfModule,
  };
}
