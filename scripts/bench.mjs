// Runs the benchmarks bench/*.ts on the built project, each in a process of its own; `npm run bench -- rules` runs one, and
// hands it the options that follow its name: `npm run bench -- optuna --data FOLDER --seconds 5`.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { register } from 'tsx/esm/api';
import { isProgram, messageOf } from './setup/run.mjs';
import { root, setUp } from './setup.mjs';

const folder = join(root, 'bench');
const known = readdirSync(folder).filter((file) => file.endsWith('.ts'));

/** @param {readonly string[]} words names of benchmarks, none: all of them; then options for the one that is named */
async function main(words) {
  const firstOption = words.findIndex((word) => word.startsWith('-'));
  const names = firstOption < 0 ? words : words.slice(0, firstOption);
  const options = firstOption < 0 ? [] : words.slice(firstOption);
  const unknown = names.filter((name) => !known.includes(`${name}.ts`));
  if (unknown.length > 0) throw new Error(`there is no benchmark ${unknown.join(', ')}; known: ${known.join(', ')}`);
  await setUp({ quiet: true });
  const chosen = names.length > 0 ? names : known.map((file) => basename(file, '.ts')).toSorted();
  if (options.length > 0 && chosen.length !== 1) throw new Error('name one benchmark for these options');
  if (chosen.length === 1) {
    process.argv.splice(2, Infinity, ...options);
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
