// @ts-check
/**
 * Runs a suite inside the extension host of the browser-served VS Code.
 *
 *     node test/vscode-host/run-suite.mjs <extension.vsix> <built suite entry> <workspace folder>
 *
 * The tested extension is the packed one, and the workspace a copy. Exits with 0 only where tests ran and none failed.
 * HOST_DEBUG=1 prints the workbench's log too; SUITE_LIMIT_MS sets how long a suite may take.
 */
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { format } from 'node:util';
import { atExit, main } from '../../scripts/processes.mjs';
import { launchBrowser } from './browser.mjs';
import { ensureHost } from './install.mjs';
import { startServer } from './server.mjs';

/** Tells the suite's lines from the workbench's. */
const MARK = 'suite|';
const LIMIT_MS = Number(process.env['SUITE_LIMIT_MS'] ?? 300_000);

/**
 * Opens the workbench so that it runs the suite.
 * @param {any} page
 * @param {string} url
 * @returns {Promise<number>} the exit code of the extension host
 */
async function play(page, url) {
  await page.exposeFunction('codeAutomationLog', (/** @type {string} */ type, /** @type {unknown[]} */ args) => {
    const line = format(...args);
    if (line.startsWith(MARK)) console.log(line.slice(MARK.length));
    else if (process.env['HOST_DEBUG']) console.error(`[${type}] ${line}`);
  });
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const exit = new Promise((done, fail) => {
    page.exposeFunction('codeAutomationExit', done).catch(fail);
    page.once('crash', () => fail(new Error('the workbench crashed')));
    const late = `the suite did not end within ${LIMIT_MS} ms; HOST_DEBUG=1 shows why`;
    timer = setTimeout(() => fail(new Error(late)), LIMIT_MS);
  });
  try {
    await page.goto(url);
    return await exit;
  } finally {
    clearTimeout(timer);
  }
}

/**
 * @param {string} file
 * @returns {import('../reporting/result-file.mjs').TestResult}
 */
function resultIn(file) {
  if (!existsSync(file)) throw new Error('the suite ended before its tests did');
  return JSON.parse(readFileSync(file, 'utf8'));
}

/**
 * @param {{ vsix: string, suite: string, workspace: string }} what
 * @returns {Promise<import('../reporting/result-file.mjs').TestResult>}
 */
export async function runSuite({ vsix, suite, workspace }) {
  for (const file of [vsix, suite, workspace]) if (!existsSync(file)) throw new Error(`${file} is missing`);
  const host = await ensureHost();
  const dir = mkdtempSync(path.join(tmpdir(), 'sagegreen-suite-'));
  const removeDir = atExit(() => rmSync(dir, { recursive: true, force: true, maxRetries: 5 }));
  const copy = path.join(dir, path.basename(path.resolve(workspace)));
  cpSync(workspace, copy, { recursive: true });
  const resultFile = process.env['TEST_RESULT_FILE'] ?? path.join(dir, 'result.json');

  const server = await startServer(host, { vsix, env: { TEST_OUTPUT_MARK: MARK, TEST_RESULT_FILE: resultFile } });
  try {
    if (server.extension === null) throw new Error(`${vsix} did not install`);
    const browser = await launchBrowser(host, dir);
    try {
      const url = server.url(copy, [
        ['extensionDevelopmentPath', server.remote(server.extension)],
        ['extensionTestsPath', server.remote(suite)],
      ]);
      const code = await play(await browser.newPage(), url);
      const result = resultIn(resultFile);
      if (code !== 0 && result.failed === 0) throw new Error(`the extension host ended with ${code}`);
      return result;
    } finally {
      await browser.close();
    }
  } finally {
    await server.stop();
    removeDir();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main(async () => {
    const [vsix = '', suite = '', workspace = ''] = process.argv.slice(2);
    const { passed, failed } = await runSuite({ vsix, suite, workspace });
    console.log(`${passed} passed, ${failed} failed`);
    process.exitCode = passed > 0 && failed === 0 ? 0 : 1;
  });
}
