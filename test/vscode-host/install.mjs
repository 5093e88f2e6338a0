// @ts-check
/**
 * Installs the browser-served VS Code, once for each version of package-lock.json, into the user's cache folder: a fresh
 * clone on the same machine need not compile it again. Takes about two minutes on two cores, and 820 MB.
 *
 *     node test/vscode-host/install.mjs
 */
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { atExit, main, must, npm } from '../../scripts/processes.mjs';
import { COMPILING, ensureSystemPackages } from '../../scripts/system-packages.mjs';

const RECIPE = fileURLToPath(new URL('.', import.meta.url));
const RECIPE_FILES = ['package.json', 'package-lock.json', '.npmrc'];

/** The Node that code-server asks for, as an npm package; its headers are in it. */
const NODE_PACKAGE = `node-linux-${process.arch}`;

/** The folder of the installed host: by the content of what is installed, and by processor. */
function installedFolder() {
  const hash = createHash('sha256');
  for (const name of RECIPE_FILES) hash.update(readFileSync(path.join(RECIPE, name)));
  const cache = process.env['XDG_CACHE_HOME'] || path.join(homedir(), '.cache');
  return path.join(cache, 'sagegreen', 'vscode-host', `${hash.digest('hex').slice(0, 16)}-${process.arch}`);
}

/** @param {string} folder */
async function install(folder) {
  for (const name of RECIPE_FILES) cpSync(path.join(RECIPE, name), path.join(folder, name));
  console.log('installing VS Code for the browser (once; about two minutes): packages');
  // Their scripts run afterwards, and only code-server's: under the Node that it asks for.
  await must(...npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']), { cwd: folder });

  console.log('installing VS Code for the browser: compiling its native modules');
  const node = path.join(folder, 'node_modules', NODE_PACKAGE);
  const env = {
    ...process.env,
    PATH: [path.join(node, 'bin'), process.env['PATH']].join(path.delimiter),
    npm_config_nodedir: node,
    npm_config_loglevel: 'error',
    // Run by an npm of another Node, this one would call itself by that one's name, and code-server would refuse it.
    npm_config_user_agent: undefined,
  };
  const [, args] = npm(['rebuild', 'code-server']);
  const command = args[0]?.endsWith('.js') ? path.join(node, 'bin', 'node') : 'npm';
  await must(command, args, { cwd: folder, env });
}

/**
 * @typedef {object} InstalledHost
 * @property {string} folder
 * @property {string} node the Node that runs it
 * @property {string} entry code-server's entry
 */

/**
 * Makes sure of the host; at once where it is in the cache.
 * @returns {Promise<InstalledHost>}
 */
export async function ensureHost() {
  const folder = installedFolder();
  if (!existsSync(folder)) {
    await ensureSystemPackages(COMPILING);
    mkdirSync(path.dirname(folder), { recursive: true });
    // Built beside its place and moved there when it is whole: an interrupted or a second installation does no harm.
    const unfinished = mkdtempSync(`${folder}.unfinished-`);
    const clean = atExit(() => rmSync(unfinished, { recursive: true, force: true, maxRetries: 5 }));
    await install(unfinished);
    if (!existsSync(folder)) renameSync(unfinished, folder);
    clean();
  }
  const modules = path.join(folder, 'node_modules');
  return {
    folder,
    node: path.join(modules, NODE_PACKAGE, 'bin', 'node'),
    entry: path.join(modules, 'code-server', 'out', 'node', 'entry.js'),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main(async () => console.log((await ensureHost()).folder));
}
