import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  canMakeEnvironments,
  environmentTimeoutMs,
  pythonWith,
  toolPackages,
} from '../../scripts/generators/python/environment.js';
import { createKey } from '../../src/decide/keys.js';
import { sklearnPackages } from '../export/python.js';
import { createService, post, serve } from '../http/helpers.js';
import { temporaryFolder } from '../store/backends.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const sdk = join(root, 'sdk/python');
const programs = join(root, 'test/sdk/python');

/** What the package says that it needs, and nothing else. */
const neededPackages = ['anyio==4.16.0', 'attrs==26.1.0', 'httpx==0.28.1'];

const rows = Array.from({ length: 60 }, (_, i) => `${i % 10},${(i * 7) % 13},${i % 10 > 4 ? 'high' : 'low'}`);
const table = ['a,b,y', ...rows].join('\n');

interface Outcome {
  readonly code: number;
  readonly output: string;
}

/** The event loop goes on: the service answers in this process. */
function run(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  cwd = programs,
): Promise<Outcome> {
  return new Promise((resolve) => {
    const options = { cwd, env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1', ...env }, maxBuffer: 1e9 };
    execFile(program, args, options, (error, stdout, stderr) => {
      const code = typeof error?.code === 'number' ? error.code : Number(error !== null);
      resolve({ code, output: `${stdout}${stderr}` });
    });
  });
}

/** Starts a probe of a small table. */
async function probeOf(url: string): Promise<string> {
  const upload = { method: 'POST', headers: { 'Content-Type': 'text/csv' }, body: table };
  const dataset = (await (await fetch(`${url}/v1/datasets?name=rows.csv`, upload)).json()) as { id: string };
  const asked = {
    dataset: { id: dataset.id, target: ['y'] },
    probe: { trialsLimit: 2, seed: 1 },
    constraints: { settings: { epochs: 10, foldRepeats: 1 } },
  };
  const made = (await (await fetch(`${url}/v1/recommendations`, post(asked))).json()) as { probe: { id: string } };
  return made.probe.id;
}

/** The code in a page. */
const blocksOf = (page: string): { language: string; code: string }[] =>
  [...readFileSync(join(root, page), 'utf8').matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(
    ([, language = '', code = '']) => ({ language, code }),
  );

/** The code of one language in a page, as one program. */
const codeIn = (page: string, language: string): string =>
  blocksOf(page)
    .filter((block) => block.language === language)
    .map(({ code }) => code)
    .join('');

const sitePackages = (python: string): string => {
  const library = join(dirname(python), '../lib');
  const [version = ''] = readdirSync(library).filter((name) => name.startsWith('python'));
  return join(library, version, 'site-packages');
};

describe.skipIf(!canMakeEnvironments)('the Python SDK', () => {
  const folder = temporaryFolder();
  const service = createService();
  const closed = createService();
  let tools = '';
  let python = '';
  let env: Readonly<Record<string, string>> = {};
  const stops: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    tools = await pythonWith(toolPackages);
    const shared = [await pythonWith(sklearnPackages), await pythonWith(neededPackages)];
    python = await installWheel(shared);
    const [served, servedClosed] = [await serve(service.app), await serve(closed.app)];
    stops.push(await service.startWorker(), served.stop, servedClosed.stop);
    const { key } = await createKey(closed.context, { name: 'sdk', scopes: ['advise'] });
    env = { SEXTANT: served.url, CLOSED: servedClosed.url, KEY: key, PROBE: await probeOf(served.url) };
  }, environmentTimeoutMs);
  afterAll(async () => {
    for (const stop of stops) await stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** The wheel in a project of somebody else, who has pandas and scikit-learn. */
  async function installWheel(shared: readonly string[]): Promise<string> {
    const wheels = join(folder, 'wheels');
    const build = ['-m', 'pip', 'wheel', '--quiet', '--no-deps', '--no-build-isolation', '-w', wheels, sdk];
    expect(await run(tools, build)).toEqual({ code: 0, output: '' });
    const project = join(folder, 'project');
    expect(await run('python3', ['-m', 'venv', '--without-pip', project])).toEqual({ code: 0, output: '' });
    const own = join(project, 'bin/python');
    writeFileSync(join(sitePackages(own), 'shared.pth'), shared.map((one) => `${sitePackages(one)}\n`).join(''));
    const [wheel = ''] = readdirSync(wheels);
    const install = ['-m', 'pip', '--python', own, 'install', '--quiet', '--no-index', join(wheels, wheel)];
    expect(await run(tools, install)).toEqual({ code: 0, output: '' });
    return own;
  }

  const done = { code: 0, output: '' };

  it('has data frames arrive as they are', { timeout: environmentTimeoutMs }, async () => {
    expect(await run(python, ['frames.py'], env)).toEqual(done);
  });

  it('follows probes, over lost connections too, and waits no longer than it is told', async () => {
    expect(await run(python, ['events.py'], env)).toEqual(done);
  });

  it('sends again what may be sent again, and nothing else', async () => {
    expect(await run(python, ['retries.py'], env)).toEqual(done);
  });

  it('has every operation with types, raises problems and lists everything', async () => {
    expect(await run(python, ['service.py'], env)).toEqual(done);
  });

  it('has estimators for scikit-learn', { timeout: environmentTimeoutMs }, async () => {
    expect(await run(python, ['estimators.py'], env)).toEqual(done);
  });

  it.each([
    ['README.md', /^adam|^nadam|^sgd|^nesterov/m],
    [
      'sdk/python/README.md',
      /not_found List the recommendations[\s\S]*\nsucceeded\n[\s\S]*\n\d+ recommendations\n[\s\S]*\['low' 'low'\]/,
    ],
  ])('does what %s says', { timeout: environmentTimeoutMs }, async (page, expected) => {
    const place = join(folder, page.replaceAll('/', '-'));
    mkdirSync(place);
    writeFileSync(join(place, 'data.csv'), table);
    const program = codeIn(page, 'python').replaceAll('http://127.0.0.1:8787', env['SEXTANT'] ?? '');
    writeFileSync(join(place, 'page.py'), program.replaceAll(/(budget_seconds=|"budgetSeconds": )\d+/g, '$11'));
    const { code, output } = await run(python, ['page.py'], env, place);
    expect({ code, output }).toMatchObject({ code: 0, output: expect.stringMatching(expected) as string });
  });

  it('is installed as its README says', async () => {
    const page = 'sdk/python/README.md';
    expect(new Set(blocksOf(page).map(({ language }) => language))).toEqual(new Set(['sh', 'python']));
    const code = codeIn(page, 'sh');
    // What it needs is in other environments: nothing is fetched, and nothing is left installed. pip reads `0` as no isolation.
    const pip = { PIP_DRY_RUN: '1', PIP_NO_DEPS: '1', PIP_NO_INDEX: '1', PIP_NO_BUILD_ISOLATION: '0' };
    const program = `pip() { '${tools}' -m pip "$@"; }\n${code}`;
    const { output } = await run('sh', ['-e', '-c', program], pip, root);
    expect(output).toContain('Would install sextant-client-');
    const named = [...code.matchAll(/\[([\w-]+)\]/g)].map(([, extra = '']) => extra);
    const list =
      "from importlib.metadata import metadata; print(*metadata('sextant-client').get_all('Provides-Extra'))";
    expect(named.toSorted()).toEqual((await run(python, ['-c', list])).output.trim().split(' ').toSorted());
  });

  it('tells a type checker what goes in and what comes out', { timeout: environmentTimeoutMs }, async () => {
    const check = ['-m', 'mypy', '--strict', '--follow-untyped-imports', '--cache-dir', join(folder, 'mypy')];
    const ofProject = [...check, '--python-executable', python];
    expect(await run(tools, [...ofProject, join(programs, 'user_program.py')])).toEqual({
      code: 0,
      output: 'Success: no issues found in 1 source file\n',
    });
    const wrong = join(folder, 'wrong.py');
    const program = readFileSync(join(programs, 'user_program.py'), 'utf8');
    const mistakes = [
      ['task="binary"', 'task="bynary"'],
      ['entry.summary', 'entry.sumary'],
      ['limit=50', 'limit="50"'],
      ['rule.slot', 'rule.slott'],
      ['"not_found"', '"not_fuond"'],
    ] as const;
    writeFileSync(
      wrong,
      mistakes.reduce((text, [right, not]) => text.replace(right, not), program),
    );
    const { code, output } = await run(tools, [...ofProject, wrong]);
    expect(code).toBe(1);
    expect(output).toContain('"task" to "Profile" has incompatible type');
    expect(output).toContain('has no attribute "sumary"');
    expect(output).toContain('"limit" to "each_of" has incompatible type');
    expect(output).toContain('has no attribute "slott"');
    expect(output).toContain("Literal['not_fuond']");
  });

  it('is written by hand as ruff and mypy want it', { timeout: environmentTimeoutMs }, async () => {
    const ruff = join(dirname(tools), 'ruff');
    const quietly = ['--quiet', '--no-cache'];
    const likewise = [...quietly, '--config', join(sdk, 'pyproject.toml'), programs];
    expect(await run(ruff, ['check', ...quietly, sdk])).toEqual(done);
    expect(await run(ruff, ['format', '--check', ...quietly, sdk])).toEqual(done);
    expect(await run(ruff, ['check', '--select', 'E,F', ...likewise])).toEqual(done);
    expect(await run(ruff, ['format', '--check', ...likewise])).toEqual(done);
    const types = ['-m', 'mypy', '--config-file', 'pyproject.toml', '--cache-dir', join(folder, 'mypy-sdk')];
    expect(await run(tools, types, {}, sdk)).toMatchObject({ code: 0 });
  });
});
