// Runs the program of the step bench in several worker threads of one process. Arguments: how many, then those of ../step/sextant.ts.
import { Worker } from 'node:worker_threads';

const [workers, ...argv] = process.argv.slice(2);
const program = new URL('../step/sextant.ts', import.meta.url).href;
// A worker does not inherit the loader of TypeScript.
const start = `import('tsx/esm/api').then(({ register }) => (register(), import(${JSON.stringify(program)})))`;
for (let i = 0; i < Number(workers); i++) {
  const worker = new Worker(start, { argv, eval: true });
  worker.on('error', (error) => {
    console.error(error);
    process.exitCode = 1;
  });
}
