import { appVersion, packageVersion } from '../../package-info.js';
import type { Check } from './check.js';

/** Shown name -> package. */
const packages = {
  'tfjs-core': '@tensorflow/tfjs-core',
  'tfjs-node': '@tensorflow/tfjs-node',
  duckdb: '@duckdb/node-api',
  pglite: '@electric-sql/pglite',
  'json-rules-engine': 'json-rules-engine',
} as const;

export interface Versions {
  readonly sextant: string;
  readonly node: string;
  readonly platform: string;
  /** `null`: not installed. */
  readonly packages: Readonly<Record<keyof typeof packages, string | null>>;
}

export function readVersions(): Versions {
  const versionOf = (shown: keyof typeof packages): string | null => packageVersion(packages[shown]);
  return {
    sextant: appVersion(),
    node: process.versions.node,
    platform: `${process.platform}-${process.arch}`,
    packages: {
      'tfjs-core': versionOf('tfjs-core'),
      'tfjs-node': versionOf('tfjs-node'),
      duckdb: versionOf('duckdb'),
      pglite: versionOf('pglite'),
      'json-rules-engine': versionOf('json-rules-engine'),
    },
  };
}

const leastNode = [20, 19] as const;

export function checkVersions({ sextant, node, platform }: Versions): Check {
  const [major = 0, minor = 0] = node.split('.').map(Number);
  const isSupported = major > leastNode[0] || (major === leastNode[0] && minor >= leastNode[1]);
  const detail = `Sextant ${sextant}, Node.js ${node}, ${platform}`;
  if (isSupported) return { name: 'versions', status: 'ok', detail };
  return { name: 'versions', status: 'broken', detail, fix: `Install Node.js ${leastNode.join('.')} or later.` };
}
