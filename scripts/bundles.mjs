// @ts-check
/**
 * How dist/ is bundled. The language server, its browser worker and the command line share what they have in common, as
 * files beside them; a language's code is a file of its own, loaded when a document first concerns it. These files are
 * CommonJS for Node, and each is wrapped so that a web worker can load it too (src/server/browser/loader.ts).
 */
import { existsSync, readdirSync } from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';
import { build, transform } from 'esbuild';
import { ROOT } from './processes.mjs';

/**
 * The programs that share code, by the name of their file.
 * @type {Readonly<Record<string, { readonly entry: string, readonly banner: string }>>}
 */
export const PROGRAMS = {
  server: { entry: 'src/server/node/main.ts', banner: '' },
  'web-server': { entry: 'src/server/browser/main.ts', banner: '' },
  cli: { entry: 'src/cli/main.ts', banner: '#!/usr/bin/env node\n' },
};

/**
 * What is one file each: VS Code asks it of an extension, and a worker begins with one.
 * @type {Readonly<Record<string, { readonly entry: string, readonly platform: 'node' | 'browser' }>>}
 */
export const SINGLES = {
  extension: { entry: 'src/extension/node/main.ts', platform: 'node' },
  'web-extension': { entry: 'src/extension/browser/main.ts', platform: 'browser' },
  'web-worker': { entry: 'src/server/browser/loader.ts', platform: 'browser' },
};

/** @type {(part: string, suffix: string) => [string, string][]} */
const ofLanguages = (part, suffix) =>
  readdirSync(path.join(ROOT, 'src/languages'))
    .map((language) => /** @type {[string, string]} */ ([language + suffix, `src/languages/${language}/${part}.ts`]))
    .filter(([, file]) => existsSync(path.join(ROOT, file)));

/** What reads each language, by the name of its file. */
export const READERS = Object.fromEntries(ofLanguages('whole', ''));

/**
 * Modules that are loaded when something in them is first called, by the name of their file: of each language what reads
 * it and what writes its changes; what reads the settings of a team; what few documents or few moments need.
 */
export const DEFERRED = {
  ...READERS,
  ...Object.fromEntries(ofLanguages('writing', '-writing')),
  'python-asking': 'src/languages/python/asking.ts',
  'python-constructs': 'src/languages/python/constructing.ts',
  'python-matches': 'src/languages/python/matching.ts',
  'python-updates': 'src/languages/python/updates.ts',
  settings: 'src/advisor/teamFile.ts',
  globs: 'src/advisor/globs.ts',
  hover: 'src/advisor/hover.ts',
  'local-weights': 'src/languages/weights/local.ts',
  onnx: 'src/languages/weights/onnx.ts',
  safetensors: 'src/languages/weights/safetensors.ts',
  'batch-recipe': 'src/practices/batchRecipe.ts',
  'compile-recipe': 'src/practices/compileRecipe.ts',
  'elastic-inference': 'src/practices/elasticInferenceRemoval.ts',
  'inferentia-recipe': 'src/practices/inferentiaRecipe.ts',
  'log-recipe': 'src/practices/logRecipe.ts',
  'sharing-recipes': 'src/practices/sharingRecipes.ts',
};

const NODE_MODULES = builtinModules.flatMap((name) => [name, `node:${name}`]);

const TARGET = 'es2022';

const COMMON = /** @type {const} */ ({
  absWorkingDir: ROOT,
  bundle: true,
  minify: true,
  target: TARGET,
  // Packages whose `main` is UMD hide their own parts from a bundler: their ES modules come first.
  mainFields: /** @type {string[]} */ (['module', 'main']),
  legalComments: 'none',
  sourcemap: 'inline',
  metafile: true,
  write: false,
  logLevel: 'warning',
});

/**
 * One file of dist/.
 * @typedef {object} Output
 * @property {string} file its name
 * @property {string} text
 * @property {string} map its source map
 * @property {readonly string[]} needs the files that are loaded with it
 * @property {readonly string[]} builtins the modules of Node that it asks for
 * @property {readonly string[]} inputs the files that went in, relative to the checkout
 */

/**
 * What a file of dist/ comes to with the files that it loads.
 * @typedef {object} Weighed
 * @property {string} what
 * @property {number} bytes
 * @property {number | null} budget kB (1000 bytes)
 */

/**
 * What is called through an import of a deferred module is looked up when it is called: the bundler keeps the module in
 * a file of its own, and the import becomes an object that loads that file when one of its members is read.
 * @type {import('esbuild').Plugin}
 */
const deferred = {
  name: 'deferred',
  setup(bundler) {
    /** File → name. */
    const names = new Map(Object.entries(DEFERRED).map(([name, entry]) => [path.join(ROOT, entry), name]));
    bundler.onResolve({ filter: /^\.\.?\// }, ({ path: relative, importer, kind }) => {
      const file = `${path.resolve(path.dirname(importer), relative)}.ts`;
      const name = kind === 'import-statement' && importer !== '' ? names.get(file) : undefined;
      return name === undefined ? undefined : { path: file, namespace: 'deferred' };
    });
    bundler.onLoad({ filter: /./, namespace: 'deferred' }, async ({ path: file }) => {
      const exported = await exportsOf(file);
      const members = exported.map((name) => `get ${name}() { return require('./${names.get(file)}.js').${name}; }`);
      return { contents: `module.exports = { ${members.join(', ')} };`, loader: 'js' };
    });
    bundler.onResolve({ filter: /./, namespace: 'deferred' }, ({ path: name }) => ({ path: name, external: true }));
  },
};

/** @param {string} file */
async function exportsOf(file) {
  const { metafile } = await build({ ...COMMON, entryPoints: [file], bundle: false, format: 'esm' });
  return Object.values(metafile.outputs)[0]?.exports ?? [];
}

/** The programs, what they share, and what they load later. @returns {Promise<Output[]>} */
export async function bundlePrograms() {
  const entries = [...Object.entries(PROGRAMS).map(([name, { entry }]) => [name, entry]), ...Object.entries(DEFERRED)];
  const { outputFiles, metafile } = await build({
    ...COMMON,
    entryPoints: Object.fromEntries(entries),
    outdir: 'dist',
    splitting: true,
    format: 'esm',
    platform: 'neutral',
    chunkNames: 'shared-[hash]',
    conditions: ['node', 'browser'],
    alias: {
      // Its entry for Node is CommonJS, which comes in whole; this is the same code in parts.
      yaml: path.join(ROOT, 'node_modules/yaml/browser/index.js'),
      '@lezer/highlight': path.join(ROOT, 'scripts/noHighlighting.mjs'),
    },
    external: NODE_MODULES,
    plugins: [deferred],
  });
  const outputs = outputFiles.map(({ path: file, text }) => {
    const name = path.basename(file);
    const { imports = [], inputs = {} } = metafile.outputs[`dist/${name}`] ?? {};
    const internal = imports.filter(({ external }) => !external).map((each) => path.basename(each.path));
    return { file: name, text, map: '', needs: internal, builtins: builtinsIn(imports), inputs: Object.keys(inputs) };
  });
  const forWorker = new Set(['web-server', ...Object.keys(DEFERRED)].flatMap((name) => loadedWith(outputs, name)));
  return Promise.all(outputs.map((output) => asCommonJs(output, forWorker.has(output))));
}

/** @param {readonly { readonly path: string }[]} imports */
function builtinsIn(imports) {
  return [...new Set(imports.map((each) => each.path).filter((name) => NODE_MODULES.includes(name)))];
}

/** Lets a worker's loader call the code that it has fetched, with a `require` of its own. */
const HANDED_OVER = ['(f=>typeof importScripts=="function"?self.sagegreen(f):f(module,exports,require))', '\n'];

/**
 * An ES module as a file for Node's `require`, and where a worker loads it too, for its loader.
 * @param {Output} output
 * @param {boolean} forWorker
 * @returns {Promise<Output>}
 */
async function asCommonJs(output, forWorker) {
  const { code, map } = await transform(output.text, {
    format: 'cjs',
    minify: true,
    target: TARGET,
    sourcemap: 'external',
    sourcefile: output.file,
  });
  const banner = PROGRAMS[output.file.replace(/\.js$/, '')]?.banner ?? '';
  const [head, tail] = forWorker ? [`${HANDED_OVER.join('')}((module,exports,require)=>{`, '});\n'] : ['', ''];
  return { ...output, text: banner + head + code.trimEnd() + tail, map: movedDown(map, `${banner}${head}`) };
}

/**
 * The source map of a text that other lines were put before.
 * @param {string} map
 * @param {string} before
 */
function movedDown(map, before) {
  /** @type {{ mappings: string }} */
  const { mappings, ...rest } = JSON.parse(map);
  return JSON.stringify({ ...rest, mappings: ';'.repeat(before.split('\n').length - 1) + mappings });
}

/**
 * What is one file.
 * @param {string} name
 * @returns {Promise<Output>}
 */
export async function bundleSingle(name) {
  const single = SINGLES[name];
  if (single === undefined) throw new Error(`there is no ${name}`);
  const { outputFiles, metafile } = await build({
    ...COMMON,
    entryPoints: [single.entry],
    outfile: `dist/${name}.js`,
    format: 'cjs',
    platform: single.platform,
    sourcemap: 'external',
    external: ['vscode'],
  });
  const text = outputFiles.find((each) => each.path.endsWith('.js'))?.text ?? '';
  const map = outputFiles.find((each) => each.path.endsWith('.map'))?.text ?? '';
  const builtins = builtinsIn(Object.values(metafile.outputs).flatMap(({ imports }) => imports));
  return { file: `${name}.js`, text, map, needs: [], builtins, inputs: Object.keys(metafile.inputs) };
}

/**
 * The files that are loaded with one, itself first.
 * @param {readonly Output[]} outputs
 * @param {string} name
 * @returns {Output[]}
 */
export function loadedWith(outputs, name) {
  /** @type {Set<Output>} */
  const found = new Set();
  const take = (/** @type {string} */ file) => {
    const output = outputs.find((each) => each.file === file);
    if (output === undefined || found.has(output)) return;
    found.add(output);
    output.needs.forEach(take);
  };
  take(`${name}.js`);
  return [...found];
}

/**
 * @param {Iterable<Output>} outputs
 * @returns {number} bytes of the code, each file once
 */
export function bytesOf(outputs) {
  return [...new Set(outputs)].reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
}
