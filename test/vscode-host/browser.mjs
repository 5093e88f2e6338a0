// @ts-check
/** A headless Chromium to look at the workbench with. */
import { createRequire } from 'node:module';
import path from 'node:path';
import { findChromium } from '../../scripts/system-packages.mjs';
import { homeless } from './server.mjs';

const QUIET = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];
QUIET.push('--disable-component-update', '--disable-sync');
/** Chromium's own sandbox refuses to run as root, and only our own page is opened. */
const NO_SANDBOX = '--no-sandbox';

/**
 * @param {import('./install.mjs').InstalledHost} host
 * @param {string} dir a folder for what the browser writes besides its profile
 * @returns {Promise<any>} playwright's Browser; its types are installed with the host, not here
 */
export function launchBrowser(host, dir) {
  const { chromium } = createRequire(path.join(host.folder, 'package.json'))('playwright-core');
  const executablePath = findChromium();
  if (executablePath === null) throw new Error('no Chromium: install it, or name one in CHROMIUM');
  return chromium.launch({ executablePath, args: [...QUIET, NO_SANDBOX], env: { ...process.env, ...homeless(dir) } });
}
