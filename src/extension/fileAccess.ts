import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  READ_FILE,
  READ_FOLDER,
  type FolderEntry,
  type ReadFileParams,
  type ReadFolderParams,
} from '../server/protocol';
import type { FileContent } from '../server/runtime';

/** Bytes that are looked at to tell text from other content. */
const SAMPLE = 8000;

/** Lets the server read what only the editor can reach: in a browser everything, else what extensions provide. */
export function giveFiles(client: BaseLanguageClient): void {
  client.onRequest(READ_FILE, ({ uri, limit }: ReadFileParams) => readFile(vscode.Uri.parse(uri), limit));
  client.onRequest(READ_FOLDER, ({ uri }: ReadFolderParams) => readFolder(vscode.Uri.parse(uri)));
}

async function readFile(uri: vscode.Uri, limit: number): Promise<FileContent> {
  try {
    const { size, type } = await vscode.workspace.fs.stat(uri);
    if ((type & vscode.FileType.File) === 0) return { kind: 'skipped', reason: 'it is no file' };
    const tooLarge: FileContent = { kind: 'skipped', reason: `larger than ${String(limit / 1_000_000)} MB` };
    if (size > limit) return tooLarge;
    const bytes = await vscode.workspace.fs.readFile(uri);
    if (bytes.length > limit) return tooLarge;
    if (bytes.subarray(0, SAMPLE).includes(0)) return { kind: 'skipped', reason: 'it is not UTF-8 text' };
    // The byte order mark is taken off.
    return { kind: 'text', text: new TextDecoder().decode(bytes) };
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return { kind: 'missing' };
    return { kind: 'skipped', reason: `it can't be read (${codeOf(error)})` };
  }
}

async function readFolder(uri: vscode.Uri): Promise<FolderEntry[] | null> {
  try {
    const entries = await vscode.workspace.fs.readDirectory(uri);
    return entries.map(([name, type]) => ({ name, kind: kindOf(type) }));
  } catch {
    return null;
  }
}

function kindOf(type: vscode.FileType): FolderEntry['kind'] {
  if (type === vscode.FileType.File) return 'file';
  return type === vscode.FileType.Directory ? 'folder' : 'other';
}

function codeOf(error: unknown): string {
  return error instanceof vscode.FileSystemError ? error.code : String(error);
}
