import type { Connection } from 'vscode-languageserver';
import { isLeftOut } from './candidates';
import { IgnoreRules } from './ignoreRules';
import { READ_FILE, READ_FOLDER, type FolderEntry, type ReadFileParams, type ReadFolderParams } from './protocol';
import type { Disposable, FileContent, FilePort, Listed, Walk } from './runtime';
import { childUri } from './workspacePaths';

/** Rules are short; what is longer is no such file. */
const LONGEST_RULES = 100_000;

/** Files that only the editor can reach: those of a browser, and of file systems that extensions provide. */
export class ClientFiles implements FilePort {
  private readonly rules = new IgnoreRules();

  constructor(private readonly connection: Connection) {}

  async read(uri: string, limit: number): Promise<FileContent> {
    const params: ReadFileParams = { uri, limit };
    try {
      return await this.connection.sendRequest<FileContent>(READ_FILE, params);
    } catch {
      // Another editor knows no such request.
      return { kind: 'skipped', reason: 'it is not on this machine' };
    }
  }

  /** An editor hands over whole files only: what a model holds stays unknown. */
  readHeader(): Promise<FileContent> {
    return Promise.resolve({ kind: 'missing' });
  }

  async *list(folder: string, walk: Walk): AsyncIterable<Listed> {
    const folders = [''];
    for (let relative = folders.shift(); relative !== undefined; relative = folders.shift()) {
      if (walk.signal.aborted) return;
      const here = relative === '' ? folder : childUri(folder, relative);
      const entries = await this.entries(here);
      if (entries === null) {
        yield { path: relative, skipped: "the folder can't be listed" };
        continue;
      }
      // A virtual environment is other people's code.
      if (relative !== '' && entries.some(({ name }) => name === 'pyvenv.cfg')) continue;
      await this.learnRules(here, entries);
      for (const { name, kind } of entries) {
        const path = relative === '' ? name : `${relative}/${name}`;
        const isFolder = kind === 'folder';
        if (this.rules.ignores(childUri(folder, path), isFolder)) continue;
        if (isFolder && walk.deep && !isLeftOut(name)) folders.push(path);
        if (kind === 'file' && walk.wanted(path)) yield { path, skipped: null };
      }
    }
  }

  ignores(folder: string, path: string): boolean {
    return this.rules.ignores(childUri(folder, path), false);
  }

  /** Whoever has such files watches them too. */
  watch(): Disposable {
    return { dispose: () => undefined };
  }

  private async entries(uri: string): Promise<readonly FolderEntry[] | null> {
    const params: ReadFolderParams = { uri };
    try {
      const entries = await this.connection.sendRequest<readonly FolderEntry[] | null>(READ_FOLDER, params);
      return entries?.toSorted((a, b) => (a.name < b.name ? -1 : 1)) ?? null;
    } catch {
      return null;
    }
  }

  private async learnRules(uri: string, entries: readonly FolderEntry[]): Promise<void> {
    const folder = uri.endsWith('/') ? uri.slice(0, -1) : uri;
    const has = entries.some(({ name }) => name === '.gitignore');
    const content = has ? await this.read(childUri(folder, '.gitignore'), LONGEST_RULES) : null;
    this.rules.learn(folder, content?.kind === 'text' ? content.text : null);
  }
}
