// @ts-check
/** Runs the integration suite in the browser-served VS Code, with the packed extension, on a copy of examples/. */
import path from 'node:path';
import { buildSuite } from '../test/integration/build.mjs';
import { runSuite } from '../test/vscode-host/run-suite.mjs';
import { main, ROOT } from './processes.mjs';

await main(async () => {
  const { passed, failed } = await runSuite({
    vsix: path.join(ROOT, 'dist', 'sagegreen.vsix'),
    suite: await buildSuite(),
    workspace: path.join(ROOT, 'examples'),
  });
  process.exitCode = passed > 0 && failed === 0 ? 0 : 1;
});
