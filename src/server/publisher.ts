import type { Connection, Diagnostic, DocumentUri, PublishDiagnosticsParams } from 'vscode-languageserver';
import { diagnosticsOf } from './diagnostics';
import type { Guard } from './guard';
import type { Workspace } from './workspace';

/** Sends squiggles, and takes back what isn't true any more. Only documents that are open have any. */
export class Publisher {
  /** How many squiggles each document has; each is told at least once that it has none. */
  private readonly published = new Map<DocumentUri, number>();

  constructor(
    private readonly connection: Connection,
    private readonly workspace: Workspace,
    private readonly guard: Guard,
  ) {}

  /** Publishes what is to be said about a unit now. */
  publish(unit: DocumentUri, indexed: boolean): void {
    const open = this.workspace.open.get(unit);
    if (open === null) return;
    const byDocument = diagnosticsOf(this.workspace, this.workspace.adviceOn(this.workspace.fileOf(unit)), indexed);
    const documents = open.kind === 'text' ? [open.document] : open.cells.map((cell) => cell.document);
    for (const { uri, version } of documents) this.send(uri, version, byDocument.get(uri) ?? []);
  }

  /** Takes squiggles back from documents that are not shown any more. */
  retract(documents: readonly DocumentUri[]): void {
    for (const uri of documents) {
      const count = this.published.get(uri) ?? 0;
      this.published.delete(uri);
      if (count > 0) this.tell({ uri, diagnostics: [] });
    }
  }

  private send(uri: DocumentUri, version: number, diagnostics: Diagnostic[]): void {
    if (diagnostics.length === 0 && this.published.get(uri) === 0) return;
    this.published.set(uri, diagnostics.length);
    this.tell({ uri, version, diagnostics });
  }

  private tell(params: PublishDiagnosticsParams): void {
    void this.guard.wait('show advice', undefined, () => this.connection.sendDiagnostics(params));
  }
}
