import { SextantError } from '../errors.js';
import { describeModel, type Model, parseModel } from './model.js';

/** Length of the description, in bytes, before it. */
const HEAD = 4;

/** A model as one file: the length of its description (uint32, little-endian), the description as JSON, the weights (float32, little-endian). */
export function packModel(model: Model): Uint8Array {
  const { description, weights } = describeModel(model);
  const json = Buffer.from(description, 'utf8');
  const head = Buffer.alloc(HEAD);
  head.writeUInt32LE(json.length);
  return Buffer.concat([head, json, weights]);
}

/** @throws SextantError `model_invalid` when the bytes are not a whole model */
export function unpackModel(bytes: Uint8Array): Model {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const end = HEAD + buffer.readUInt32LE();
    return parseModel(buffer.toString('utf8', HEAD, end), buffer.subarray(end));
  } catch (cause) {
    throw new SextantError('model_invalid', 'The file of the final model cannot be read.', {
      hint: 'Ask for a probe anew: the newest that leaves a model is used.',
      cause,
    });
  }
}
