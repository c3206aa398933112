import { SextantError } from '../errors.js';

const plainWord = /^[\w./:=,@%+-]+$/;

/** A command as it can be typed into a POSIX shell: words that hold anything special stand in single quotes. */
export const commandLine = (words: readonly string[]): string =>
  words.map((word) => (plainWord.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`)).join(' ');

export const usageError = (message: string, hint: string): SextantError =>
  new SextantError('usage_invalid', message, { hint });
