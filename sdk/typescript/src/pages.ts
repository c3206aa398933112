/** A page of a list. */
export interface Page<T> {
  readonly data: readonly T[];
  readonly nextCursor: string | null;
}

/**
 * Every entry of a list, page by page as they are asked for:
 * `for await (const one of eachOf((page) => sextant.listDecisions({ kind: 'override', ...page })))`.
 */
export async function* eachOf<T>(
  list: (page: { cursor?: string }) => Promise<Page<T>>,
): AsyncGenerator<T, void, undefined> {
  let page = await list({});
  yield* page.data;
  // A service of an earlier version gives some lists at once, and no cursor.
  while (typeof page.nextCursor === 'string') {
    page = await list({ cursor: page.nextCursor });
    yield* page.data;
  }
}
