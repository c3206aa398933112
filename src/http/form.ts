import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Busboy, type BusboyFileStream, type BusboyInstance } from '@fastify/busboy';
import { SextantError } from '../errors.js';

export interface FormFile {
  /** As its sender calls it. */
  readonly name: string | undefined;
  /** Ends well only where the whole form does. */
  readonly source: AsyncIterable<Uint8Array>;
}

/** `files` counts those that are read: a second one ends it. */
const limits = { files: 1, headerPairs: 20, headerSize: 8 * 1024 };

interface Part {
  readonly field: string;
  readonly file: BusboyFileStream;
  readonly name: string | undefined;
}

/**
 * Opens the one part of a form, `file`; its bytes are read from the body as they are asked for.
 * @throws SextantError `request_invalid` for other parts, `upload_broken` for what is no form
 */
export async function openForm(body: Readable, contentType: string): Promise<FormFile> {
  const parser = openParser(contentType);
  parser.once('filesLimit', () => body.destroy(otherParts()));
  const whole: Promise<unknown> = pipeline(body, parser);
  const { field, file, name } = await new Promise<Part>((resolve, reject) => {
    parser.once('file', (called, stream, fileName) => {
      // Told by `whole` too; without a listener the process would end.
      stream.on('error', () => undefined);
      whole.catch((error: unknown) => stream.destroy(asBroken(error)));
      resolve({ field: called, file: stream, name: fileName });
    });
    whole.then(
      () => reject(otherParts()),
      (error: unknown) => reject(asBroken(error)),
    );
  });
  if (field === 'file') return { name, source: bytesOf(file, whole, body) };
  body.destroy();
  throw otherParts();
}

function openParser(contentType: string): BusboyInstance {
  try {
    return new Busboy({ headers: { 'content-type': contentType }, isPartAFile: () => true, limits });
  } catch (cause) {
    throw broken(cause);
  }
}

async function* bytesOf(
  file: AsyncIterable<Uint8Array>,
  whole: Promise<unknown>,
  body: Readable,
): AsyncGenerator<Uint8Array> {
  try {
    yield* file;
    await whole;
  } finally {
    // Who stops early does not want the rest.
    body.destroy();
  }
}

const asBroken = (error: unknown): SextantError => (error instanceof SextantError ? error : broken(error));

const broken = (cause: unknown): SextantError =>
  new SextantError('upload_broken', 'The form cannot be read, or did not come in whole.', {
    hint: 'Send it again as multipart/form-data with its boundary, or the bytes of the file as application/octet-stream.',
    cause,
  });

const otherParts = (): SextantError =>
  new SextantError('request_invalid', 'The form must have exactly one part, the file, by the name `file`.', {
    hint: 'Other values go into the query of the address.',
  });
