import { randomUUID } from 'node:crypto';
import type { TokenKind } from './request.ts';
import type { Secret } from './secret.ts';

/** A token of this window. What it says of itself may be shown; the token is in `secret` alone. */
export interface SessionToken {
  readonly id: string;
  readonly kind: TokenKind;
  /** Whose it is, or who has signed it. */
  readonly account: string;
  readonly delegates: readonly string[];
  readonly expires: Date;
  readonly secret: Secret;
  /** Of ID tokens and JWTs. */
  readonly audience?: string;
  readonly scopes?: readonly string[];
  /** What was signed, and by which key, of blobs. */
  readonly signed?: { readonly bytes: Uint8Array; readonly keyId: string };
  /** The address that tells about access tokens where this one is from. */
  readonly tokenInfo: string;
  readonly emulated: boolean;
}

/** The tokens of this window, in memory only, until they expire or are forgotten. */
export interface TokenStore {
  add(token: Omit<SessionToken, 'id'>): SessionToken;
  get(id: string): SessionToken | undefined;
  /** Those that have not expired, the newest first. */
  list(): readonly SessionToken[];
  forget(id: string): void;
  forgetAll(): void;
  /** Called after tokens were added, forgotten, or have expired; gives the function that ends that. */
  onChange(listener: () => void): () => void;
}

/** A store without tokens. Its timers do not keep a process alive. */
export function openTokenStore(now: () => number = Date.now): TokenStore {
  const tokens = new Map<string, { token: SessionToken; timer: NodeJS.Timeout }>();
  const listeners = new Set<() => void>();
  const tell = () => {
    for (const listener of listeners) listener();
  };

  function drop(id: string): boolean {
    const kept = tokens.get(id);
    if (!kept) return false;
    clearTimeout(kept.timer);
    kept.token.secret.erase();
    return tokens.delete(id);
  }

  function forget(id: string): void {
    if (drop(id)) tell();
  }

  return {
    add(facts) {
      const token = { ...facts, id: randomUUID() };
      const timer = setTimeout(() => forget(token.id), Math.max(0, token.expires.getTime() - now()));
      timer.unref();
      tokens.set(token.id, { token, timer });
      tell();
      return token;
    },
    get: (id) => tokens.get(id)?.token,
    list() {
      // A timer is late when the machine has slept.
      return [...tokens.values()]
        .map(({ token }) => token)
        .filter(({ expires }) => expires.getTime() > now())
        .reverse();
    },
    forget,
    forgetAll() {
      const some = tokens.size > 0;
      for (const id of [...tokens.keys()]) drop(id);
      if (some) tell();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
