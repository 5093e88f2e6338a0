// @ts-check
/** The npm packages of this checkout: installed when they are missing or not those of package-lock.json. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { must, npm, ROOT } from './processes.mjs';

const OLDEST_NODE = [20, 19];

/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, link?: boolean }} LockedPackage
 * @typedef {Record<string, LockedPackage>} LockedPackages
 */

/**
 * @param {string} file
 * @returns {LockedPackages}
 */
const packagesOf = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;

/**
 * What of a lock file is not installed as it says; packages for other platforms may be missing.
 * @param {LockedPackages} wanted `packages` of package-lock.json
 * @param {LockedPackages} installed `packages` of node_modules/.package-lock.json, npm's own record
 */
export function outOfDate(wanted, installed) {
  return Object.entries(wanted)
    .filter(([place, { version, optional }]) => {
      const there = installed[place];
      return place !== '' && (there === undefined ? !optional : there.version !== version);
    })
    .map(([place]) => place);
}

/** Why npm's packages have to be installed, null where they are there. */
function whyInstall() {
  const record = path.join(ROOT, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return 'no npm packages yet';
  const stale = outOfDate(packagesOf(path.join(ROOT, 'package-lock.json')), packagesOf(record));
  return stale.length > 0 ? `${stale.length} npm packages are not those of package-lock.json` : null;
}

/** Throws, in one line, under a Node that is too old for the tools. */
export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_NODE;
  if (major < oldestMajor || (major === oldestMajor && minor < oldestMinor)) {
    throw new Error(`Node ${OLDEST_NODE.join('.')} or later is needed, this is ${process.versions.node}`);
  }
}

/** `npm ci` where it is needed. */
export async function ensureDependencies() {
  checkNode();
  const why = whyInstall();
  if (why === null) return;
  console.log(`${why}: npm ci`);
  await must(...npm(['ci', '--no-audit', '--no-fund']));
}
