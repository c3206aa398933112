#!/usr/bin/env node

/** The process around a command: signals, broken pipes and the exit code. */

const interruptedCode = 130;
/** A terminal, a shell and a wrapper such as npm may each pass on the same Ctrl-C; a person needs longer for a second one. */
const sameInterruptMs = 300;

const controller = new AbortController();
let interruptedAt: number | undefined;

function interrupt(): void {
  const now = performance.now();
  if (interruptedAt === undefined) {
    interruptedAt = now;
    controller.abort();
  } else if (now - interruptedAt > sameInterruptMs) {
    process.exit(interruptedCode);
  }
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, interrupt);

// Whoever read the output has gone (`| head`): there is nobody to tell. Without standard error the work goes on.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
  throw error;
});
process.stderr.on('error', () => undefined);

// Imported when the signals are in our hands: a Ctrl-C while modules load ends like any other.
const [{ compose }, { run }] = await Promise.all([import('../compose.js'), import('./run.js')]);
const { stdout, stderr, env } = process;
const io = { stdout, stderr, env, cwd: process.cwd(), signal: controller.signal };
process.exitCode = await run(process.argv.slice(2), io, compose);
// Work that could not be stopped may still be running.
if (controller.signal.aborted) process.exit();

export {};
