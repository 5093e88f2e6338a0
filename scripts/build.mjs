// @ts-check
/** Bundles the extension, the language server and the command line into dist/, within their budgets. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { bundlePrograms, bundleSingle, bytesOf, DEFERRED, loadedWith, READERS, SINGLES } from './bundles.mjs';
import { main, ROOT } from './processes.mjs';
import { thirdPartyNotices } from './notices.mjs';

/** In kB (1000 bytes), minified. */
const CLIENT_BUDGET = 480;
/** What the server has loaded when it reads a document of any one language. */
const SERVER_BUDGET = 950;

const DIST = path.join(ROOT, 'dist');

/** @type {import('./bundles.mjs').Weighed[]} */
const weighed = [];

/**
 * @param {string} what
 * @param {Iterable<import('./bundles.mjs').Output>} outputs
 * @param {number | null} [budget] kB
 */
function weigh(what, outputs, budget = null) {
  const bytes = bytesOf(outputs);
  weighed.push({ what, bytes, budget });
  console.log(`${what}  ${(bytes / 1000).toFixed(1)} kB${budget === null ? '' : ` of ${budget} kB`}`);
}

await main(async () => {
  rmSync(DIST, { recursive: true, force: true });
  mkdirSync(DIST, { recursive: true });
  const [programs, ...singles] = await Promise.all([bundlePrograms(), ...Object.keys(SINGLES).map(bundleSingle)]);
  const outputs = [...programs, ...singles];
  for (const { file, text, map } of outputs) {
    writeFileSync(path.join(DIST, file), `${text}//# sourceMappingURL=${file}.map\n`);
    writeFileSync(path.join(DIST, `${file}.map`), map);
  }
  const inputs = outputs.flatMap((output) => output.inputs);
  writeFileSync(path.join(DIST, 'third-party-notices.txt'), thirdPartyNotices(inputs));

  for (const name of ['extension', 'web-extension']) weigh(`dist/${name}.js`, loadedWith(outputs, name), CLIENT_BUDGET);
  for (const name of ['server', 'web-server', 'cli']) {
    const start = loadedWith(outputs, name);
    const reading = Object.keys(READERS).map((each) => [...start, ...loadedWith(outputs, each)]);
    const largest = reading.reduce((most, each) => (bytesOf(each) > bytesOf(most) ? each : most), start);
    const everything = [...start, ...Object.keys(DEFERRED).flatMap((each) => loadedWith(outputs, each))];
    weigh(`dist/${name}.js  at the start`, start);
    weigh(`dist/${name}.js  reading the largest language`, largest, name === 'cli' ? null : SERVER_BUDGET);
    weigh(`dist/${name}.js  with everything that it may load`, everything);
  }
  writeFileSync(path.join(DIST, 'sizes.json'), JSON.stringify(weighed));
  const over = weighed.filter(({ bytes, budget }) => budget !== null && bytes > budget * 1000);
  if (over.length > 0) throw new Error(`over budget: ${over.map(({ what }) => what).join(', ')}`);
});
