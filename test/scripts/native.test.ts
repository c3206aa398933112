import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newestInterface } from '../../scripts/setup/binding.mjs';
import { bindingName, cacheFolder, placeLibrary } from '../../scripts/setup/library.mjs';
import { archiveUrl, platformKey, targets } from '../../scripts/setup/platforms.mjs';
import { absenceLine, causeOfPipFailure, explainAbsence } from '../../scripts/setup/reasons.mjs';
import { isSupportedNode } from '../../scripts/setup.mjs';

function target(key: string) {
  const found = targets[key];
  if (found === undefined) throw new Error(`no target ${key}`);
  return found;
}

describe('table of platforms', () => {
  it.each(Object.entries(targets))(
    '%s: every link points to a library that the wheel holds',
    (_, { links, libraries }) => expect(libraries).toEqual(expect.arrayContaining(Object.values(links))),
  );

  it.each(Object.entries(targets))('%s: the wheel is pinned by version and hash', (_, { wheel }) => {
    if (wheel === undefined) return;
    expect(wheel.requirement).toMatch(/^tensorflow[a-z-]*==\d+\.\d+\.\d+$/);
    expect(wheel.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('has no library for a Linux without glibc', () => {
    const machine = { platform: 'linux', arch: 'x64' };
    expect(targets[platformKey({ ...machine, glibc: true })]).toBeDefined();
    expect(targets[platformKey({ ...machine, glibc: false })]).toBeUndefined();
  });

  it('asks the host that the package itself would ask', () => {
    const linux = target('linux-x64');
    const file = 'cpu-linux-x86_64-2.9.1.tar.gz';
    expect(archiveUrl(linux, {})).toBe(`https://storage.googleapis.com/tensorflow/libtensorflow/libtensorflow-${file}`);
    expect(archiveUrl(linux, { TFJS_NODE_BASE_URI: 'https://mirror.example/tf-' })).toBe(
      `https://mirror.example/tf-${file}`,
    );
    expect(archiveUrl(target('linux-arm64'), { TFJS_NODE_CDN_STORAGE: 'https://mirror.example/' })).toBe(
      'https://mirror.example/tf-builds/libtensorflow_r2_7_linux_arm64.tar.gz',
    );
  });
});

describe('absence is explained', () => {
  it('with everything that is missing, in one line', () => {
    const line = absenceLine(explainAbsence(['python', 'compiler']));
    expect(line).not.toContain('\n');
    for (const part of ['Python 3', 'C++ compiler', 'WebAssembly', '10 times slower', 'apt install', 'npm run setup']) {
      expect(line).toContain(part);
    }
  });

  it.each([
    ['/usr/bin/python3: No module named pip', 'python'],
    ['ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.', 'hash'],
    ['ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device', 'disk'],
    ['ERROR: No matching distribution found for tensorflow-cpu==2.15.1', 'network'],
  ])('pip: %s', (output, cause) => expect(causeOfPipFailure(output)).toBe(cause));
});

describe('cache', () => {
  const home = tmpdir();
  it.each([
    [{ SEXTANT_CACHE_DIR: '/chosen', XDG_CACHE_HOME: '/shared', HOME: home }, 'linux', '/chosen'],
    [{ XDG_CACHE_HOME: '/shared', HOME: home }, 'linux', '/shared/sextant'],
    [{ HOME: home }, 'linux', `${home}/.cache/sextant`],
    [{ HOME: home }, 'darwin', `${home}/Library/Caches/sextant`],
    [{ HOME: '/there/is/no/home' }, 'linux', '/clone/.cache/sextant'],
  ])('%o on %s', (env, platform, folder) => expect(cacheFolder({ root: '/clone', env, platform })).toBe(folder));

  it('keeps bindings of other interfaces and libraries apart', () => {
    const binding = { version: '4.22.0', key: 'linux-x64', napi: 8, source: '2.15.1' };
    const names = [
      binding,
      { ...binding, napi: 9 },
      { ...binding, source: '2.16.0' },
      { ...binding, key: 'linux-arm64' },
    ];
    expect(new Set(names.map(bindingName)).size).toBe(4);
  });
});

describe('unpacked library', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'sextant-native-'));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('is found under the names that the build expects, and outlives the cache', () => {
    const folder = join(root, 'cache');
    mkdirSync(join(folder, 'lib'), { recursive: true });
    mkdirSync(join(folder, 'include/tensorflow/c'), { recursive: true });
    for (const name of target('linux-x64').libraries) writeFileSync(join(folder, 'lib', name), name);
    writeFileSync(join(folder, 'include/tensorflow/c/c_api.h'), 'header');
    const packageFolder = join(root, 'package');
    mkdirSync(join(packageFolder, 'deps/lib/half-done'), { recursive: true });
    placeLibrary({ target: target('linux-x64'), folder, packageFolder });
    rmSync(folder, { recursive: true });
    const read = (path: string) => readFileSync(join(packageFolder, 'deps', path), 'utf8');
    expect(read('lib/libtensorflow.so.2.9.1')).toBe('libtensorflow_cc.so.2');
    expect(read('lib/libtensorflow_framework.so')).toBe('libtensorflow_framework.so.2');
    expect(read('include/tensorflow/c/c_api.h')).toBe('header');
  });
});

describe('versions', () => {
  it('the newest interface that both sides know is chosen', () => {
    expect(newestInterface([3, 4, 5, 6, 7, 8], 9)).toBe(8);
    expect(newestInterface([3, 4, 5, 6, 7, 8], 6)).toBe(6);
  });

  it.each([
    ['20.18.3', false],
    ['20.19.0', true],
    ['18.20.0', false],
    ['24.0.0', true],
  ])('Node %s', (version, supported) => expect(isSupportedNode(version)).toBe(supported));
});
