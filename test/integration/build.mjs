// @ts-check
/** Bundles the integration suite into out/integration/, as the extension host loads it. */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { ROOT } from '../../scripts/processes.mjs';

const OUT = path.join(ROOT, 'out', 'integration');

/** @returns {Promise<string>} the suite's entry */
export async function buildSuite() {
  rmSync(OUT, { recursive: true, force: true });
  await build({
    absWorkingDir: ROOT,
    entryPoints: ['test/integration/index.ts', 'test/integration/**/*.test.ts'],
    outdir: OUT,
    entryNames: '[name]',
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    mainFields: ['module', 'main'],
    // mocha finds its own parts at run time: it stays a package.
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return path.join(OUT, 'index.js');
}
