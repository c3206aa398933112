/**
 * Hands over what is made one after the other, in order, and makes the next meanwhile: a producer that keeps the processor busy and a consumer
 * that waits for a database take as long as the slower of the two, and not as long as both. What either throws ends it, once what was handed over last is settled.
 */
export async function pipeline<T>(
  made: AsyncIterable<T> | Iterable<T>,
  handOver: (one: T) => Promise<unknown>,
): Promise<void> {
  let last: Promise<unknown> = Promise.resolve();
  try {
    for await (const one of made) {
      await last;
      last = handOver(one);
      // Whether it failed is asked below; until then nobody waits for it.
      last.catch(() => undefined);
    }
  } catch (error) {
    await last.catch(() => undefined);
    throw error;
  }
  await last;
}

/** Lists of `length`, the last one shorter. */
export function* parts<T>(items: readonly T[], length: number): Generator<T[]> {
  for (let from = 0; from < items.length; from += length) yield items.slice(from, from + length);
}
