// @ts-check
/** The licences of the packages that a bundle contains: they ask to be passed on with it. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './processes.mjs';

/**
 * The folder of the package that a bundled file belongs to, null for our own files.
 * @param {string} file relative to the checkout, with forward slashes
 */
export function packageFolder(file) {
  const [folder] = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file) ?? [];
  return folder ?? null;
}

/**
 * @param {readonly string[]} inputs the bundled files, relative to the checkout
 * @returns {string} one section for each package, by name
 */
export function thirdPartyNotices(inputs) {
  const folders = new Set(inputs.map(packageFolder).filter((folder) => folder !== null));
  const sections = [...folders].sort().map((folder) => {
    const at = path.join(ROOT, folder);
    const { name, version, license } = JSON.parse(readFileSync(path.join(at, 'package.json'), 'utf8'));
    const file = readdirSync(at).find((entry) => /^licen[cs]e/i.test(entry));
    if (file === undefined && license === undefined) throw new Error(`${name} is bundled and says no licence`);
    const text = file === undefined ? '' : `\n${readFileSync(path.join(at, file), 'utf8').trim()}\n`;
    return `${name} ${version} (${license ?? 'see below'})\n${text}`;
  });
  return sections.join(`\n${'-'.repeat(80)}\n\n`);
}
