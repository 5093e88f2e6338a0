// @ts-check
/**
 * Sees that the server answers as a worker of a browser, and runs the integration suite in the browser-served VS Code,
 * with the packed extension, on a copy of examples/.
 */
import path from 'node:path';
import { buildSuite } from '../test/integration/build.mjs';
import { ensureHost } from '../test/vscode-host/install.mjs';
import { runSuite } from '../test/vscode-host/run-suite.mjs';
import { checkWorker } from '../test/vscode-host/worker.mjs';
import { main, ROOT } from './processes.mjs';

await main(async () => {
  await checkWorker(await ensureHost());
  const { passed, failed } = await runSuite({
    vsix: path.join(ROOT, 'dist', 'sagegreen.vsix'),
    suite: await buildSuite(),
    workspace: path.join(ROOT, 'examples'),
  });
  process.exitCode = passed > 0 && failed === 0 ? 0 : 1;
});
