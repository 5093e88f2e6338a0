// @ts-check
/** What a person sees: each picture is taken when the thing that it shows is there. */

/** @type {import('../vscode-host/screenshots.mjs').Scenes} */
export default async function scenes(workbench) {
  const firstFile = workbench.page.locator('.explorer-folders-view .monaco-list-row').first();
  await firstFile.waitFor();
  await workbench.picture('workbench');
}
