// @ts-check
/**
 * A real VS Code, workbench and extension host, served on a free port of this machine alone. Everything that it writes
 * (settings, extensions, logs) lies in a folder of its own that goes when it stops.
 */
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { atExit } from '../../scripts/processes.mjs';

const START_LIMIT_MS = 60_000;

/** A quiet workbench: nothing on it that is not ours. */
export const SETTINGS = {
  'chat.commandCenter.enabled': false,
  'chat.disableAIFeatures': true,
  'editor.minimap.enabled': false,
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  'remote.autoForwardPorts': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'workbench.colorTheme': 'Default Dark Modern',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
};

/** Variables that would make this VS Code part of another one, or a test depend on a person's account. */
const NOT_INHERITED = /^(VSCODE_|ELECTRON_|CODE_SERVER|npm_|NODE_OPTIONS$|AWS_)/;

/** @param {Readonly<Record<string, string>>} more */
function environment(more) {
  const kept = Object.entries(process.env).filter(([name]) => !NOT_INHERITED.test(name));
  return { ...Object.fromEntries(kept), ...more };
}

/**
 * Variables that keep a program from writing into the user's home.
 * @param {string} dir
 */
export function homeless(dir) {
  return { XDG_CACHE_HOME: dir, XDG_CONFIG_HOME: dir, XDG_DATA_HOME: dir };
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((done, fail) => {
    const server = createServer().once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address && typeof address === 'object' ? done(address.port) : fail(new Error('no port'))));
    });
  });
}

/**
 * @typedef {object} ServerOptions
 * @property {string} [vsix] an extension to install first
 * @property {Readonly<Record<string, unknown>>} [settings] besides `SETTINGS`
 * @property {Readonly<Record<string, string>>} [env] for the extension host
 *
 * @typedef {object} CodeServer
 * @property {string | null} extension the folder of the installed extension
 * @property {Promise<void>} ended
 * @property {(file: string) => string} remote the address of a local path, as the workbench calls it
 * @property {(folder: string, payload?: readonly [string, string][]) => string} url the workbench on a folder; the
 *   payload is VS Code's own list of names and values
 * @property {() => Promise<void>} stop
 */

/**
 * @param {import('./install.mjs').InstalledHost} host
 * @param {ServerOptions} [options]
 * @returns {Promise<CodeServer>}
 */
export async function startServer(host, { vsix, settings = {}, env = {} } = {}) {
  const dir = mkdtempSync(path.join(tmpdir(), 'sagegreen-vscode-'));
  const removeDir = atExit(() => rmSync(dir, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }));
  /** @param {string} name */
  const at = (name) => path.join(dir, name);
  mkdirSync(at('data/User'), { recursive: true });
  mkdirSync(at('extensions'));
  writeFileSync(at('data/User/settings.json'), JSON.stringify({ ...SETTINGS, ...settings }));
  writeFileSync(at('config.yaml'), 'auth: none\n');

  const folders = ['--config', at('config.yaml'), '--user-data-dir', at('data'), '--extensions-dir', at('extensions')];
  // An empty gallery is no marketplace, and so no look-ups that only time out.
  const hostEnv = environment({ EXTENSIONS_GALLERY: '{}', TMPDIR: dir, ...homeless(dir), ...env });
  if (vsix !== undefined) installExtension(host, vsix, folders, hostEnv);

  const authority = `127.0.0.1:${await freePort()}`;
  const { ended, stop } = serve(host, authority, folders, hostEnv, at('server.log'));
  await answering(authority, ended, at('server.log'));
  return {
    extension: installedExtension(at('extensions')),
    ended,
    remote: (file) => `vscode-remote://${authority}${path.resolve(file)}`,
    url(folder, payload = []) {
      const query = new URLSearchParams({ folder: path.resolve(folder) });
      if (payload.length > 0) query.set('payload', JSON.stringify(payload));
      return `http://${authority}/?${query.toString()}`;
    },
    async stop() {
      await stop();
      removeDir();
    },
  };
}

/**
 * @param {import('./install.mjs').InstalledHost} host
 * @param {string} vsix
 * @param {readonly string[]} folders
 * @param {NodeJS.ProcessEnv} env
 */
function installExtension(host, vsix, folders, env) {
  const args = [host.entry, ...folders, '--install-extension', path.resolve(vsix), '--force'];
  execFileSync(host.node, args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
}

/** @param {string} extensions */
function installedExtension(extensions) {
  const folder = readdirSync(extensions, { withFileTypes: true }).find((entry) => entry.isDirectory());
  return folder === undefined ? null : path.join(extensions, folder.name);
}

/**
 * @param {import('./install.mjs').InstalledHost} host
 * @param {string} authority
 * @param {readonly string[]} folders
 * @param {NodeJS.ProcessEnv} env
 * @param {string} logFile
 */
function serve(host, authority, folders, env, logFile) {
  const log = openSync(logFile, 'w');
  const options = ['--auth', 'none', '--bind-addr', authority, '--disable-telemetry', '--disable-update-check'];
  options.push('--disable-workspace-trust', '--disable-getting-started-override', '--disable-proxy');
  // Without this a built VS Code takes no extension under development, and no tests, from the address.
  options.push('--vscode-option', 'enable-smoke-test-driver');
  // A process group of its own, so that all of it can be ended: extension hosts, language servers, terminals.
  const server = spawn(host.node, [host.entry, ...folders, ...options], {
    env,
    stdio: ['ignore', log, log],
    detached: true,
  });
  /** @param {NodeJS.Signals} signal */
  const signalAll = (signal) => {
    if (server.pid === undefined) return;
    try {
      process.kill(-server.pid, signal);
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') throw error;
    }
  };
  const kill = atExit(() => signalAll('SIGKILL'));
  /** @type {Promise<void>} */
  const ended = new Promise((done) => server.once('exit', () => done()).once('error', () => done()));
  const stop = async () => {
    signalAll('SIGTERM');
    await Promise.race([ended, sleep(5_000)]);
    kill();
    await ended;
  };
  return { ended, stop };
}

/**
 * @param {string} authority
 * @param {Promise<void>} ended
 * @param {string} logFile
 */
async function answering(authority, ended, logFile) {
  const limit = Date.now() + START_LIMIT_MS;
  while (Date.now() < limit) {
    const healthy = await fetch(`http://${authority}/healthz`).then(
      (response) => response.ok,
      () => false, // not listening yet
    );
    if (healthy) return;
    if (await Promise.race([ended.then(() => true), sleep(100, false)])) break;
  }
  throw new Error(`VS Code did not start:\n${readFileSync(logFile, 'utf8')}`);
}
