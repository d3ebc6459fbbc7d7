import { createHash } from 'node:crypto';

/** A unique id that follows from a text: 21 digits. */
export function uniqueIdOf(seed: string): string {
  const number = numberOf(seed) % 10n ** 20n;
  return `1${number.toString().padStart(20, '0')}`;
}

/** A project's number that follows from its id: 12 digits. */
export function projectNumberOf(projectId: string): string {
  return `9${(numberOf(projectId) % 10n ** 11n).toString().padStart(11, '0')}`;
}

function numberOf(seed: string): bigint {
  return createHash('sha256').update(seed).digest().readBigUInt64BE();
}
