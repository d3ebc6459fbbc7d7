import { createHash, timingSafeEqual } from 'node:crypto';
import { inspect } from 'node:util';

/** A token in memory. Whatever prints, joins, copies or serializes it gets `[token]`: only `reveal` gives the text, and only until it is erased. */
export class Secret {
  /** The SHA-256 of the text, in hex. */
  readonly fingerprint: string;
  #text: string | undefined;

  constructor(text: string) {
    this.#text = text;
    this.fingerprint = createHash('sha256').update(text).digest('hex');
  }

  /** The text, for where it is used: the clipboard, a request, the eyes of who asked. Undefined after it was erased. */
  reveal(): string | undefined {
    return this.#text;
  }

  /** Whether the text is this one, also after it was erased. */
  is(text: string): boolean {
    return timingSafeEqual(createHash('sha256').update(text).digest(), Buffer.from(this.fingerprint, 'hex'));
  }

  erase(): void {
    this.#text = undefined;
  }

  toString(): string {
    return '[token]';
  }

  toJSON(): string {
    return '[token]';
  }

  [Symbol.toPrimitive](): string {
    return '[token]';
  }

  [inspect.custom](): string {
    return '[token]';
  }
}
