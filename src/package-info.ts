import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of this package: one above this file both in the sources and in the build. */
export const packageRoot = fileURLToPath(new URL('..', import.meta.url));

const require = createRequire(import.meta.url);

/** The version of Sextant. */
export const appVersion = (): string => versionIn(packageRoot) ?? 'unknown';

/** The installed version of a package, `null` when it is not installed. */
export function packageVersion(name: string): string | null {
  for (const folder of require.resolve.paths(name) ?? []) {
    const version = versionIn(join(folder, name));
    if (version !== null) return version;
  }
  return null;
}

/** What a JSON file below the package's folder holds, `undefined` when there is none or it is no JSON. */
export function readPackageFile(path: string): unknown {
  try {
    return JSON.parse(readFileSync(join(packageRoot, path), 'utf8'));
  } catch {
    return undefined;
  }
}

function versionIn(folder: string): string | null {
  try {
    const content: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const isPackage = typeof content === 'object' && content !== null && 'version' in content;
    return isPackage && typeof content.version === 'string' ? content.version : null;
  } catch {
    return null;
  }
}
