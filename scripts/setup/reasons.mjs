/**
 * @typedef {'package' | 'platform' | 'python' | 'compiler' | 'network' | 'hash' | 'disk' | 'build' | 'load'} Cause
 */

/** @type {Readonly<Record<Cause, { what: string, fix: string }>>} */
const texts = {
  package: {
    what: 'the optional package @tensorflow/tfjs-node is not installed',
    fix: 'install without --omit=optional',
  },
  platform: {
    what: "TensorFlow's library is not published for this platform",
    fix: 'use Linux with glibc or macOS',
  },
  python: {
    what: 'Python 3 with pip is missing',
    fix: 'install Python 3 and pip (Debian: apt install python3-pip; macOS: brew install python)',
  },
  compiler: {
    what: 'a C++ compiler with make is missing',
    fix: 'install one (Debian: apt install g++ make; macOS: xcode-select --install)',
  },
  network: {
    what: "TensorFlow's library could be downloaded neither from its own host nor by pip",
    fix: "connect, or point pip at an index that answers, or copy Sextant's cache folder from a machine that has it",
  },
  hash: {
    what: "the wheel that pip was given is not the published one (its SHA-256 differs from Sextant's)",
    fix: 'check the package index that pip uses',
  },
  disk: {
    what: "there is no room or no right to write TensorFlow's library (0.9 GB while unpacking)",
    fix: 'free some disk or set SEXTANT_CACHE_DIR to a folder with room',
  },
  build: {
    what: 'the binding of TensorFlow did not compile',
    fix: 'read node_modules/.sextant-setup.log',
  },
  load: {
    what: 'the binding of TensorFlow was built but does not load here',
    fix: 'read node_modules/.sextant-setup.log',
  },
};

/**
 * Why there is no native library and what mends it, each a phrase without a full stop.
 * @param {readonly Cause[]} causes at least one
 */
export function explainAbsence(causes) {
  return {
    reason: causes.map((cause) => texts[cause].what).join('; '),
    fix: causes.map((cause) => texts[cause].fix).join('; '),
  };
}

/**
 * The one line for people, after the words "native TensorFlow".
 * @param {{ reason?: string | undefined, fix?: string | undefined }} absence
 */
export function absenceLine({ reason = 'the native step did not run', fix = 'see the README' }) {
  return `absent: ${reason}. Training runs on WebAssembly instead, about 10 times slower. To mend it: ${fix}; then run \`npm run setup\`.`;
}

/**
 * What stopped pip, from its output.
 * @param {string} output
 * @returns {Cause}
 */
export function causeOfPipFailure(output) {
  if (/No module named pip/i.test(output)) return 'python';
  if (/DO NOT MATCH THE HASHES|hashes are required/i.test(output)) return 'hash';
  if (/No space left|Disk quota|Permission denied|Read-only file system/i.test(output)) return 'disk';
  return 'network';
}
