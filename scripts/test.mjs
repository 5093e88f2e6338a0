// @ts-check
/**
 * `npm test`: sets itself up and checks everything. A stage that fails does not hide the others, nothing is skipped in
 * silence, and the last line says how many tests passed and failed; a failed stage without tests counts as one failure.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureHost } from '../test/vscode-host/install.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { atExit, main, npm, run } from './processes.mjs';
import { BROWSING, ensureSystemPackages, JUDGING_PYTHON } from './system-packages.mjs';

/**
 * @typedef {import('../test/reporting/result-file.mjs').TestResult} TestResult
 *
 * @typedef {object} Stage
 * @property {string} name
 * @property {readonly string[]} needs names of stages without which it cannot run
 * @property {() => Promise<TestResult | null>} play counts of tests, null where it has none; throws where it fails
 *
 * @typedef {TestResult & { name: string, ok: boolean, says: string, seconds: number }} Outcome
 */

/** @type {TestResult} */
const NO_TESTS = { passed: 0, failed: 0 };
/** @param {TestResult} result */
const counts = ({ passed, failed }) => `${passed} passed, ${failed} failed`;

const COMPLETE = ['--forbid-only', '--forbid-pending'];
const ON_LINUX = process.platform === 'linux';

const results = mkdtempSync(path.join(tmpdir(), 'sagegreen-test-'));
atExit(() => rmSync(results, { recursive: true, force: true }));

/**
 * A check: an npm script that succeeds or fails.
 * @param {string} name
 * @param {string} script
 * @param {readonly string[]} needs
 * @returns {Stage}
 */
function check(name, script, needs = ['npm packages']) {
  return {
    name,
    needs,
    async play() {
      const code = await run(...npm(['run', '--silent', script]));
      if (code !== 0) throw new Error(`npm run ${script} ended with ${code}`);
      return null;
    },
  };
}

/**
 * A test run: an npm script that also writes its counts.
 * @param {string} name
 * @param {string} script
 * @param {readonly string[]} needs
 * @param {readonly string[]} [options]
 * @returns {Stage}
 */
function tests(name, script, needs, options = []) {
  return {
    name,
    needs,
    async play() {
      const file = path.join(results, `${script.replace(':', '-')}.json`);
      const args = ['run', '--silent', script, ...(options.length > 0 ? ['--', ...options] : [])];
      const code = await run(...npm(args), { env: { ...process.env, TEST_RESULT_FILE: file } });
      if (!existsSync(file)) throw new Error(`npm run ${script} ended with ${code} before its tests did`);
      /** @type {TestResult} */
      const result = JSON.parse(readFileSync(file, 'utf8'));
      if (result.passed + result.failed === 0) throw new Error('no test ran');
      if (code !== 0 && result.failed === 0) throw new Error(`npm run ${script} ended with ${code}`);
      return result;
    },
  };
}

/** @type {readonly Stage[]} */
const STAGES = [
  { name: 'npm packages', needs: [], play: () => ensureDependencies().then(() => null) },
  check('type check', 'typecheck'),
  check('lint', 'lint'),
  check('format', 'format:check'),
  tests('unit tests', 'test:unit', ['npm packages'], COMPLETE),
  check('build and package', 'package'),
  { name: 'Python', needs: [], play: () => ensureSystemPackages(JUDGING_PYTHON).then(() => null) },
  tests('conformance tests', 'test:conformance', ['npm packages', 'Python'], COMPLETE),
  ...(ON_LINUX
    ? [
        {
          name: 'VS Code',
          needs: [],
          play: () =>
            ensureSystemPackages(BROWSING)
              .then(ensureHost)
              .then(() => null),
        },
        tests('integration tests', 'test:integration', ['build and package', 'VS Code']),
        check('screenshots', 'screenshots', ['build and package', 'VS Code']),
      ]
    : [tests('integration tests', 'test:desktop', ['build and package'])]),
];

/**
 * @param {Stage} stage
 * @param {ReadonlySet<string>} done names of the stages that succeeded
 * @returns {Promise<Outcome>}
 */
async function play({ name, needs, play }, done) {
  console.log(`\n── ${name}`);
  const lacking = needs.filter((need) => !done.has(need));
  const began = Date.now();
  const seconds = () => Math.round((Date.now() - began) / 1000);
  try {
    if (lacking.length > 0) throw new Error(`not run, for want of: ${lacking.join(', ')}`);
    const result = (await play()) ?? NO_TESTS;
    const says = result === NO_TESTS ? 'ok' : counts(result);
    return { name, ok: result.failed === 0, says, seconds: seconds(), ...result };
  } catch (error) {
    const says = error instanceof Error ? error.message : String(error);
    console.error(`${name}: ${says}`);
    return { name, ok: false, says, seconds: seconds(), passed: 0, failed: 1 };
  }
}

await main(async () => {
  /** @type {Outcome[]} */
  const outcomes = [];
  const done = new Set();
  for (const stage of STAGES) {
    const outcome = await play(stage, done);
    outcomes.push(outcome);
    if (outcome.ok) done.add(stage.name);
  }

  console.log('');
  for (const { name, ok, says, seconds } of outcomes) console.log(`${ok ? '✔' : '✖'} ${name}: ${says} (${seconds} s)`);
  const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0);
  const failed = outcomes.reduce((sum, outcome) => sum + outcome.failed, 0);
  for (const failure of outcomes.flatMap(({ failures = [] }) => failures)) console.log(`\n✖ ${failure}`);
  console.log(`\n${counts({ passed, failed })}`);
  process.exitCode = failed === 0 ? 0 : 1;
});
