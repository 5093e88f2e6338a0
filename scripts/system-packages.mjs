// @ts-check
/** Programs and libraries that npm does not carry: found, or installed on Debian where we are root, or asked for. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { must, which } from './processes.mjs';

/**
 * A Python that can import a module. Debian's modules are seen only by Debian's own interpreter, which need not be the
 * first on PATH.
 * @param {string} module
 * @returns {string | null} the interpreter
 */
export function pythonWith(module) {
  const candidates = ['/usr/bin/python3', 'python3', 'python'];
  return candidates.find((python) => spawnSync(python, ['-c', `import ${module}`]).status === 0) ?? null;
}

/**
 * The Chromium (or Chrome) to drive: `CHROMIUM` names another one.
 * @returns {string | null}
 */
export function findChromium() {
  const named = process.env['CHROMIUM'];
  if (named) return existsSync(named) ? named : null;
  const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
  return names.map(which).find((file) => file !== null) ?? null;
}

/** Debian's name of a package → whether this machine has what we want of it. */
const PRESENT = {
  chromium: () => findChromium() !== null,
  'g++': () => which('g++') !== null,
  'libkrb5-dev': () => which('krb5-config') !== null,
  make: () => which('make') !== null,
  python3: () => which('python3') !== null,
  'python3-boto3': () => pythonWith('botocore') !== null,
};

/** @typedef {keyof typeof PRESENT} SystemPackage */

/** To compile the native modules of the browser-served VS Code. @type {readonly SystemPackage[]} */
export const COMPILING = ['g++', 'make', 'python3', 'libkrb5-dev'];

/** To look at it. @type {readonly SystemPackage[]} */
export const BROWSING = ['chromium'];

/** To judge the Python that fixes write. @type {readonly SystemPackage[]} */
export const JUDGING_PYTHON = ['python3', 'python3-boto3'];

/**
 * Makes sure of system packages. Throws, in one line that says what to install, where it may not or cannot.
 * @param {readonly SystemPackage[]} wanted
 */
export async function ensureSystemPackages(wanted) {
  const missing = () => [...new Set(wanted)].filter((name) => !PRESENT[name]());
  const toInstall = missing();
  if (toInstall.length === 0) return;
  const please = () => `system packages are missing: apt-get install ${missing().join(' ')} (Debian's names)`;
  if (which('apt-get') === null || process.getuid?.() !== 0) throw new Error(please());

  console.log(`system packages are missing: ${toInstall.join(', ')}; installing them`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await must('apt-get', ['update', '-qq'], { env });
  await must('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...toInstall], { env });
  if (missing().length > 0) throw new Error(please());
}
