/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed tests, and files or processes that failed outside a test
 * @property {number} skipped
 */

/** What is reported when the run ended before it could count. @type {Counts} */
export const unknownCounts = { passed: 0, failed: 1, skipped: 0 };

/** @param {Counts} counts */
export function countLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/**
 * A run without a test proves nothing and is not green.
 * @param {Counts} counts
 */
export function isGreen({ passed, failed }) {
  return failed === 0 && passed > 0;
}

/**
 * @param {readonly { state: () => string, children: { allTests: () => Iterable<{ result: () => { state: string } }> } }[]} modules
 * @param {number} errorsOutside errors that belong to no test
 * @returns {Counts}
 */
export function countTests(modules, errorsOutside) {
  const counts = { passed: 0, failed: errorsOutside, skipped: 0 };
  for (const module of modules) {
    const states = Array.from(module.children.allTests(), (test) => test.result().state);
    const failed = states.filter((state) => state === 'failed').length;
    counts.passed += states.filter((state) => state === 'passed').length;
    counts.skipped += states.filter((state) => state === 'skipped').length;
    // A test that never got a result, as in a file that did not load or a process that died, did not pass.
    const lost = states.filter((state) => state === 'pending').length;
    counts.failed += Math.max(failed + lost, module.state() === 'failed' ? 1 : 0);
  }
  return counts;
}
