/**
 * @typedef {object} Wheel the Python wheel that holds the same library
 * @property {string} requirement
 * @property {string} platform pip's tag
 * @property {string} sha256 of the wheel file, as its index publishes it
 * @property {number} sizeMb
 *
 * @typedef {object} Target
 * @property {string} archive path of the library on the host from which tfjs-node downloads it
 * @property {Wheel} [wheel]
 * @property {readonly string[]} libraries names inside the wheel's folder `tensorflow/`
 * @property {Readonly<Record<string, string>>} links name that the binding's build expects -> one of `libraries`
 */

const linux = {
  libraries: ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'],
  links: {
    'libtensorflow.so': 'libtensorflow_cc.so.2',
    'libtensorflow.so.2.9.1': 'libtensorflow_cc.so.2',
    'libtensorflow_framework.so': 'libtensorflow_framework.so.2',
  },
};

const mac = {
  libraries: ['libtensorflow_cc.2.dylib', 'libtensorflow_framework.2.dylib'],
  links: {
    'libtensorflow.dylib': 'libtensorflow_cc.2.dylib',
    'libtensorflow.2.dylib': 'libtensorflow_cc.2.dylib',
    'libtensorflow_framework.dylib': 'libtensorflow_framework.2.dylib',
  },
};

/** The TensorFlow release whose C interface tfjs-node 4.22 is built against when it comes from a wheel. */
export const wheelVersion = '2.15.1';

/** @type {Readonly<Record<string, Target>>} */
export const targets = {
  'linux-x64': {
    ...linux,
    archive: 'tensorflow/libtensorflow/libtensorflow-cpu-linux-x86_64-2.9.1.tar.gz',
    wheel: {
      requirement: `tensorflow-cpu==${wheelVersion}`,
      platform: 'manylinux_2_17_x86_64',
      sha256: '54660c074d7241a503e81edfd9f5ef5af88f64051b72e2945f26318c790f2d26',
      sizeMb: 207,
    },
  },
  'linux-arm64': {
    ...linux,
    archive: 'tf-builds/libtensorflow_r2_7_linux_arm64.tar.gz',
    wheel: {
      requirement: `tensorflow-cpu-aws==${wheelVersion}`,
      platform: 'manylinux_2_17_aarch64',
      sha256: 'd4c3a3a9363bf42999adedbbd514e3a133be2d62f61fee9cfa46aaefb087c09e',
      sizeMb: 212,
    },
  },
  'darwin-arm64': {
    ...mac,
    archive: 'tf-builds/libtensorflow_r2_7_darwin_arm64_cpu.tar.gz',
    wheel: {
      requirement: `tensorflow==${wheelVersion}`,
      platform: 'macosx_12_0_arm64',
      sha256: 'aa926114d1e13ffe5b2ea59c3f195216f26646d7fe36e9e5207b291e4b7902ff',
      sizeMb: 206,
    },
  },
  'darwin-x64': {
    ...mac,
    archive: 'tensorflow/libtensorflow/libtensorflow-cpu-darwin-x86_64-2.9.1.tar.gz',
    wheel: {
      requirement: `tensorflow-cpu==${wheelVersion}`,
      platform: 'macosx_10_15_x86_64',
      sha256: 'ee3bb114c6031d471d891c761e7eda2c80bea19bb318abcd3d5bab92ccfaf9aa',
      sizeMb: 230,
    },
  },
  'win32-x64': {
    archive: 'tensorflow/libtensorflow/libtensorflow-cpu-windows-x86_64-2.9.1.zip',
    libraries: [],
    links: {},
  },
};

/**
 * Key of `targets` for a machine; the library needs glibc, so that musl has a key of its own, which has no target.
 * @param {{ platform: string, arch: string, glibc: boolean }} machine
 */
export function platformKey({ platform, arch, glibc }) {
  return platform === 'linux' && !glibc ? `${platform}-${arch}-musl` : `${platform}-${arch}`;
}

/** @returns {{ platform: string, arch: string, glibc: boolean }} */
export function thisMachine() {
  const report = /** @type {{ header?: { glibcVersionRuntime?: string } }} */ (process.report?.getReport() ?? {});
  return { platform: process.platform, arch: process.arch, glibc: report.header?.glibcVersionRuntime !== undefined };
}

/**
 * Where tfjs-node would download its library from; the same variables as its own script reads move the host.
 * @param {Target} target
 * @param {NodeJS.ProcessEnv} env
 */
export function archiveUrl(target, env) {
  const host = env['TFJS_NODE_CDN_STORAGE'] ?? env['CDN_STORAGE'] ?? 'https://storage.googleapis.com/';
  const base = env['TFJS_NODE_BASE_URI'];
  const standard = 'tensorflow/libtensorflow/libtensorflow-';
  if (base !== undefined && target.archive.startsWith(standard)) return base + target.archive.slice(standard.length);
  return host + target.archive;
}
