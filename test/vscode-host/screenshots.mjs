// @ts-check
/**
 * Plays scenes as a person would, in the browser-served VS Code with the packed extension installed, and takes pictures.
 *
 *     node test/vscode-host/screenshots.mjs <extension.vsix> <workspace folder> <folder for PNG files> [scenes.mjs]
 */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { atExit, main } from '../../scripts/processes.mjs';
import { launchBrowser } from './browser.mjs';
import { ensureHost } from './install.mjs';
import { startServer } from './server.mjs';
import { Workbench } from './workbench.mjs';

const VIEWPORT = { width: 1280, height: 720 };

/** @typedef {(workbench: Workbench) => Promise<void>} Scenes */

/** @param {{ vsix: string, workspace: string, pictures: string, scenes: Scenes }} what */
export async function takeScreenshots({ vsix, workspace, pictures, scenes }) {
  const host = await ensureHost();
  const dir = mkdtempSync(path.join(tmpdir(), 'sagegreen-scenes-'));
  const removeDir = atExit(() => rmSync(dir, { recursive: true, force: true, maxRetries: 5 }));
  const copy = path.join(dir, path.basename(path.resolve(workspace)));
  cpSync(workspace, copy, { recursive: true });

  const server = await startServer(host, { vsix });
  try {
    const browser = await launchBrowser(host, dir);
    try {
      const page = await browser.newPage({ viewport: VIEWPORT });
      await page.goto(server.url(copy));
      const workbench = new Workbench(page, pictures);
      try {
        await scenes(workbench);
      } catch (error) {
        await workbench.picture('where-it-failed');
        throw error;
      }
    } finally {
      await browser.close();
    }
  } finally {
    await server.stop();
    removeDir();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main(async () => {
    const usual = fileURLToPath(new URL('../integration/scenes.mjs', import.meta.url));
    const [vsix = '', workspace = '', pictures = '', file = usual] = process.argv.slice(2);
    const { default: scenes } = await import(pathToFileURL(path.resolve(file)).href);
    await takeScreenshots({ vsix, workspace, pictures, scenes });
  });
}
