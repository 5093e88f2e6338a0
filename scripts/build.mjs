// @ts-check
/** Bundles the extension's client, the language server and the command line into dist/, within their budgets. */
import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { ROOT } from './processes.mjs';
import { thirdPartyNotices } from './notices.mjs';

/** Bundles; `budget` in kB (1000 bytes), null where none is set. */
const BUNDLES = [
  { name: 'extension', entry: 'src/extension/node/main.ts', budget: 480, external: ['vscode'], banner: {} },
  { name: 'server', entry: 'src/server/node/main.ts', budget: 950, external: [], banner: {} },
  { name: 'cli', entry: 'src/cli/main.ts', budget: null, external: [], banner: { js: '#!/usr/bin/env node' } },
];

const DIST = path.join(ROOT, 'dist');
rmSync(DIST, { recursive: true, force: true });
mkdirSync(DIST, { recursive: true });

/** @type {string[]} */
const inputs = [];
let overBudget = false;
for (const { name, entry, budget, external, banner } of BUNDLES) {
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
  inputs.push(...Object.keys(metafile.inputs));
  const kilobytes = statSync(outfile).size / 1000;
  const over = budget !== null && kilobytes > budget;
  overBudget ||= over;
  const limit = budget === null ? '' : ` of ${budget} kB${over ? ': over budget' : ''}`;
  console.log(`dist/${name}.js  ${kilobytes.toFixed(1)} kB${limit}`);
}
writeFileSync(path.join(DIST, 'third-party-notices.txt'), thirdPartyNotices(inputs));
if (overBudget) {
  console.error('A bundle is over its budget: see what went into it, or set a new budget with its reason.');
  process.exitCode = 1;
}
