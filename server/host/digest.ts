import { createHash } from 'node:crypto';

/** The fingerprint of a text for baselines: 128 bits of its SHA-256, in hexadecimal. */
export function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
