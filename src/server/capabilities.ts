import type { InitializeResult } from 'vscode-languageserver';
import { TextDocumentSyncKind } from 'vscode-languageserver';
import { version } from '../../package.json';
import { CODE_ACTION_KINDS } from './codeActions';

export const SERVER_VERSION: string = version;

/** What the server can do, as it says at the start. */
export function initializeResult(): InitializeResult {
  return {
    serverInfo: { name: 'sagegreen', version: SERVER_VERSION },
    capabilities: {
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
      // Without a filter on cells: a cell's number is its place among all cells.
      notebookDocumentSync: { notebookSelector: [{ notebook: { notebookType: 'jupyter-notebook' } }] },
      codeActionProvider: { codeActionKinds: [...CODE_ACTION_KINDS] },
      hoverProvider: true,
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    },
  };
}
