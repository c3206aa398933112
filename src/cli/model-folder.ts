import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { SextantError } from '../errors.js';

const namedSchema = z.object({ id: z.string() });

/**
 * `recommend --out` puts the model into a folder of its own; either may be named.
 * @throws SextantError `model_invalid` for a folder of `recommend --out` without one
 */
export function modelFolder(folder: string): string {
  const inside = join(folder, 'model');
  if (existsSync(join(inside, 'model.json'))) return inside;
  const isThere = (name: string): boolean => existsSync(join(folder, name));
  if (isThere('model.json') || !isThere('recommendation.json')) return folder;
  throw new SextantError(
    'model_invalid',
    `The folder ${folder} has a recommendation and no model: where a server made it, the model stayed there; else none was trained.`,
    { hint: `That server predicts by it: POST /v1/recommendations/${idIn(folder)}/predictions (operation predict).` },
  );
}

/** Of the recommendation; a place for it where the file does not tell. */
function idIn(folder: string): string {
  try {
    return namedSchema.parse(JSON.parse(readFileSync(join(folder, 'recommendation.json'), 'utf8'))).id;
  } catch {
    return '{id}';
  }
}
