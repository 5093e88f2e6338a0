// @ts-check
/** Runs the integration suite in a desktop VS Code, downloaded by @vscode/test-electron, on a copy of examples/. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { buildSuite } from '../test/integration/build.mjs';
import { atExit, main, must, ROOT } from './processes.mjs';

await main(async () => {
  await must(process.execPath, [path.join(ROOT, 'scripts', 'build.mjs')]);
  // Short: the socket of VS Code's main process lies in its user data folder, and its path may have 103 characters.
  const dir = mkdtempSync(path.join(tmpdir(), 'sg-'));
  atExit(() => rmSync(dir, { recursive: true, force: true, maxRetries: 5 }));
  const workspace = path.join(dir, 'examples');
  cpSync(path.join(ROOT, 'examples'), workspace, { recursive: true });
  const own = ['--disable-extensions', '--disable-workspace-trust', '--user-data-dir', path.join(dir, 'user')];
  process.exitCode = await runTests({
    extensionDevelopmentPath: ROOT,
    extensionTestsPath: await buildSuite(),
    launchArgs: [workspace, ...own],
  });
});
