import { SextantError } from '../errors.js';

/** Said to callers of the API too: it names no place. */
export const unavailable = (cause: unknown): SextantError =>
  new SextantError('files_unavailable', 'The storage of files does not answer, or refuses.', {
    hint: 'Try again in a moment. If it lasts, the log of the service says why.',
    cause: plain(cause),
  });

/** A failure of the storage's library may carry what it signed with, so that its name and sentence alone go on. */
function plain(error: unknown): Error {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  return new Error(`${name}: ${message}`);
}
