import type { Secret } from './secret.ts';

/** The clipboard of VS Code, or one of a test. */
export interface Clipboard {
  readText(): PromiseLike<string>;
  writeText(text: string): PromiseLike<void>;
}

/** Puts tokens into the clipboard and takes them out again. */
export interface TokenClipboard {
  /** Copies the token; after so many seconds the clipboard is emptied, if the token is still what is there. */
  copy(secret: Secret, seconds: number): Promise<void>;
  /** Empties the clipboard now, if a token is there that was copied, or the given one. */
  clear(secret?: Secret): Promise<void>;
}

/** Its timers do not keep a process alive. */
export function openTokenClipboard(clipboard: Clipboard): TokenClipboard {
  const timers = new Map<Secret, NodeJS.Timeout>();

  async function clear(secret?: Secret): Promise<void> {
    const ours = [...timers.keys()].filter((each) => secret === undefined || each === secret);
    for (const each of ours) {
      clearTimeout(timers.get(each));
      timers.delete(each);
    }
    if (ours.length === 0) return;
    const text = await clipboard.readText();
    if (ours.some((each) => each.is(text))) await clipboard.writeText('');
  }

  return {
    async copy(secret, seconds) {
      const text = secret.reveal();
      if (text === undefined) return;
      await clipboard.writeText(text);
      clearTimeout(timers.get(secret));
      const timer = setTimeout(() => void clear(secret), seconds * 1000);
      timer.unref();
      timers.set(secret, timer);
    },
    clear,
  };
}
