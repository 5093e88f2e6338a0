// @ts-check
/** mocha's usual report, and the counts in the file that TEST_RESULT_FILE names: written only when the run is complete. */
import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';

/** @typedef {{ passed: number, failed: number }} TestResult */

export default class ResultFile extends Mocha.reporters.Spec {
  /**
   * @param {Mocha.Runner} runner
   * @param {Mocha.MochaOptions} options
   */
  constructor(runner, options) {
    super(runner, options);
    runner.once('end', () => {
      const file = process.env['TEST_RESULT_FILE'];
      // A test that did not run is no pass.
      const failed = this.stats.failures + this.stats.pending;
      if (file) writeFileSync(file, JSON.stringify({ passed: this.stats.passes, failed }));
    });
  }
}
