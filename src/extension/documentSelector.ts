import * as vscode from 'vscode';
import type { DocumentSelector } from 'vscode-languageclient';
import { LANGUAGES } from './candidate';

const PATTERNS = ['**/*.template', '**/samconfig.toml', '**/*.tf', '**/*.tfvars'];

/** The documents the server is told of: files of the workspace's own kind, what is not saved yet, cells of notebooks. */
export function documentSelector(): DocumentSelector {
  const schemes = new Set([
    'file',
    'untitled',
    ...(vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.scheme),
  ]);
  return [...schemes]
    .flatMap((scheme) => [
      ...LANGUAGES.map((language) => ({ scheme, language })),
      ...PATTERNS.map((pattern) => ({ scheme, pattern })),
    ])
    .concat([{ notebook: 'jupyter-notebook', language: 'python' } as never]);
}
