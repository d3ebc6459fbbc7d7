import { invalid } from './apiError.ts';

/** How many items a page has, and at most may be asked to have. */
export interface PageSizes {
  readonly usual: number;
  readonly most: number;
}

/** A page, and the token of the one behind it; undefined on the last. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextPageToken: string | undefined;
}

/** The page that a size and a token ask for. A larger size than the most means the most; throws INVALID_ARGUMENT for what is no size or no token of ours. */
export function page<Item>(
  items: readonly Item[],
  { usual, most }: PageSizes,
  asked: { readonly size: unknown; readonly token: unknown },
): Page<Item> {
  const size = Number(asked.size ?? 0);
  if (!Number.isInteger(size) || size < 0) throw invalid(`Invalid page size: ${String(asked.size)}`);
  const start = asked.token ? startOf(String(asked.token)) : 0;
  const end = start + Math.min(size || usual, most);
  return { items: items.slice(start, end), nextPageToken: end < items.length ? tokenOf(end) : undefined };
}

function tokenOf(start: number): string {
  return Buffer.from(`from ${start}`).toString('base64url');
}

function startOf(token: string): number {
  const [, start] = /^from (\d+)$/.exec(Buffer.from(token, 'base64url').toString('utf8')) ?? [];
  if (start === undefined) throw invalid('Invalid page token.');
  return Number(start);
}
