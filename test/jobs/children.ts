import { readdirSync, readFileSync } from 'node:fs';

/** Processes of probes that this one has started; zombies have no command line. */
export function probeProcesses(): number[] {
  return childrenWith('probe-process');
}

/** Processes that this one has started with a program. */
export function childrenWith(program: string): number[] {
  const children = readdirSync('/proc/self/task').flatMap((task) =>
    readFileSync(`/proc/self/task/${task}/children`, 'utf8').split(' ').filter(Boolean),
  );
  return children.map(Number).filter((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(program));
}
