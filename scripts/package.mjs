// @ts-check
/** Packs dist/ and the manifest into dist/sagegreen.vsix, within its budget. */
import { statSync } from 'node:fs';
import path from 'node:path';
import { main, must, ROOT } from './processes.mjs';

const BUDGET = 1_000_000; // bytes
const VSIX = path.join(ROOT, 'dist', 'sagegreen.vsix');

await main(async () => {
  // Bundled: no node_modules go in. No repository address yet, so relative links of the README stay as they are.
  const options = ['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links'];
  const vsce = path.join(ROOT, 'node_modules', '@vscode', 'vsce', 'vsce');
  await must(process.execPath, [vsce, 'package', ...options, '--out', VSIX]);

  const bytes = statSync(VSIX).size;
  console.log(`dist/sagegreen.vsix  ${(bytes / 1000).toFixed(1)} kB of ${BUDGET / 1000} kB`);
  if (bytes > BUDGET) throw new Error('the VSIX is over its budget');
});
