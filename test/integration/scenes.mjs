// @ts-check
/** What a person sees: each picture is taken when the thing that it shows is there. */

/** @type {import('../vscode-host/screenshots.mjs').Scenes} */
export default async function scenes(workbench) {
  const { page } = workbench;
  const icon = page.locator('.activitybar a[aria-label^="Sage Green"]').first();
  await icon.waitFor();

  await workbench.open('infra/claims-triage.yaml');
  const template = workbench.editor('claims-triage.yaml');
  await template.locator('.squiggly-warning').first().waitFor();
  await icon.click();
  await page.locator('.pane-body .monaco-list-row').filter({ hasText: 'claims-triage.yaml' }).first().waitFor();
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
  await template.locator('.view-line').filter({ hasText: 'ml.c6g.xlarge' }).first().waitFor();
  await workbench.picture('fixed');
  await page.keyboard.press('Control+z');

  await command(page, 'Preferences: Toggle between Light/Dark Themes');
  await page.locator('.monaco-workbench.vs').first().waitFor();
  await workbench.picture('template-light');

  await workbench.showExplorer();
  await workbench.open('notebooks/churn-xgboost.ipynb');
  await page.locator('.notebookOverlay .view-line').filter({ hasText: 'boto3' }).first().waitFor();
  // Cells below the fold are not painted.
  await page.mouse.move(800, 500);
  await page.mouse.wheel(0, 600);
  await page.locator('.notebookOverlay .squiggly-info').first().waitFor();
  await workbench.picture('notebook-light');
  await command(page, 'Preferences: Toggle between Light/Dark Themes');
  await page.locator('.monaco-workbench.vs-dark').first().waitFor();
  await workbench.picture('notebook');

  await bothThemes(workbench, 'terraform/main.tf', 'terraform');
  await bothThemes(workbench, 'cdk-typescript/lib/returns-stack.ts', 'cdk');
}

/**
 * A file at its end, in the dark theme and in the light one.
 * @param {import('../vscode-host/workbench.mjs').Workbench} workbench
 * @param {string} file
 * @param {string} picture
 */
async function bothThemes(workbench, file, picture) {
  const { page } = workbench;
  await workbench.open(file);
  const editor = workbench.editor(file);
  await editor.locator('.view-line').first().click();
  // Lines below the fold are not painted.
  await page.keyboard.press('Control+End');
  await editor.locator('.squiggly-info').first().waitFor();
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
}
