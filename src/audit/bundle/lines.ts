const lineFeed = 0x0a;

/**
 * The lines of a stream without their ends; undefined for one of more than `most` bytes, which is not kept. What follows
 * the last line end is a line where it is not empty.
 */
export async function* readLines(
  chunks: AsyncIterable<Buffer>,
  most: number,
): AsyncGenerator<Buffer | undefined, void, undefined> {
  let parts: Buffer[] = [];
  let length = 0;
  const keep = (part: Buffer): void => {
    length += part.length;
    if (length > most) parts = [];
    else if (part.length > 0) parts.push(part);
  };
  const take = (): Buffer | undefined => {
    const [only, ...others] = parts;
    const line = others.length > 0 ? Buffer.concat(parts) : (only ?? Buffer.alloc(0));
    const isLong = length > most;
    parts = [];
    length = 0;
    return isLong ? undefined : line;
  };
  for await (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf(lineFeed); end >= 0; end = chunk.indexOf(lineFeed, from)) {
      keep(chunk.subarray(from, end));
      yield take();
      from = end + 1;
    }
    keep(chunk.subarray(from));
  }
  if (length > 0) yield take();
}
