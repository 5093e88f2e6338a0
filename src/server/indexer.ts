import type { DocumentUri } from 'vscode-languageserver';
import { sizeLimit } from '../advisor/sources';
import { isModelFile, isPartOfModel } from '../languages/weights/header';
import { isCandidatePath, isInLeftOut } from './candidates';
import type { Guard } from './guard';
import type { FilePort } from './runtime';
import type { Workspace } from './workspace';
import { childUri, type Folder } from './workspacePaths';

/** Files that are read at the same time. */
const CONCURRENCY = 4;

export interface Progress {
  readonly read: number;
  readonly found: number;
}

interface Walk {
  /** Whether folders inside are walked too. */
  readonly deep: boolean;
  /** Takes what the walk meets. */
  readonly met?: Set<DocumentUri>;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Reads the workspace's files into the advisor, a few at a time and between what the editor asks. Whatever changes while
 * it is being read is read again.
 */
export class Indexer {
  /** What is asked for now goes before the rest of the workspace. */
  private readonly urgent = new Set<DocumentUri>();
  private readonly queue = new Set<DocumentUri>();
  private readonly reading = new Set<DocumentUri>();
  private readonly walks = new Set<AbortController>();
  private idle: (() => void)[] = [];
  private counts = { read: 0, found: 0 };
  private walkedOnce = false;

  constructor(
    private readonly files: FilePort,
    private readonly workspace: Workspace,
    private readonly guard: Guard,
    /** Called as files are read, and when nothing is left to do. */
    private readonly advanced: () => void,
  ) {}

  /** Whether everything in the workspace has been seen at least once. */
  get complete(): boolean {
    return this.walkedOnce;
  }

  get busy(): boolean {
    return this.walks.size > 0 || this.urgent.size > 0 || this.queue.size > 0 || this.reading.size > 0;
  }

  get progress(): Progress {
    return this.counts;
  }

  /** Walks folders and reads what is there. Resolves when nothing is left to read; a cancelled walk leaves the rest. */
  async index(folders: readonly Folder[], signal?: AbortSignal): Promise<void> {
    if (!this.busy) this.counts = { read: 0, found: 0 };
    const met = new Set<DocumentUri>();
    // What was met and not begun when it is cancelled is not read any more.
    const leaveRest = (): void => met.forEach((file) => this.queue.delete(file));
    signal?.addEventListener('abort', leaveRest);
    await Promise.all(folders.map((folder) => this.walk(folder.uri, folder, '', { deep: true, met, signal })));
    if (signal?.aborted === true) leaveRest();
    else this.refreshUnmet(folders, met);
    await this.whenIdle();
    signal?.removeEventListener('abort', leaveRest);
    if (signal?.aborted !== true) this.walkedOnce = true;
    this.advanced();
  }

  /** What the advisor holds and a walk has not met may be gone. */
  private refreshUnmet(folders: readonly Folder[], met: ReadonlySet<DocumentUri>): void {
    for (const file of this.workspace.files()) {
      const uri = this.workspace.uriOf(file);
      const inside = this.workspace.inFolder(uri);
      if (inside !== null && folders.includes(inside.folder) && !met.has(uri)) this.refresh(uri);
    }
  }

  /** Reads what lies beside a document first: its parameters and settings. */
  async indexBeside(folder: Folder, path: string): Promise<void> {
    const steps = path.split('/').slice(0, -1);
    await this.walk(
      steps.length === 0 ? folder.uri : childUri(folder.uri, steps.join('/')),
      folder,
      steps.map((step) => `${step}/`).join(''),
      { deep: false },
    );
  }

  /** Reads everything below a folder that has come. */
  async indexBelow(uri: DocumentUri, folder: Folder, path: string): Promise<void> {
    await this.walk(uri, folder, `${path}/`, { deep: true });
  }

  /** Reads a file again. */
  refresh(uri: DocumentUri, queue = this.urgent): void {
    this.counts.found += 1;
    queue.add(uri);
    this.work();
  }

  /** Whether a file is one that is read from disk, as far as its path tells. */
  reads({ uri }: Folder, path: string): boolean {
    return isCandidatePath(path) && !isInLeftOut(path) && !this.files.ignores(uri, path);
  }

  /** The same for a file that a unit asks for by name: models are read where version control ignores them. */
  readsAsked(folder: Folder, path: string): boolean {
    return isPartOfModel(path) ? !isInLeftOut(path) : this.reads(folder, path);
  }

  whenIdle(): Promise<void> {
    return this.busy ? new Promise((done) => this.idle.push(done)) : Promise.resolve();
  }

  /** Stops all walks and forgets what was still to be read. */
  stop(): void {
    for (const walk of this.walks) walk.abort();
    this.urgent.clear();
    this.queue.clear();
  }

  private async walk(uri: string, folder: Folder, prefix: string, { deep, met, signal }: Walk): Promise<void> {
    const abort = new AbortController();
    const stop = (): void => abort.abort();
    signal?.addEventListener('abort', stop);
    this.walks.add(abort);
    await this.guard.wait('look through a folder', undefined, async () => {
      const wanted = (path: string): boolean => isCandidatePath(path) && !isInLeftOut(prefix + path);
      for await (const { path, skipped } of this.files.list(uri, { wanted, deep, signal: abort.signal })) {
        const file = childUri(folder.uri, prefix + path);
        met?.add(file);
        if (skipped !== null) this.workspace.leave(this.workspace.fileOf(file), skipped);
        else this.refresh(file, deep ? this.queue : this.urgent);
      }
    });
    signal?.removeEventListener('abort', stop);
    this.walks.delete(abort);
    this.rest();
  }

  private work(): void {
    while (this.reading.size < CONCURRENCY) {
      const next = this.next();
      if (next === null) return;
      this.urgent.delete(next);
      this.queue.delete(next);
      this.reading.add(next);
      void this.read(next);
    }
  }

  /** A file that is being read is read again when that is over. */
  private next(): DocumentUri | null {
    for (const queue of [this.urgent, this.queue]) for (const uri of queue) if (!this.reading.has(uri)) return uri;
    return null;
  }

  private async read(uri: DocumentUri): Promise<void> {
    await this.guard.wait('read a file', undefined, async () => {
      if (this.workspace.open.get(uri) !== null) return;
      const inside = this.workspace.inFolder(uri);
      const content =
        inside !== null && isModelFile(inside.path)
          ? await this.files.readHeader(inside.folder.uri, inside.path)
          : await this.files.read(uri, sizeLimit(uri));
      // Queued again while it was read: what was read is out of date.
      if (!this.urgent.has(uri) && !this.queue.has(uri)) this.workspace.takeDisk(uri, content);
    });
    this.reading.delete(uri);
    this.counts.read += 1;
    this.advanced();
    this.work();
    this.rest();
  }

  private rest(): void {
    if (this.busy) return;
    const waiting = this.idle;
    this.idle = [];
    for (const done of waiting) done();
  }
}
