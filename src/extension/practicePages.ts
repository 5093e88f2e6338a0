import * as vscode from 'vscode';

const PAGE = /^([a-z0-9-]+)\.md$/;

/** Opens the page of a practice; without an id, asks which. */
export async function showPractice(extension: vscode.Uri, id?: string): Promise<void> {
  const folder = vscode.Uri.joinPath(extension, 'docs', 'practices');
  const pages = await idsIn(folder);
  const chosen = id ?? (await vscode.window.showQuickPick(pages, { placeHolder: 'Which practice?' }));
  if (chosen === undefined) return;
  if (!pages.includes(chosen)) {
    void vscode.window.showWarningMessage(`Sage Green knows no practice "${chosen}".`);
    return;
  }
  await vscode.commands.executeCommand('markdown.showPreview', vscode.Uri.joinPath(folder, `${chosen}.md`));
}

async function idsIn(folder: vscode.Uri): Promise<string[]> {
  const entries = await vscode.workspace.fs.readDirectory(folder);
  return entries.flatMap(([name]) => PAGE.exec(name)?.[1] ?? []).sort();
}
