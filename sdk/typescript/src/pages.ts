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
  let cursor: string | null | undefined;
  while (cursor !== null) {
    const page: Page<T> = await list(cursor === undefined ? {} : { cursor });
    yield* page.data;
    cursor = page.nextCursor;
  }
}
