import * as vscode from 'vscode';
import type { SidebarFinding } from '../server/protocol';

/** Opens the place of a finding, in a notebook too. */
export async function openFinding({ uri, cell, range }: SidebarFinding): Promise<void> {
  const selection = new vscode.Range(range.start.line, range.start.character, range.end.line, range.end.character);
  const target = cell === null ? vscode.Uri.parse(uri) : await cellUri(vscode.Uri.parse(uri), cell);
  await vscode.commands.executeCommand('vscode.open', target, { selection, preview: true });
}

/** The URI of a cell, which has one only while its notebook is open. */
async function cellUri(notebookUri: vscode.Uri, index: number): Promise<vscode.Uri> {
  const notebook = await vscode.workspace.openNotebookDocument(notebookUri);
  if (index >= notebook.cellCount) return notebookUri;
  await vscode.window.showNotebookDocument(notebook, { preview: true });
  return notebook.cellAt(index).document.uri;
}
