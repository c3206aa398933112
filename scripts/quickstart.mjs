// Sets the clone up, then runs the main job on a shipped data set.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { messageOf } from './setup/run.mjs';
import { root, setUp } from './setup.mjs';

const job = 'recommend examples/data/diabetes.csv --target outcome --budget 20s --out sextant-out';
const next = [
  ['node dist/cli/main.js profile examples/data/diabetes.csv --target outcome', 'what Sextant sees in the data'],
  ['node dist/cli/main.js decisions', 'the record of what was decided'],
  ['node dist/cli/main.js recommend --help', 'the same for a file of yours'],
  ['node dist/cli/main.js doctor', 'versions, training backend, storage'],
];

/** @returns {Promise<number>} exit status of the job */
function runJob() {
  console.log(`\n$ sextant ${job}\n`);
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, [join(root, 'dist/cli/main.js'), ...job.split(' ')], {
      cwd: root,
      stdio: 'inherit',
    });
    // The terminal sends Ctrl-C to both; the job decides how it ends and we report it.
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => child.kill(signal));
    child.on('error', failed);
    child.on('close', (code) => done(code ?? 130));
  });
}

try {
  await setUp();
  process.exitCode = await runJob();
  if (process.exitCode === 0) {
    const width = Math.max(...next.map(([command = '']) => command.length));
    console.log('\nNext:');
    for (const [command = '', what] of next) console.log(`  ${command.padEnd(width)}  ${what}`);
  }
} catch (error) {
  console.error(`quickstart: ${messageOf(error)}`);
  process.exitCode = 1;
}
