import { readFileSync } from 'node:fs';
import { findingsOf } from '../issues.js';
import { fileError, printable } from '../profile/messages.js';
import { type Profile, profileSchema } from '../profile/schema.js';

const mostFindings = 8;

/**
 * The profile in a JSON file: the file's object itself, or its member `profile`. Throws `file_not_found` or
 * `profile_invalid`, which names every wrong place by its JSON pointer.
 */
export function readProfileFile(file: string): Profile {
  const content = parseJson(file, readText(file));
  const isWrapped = isObject(content) && isObject(content['profile']);
  const result = profileSchema.safeParse(isWrapped ? content['profile'] : content);
  if (result.success) return result.data;
  const findings = findingsOf(result.error);
  const shown = findings
    .slice(0, mostFindings)
    .map(({ pointer, message }) => `${printable(pointer) || '/'}: ${message}`);
  const more = findings.length - shown.length;
  const lines = [`it is not a profile:`, ...shown, ...(more > 0 ? [`and ${more} more`] : [])];
  throw fileError('profile_invalid', file, lines.join('\n'), {
    hint: 'The members and their ranges are in openapi/schemas/profile.schema.json; `sextant advise --help` shows the smallest profile.',
    fields: { pointers: findings.map(({ pointer }) => pointer) },
  });
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const isAbsent = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    throw fileError('file_not_found', file, isAbsent ? 'there is no such file.' : 'the file cannot be read.', {
      hint: 'Give the path of a JSON file with a profile.',
      cause,
    });
  }
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    const detail = cause instanceof SyntaxError ? printable(cause.message) : '';
    throw fileError('profile_invalid', file, `it is not JSON: ${detail}`, {
      hint: 'A data file is profiled by `sextant profile`, and `sextant recommend` takes it as it is.',
      cause,
    });
  }
}
