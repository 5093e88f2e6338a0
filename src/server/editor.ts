import type { InitializeParams } from 'vscode-languageserver';
import { MarkupKind } from 'vscode-languageserver';
import { codeActionSupport, type CodeActionSupport } from './codeActions';
import type { InitializationOptions } from './protocol';
import type { Folder } from './workspacePaths';

/** What the editor said of itself when it started the server. */
export interface Editor {
  readonly folders: readonly Folder[];
  readonly trusted: boolean;
  readonly wantsReports: boolean;
  readonly codeActions: CodeActionSupport;
  readonly markdown: boolean;
  /** Answers `workspace/configuration`; else settings come with `didChangeConfiguration`. */
  readonly configuration: boolean;
  readonly registersConfiguration: boolean;
  readonly watchesFiles: boolean;
  readonly changesFolders: boolean;
}

export function editorOf({ capabilities, initializationOptions, workspaceFolders, ...old }: InitializeParams): Editor {
  const options = (initializationOptions ?? {}) as InitializationOptions;
  const { workspace, textDocument } = capabilities;
  const root = (old as { readonly rootUri?: string | null }).rootUri ?? null;
  return {
    folders: workspaceFolders ?? (root === null ? [] : [{ uri: root, name: root.slice(root.lastIndexOf('/') + 1) }]),
    trusted: options.trusted !== false,
    wantsReports: options.reports === true,
    codeActions: codeActionSupport(capabilities, options.recipes === true),
    markdown: textDocument?.hover?.contentFormat?.includes(MarkupKind.Markdown) === true,
    configuration: workspace?.configuration === true,
    registersConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    watchesFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    changesFolders: workspace?.workspaceFolders === true,
  };
}
