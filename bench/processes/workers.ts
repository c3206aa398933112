// Runs the program of one step bench in several worker threads of one process. Arguments: how many, then those of ../step/sextant.ts.
import { Worker } from 'node:worker_threads';

const [workers, ...argv] = process.argv.slice(2);
const program = new URL('../step/sextant.ts', import.meta.url);
for (let i = 0; i < Number(workers); i++) {
  const worker = new Worker(program, { argv, execArgv: ['--import', 'tsx'] });
  worker.on('error', (error) => {
    console.error(error);
    process.exitCode = 1;
  });
}
