import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type * as Client from '../../sdk/typescript/src/index.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const compiler = join(root, 'node_modules/typescript/bin/tsc');

/** Where the types of Node are, for a project that has no packages but the client. */
const nodeTypes = join(root, 'node_modules/@types');

/** The package as it is published, installed into a project of somebody else, where there is nothing beside it. */
export async function installClient(folder: string) {
  const source = join(folder, 'source');
  const isSource = (path: string): boolean => !['dist', 'node_modules'].includes(basename(path));
  cpSync(join(root, 'sdk/typescript'), source, { recursive: true, filter: isSource });
  execFileSync(process.execPath, [compiler, '-p', source]);
  const npm = { cwd: folder, encoding: 'utf8' } as const;
  const [packed] = JSON.parse(execFileSync('npm', ['pack', './source', '--json', '--ignore-scripts'], npm)) as [
    { filename: string; files: { path: string }[] },
  ];
  const project = join(folder, 'own');
  mkdirSync(project);
  writeFileSync(join(project, 'package.json'), '{ "type": "module", "private": true }');
  const install = ['install', '--offline', '--no-audit', '--no-fund', join(folder, packed.filename)];
  execFileSync('npm', install, { cwd: project });
  const dist = join(project, 'node_modules/sextant-client/dist');
  const client = (await import(pathToFileURL(join(dist, 'index.js')).href)) as typeof Client;
  return { project, dist, client, files: packed.files.map(({ path }) => path) };
}

/** In which surroundings a program is compiled. */
export const surroundings = {
  Node: ['--lib', 'es2023', '--typeRoots', nodeTypes, '--types', 'node'],
  browser: ['--lib', 'es2023,dom,dom.iterable'],
} as const;

/** Compiles a program as its author would who wants the compiler to look at everything; what it says. */
export function compile(file: string, where: keyof typeof surroundings): string {
  const strict = ['--strict', '--exactOptionalPropertyTypes', '--noUncheckedIndexedAccess', '--skipLibCheck', 'false'];
  const options = [...strict, '--module', 'nodenext', '--target', 'es2022', '--pretty', 'false'];
  const all = [compiler, ...options, ...surroundings[where], file];
  return spawnSync(process.execPath, all, { cwd: dirname(file), encoding: 'utf8' }).stdout;
}

/** The first program of a page beneath a heading. */
export function programOf(page: string, heading: string): string {
  const text = readFileSync(join(root, page), 'utf8');
  const [, code] = /```ts\n([\s\S]*?)```/.exec(text.slice(text.indexOf(`${heading}\n`))) ?? [];
  if (code === undefined) throw new Error(`${page} has no program beneath ${heading}`);
  return code;
}
