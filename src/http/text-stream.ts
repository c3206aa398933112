/**
 * A body that is made while it is sent: `write` waits until the reader has room. When making it fails the connection breaks off,
 * so that half an answer is not taken for a whole one.
 */
export function textStream(make: (write: (text: string) => Promise<void>) => Promise<void>): ReadableStream {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  const encoder = new TextEncoder();
  make((text) => writer.write(encoder.encode(text)))
    .then(
      () => writer.close(),
      (error: unknown) => writer.abort(error),
    )
    // The reader has gone.
    .catch(() => undefined);
  return readable;
}
