import type { Application } from '../application.js';
import type { Check } from './check.js';
import { checkFiles } from './files.js';
import { checkRules } from './rules.js';
import { checkStorage } from './storage.js';
import { checkTraining } from './training.js';
import { checkVersions, readVersions, type Versions } from './versions.js';

/** All checks, side by side: the slowest loads TensorFlow. */
export async function examineAll(application: Application): Promise<{ versions: Versions; checks: Check[] }> {
  const { context } = application;
  const versions = readVersions();
  const checks = await Promise.all([
    checkTraining(context.createPool),
    checkFiles(versions.packages.duckdb),
    checkRules(context),
    checkStorage(application),
  ]);
  return { versions, checks: [checkVersions(versions), ...checks] };
}
