// @ts-check
/** What a person sees: each picture is taken when the thing that it shows is there. */

/** @type {import('../vscode-host/screenshots.mjs').Scenes} */
export default async function scenes(workbench) {
  const { page } = workbench;
  page.setDefaultTimeout(60_000);
  const icon = page.locator('.activitybar a[aria-label^="Sage Green"]').first();
  await icon.waitFor();

  await open(page, 'infra', 'claims-triage.yaml');
  const template = page.locator('.monaco-editor[data-uri$="claims-triage.yaml"]');
  await template.locator('.squiggly-info').first().waitFor();
  await icon.click();
  await page.locator('.pane-body .monaco-list-row').filter({ hasText: 'claims-triage.yaml' }).first().waitFor();
  await workbench.picture('template-and-sidebar');

  const type = template
    .locator('.view-line span')
    .filter({ hasText: /^InstanceType$/ })
    .last();
  await type.hover();
  await page.locator('.monaco-hover').filter({ hasText: 'ml.c8g.xlarge' }).first().waitFor();
  await workbench.picture('hover');

  await type.click();
  await page.keyboard.press('Control+.');
  await page.locator('.action-widget').getByText('Change to ml.c8g.xlarge').first().waitFor();
  await workbench.picture('quick-fix');
  await page.keyboard.press('Enter');
  await template.locator('.view-line').filter({ hasText: 'ml.c8g.xlarge' }).first().waitFor();
  await workbench.picture('fixed');
  await page.keyboard.press('Control+z');

  await command(page, 'Preferences: Toggle between Light/Dark Themes');
  await page.locator('.monaco-workbench.vs').first().waitFor();
  await workbench.picture('template-light');

  await page.locator('.activitybar a[aria-label^="Explorer"]').first().click();
  await open(page, 'notebooks', 'churn-xgboost.ipynb');
  await page.locator('.notebookOverlay .cell').first().waitFor();
  // Cells below the fold are not painted.
  await page.mouse.move(800, 500);
  await page.mouse.wheel(0, 600);
  await page.locator('.notebookOverlay .squiggly-info').first().waitFor();
  await workbench.picture('notebook-light');
  await command(page, 'Preferences: Toggle between Light/Dark Themes');
  await page.locator('.monaco-workbench.vs-dark').first().waitFor();
  await workbench.picture('notebook');
}

/**
 * Opens a file of a folder from the Explorer.
 * @param {import('../vscode-host/workbench.mjs').Workbench['page']} page
 * @param {string} folder
 * @param {string} file
 */
async function open(page, folder, file) {
  const rows = page.locator('.explorer-folders-view .monaco-list-row');
  await rows.filter({ hasText: folder }).first().click();
  await rows.filter({ hasText: file }).first().dblclick();
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
}
