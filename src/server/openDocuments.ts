import type {
  Connection,
  DidChangeNotebookDocumentParams,
  DidCloseNotebookDocumentParams,
  DidOpenNotebookDocumentParams,
  DocumentUri,
  NotebookCell,
  TextDocumentContentChangeEvent,
  TextDocumentItem,
} from 'vscode-languageserver';
import { NotebookCellKind } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { SourceCell } from '../model/language';

/** A document that is open in the editor; a notebook's cells are in the order of the notebook. */
export type OpenUnit =
  | { readonly kind: 'text'; readonly uri: DocumentUri; readonly document: TextDocument }
  | { readonly kind: 'notebook'; readonly uri: DocumentUri; readonly cells: readonly OpenCell[] };

export interface OpenCell {
  readonly document: TextDocument;
  readonly markup: boolean;
}

/** Told of units by their URI, and of text documents and cells that are not shown any more. */
export interface OpenDocumentsListener {
  changed(unit: DocumentUri): void;
  closed(unit: DocumentUri): void;
  gone(documents: readonly DocumentUri[]): void;
}

interface Notebook {
  readonly uri: DocumentUri;
  readonly cells: NotebookCell[];
}

/**
 * The documents that are open, as the editor tells of them. Everything happens at once when a notification comes in, so
 * that whoever asks sees one state of the text and never half a change.
 */
export class OpenDocuments {
  private readonly texts = new Map<DocumentUri, TextDocument>();
  private readonly notebooks = new Map<DocumentUri, Notebook>();
  private readonly cellTexts = new Map<DocumentUri, TextDocument>();
  private readonly notebookOfCell = new Map<DocumentUri, DocumentUri>();

  constructor(private readonly listener: OpenDocumentsListener) {}

  /** The URIs of all open files and notebooks. */
  uris(): DocumentUri[] {
    return [...new Set([...this.notebooks.keys(), ...this.texts.keys()])];
  }

  get(uri: DocumentUri): OpenUnit | null {
    const notebook = this.notebooks.get(uri);
    if (notebook !== undefined) return { kind: 'notebook', uri, cells: this.cellsOf(notebook) };
    const document = this.texts.get(uri);
    return document === undefined ? null : { kind: 'text', uri, document };
  }

  /** The unit that a text document or a notebook's cell belongs to; `cell` is the cell's index. */
  unitOf(documentUri: DocumentUri): { readonly uri: DocumentUri; readonly cell: number | null } | null {
    const notebookUri = this.notebookOfCell.get(documentUri);
    if (notebookUri === undefined) return this.texts.has(documentUri) ? { uri: documentUri, cell: null } : null;
    const cell = this.notebooks.get(notebookUri)?.cells.findIndex((each) => each.document === documentUri) ?? -1;
    return cell === -1 ? null : { uri: notebookUri, cell };
  }

  /** The version of a text document or cell, null where it isn't open. */
  versionOf(documentUri: DocumentUri): number | null {
    return (this.cellTexts.get(documentUri) ?? this.texts.get(documentUri))?.version ?? null;
  }

  listen(connection: Connection, guard: <P>(what: string, action: (params: P) => void) => (params: P) => void): void {
    connection.onDidOpenTextDocument(
      guard('open a document', ({ textDocument }) => {
        this.texts.set(textDocument.uri, create(textDocument));
        this.listener.changed(textDocument.uri);
      }),
    );
    connection.onDidChangeTextDocument(
      guard('follow a change', ({ textDocument, contentChanges }) => {
        update(this.texts, textDocument, contentChanges);
        this.listener.changed(textDocument.uri);
      }),
    );
    connection.onDidCloseTextDocument(
      guard('close a document', ({ textDocument: { uri } }) => {
        this.texts.delete(uri);
        this.listener.gone([uri]);
        this.listener.closed(uri);
      }),
    );
    const { synchronization } = connection.notebooks;
    synchronization.onDidOpenNotebookDocument(guard('open a notebook', (params) => this.openNotebook(params)));
    synchronization.onDidChangeNotebookDocument(guard('follow a notebook', (params) => this.changeNotebook(params)));
    synchronization.onDidCloseNotebookDocument(guard('close a notebook', (params) => this.closeNotebook(params)));
  }

  private openNotebook({ notebookDocument, cellTextDocuments }: DidOpenNotebookDocumentParams): void {
    const { uri } = notebookDocument;
    this.notebooks.set(uri, { uri, cells: [...notebookDocument.cells] });
    for (const text of cellTextDocuments) this.addCell(uri, text);
    this.listener.changed(uri);
  }

  private changeNotebook({ notebookDocument: { uri }, change }: DidChangeNotebookDocumentParams): void {
    const notebook = this.notebooks.get(uri);
    if (notebook === undefined || change.cells === undefined) return;
    const { structure, data, textContent } = change.cells;
    if (structure !== undefined) {
      notebook.cells.splice(structure.array.start, structure.array.deleteCount, ...(structure.array.cells ?? []));
      for (const { uri: cell } of structure.didClose ?? []) this.removeCell(cell);
      for (const text of structure.didOpen ?? []) this.addCell(uri, text);
      this.listener.gone((structure.didClose ?? []).map((cell) => cell.uri));
    }
    for (const cell of data ?? []) {
      const at = notebook.cells.findIndex((each) => each.document === cell.document);
      if (at !== -1) notebook.cells[at] = cell;
    }
    for (const { document, changes } of textContent ?? []) update(this.cellTexts, document, changes);
    // Metadata and execution alone change nothing that is read.
    if (structure !== undefined || data !== undefined || textContent !== undefined) this.listener.changed(uri);
  }

  private closeNotebook({ notebookDocument: { uri } }: DidCloseNotebookDocumentParams): void {
    const cells = this.notebooks.get(uri)?.cells.map((cell) => cell.document) ?? [];
    this.notebooks.delete(uri);
    for (const cell of cells) this.removeCell(cell);
    this.listener.gone(cells);
    this.listener.closed(uri);
  }

  private addCell(notebook: DocumentUri, item: TextDocumentItem): void {
    this.cellTexts.set(item.uri, create(item));
    this.notebookOfCell.set(item.uri, notebook);
  }

  private removeCell(cell: DocumentUri): void {
    this.cellTexts.delete(cell);
    this.notebookOfCell.delete(cell);
  }

  private cellsOf(notebook: Notebook): OpenCell[] {
    return notebook.cells.map(({ document: uri, kind }) => ({
      document: this.cellTexts.get(uri) ?? TextDocument.create(uri, 'plaintext', 0, ''),
      markup: kind === NotebookCellKind.Markup,
    }));
  }
}

/** What the advisor reads of an open document. */
export function cellsOf(unit: OpenUnit): SourceCell[] {
  if (unit.kind === 'text') return [{ index: null, text: unit.document.getText(), code: true }];
  return unit.cells.map(({ document, markup }, index) => ({
    index,
    text: document.getText(),
    code: !markup && document.languageId === 'python',
  }));
}

function create({ uri, languageId, version, text }: TextDocumentItem): TextDocument {
  return TextDocument.create(uri, languageId, version, text);
}

function update(
  documents: Map<DocumentUri, TextDocument>,
  { uri, version }: { readonly uri: DocumentUri; readonly version: number },
  changes: TextDocumentContentChangeEvent[],
): void {
  const document = documents.get(uri);
  if (document !== undefined) documents.set(uri, TextDocument.update(document, changes, version));
}
