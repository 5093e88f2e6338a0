// @ts-check
/** mocha's usual report, and what came of it in the file that TEST_RESULT_FILE names: written only when the run is complete. */
import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';

/** What a run of tests came to. `failures` are titles with what was said, which a long log has scrolled away. */
/** @typedef {{ passed: number, failed: number, failures?: readonly string[] }} TestResult */

export default class ResultFile extends Mocha.reporters.Spec {
  /**
   * @param {Mocha.Runner} runner
   * @param {Mocha.MochaOptions} options
   */
  constructor(runner, options) {
    super(runner, options);
    /** @type {string[]} */
    const failures = [];
    runner.on('fail', (test, error) => {
      failures.push(`${test.fullTitle()}: ${error instanceof Error ? error.message : String(error)}`);
    });
    runner.once('end', () => {
      const file = process.env['TEST_RESULT_FILE'];
      // A test that did not run is no pass.
      const failed = this.stats.failures + this.stats.pending;
      if (file) writeFileSync(file, JSON.stringify({ passed: this.stats.passes, failed, failures }));
    });
  }
}
