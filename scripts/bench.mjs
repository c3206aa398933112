// Runs the benchmarks bench/*.ts on the built project, each in a process of its own; `npm run bench -- rules` runs one.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { register } from 'tsx/esm/api';
import { isProgram, messageOf } from './setup/run.mjs';
import { root, setUp } from './setup.mjs';

const folder = join(root, 'bench');
const known = readdirSync(folder).filter((file) => file.endsWith('.ts'));

/** @param {string[]} names of benchmarks; none: all of them */
async function main(names) {
  const unknown = names.filter((name) => !known.includes(`${name}.ts`));
  if (unknown.length > 0) throw new Error(`there is no benchmark ${unknown.join(', ')}; known: ${known.join(', ')}`);
  await setUp({ quiet: true });
  const chosen = names.length > 0 ? names : known.map((file) => basename(file, '.ts')).toSorted();
  if (chosen.length === 1) {
    register();
    await import(pathToFileURL(join(folder, `${chosen[0]}.ts`)).href);
    return;
  }
  for (const name of chosen) {
    const { status } = spawnSync(process.execPath, [import.meta.filename, name], { stdio: 'inherit' });
    if (status !== 0) process.exitCode = 1;
  }
}

if (isProgram(import.meta.url)) {
  await main(process.argv.slice(2)).catch((error) => {
    console.error(`bench: ${messageOf(error)}`);
    process.exitCode = 1;
  });
}
