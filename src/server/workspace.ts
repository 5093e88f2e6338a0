import type { DocumentUri, Range } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Skipped, UnitAdvice } from '../advisor/advice';
import { concerns, isBindingFile, isTeamFile } from '../advisor/languages';
import { isNotebook, sizeLimit, sourceOf } from '../advisor/sources';
import { isModelFile } from '../languages/weights/header';
import type { Source } from '../model/language';
import type { Origin } from '../model/origin';
import type { AdvisorPort } from './advisorPort';
import type { Guard } from './guard';
import { cellsOf, type OpenDocuments, type OpenUnit } from './openDocuments';
import type { FileContent } from './runtime';
import type { Folder, WorkspacePaths } from './workspacePaths';

/** A text document or cell of the editor, as far as it is needed to point into it. */
export interface Spot {
  readonly uri: DocumentUri;
  /** Null where the document isn't open. */
  readonly version: number | null;
  /** The cell's index, where the notebook isn't open and so its cells have no URI. */
  readonly cell: number | null;
  readonly document: TextDocument;
}

/**
 * The files as the advisor is to see them: open buffers before what is on disk. Collects whose advice may have changed.
 */
export class Workspace {
  /** Files that were not read, and why. */
  private readonly left = new Map<string, string>();
  /** Files that steer the advice on others: team files, parameters. */
  private readonly beside = new Set<string>();
  private readonly dirty = new Set<DocumentUri>();
  private readonly openFiles = new Map<string, DocumentUri>();
  private stale = new Set<string>();

  constructor(
    readonly advisor: AdvisorPort,
    readonly open: OpenDocuments,
    private readonly guard: Guard,
    private paths: WorkspacePaths,
    private trusted: boolean,
    /** Called when advice may have changed, or will once `settle` is called. */
    private readonly changed: () => void,
  ) {}

  /** Names files by other folders; whatever has another name now has to be read again. */
  move(paths: WorkspacePaths): void {
    const before = this.paths;
    this.paths = paths;
    for (const file of this.files())
      if (paths.fileOf(before.uriOf(file)) !== file || paths.split(before.uriOf(file)) === null) this.remove(file);
    for (const uri of this.open.uris()) this.touch(uri);
  }

  trust(trusted: boolean): void {
    this.trusted = trusted;
    for (const uri of this.open.uris()) this.touch(uri);
  }

  /** Notes that an open document has changed; it is read when somebody asks, or by `settle`. */
  touch(uri: DocumentUri): void {
    this.dirty.add(uri);
    this.openFiles.set(this.fileOf(uri), uri);
    this.changed();
  }

  /** Notes that a document isn't open any more, so that what is on disk counts again. Returns its file. */
  close(uri: DocumentUri): string {
    const [file] = [...this.openFiles].find(([, open]) => open === uri) ?? [this.fileOf(uri)];
    this.openFiles.delete(file);
    this.dirty.delete(uri);
    return file;
  }

  /** The URI of an open file, null where it isn't open. */
  openUri(file: string): DocumentUri | null {
    return this.openFiles.get(file) ?? null;
  }

  /** The folder of the workspace that holds a URI, and the path in it. */
  inFolder(uri: DocumentUri): { readonly folder: Folder; readonly path: string } | null {
    return this.paths.split(uri);
  }

  /** Brings the advisor up to the open documents. */
  settle(): void {
    for (const uri of this.dirty) {
      this.dirty.delete(uri);
      const unit = this.open.get(uri);
      if (unit !== null) this.guard.run('read an open document', undefined, () => this.takeOpen(unit));
    }
  }

  /** The files whose advice may have changed since the last call. */
  takeStale(): ReadonlySet<string> {
    const stale = this.stale;
    this.stale = new Set();
    return stale;
  }

  /** The files that the advice waits for, where they are not open: nothing of ours is in them. */
  takeMissing(): DocumentUri[] {
    return this.advisor.takeMissing().flatMap((file) => (this.openUri(file) === null ? [this.uriOf(file)] : []));
  }

  /** The files that the advice has asked for and that have not been found, below a folder or anywhere. */
  missing(below: DocumentUri | null): DocumentUri[] {
    const folder = below === null ? '' : `${this.fileOf(below)}/`;
    return this.advisor.missing().flatMap((file) => (file.startsWith(folder) ? [this.uriOf(file)] : []));
  }

  /** Whether the advice has asked for a file. */
  wants(uri: DocumentUri): boolean {
    return this.advisor.wants(this.fileOf(uri));
  }

  /** Marks everything as changed: other settings, or the index is complete. */
  staleAll(): void {
    for (const file of this.advisor.files()) this.stale.add(file);
    for (const uri of this.open.uris()) this.stale.add(this.fileOf(uri));
    this.changed();
  }

  /** Takes a file's content from disk, unless it is open. */
  takeDisk(uri: DocumentUri, content: FileContent): void {
    if (this.open.get(uri) !== null) return;
    const file = this.fileOf(uri);
    if (content.kind === 'missing') {
      this.remove(file);
      return;
    }
    if (content.kind === 'skipped') {
      this.leave(file, content.reason);
      return;
    }
    const wanted = concerns(file, content.text) || this.advisor.wants(file);
    if (!wanted || !this.mayRead(file, content.text)) {
      this.remove(file);
      return;
    }
    const outcome = sourceOf(file, content.text);
    if (outcome.kind === 'skipped') {
      this.leave(file, outcome.reason);
      return;
    }
    this.take(outcome.source);
  }

  /** Forgets a file that is neither open nor there any more. */
  remove(file: string): void {
    const held = [this.left.delete(file), this.beside.delete(file), this.advisor.has(file)];
    if (held.includes(true)) this.noteStale(this.advisor.remove(file));
  }

  /** The files below a folder that is gone. */
  removeBelow(uri: DocumentUri): void {
    const folder = `${this.fileOf(uri)}/`;
    for (const file of this.files())
      if (file.startsWith(folder) && this.open.get(this.uriOf(file)) === null) this.remove(file);
  }

  /** The files that are held, settings and what was left out included. */
  files(): string[] {
    return [...new Set([...this.advisor.files(), ...this.beside, ...this.left.keys()])];
  }

  skipped(): Skipped[] {
    return [...this.left].map(([file, reason]) => ({ file, reason })).sort((a, b) => (a.file < b.file ? -1 : 1));
  }

  /** Names a file that was left out. */
  leave(file: string, reason: string): void {
    this.remove(file);
    this.left.set(file, reason);
    this.changed();
  }

  fileOf(uri: DocumentUri): string {
    const unit = this.open.get(uri);
    return this.paths.fileOf(uri, unit?.kind === 'text' ? unit.document.languageId : undefined);
  }

  uriOf(file: string): DocumentUri {
    // An open document's URI is the editor's own, however it is encoded.
    return this.openFiles.get(file) ?? this.paths.uriOf(file);
  }

  /** The file and cell that a text document or notebook cell of the editor is. */
  placeOf(documentUri: DocumentUri): { readonly file: string; readonly cell: number | null } | null {
    const unit = this.open.unitOf(documentUri);
    return unit === null ? null : { file: this.fileOf(unit.uri), cell: unit.cell };
  }

  /** Where an origin lies for the editor; null where its text isn't at hand. */
  spotOf(file: string, cell: number | null): Spot | null {
    const uri = this.uriOf(file);
    const unit = this.open.get(uri);
    if (unit?.kind === 'notebook') {
      const open = cell === null ? undefined : unit.cells[cell];
      return open === undefined
        ? null
        : { uri: open.document.uri, version: open.document.version, cell: null, document: open.document };
    }
    if (unit?.kind === 'text' && cell === null)
      return { uri, version: unit.document.version, cell: null, document: unit.document };
    const text = this.advisor.textOf(file, cell);
    if (text === undefined) return null;
    return {
      uri,
      version: unit === null ? null : unit.document.version,
      cell,
      document: TextDocument.create(uri, '', 0, text),
    };
  }

  /** What is said about a file, its team notices included. */
  adviceOn(file: string): UnitAdvice {
    if (!isTeamFile(file)) return this.advisor.advise(file);
    return this.advisor.teamNotices().find((each) => each.file === file) ?? this.advisor.advise(file);
  }

  private takeOpen(unit: OpenUnit): void {
    const file = this.fileOf(unit.uri);
    const source = this.sourceOfOpen(file, unit);
    if (source === null) {
      this.remove(file);
      return;
    }
    const length = source.cells.reduce((sum, cell) => sum + cell.text.length, 0);
    const limit = sizeLimit(file);
    if (length > limit) {
      this.leave(file, `larger than ${String(limit / 1_000_000)} MB`);
      return;
    }
    this.take(source);
  }

  private sourceOfOpen(file: string, unit: OpenUnit): Source | null {
    if (unit.kind === 'notebook') return { file, cells: cellsOf(unit) };
    const text = unit.document.getText();
    if (!this.mayRead(file, text)) return null;
    if (!isNotebook(file)) return { file, cells: cellsOf(unit) };
    const outcome = sourceOf(file, text);
    return outcome.kind === 'source' ? outcome.source : null;
  }

  private take(source: Source): void {
    const { file } = source;
    this.left.delete(file);
    this.stale.add(file);
    if (isSteering(file, source.cells[0]?.text ?? '')) this.beside.add(file);
    else this.beside.delete(file);
    const told = this.guard.run('read a file', null, () => this.advisor.update(source));
    if (told === null) this.leave(file, 'it could not be read: an internal error, see the output');
    else this.noteStale(told);
  }

  private noteStale(files: ReadonlySet<string>): void {
    for (const file of files) this.stale.add(file);
    this.changed();
  }

  /** Whoever sent a workspace that isn't trusted may not steer the advice by settings or parameters. */
  private mayRead(file: string, text: string): boolean {
    return this.trusted || !(isSteering(file, text) || isModelFile(file));
  }
}

function isSteering(file: string, text: string): boolean {
  return isTeamFile(file) || isBindingFile(file, text);
}

/** The range of an origin in its document. */
export function rangeIn(spot: Spot, { start, end }: Pick<Origin, 'start' | 'end'>): Range {
  return { start: spot.document.positionAt(start), end: spot.document.positionAt(end) };
}
