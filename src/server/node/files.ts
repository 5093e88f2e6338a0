import { watch, type Dirent } from 'node:fs';
import { open, readdir, readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { headerOf, readLater } from '../../languages/weights/header';
import { textOf } from '../../languages/weights/weightTypes';
import { isLeftOut } from '../candidates';
import { IgnoreRules } from '../ignoreRules';
import type { Disposable, FileChange, FileContent, FilePort, Listed, Walk } from '../runtime';

/** Bytes that are looked at to tell text from other content. */
const SAMPLE = 8000;

interface Entries {
  readonly listed: Listed[];
  /** Folders to look through, relative to the walked one. */
  readonly below: string[];
}

/** The file system. */
export class NodeFiles implements FilePort {
  private readonly rules = new IgnoreRules();

  async read(uri: string, limit: number): Promise<FileContent> {
    const file = pathOf(uri);
    if (file === null) return { kind: 'skipped', reason: 'it is not on this machine' };
    try {
      return await readText(file, limit);
    } catch (error) {
      return failed(error);
    }
  }

  async readHeader(folder: string, file: string): Promise<FileContent> {
    const root = pathOf(folder);
    if (root === null) return { kind: 'missing' };
    try {
      return await readModelHeader(path.join(root, file), await realpath(root));
    } catch (error) {
      return failed(error);
    }
  }

  async *list(folder: string, walk: Walk): AsyncIterable<Listed> {
    const root = pathOf(folder);
    if (root === null) return;
    const real = await realpath(root).catch(() => root);
    const folders = [''];
    for (let relative = folders.shift(); relative !== undefined; relative = folders.shift()) {
      if (walk.signal.aborted) return;
      const { listed, below } = await this.entries(path.join(root, relative), relative, walk, real);
      yield* listed;
      folders.push(...below);
    }
  }

  ignores(folder: string, file: string): boolean {
    const root = pathOf(folder);
    return root !== null && this.isIgnored(path.join(root, file), false);
  }

  watch(folder: string, changed: (path: string, change: FileChange) => void): Disposable {
    const root = pathOf(folder);
    if (root === null) return { dispose: () => undefined };
    const watcher = watch(root, { recursive: true }, (_, name) => {
      // Node doesn't say whether a file has come, changed or gone; reading it does.
      if (name !== null) changed(name.split(path.sep).join('/'), 'changed');
    });
    // A folder that goes while it is watched ends the watch, not the server.
    watcher.on('error', () => watcher.close());
    return { dispose: () => watcher.close() };
  }

  private async entries(here: string, relative: string, walk: Walk, real: string): Promise<Entries> {
    let entries: Dirent[];
    try {
      entries = await readdir(here, { withFileTypes: true });
    } catch (error) {
      const listed = [{ path: relative, skipped: `the folder can't be listed (${codeOf(error)})` }];
      return { listed: codeOf(error) === 'ENOENT' ? [] : listed, below: [] };
    }
    // A virtual environment is other people's code.
    if (relative !== '' && entries.some((entry) => entry.name === 'pyvenv.cfg')) return { listed: [], below: [] };
    await this.learnRules(here, entries);
    const found: Entries = { listed: [], below: [] };
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const file = relative === '' ? entry.name : `${relative}/${entry.name}`;
      const absolute = path.join(here, entry.name);
      if (entry.isSymbolicLink()) {
        if (walk.deep && walk.wanted(file) && (await leadsOut(absolute, real)))
          found.listed.push({ path: file, skipped: 'a link out of the workspace' });
      } else if (entry.isDirectory()) {
        if (walk.deep && !isLeftOut(entry.name) && !this.isIgnored(absolute, true)) found.below.push(file);
      } else if (entry.isFile() && walk.wanted(file) && !this.isIgnored(absolute, false)) {
        found.listed.push({ path: file, skipped: null });
      }
    }
    return found;
  }

  private async learnRules(folder: string, entries: readonly Dirent[]): Promise<void> {
    const has = entries.some((entry) => entry.name === '.gitignore');
    const text = has ? await readFile(path.join(folder, '.gitignore'), 'utf8').catch(() => '') : null;
    this.rules.learn(slashed(folder), text);
  }

  private isIgnored(file: string, isFolder: boolean): boolean {
    return this.rules.ignores(slashed(file), isFolder);
  }
}

function slashed(file: string): string {
  return file.split(path.sep).join('/');
}

function failed(error: unknown): FileContent {
  const code = codeOf(error);
  return code === 'ENOENT' || code === 'ENOTDIR'
    ? { kind: 'missing' }
    : { kind: 'skipped', reason: `it can't be read (${code})` };
}

/** The few bytes that say what a file of weights holds, whatever its size. */
async function readModelHeader(file: string, root: string): Promise<FileContent> {
  if (await leadsOut(file, root)) return { kind: 'skipped', reason: 'a link out of the workspace' };
  // Asked before it is opened: to open a pipe would wait for whoever writes to it.
  const { size, isFile } = await stat(file).then((found) => ({ size: found.size, isFile: found.isFile() }));
  if (!isFile) return { kind: 'missing' };
  const handle = await open(file);
  try {
    const header = await readLater(headerOf(file, size), async ({ start, length }) => {
      const { buffer, bytesRead } = await handle.read(new Uint8Array(length), 0, length, start);
      return buffer.subarray(0, bytesRead);
    });
    return header.kind === 'types'
      ? { kind: 'text', text: textOf(header.types) }
      : { kind: 'skipped', reason: header.why };
  } finally {
    await handle.close();
  }
}

async function readText(file: string, limit: number): Promise<FileContent> {
  // Asked before it is opened: to open a pipe would wait for whoever writes to it.
  const { size, isFile } = await stat(file).then((found) => ({ size: found.size, isFile: found.isFile() }));
  if (!isFile) return { kind: 'skipped', reason: 'it is no file' };
  const tooLarge: FileContent = { kind: 'skipped', reason: `larger than ${String(limit / 1_000_000)} MB` };
  if (size > limit) return tooLarge;
  const bytes = await readFile(file);
  if (bytes.length > limit) return tooLarge;
  if (bytes.subarray(0, SAMPLE).includes(0)) return { kind: 'skipped', reason: 'it is not UTF-8 text' };
  const text = bytes.toString('utf8');
  return { kind: 'text', text: text.startsWith('\uFEFF') ? text.slice(1) : text };
}

/**
 * Links are not followed: what lies in the workspace is read at its own place, and loops lead nowhere. Whether this one
 * leads out of the workspace; one that leads nowhere does not.
 */
async function leadsOut(link: string, root: string): Promise<boolean> {
  const target = await realpath(link).catch(() => root);
  return target !== root && !target.startsWith(root + path.sep);
}

function pathOf(uri: string): string | null {
  return uri.startsWith('file:') ? fileURLToPath(uri) : null;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
