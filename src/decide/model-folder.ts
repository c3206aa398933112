import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { SextantError } from '../errors.js';
import { listNames } from '../profile/messages.js';

/** A saved model has files of these names, and so has one for TensorFlow.js, of Sextant or of others. */
export const modelFile = 'model.json';
export const weightsFile = 'weights.bin';
const names: readonly string[] = [modelFile, weightsFile];
/** What file managers leave in a folder that they show. */
const leftByDesktops: readonly string[] = ['.DS_Store', 'Thumbs.db', 'desktop.ini'];

/** What tells the description of a saved model from that of any other. */
const savedSchema = z.object({ version: z.number(), schema: z.object({}), parts: z.array(z.unknown()) });

/**
 * A saved model takes the place of a whole folder: of none, of an empty one, or of one that holds a saved model and nothing else.
 * @throws SextantError `usage_invalid` where anything else would be lost
 */
export function checkModelFolder(folder: string): void {
  if (!existsSync(folder)) return;
  const others = entriesOf(folder).filter((name) => ![...names, ...leftByDesktops].includes(name));
  if (others.length > 0) throw lost(`The folder ${folder} holds what is no model (${listNames(others)})`);
  checkModelFiles(folder, isSaved);
}

/**
 * Of files that a model is written over: `isOwn` tells by the description whether they are such a model.
 * @throws SextantError `usage_invalid` where they are not
 */
export function checkModelFiles(folder: string, isOwn: (description: string) => boolean): void {
  const isThere = names.some((name) => existsSync(join(folder, name)));
  if (isThere && !isOwn(descriptionIn(folder))) throw lost(`The folder ${folder} holds another model`);
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (cause) {
    throw lost(`What is at ${folder} is no folder that can be read`, cause);
  }
}

function descriptionIn(folder: string): string {
  try {
    return readFileSync(join(folder, modelFile), 'utf8');
  } catch {
    return '';
  }
}

function isSaved(description: string): boolean {
  try {
    return savedSchema.safeParse(JSON.parse(description)).success;
  } catch {
    return false;
  }
}

const lost = (what: string, cause?: unknown): SextantError =>
  new SextantError('usage_invalid', `${what}, which would be lost.`, {
    hint: 'Name another folder, or move away what is there.',
    cause,
  });
