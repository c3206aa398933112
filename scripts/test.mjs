// Sets the clone up if needed and runs the tests. The last line is always `N passed, N failed[, N skipped]`.
//   npm test [-- <vitest filters>]        npm run test:heavy: the files named *.heavy.test.ts only
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countLine, isGreen, unknownCounts } from './checks/counts.mjs';
import { messageOf } from './setup/run.mjs';
import { root, setUp } from './setup.mjs';

const given = process.argv.slice(2);
const mode = given.includes('--heavy') ? ['--mode', 'heavy'] : [];
const filters = given.filter((argument) => argument !== '--heavy');
const folder = mkdtempSync(join(tmpdir(), 'sextant-test-'));
const report = join(folder, 'counts.json');

/** @returns {Promise<number>} */
function runVitest() {
  const program = join(root, 'node_modules/vitest/vitest.mjs');
  const reporters = ['--reporter=default', `--reporter=${join(root, 'scripts/checks/count-reporter.mjs')}`];
  const env = { ...process.env, SEXTANT_TEST_COUNTS: report };
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, [program, 'run', ...mode, ...reporters, ...filters], {
      cwd: root,
      stdio: 'inherit',
      env,
    });
    child.on('error', failed);
    child.on('close', (code) => done(code ?? 1));
  });
}

/** @returns {import('./checks/counts.mjs').Counts} */
function readCounts() {
  try {
    return JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    return unknownCounts;
  }
}

let code = 1;
let counts = unknownCounts;
try {
  await setUp();
  code = await runVitest();
  counts = readCounts();
} catch (error) {
  console.error(`test: ${messageOf(error)}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(countLine(counts));
process.exitCode = code === 0 && isGreen(counts) ? 0 : 1;
