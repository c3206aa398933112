import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { configDefaults, defineConfig } from 'vitest/config';

const heavy = 'test/**/*.heavy.test.ts';

export default defineConfig(({ mode }) => ({
  test: {
    include: mode === 'heavy' ? [heavy] : ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    exclude: mode === 'heavy' ? configDefaults.exclude : [...configDefaults.exclude, heavy],
    // Processes, not threads: TensorFlow's native library must not share one, and a crash ends one file only.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // How long is waited for what comes by itself: a bound on what hangs, and no measure of anything.
    expect: { poll: { timeout: 90_000 } },
    env: {
      TF_CPP_MIN_LOG_LEVEL: '2',
      // Servers that tests start sign their trails, and not with the key of whoever runs the tests.
      SEXTANT_AUDIT_KEY: join(tmpdir(), `sextant-tests-audit-key-${userInfo().uid}.pem`),
    },
  },
}));
