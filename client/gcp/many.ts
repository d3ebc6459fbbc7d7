/** Does work for each value, at most `width` at a time, and gives the results in the order of the values. */
export async function each<T, R>(values: readonly T[], width: number, work: (value: T) => Promise<R>): Promise<R[]> {
  const results: R[] = new Array(values.length);
  const rest = values.entries();
  const worker = async () => {
    for (const [index, value] of rest) results[index] = await work(value);
  };
  await Promise.all(Array.from({ length: Math.min(width, values.length) }, worker));
  return results;
}

/** All items of all pages. */
export async function allPages<T>(
  page: (pageToken: string | undefined) => Promise<{ readonly items: readonly T[]; readonly nextPageToken?: string }>,
): Promise<T[]> {
  const all: T[] = [];
  let pageToken: string | undefined;
  do {
    const { items, nextPageToken } = await page(pageToken);
    all.push(...items);
    pageToken = nextPageToken || undefined;
  } while (pageToken !== undefined);
  return all;
}
