// @ts-check
/** Bundles the extension's client, the language server and the command line into dist/, within their budgets. */
import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { main, ROOT } from './processes.mjs';
import { thirdPartyNotices } from './notices.mjs';

/** Bundles; `budget` in kB (1000 bytes), null where none is set. */
const BUNDLES = [
  { name: 'extension', entry: 'src/extension/node/main.ts', budget: 480, external: ['vscode'], banner: {} },
  { name: 'server', entry: 'src/server/node/main.ts', budget: 950, external: [], banner: {} },
  { name: 'cli', entry: 'src/cli/main.ts', budget: null, external: [], banner: { js: '#!/usr/bin/env node' } },
];

const DIST = path.join(ROOT, 'dist');

/**
 * @param {typeof BUNDLES[number]} bundle
 * @returns {Promise<{ inputs: string[], bytes: number }>} the files that went in, and what came out
 */
async function bundle({ name, entry, external, banner }) {
  const outfile = path.join(DIST, `${name}.js`);
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: [entry],
    outfile,
    bundle: true,
    minify: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    // Packages whose `main` is UMD hide their own parts from a bundler: their ES modules come first.
    mainFields: ['module', 'main'],
    external,
    banner,
    legalComments: 'none',
    sourcemap: 'linked',
    metafile: true,
    logLevel: 'warning',
  });
  return { inputs: Object.keys(metafile.inputs), bytes: statSync(outfile).size };
}

await main(async () => {
  rmSync(DIST, { recursive: true, force: true });
  mkdirSync(DIST, { recursive: true });
  const inputs = [];
  const over = [];
  for (const each of BUNDLES) {
    const result = await bundle(each);
    inputs.push(...result.inputs);
    const kilobytes = result.bytes / 1000;
    if (each.budget !== null && kilobytes > each.budget) over.push(each.name);
    const limit = each.budget === null ? '' : ` of ${each.budget} kB`;
    console.log(`dist/${each.name}.js  ${kilobytes.toFixed(1)} kB${limit}`);
  }
  writeFileSync(path.join(DIST, 'third-party-notices.txt'), thirdPartyNotices(inputs));
  if (over.length > 0) throw new Error(`over budget: ${over.join(', ')}`);
});
