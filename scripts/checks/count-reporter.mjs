import { writeFileSync } from 'node:fs';
import { countTests } from './counts.mjs';

/** Vitest reporter that leaves the counts in the file named by SEXTANT_TEST_COUNTS. */
export default class CountReporter {
  /**
   * @param {readonly import('vitest/node').TestModule[]} modules
   * @param {readonly unknown[]} errors
   */
  onTestRunEnd(modules, errors) {
    const path = process.env['SEXTANT_TEST_COUNTS'];
    if (path !== undefined) writeFileSync(path, JSON.stringify(countTests(modules, errors.length)));
  }
}
