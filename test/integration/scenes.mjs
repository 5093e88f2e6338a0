// @ts-check
/** What a person sees: each picture is taken when the thing that it shows is there. */
import { readFileSync } from 'node:fs';

const EXAMPLES = new URL('../../examples/', import.meta.url);

/** @type {import('../vscode-host/screenshots.mjs').Scenes} */
export default async function scenes(workbench) {
  const { page } = workbench;
  const icon = page.locator('.activitybar a[aria-label^="Sage Green"]').first();
  await icon.waitFor();

  await workbench.open('infra/claims-triage.yaml');
  const template = workbench.editor('claims-triage.yaml');
  await template.locator('.view-line').first().click();
  await workbench.goTo(lineOf('infra/claims-triage.yaml', 'InstanceType: !Ref InstanceType'));
  await template.locator('.squiggly-warning').first().waitFor();
  await icon.click();
  // Whichever findings are in view: rows further down aren't painted.
  await page.locator('.pane-body .monaco-list-row').filter({ hasText: '→' }).first().waitFor();
  await workbench.picture('template-and-sidebar');

  const type = template
    .locator('.view-line span')
    .filter({ hasText: /^InstanceType$/ })
    .last();
  await type.hover();
  await page.locator('.monaco-hover').filter({ hasText: 'ml.c6g.xlarge' }).first().waitFor();
  await workbench.picture('hover');

  await type.click();
  await page.keyboard.press('Control+.');
  await page.locator('.action-widget').getByText('Change to ml.c6g.xlarge').first().waitFor();
  await workbench.picture('quick-fix');
  await page.keyboard.press('Enter');
  await template.locator('.squiggly-warning').waitFor({ state: 'detached' });
  await workbench.goTo(lineOf('infra/claims-triage.yaml', 'Default: ml.c5.xlarge'));
  await template.locator('.view-line').filter({ hasText: 'Default: ml.c6g.xlarge' }).first().waitFor();
  await workbench.picture('fixed');
  await page.keyboard.press('Control+z');
  await workbench.goTo(lineOf('infra/claims-triage.yaml', 'InstanceType: !Ref InstanceType'));

  await command(page, 'Preferences: Toggle between Light/Dark Themes');
  await page.locator('.monaco-workbench.vs').first().waitFor();
  await workbench.picture('template-light');

  await workbench.showExplorer();
  await workbench.open('notebooks/churn-xgboost.ipynb');
  await page.locator('.notebookOverlay .view-line').filter({ hasText: 'boto3' }).first().waitFor();
  await scrollTo(workbench, page.locator('.notebookOverlay .view-line').filter({ hasText: 'model.deploy(' }).first());
  await page.locator('.notebookOverlay .squiggly-info').first().waitFor();
  await workbench.picture('notebook-light');
  await command(page, 'Preferences: Toggle between Light/Dark Themes');
  await page.locator('.monaco-workbench.vs-dark').first().waitFor();
  await workbench.picture('notebook');

  await bothThemes(workbench, 'terraform/main.tf', 'var.instance_type', 'terraform');
  await bothThemes(workbench, 'cdk-typescript/lib/returns-stack.ts', 'props.instanceType', 'cdk');
}

/**
 * The line of an example file, from 1, that holds a text.
 * @param {string} file
 * @param {string} text
 */
function lineOf(file, text) {
  const lines = readFileSync(new URL(file, EXAMPLES), 'utf8').split('\n');
  const at = lines.findIndex((line) => line.includes(text));
  if (at < 0) throw new Error(`${file} says nowhere ${text}`);
  return at + 1;
}

/** Turns of the wheel until a notebook is at its end. */
const TURNS = 100;

/**
 * Turns the wheel over a notebook until something is in view: cells below the fold are not painted.
 * @param {import('../vscode-host/workbench.mjs').Workbench} workbench
 * @param {any} sought playwright's Locator
 */
async function scrollTo({ page }, sought) {
  await page.mouse.move(800, 500);
  for (let turn = 0; turn < TURNS && !(await isInView(sought)); turn += 1) {
    await page.mouse.wheel(0, 200);
    await page.waitForTimeout(200);
  }
  await sought.waitFor();
}

/** @param {any} sought playwright's Locator */
async function isInView(sought) {
  const box = (await sought.count()) === 0 ? null : await sought.boundingBox();
  return box !== null && box.y > 100 && box.y < 500;
}

/**
 * A file where it says something, in the dark theme and in the light one.
 * @param {import('../vscode-host/workbench.mjs').Workbench} workbench
 * @param {string} file
 * @param {string} text
 * @param {string} picture
 */
async function bothThemes(workbench, file, text, picture) {
  const { page } = workbench;
  await workbench.open(file);
  const editor = workbench.editor(file);
  await editor.locator('.view-line').first().click();
  await workbench.goTo(lineOf(file, text));
  await editor.locator('.squiggly-info, .squiggly-warning').first().waitFor();
  await workbench.picture(picture);
  await command(page, 'Preferences: Toggle between Light/Dark Themes');
  await page.locator('.monaco-workbench.vs').first().waitFor();
  await workbench.picture(`${picture}-light`);
  await command(page, 'Preferences: Toggle between Light/Dark Themes');
  await page.locator('.monaco-workbench.vs-dark').first().waitFor();
}

/**
 * Runs a command by its title.
 * @param {import('../vscode-host/workbench.mjs').Workbench['page']} page
 * @param {string} title
 */
async function command(page, title) {
  await page.keyboard.press('F1');
  await page.locator('.quick-input-widget input').first().fill(`>${title}`);
  await page.locator('.quick-input-list .monaco-list-row').filter({ hasText: title }).first().click();
  // Nothing is to show what it says of itself when the pointer rests on it.
  await page.mouse.move(0, 0);
}
