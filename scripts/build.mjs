// Compiles src/ to dist/, removes what older builds left, then runs each program of scripts/build-steps/ in order of name.
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './setup/run.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const out = join(root, 'dist');
const compiled = /\.(js|js\.map|d\.ts|d\.ts\.map)$/;

/** @param {string[]} args */
async function step(args) {
  const done = await run(process.execPath, args, { cwd: root, env: process.env });
  if (done.code === 0) return;
  process.stdout.write(`${done.output.trimEnd()}\n`);
  process.exit(1);
}

/**
 * Compiled files whose source has gone. What a build step has put into dist/ is left alone.
 * @returns {string[]}
 */
function leftovers() {
  if (!existsSync(out)) return [];
  const files = readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((path) => compiled.test(path));
  return files.filter((path) => {
    const source = join(root, 'src', path.replace(compiled, ''));
    return !existsSync(`${source}.ts`) && !existsSync(`${source}.tsx`);
  });
}

await step([join(root, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.build.json', '--pretty', 'false']);
for (const path of leftovers()) rmSync(join(out, path));
const folder = join(root, 'scripts/build-steps');
const programs = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.mjs')) : [];
for (const name of programs.toSorted()) await step([relative(root, join(folder, name)).split(sep).join('/')]);
