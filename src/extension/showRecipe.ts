import * as vscode from 'vscode';
import type { ShownRecipe } from '../advisor/recipeOf';

export type { ShownRecipe };

/** Opens a rewrite beside the code, as a text that belongs to no file. */
export async function showRecipe({ text, language }: ShownRecipe): Promise<void> {
  const known = await vscode.languages.getLanguages();
  const document = await vscode.workspace.openTextDocument({
    content: text,
    ...(known.includes(language) ? { language } : {}),
  });
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preserveFocus: false });
}
