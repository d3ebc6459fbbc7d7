import { fromNow, showTime } from '../../iam/token.ts';
import type { TokenRequest } from '../linter/model.ts';
import { code, paragraphs } from './markdown.ts';

/** Seconds. https://cloud.google.com/iam/docs/reference/credentials/rest/v1/projects.serviceAccounts/generateAccessToken */
const usual = 3600;
const longest = 43_200;

const extension = 'iam.allowServiceAccountCredentialLifetimeExtension';

/** The seconds of a lifetime as the API writes it, like `3600s`; undefined for what it refuses. */
export function secondsOf(lifetime: string): number | undefined {
  const [, seconds] = /^(\d+(?:\.\d{1,9})?)s$/.exec(lifetime) ?? [];
  return seconds === undefined ? undefined : Number(seconds);
}

/** `12 h`, `1 h 30 min`, `45 s`: the seconds in hours, minutes and seconds, without those of which there are none. */
export function shortDuration(seconds: number): string {
  const parts = [`${Math.floor(seconds / 3600)} h`, `${Math.floor((seconds % 3600) / 60)} min`, `${Math.floor(seconds % 60)} s`];
  return parts.filter((part) => !part.startsWith('0 ')).join(' ') || '0 s';
}

/** The lifetime of an access token in Markdown, with the limit that applies; undefined for what the API refuses to read. */
export function describeLifetime(lifetime: string, { attachment: { kind } }: Pick<TokenRequest, 'attachment'>): string | undefined {
  const seconds = secondsOf(lifetime);
  if (seconds === undefined) return undefined;
  const limit =
    kind === 'ephemeral'
      ? 'An ephemeral resource takes at most 1 h.'
      : `The API takes at most 1 h, or 12 h for the accounts that an organization policy lists in ${code(extension)}.`;
  return paragraphs(
    `${code(lifetime)} is **${shortDuration(seconds)}**${seconds > longest ? ', longer than any token lives' : seconds > usual ? ', longer than usual' : ''}.`,
    limit,
  );
}

/** In how many seconds a JWT expires, in Markdown. */
export function describeJwtLifetime(seconds: number): string {
  return paragraphs(
    `${code(String(seconds))} seconds are **${shortDuration(seconds)}**.`,
    'The API signs nothing that is valid for more than 12 h, and APIs of Google take nothing that is valid for more than 1 h.',
  );
}

/** When a JWT expires, in seconds since 1970, in Markdown. */
export function describeJwtExpiry(seconds: number, now: Date): string {
  return `${code(String(seconds))} is **${showTime(seconds)}**, ${fromNow(seconds, now)}.`;
}
