import type { z } from 'zod';
import { SextantError } from './errors.js';

/** One place of a JSON value that is not legal. */
export interface Finding {
  /** JSON pointer (RFC 6901); empty for the whole value. */
  readonly pointer: string;
  readonly message: string;
}

const escapePart = (part: PropertyKey): string => String(part).replaceAll('~', '~0').replaceAll('/', '~1');

/** The JSON pointer (RFC 6901) of a path. */
export const pointerOf = (path: readonly PropertyKey[]): string => path.map((part) => `/${escapePart(part)}`).join('');

/** What a schema found wrong, a line for each place; an unknown key is pointed at itself, not at the object it is in. */
export function findingsOf(error: z.ZodError): Finding[] {
  return error.issues.flatMap((issue) => {
    if (issue.code !== 'unrecognized_keys') return [{ pointer: pointerOf(issue.path), message: issue.message }];
    return issue.keys.map((key) => ({ pointer: pointerOf([...issue.path, key]), message: 'There is no such member.' }));
  });
}

/**
 * Runs what knows a value alone, which stands at `pointer` of a larger one: what it throws about places of the value points at
 * them in the larger one.
 */
export async function pointingInto<T>(pointer: string, run: () => T | Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    const pointers = error instanceof SextantError ? error.fields['pointers'] : undefined;
    if (!(error instanceof SextantError) || !Array.isArray(pointers)) throw error;
    throw new SextantError(error.code, error.message, {
      ...(error.hint !== undefined && { hint: error.hint }),
      fields: { ...error.fields, pointers: pointers.map((place) => `${pointer}${place}`) },
      cause: error,
    });
  }
}
