// @ts-check
/** Starting other programs, and ending with them. */
import { spawn, spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/**
 * Runs a program in the foreground; its output is ours, and it ends when we end.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<number>} its exit code; 1 where a signal ended it
 */
export function run(command, args, options = {}) {
  return new Promise((done, fail) => {
    const child = spawn(command, args, { cwd: ROOT, stdio: 'inherit', ...options });
    const end = () => void child.kill();
    process.once('exit', end);
    child.once('error', fail);
    child.once('exit', (code) => {
      process.off('exit', end);
      done(code ?? 1);
    });
  });
}

/**
 * As `run`, and any exit code but 0 is an error.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 */
export async function must(command, args, options) {
  const code = await run(command, args, options);
  if (code !== 0) throw new Error(`${[path.basename(command), ...args].join(' ')} ended with ${code}`);
}

/**
 * How to call npm: by its own file under this Node where npm started us, since `npm` is no program on Windows.
 * @param {readonly string[]} args
 * @returns {[command: string, args: string[]]}
 */
export function npm(args) {
  const file = process.env['npm_execpath'];
  return file?.endsWith('.js') ? [process.execPath, [file, ...args]] : ['npm', [...args]];
}

/**
 * The path of a program on PATH, null where there is none.
 * @param {string} name
 */
export function which(name) {
  const finder = process.platform === 'win32' ? 'where' : 'which';
  const { status, stdout } = spawnSync(finder, [name], { encoding: 'utf8' });
  return status === 0 ? (stdout.split(/\r?\n/)[0] ?? null) : null;
}

/**
 * Runs `end` once, synchronously, however this process ends: by itself or (in `main`) by Ctrl-C or a signal.
 * What was begun last ends first.
 * @param {() => void} end
 * @returns {() => void} to run it at once
 */
export function atExit(end) {
  let over = false;
  const once = () => {
    if (over) return;
    over = true;
    end();
  };
  process.prependOnceListener('exit', once);
  return once;
}

const PARENT_POLL_MS = 500;

/**
 * Makes the usual signals an orderly end: without this they end a Node process without its `exit` event. A signal to
 * npm alone does not reach us through its shell: there we end when the shell has gone.
 */
function exitOnSignals() {
  process.once('SIGHUP', () => process.exit(129));
  process.once('SIGINT', () => process.exit(130));
  process.once('SIGTERM', () => process.exit(143));
  const parent = process.ppid;
  if (process.env['npm_lifecycle_event'] === undefined) return;
  setInterval(() => {
    if (process.ppid !== parent) process.exit(143);
  }, PARENT_POLL_MS).unref();
}

/**
 * The frame of a script: it ends in order, and an error is one line and the exit code 1.
 * @param {() => Promise<void>} play
 */
export async function main(play) {
  exitOnSignals();
  try {
    await play();
  } catch (error) {
    console.error(error instanceof Error && !process.env['DEBUG'] ? error.message : error);
    process.exitCode = 1;
  }
  // What still waits (a poll, a pipe) must not hold the end up.
  process.exit();
}
