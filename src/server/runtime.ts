/** The text of a file, or why there is none. */
export type FileContent =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'skipped'; readonly reason: string }
  | { readonly kind: 'missing' };

/** One thing that a walk met: a file to read, or something it left out and why. */
export interface Listed {
  /** Relative to the walked folder, with forward slashes, not percent-encoded. */
  readonly path: string;
  readonly skipped: string | null;
}

export interface Walk {
  /** Whether a path is worth naming; asked with forward slashes. */
  readonly wanted: (path: string) => boolean;
  /** Whether subfolders are walked too. */
  readonly deep: boolean;
  readonly signal: AbortSignal;
}

export type FileChange = 'created' | 'changed' | 'deleted';

export interface Disposable {
  dispose(): void;
}

/** Where files come from; the node main and a browser main supply one each. Files are named by URI. */
export interface FilePort {
  /** UTF-8 text without its byte-order mark; a file over `limit` bytes, or of other content, is skipped. */
  read(uri: string, limit: number): Promise<FileContent>;
  /** What the header of a file of weights says, as text: `path` is relative to the folder, and links are not followed out of it. */
  readHeader(folder: string, path: string): Promise<FileContent>;
  /** Walks a folder; what version control ignores and symbolic links are left out. Never throws. */
  list(folder: string, walk: Walk): AsyncIterable<Listed>;
  /** Whether a walk of the folder would have left this file out. */
  ignores(folder: string, path: string): boolean;
  /** Tells of changes in the folder; only asked where the editor can't watch files itself. */
  watch(folder: string, changed: (path: string, change: FileChange) => void): Disposable;
}

/** What the server can't do by itself: the platform gives it files and a clock. */
export interface ServerRuntime {
  readonly files: FilePort;
  /** Today's date, ISO, in local time: suppressions expire by it. */
  today(): string;
  /** Resident memory in MB, null where the platform doesn't say. */
  memoryMb(): number | null;
  /** Gives back what reading a whole workspace has taken beyond what is kept. */
  releaseMemory(): Promise<void>;
}
