import { tmpdir, userInfo } from 'node:os';
import { join, relative } from 'node:path';
import { configDefaults, defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const heavy = 'test/**/*.heavy.test.ts';

/** Whose files wait for servers, processes and browsers: long, whatever their size. */
const slow = /\/test\/(http|sdk|jobs|docs|export)\//;

/** Nothing long comes last, when one worker would be idle: files of which no durations are known would come by their size. */
class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const { cache, config } = this.ctx;
    const isKnown = sorted.some(({ project, moduleId }) =>
      cache.getFileTestResults(`${project.name}:${relative(config.root, moduleId)}`),
    );
    return isKnown ? sorted : sorted.toSorted((a, b) => Number(slow.test(b.moduleId)) - Number(slow.test(a.moduleId)));
  }
}

export default defineConfig(({ mode }) => ({
  test: {
    include: mode === 'heavy' ? [heavy] : ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    exclude: mode === 'heavy' ? configDefaults.exclude : [...configDefaults.exclude, heavy],
    // Processes, not threads: TensorFlow's native library must not share one, and a crash ends one file only.
    pool: 'forks',
    maxWorkers: 2,
    sequence: { sequencer: SlowFirst },
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
