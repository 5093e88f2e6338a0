import type { Disposable, FileChange, FileContent, FilePort, Listed, Walk } from '../runtime';

/** Files of this machine from the disk; those of file systems that the editor provides from the editor. */
export class FilesByScheme implements FilePort {
  constructor(
    private readonly disk: FilePort,
    private readonly editor: FilePort,
  ) {}

  read(uri: string, limit: number): Promise<FileContent> {
    return this.of(uri).read(uri, limit);
  }

  readHeader(folder: string, path: string): Promise<FileContent> {
    return this.of(folder).readHeader(folder, path);
  }

  list(folder: string, walk: Walk): AsyncIterable<Listed> {
    return this.of(folder).list(folder, walk);
  }

  ignores(folder: string, path: string): boolean {
    return this.of(folder).ignores(folder, path);
  }

  watch(folder: string, changed: (path: string, change: FileChange) => void): Disposable {
    return this.of(folder).watch(folder, changed);
  }

  private of(uri: string): FilePort {
    return uri.startsWith('file:') ? this.disk : this.editor;
  }
}
