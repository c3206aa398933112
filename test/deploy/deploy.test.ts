import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { configSources } from '../../src/config.js';

const variables = new Set(Object.values(configSources).map(({ variable }) => variable));
const flags = new Set(Object.values(configSources).flatMap(({ flag }) => flag ?? []));
const commands = [...readFileSync('src/cli/program.ts', 'utf8').matchAll(/^ {2}add([A-Z]\w*),$/gm)].map(
  ([, name = '']) => name.toLowerCase(),
);
const packageJson = z
  .object({
    bin: z.object({ sextant: z.string() }),
    files: z.array(z.string()),
    engines: z.object({ node: z.string() }),
  })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')));

/** Words of a command line that begins with one of ours: the command is there, and so is every flag. */
function expectCommand([command = '', ...words]: readonly string[]): void {
  expect(commands).toContain(command);
  const source = readFileSync(`src/cli/commands/${command}.ts`, 'utf8');
  for (const word of words.filter((one) => one.startsWith('--')))
    expect(flags.has(word) || source.includes(word), word).toBe(true);
}

describe('the Dockerfile', () => {
  const lines = readFileSync('Dockerfile', 'utf8').replaceAll('\\\n', ' ').split('\n');
  const of = (instruction: string): string[] =>
    lines.filter((line) => line.startsWith(`${instruction} `)).map((line) => line.slice(instruction.length + 1).trim());

  it('copies what is there, and all that the package ships and a service reads', () => {
    const copied = of('COPY').map((line) => line.split(/\s+/));
    const fromHere = copied
      .filter(([first = '']) => !first.startsWith('--from'))
      .flatMap((words) => words.slice(0, -1));
    for (const path of fromHere) expect(existsSync(path), path).toBe(true);
    const fromBuild = copied.flatMap(([first, path]) => (first === '--from=build' ? [path?.replace('/app/', '')] : []));
    const shipped = packageJson.files.filter((name) => !['scripts', 'examples'].includes(name));
    expect(fromBuild).toEqual(expect.arrayContaining(['package.json', 'node_modules', ...shipped]));
    const ignored = readFileSync('.dockerignore', 'utf8').split('\n');
    expect(fromHere.filter((path) => ignored.includes(path))).toEqual([]);
  });

  it('starts the program as a user without rights, by settings that exist', () => {
    const [entry = '', command = ''] = [of('ENTRYPOINT'), of('CMD')].map((all) => all.at(-1));
    const words = z.array(z.string());
    expect(words.parse(JSON.parse(entry))).toEqual(['node', packageJson.bin.sextant]);
    expectCommand(words.parse(JSON.parse(command)));
    expect(of('USER')).toEqual(['node']);
    const [environment = ''] = of('ENV');
    const names = environment.split(/\s+/).map((pair) => pair.split('=')[0] ?? '');
    for (const name of names.filter((one) => one !== 'NODE_ENV')) expect(variables).toContain(name);
    expect(existsSync('src/http/operations/health-live.ts')).toBe(true);
  });

  it('has a version of Node that the package takes', () => {
    const versions = of('FROM').map((image) => /^node:(\d+)\.(\d+)\./.exec(image)?.slice(1).map(Number) ?? []);
    const [major = 0, minor = 0] = /(\d+)\.(\d+)/.exec(packageJson.engines.node)?.slice(1).map(Number) ?? [];
    for (const [ours = 0, point = 0] of versions) expect(ours > major || (ours === major && point >= minor)).toBe(true);
    expect(new Set(versions.map(String)).size).toBe(1);
  });
});

describe('compose.yaml', () => {
  const text = readFileSync('compose.yaml', 'utf8');

  it('runs commands that exist, twice each, and a database', () => {
    const given = [...text.matchAll(/^ {4}command: (\[.*\])$/gm)].map(([, list = '']) =>
      z.array(z.string()).parse(JSON.parse(list.replaceAll("'", '"'))),
    );
    expect(given).toEqual([['serve', '--no-worker'], ['worker']]);
    for (const command of given) expectCommand(command);
    expect(text.match(/replicas: 2/g)).toHaveLength(2);
    expect(text).toContain('image: postgres:');
    const [, first = ''] = /docker compose run --rm api (.*)$/m.exec(text) ?? [];
    expect(commands).toContain(first.split(' ')[0]);
  });

  it('sets what the program reads', () => {
    const [, block = ''] = /environment: &environment\n((?: {4}\w+: .*\n)+)/.exec(text) ?? [];
    const names = [...block.matchAll(/^ {4}(\w+):/gm)].map(([, name = '']) => name);
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) expect(variables).toContain(name);
  });
});

it('the unit of systemd starts a command that exists, and leaves it the time to stop', () => {
  const text = readFileSync('deploy/sextant.service', 'utf8');
  const [, path = '', words = ''] = /^ExecStart=\/usr\/bin\/node \/opt\/sextant\/(\S+) (.*)$/m.exec(text) ?? [];
  expect(path).toBe(packageJson.bin.sextant);
  expectCommand(words.split(' '));
  for (const [, name = ''] of text.matchAll(/^Environment=(\w+)=/gm)) expect(variables).toContain(name);
  expect(Number(/^TimeoutStopSec=(\d+)$/m.exec(text)?.[1])).toBeGreaterThan(10);
});
