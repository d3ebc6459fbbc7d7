/**
 * Stands in a text for a stretch that is not literal: an unresolved variable, a template placeholder, an attribute that only the provider knows.
 * U+FFFC OBJECT REPLACEMENT CHARACTER, which no name of IAM may contain.
 */
export const HOLE = '\uFFFC';

/** A string some of whose stretches are not literal. The n-th HOLE in `text` is described by `holes[n]`, where anything is known of it. */
export interface Text {
  readonly text: string;
  readonly holes: readonly (Reference | undefined)[];
}

/** An attribute of something declared elsewhere in the workspace, like `google_service_account.api.email`. */
export interface Reference {
  readonly mode: 'resource' | 'data' | 'ephemeral';
  /** The declared type, like `google_service_account`. */
  readonly type: string;
  /** Identifies the declaration in the whole workspace: equal for two references exactly when they mean one declaration. */
  readonly address: string;
  /** How an author writes the declaration, like `google_service_account.api` or `data.google_compute_default_service_account.this`. */
  readonly label: string;
  readonly attribute: string;
  /** The output of a module that it is read through, behind which there are no other attributes. */
  readonly output?: string;
  /** What the attribute is, where the declaration tells. */
  readonly value?: string;
}

/** A text without holes. */
export function literalText(text: string): Text {
  return { text, holes: [] };
}

/** The text where it is literal throughout or its references have values; undefined otherwise. */
export function resolve({ text, holes }: Text): string | undefined {
  if (!text.includes(HOLE)) return text;
  let resolved = '';
  let hole = 0;
  for (const piece of text.split(HOLE)) {
    if (hole > 0) {
      const value = holes[hole - 1]?.value;
      if (value === undefined) return undefined;
      resolved += value;
    }
    resolved += piece;
    hole++;
  }
  return resolved;
}

/** The only thing in the text is this reference. */
export function soleReference({ text, holes }: Text): Reference | undefined {
  return text === HOLE ? holes[0] : undefined;
}

/** For messages: the text with each reference under its author's name and `…` for what is unknown. */
export function show({ text, holes }: Text): string {
  const sole = soleReference({ text, holes });
  if (sole) return sole.value ?? written(sole);
  let hole = 0;
  return text.replaceAll(HOLE, () => {
    const reference = holes[hole++];
    return reference?.value ?? (reference ? `\${${written(reference)}}` : '…');
  });
}

function written({ label, output, attribute }: Reference): string {
  return `${label}.${output ?? attribute}`;
}
