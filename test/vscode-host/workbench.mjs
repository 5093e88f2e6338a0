// @ts-check
/** The workbench as a person handles it: rows of the Explorer, editors, pictures. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';

/** How long a thing may take to appear, ms. */
const PATIENCE = 60_000;
/** What the workbench needs to have painted what it has, ms. */
const PAINTING = 500;

export class Workbench {
  /**
   * @param {any} page playwright's Page, on a workbench
   * @param {string} pictures folder for PNG files
   */
  constructor(page, pictures) {
    this.page = page;
    this.pictures = pictures;
    page.setDefaultTimeout(PATIENCE);
    mkdirSync(pictures, { recursive: true });
  }

  /**
   * The editor of a file, once it is opened.
   * @param {string} file its end is enough
   */
  editor(file) {
    return this.page.locator(`.monaco-editor[data-uri$="${file}"]`).first();
  }

  /** Shows the Explorer in place of another view. */
  async showExplorer() {
    await this.page.locator('.activitybar a[aria-label^="Explorer"]').first().click();
  }

  /**
   * Opens a file from the Explorer, its folders first.
   * @param {string} file relative to the workspace, with forward slashes
   */
  async open(file) {
    const names = file.split('/');
    for (const [depth, name] of names.entries()) {
      const row = this.page.locator(`.explorer-folders-view .monaco-list-row[aria-level="${depth + 1}"]`);
      const named = row.filter({ has: this.page.getByText(name, { exact: true }) }).first();
      await named.waitFor();
      if (depth === names.length - 1) await named.dblclick();
      else if ((await named.getAttribute('aria-expanded')) === 'false') await named.click();
    }
  }

  /**
   * Moves the open editor to a line, which then stands in its middle: lines out of view are not painted.
   * @param {number} line from 1
   */
  async goTo(line) {
    await this.page.keyboard.press('Control+g');
    await this.page.locator('.quick-input-widget input').first().fill(`:${line}`);
    await this.page.keyboard.press('Enter');
  }

  /**
   * Takes a picture of the whole window.
   * @param {string} name without extension
   */
  async picture(name) {
    await this.page.waitForTimeout(PAINTING);
    await this.page.screenshot({ path: path.join(this.pictures, `${name}.png`) });
    console.log(`${path.join(this.pictures, name)}.png`);
  }
}
