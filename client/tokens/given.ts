import type { Claims } from '../../iam/token.ts';
import type { Bytes, TokenKind } from './request.ts';

/** What is known before, and after, the steps of minting. */
export interface Answers {
  readonly kind?: TokenKind;
  readonly account?: string;
  readonly scopes?: readonly string[];
  readonly lifetimeSeconds?: number;
  readonly audience?: string;
  readonly claims?: Claims;
  readonly blob?: Bytes;
  readonly delegates?: readonly string[];
  /** Whether the token goes into the clipboard. */
  readonly copy?: boolean;
}

/**
 * The answers in what a command was called with: a node of the Service Accounts view, or an object with `account` or `email`, `scopes`, `lifetimeSeconds`,
 * `audience`, `claims`, `payload` in base64, `delegates`. Anything else in it, and values of other types, are passed over.
 */
export function answersIn(argument: unknown): Answers {
  const { subject, account, email, scopes, lifetimeSeconds, audience, claims, payload, delegates } = record(argument);
  const bytes = typeof payload === 'string' ? Buffer.from(payload, 'base64') : undefined;
  return {
    account: [record(subject).email, account, email].find((each) => typeof each === 'string') as string | undefined,
    scopes: strings(scopes),
    lifetimeSeconds: typeof lifetimeSeconds === 'number' && Number.isInteger(lifetimeSeconds) ? lifetimeSeconds : undefined,
    audience: typeof audience === 'string' ? audience : undefined,
    claims: typeof claims === 'object' && claims !== null && !Array.isArray(claims) ? (claims as Claims) : undefined,
    blob: bytes && { bytes, source: 'payload' },
    delegates: strings(delegates),
  };
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function strings(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) && value.every((each) => typeof each === 'string') ? value : undefined;
}
