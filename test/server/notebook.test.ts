import assert from 'node:assert/strict';
import { NotebookCellKind, type NotebookCell, type TextDocumentItem } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { FileStatus, SidebarReport } from '../../src/server/protocol';
import { said, TestClient, TestFolder } from './client';
import { CELLS, notebookFile } from './texts';

const NAME = 'demo.ipynb';

describe('the language server and notebooks', () => {
  let folder: TestFolder;
  let client: TestClient;
  let uri: string;
  let cells: TextDocumentItem[];

  beforeEach(async () => {
    folder = new TestFolder({ [NAME]: notebookFile() });
    client = await TestClient.inProcess({
      folders: [folder.path],
      settings: { practices: { 'use-serverless': 'off' } },
    });
    uri = folder.uri(NAME);
    cells = CELLS.map(([languageId, text], index) => cell(`W${String(index)}`, languageId, text));
    await open(cells);
  });
  afterEach(async () => {
    await client.stop();
    folder.remove();
  });

  function cell(id: string, languageId: string, text: string): TextDocumentItem {
    const item = { uri: `vscode-notebook-cell:/x/${NAME}#${id}`, languageId, version: 1, text };
    client.keep(TextDocument.create(item.uri, languageId, 1, text));
    return item;
  }

  function entry({ uri: document, languageId }: TextDocumentItem): NotebookCell {
    return { kind: languageId === 'markdown' ? NotebookCellKind.Markup : NotebookCellKind.Code, document };
  }

  function open(items: readonly TextDocumentItem[]): Promise<void> {
    return client.connection.sendNotification('notebookDocument/didOpen', {
      notebookDocument: { uri, notebookType: 'jupyter-notebook', version: 1, cells: items.map(entry) },
      cellTextDocuments: items,
    });
  }

  const change = (cellChange: unknown, version = 2): Promise<void> =>
    client.connection.sendNotification('notebookDocument/didChange', {
      notebookDocument: { uri, version },
      change: { cells: cellChange },
    });

  const graviton = (index: number): Promise<string[]> =>
    client
      .diagnostics(cells[index]!.uri, (list) => list.some(({ code }) => code === 'use-graviton'))
      .then((list) => list.map((each) => client.under(cells[index]!.uri, each)));

  it('underlines the use in its own cell and points to where the value is written', async () => {
    assert.deepEqual(await graviton(3), ['INSTANCE']);
    const [found] = client.published.get(cells[3]!.uri)?.diagnostics ?? [];
    assert.match(said(found!), /^ml\.c5\.2xlarge → .* an hour/);
    const [place] = found?.relatedInformation ?? [];
    assert.equal(place?.location.uri, cells[1]!.uri);
    assert.equal(client.under(cells[1]!.uri, place.location), '"ml.c5.2xlarge"');
    assert.deepEqual(client.practices(cells[0]!.uri), []);
    assert.deepEqual(client.practices(cells[2]!.uri), []);
  });

  it('fixes the cell that holds the value', async () => {
    await graviton(3);
    const [fix] = await client.codeActions(cells[3]!.uri, 'INSTANCE)');
    assert.ok(fix?.edit?.documentChanges);
    const [edit] = fix.edit.documentChanges as { textDocument: { uri: string; version: number } }[];
    assert.deepEqual(edit?.textDocument, { uri: cells[1]!.uri, version: 1 });
  });

  it('judges anew what another cell changes', async () => {
    await graviton(3);
    const text = 'from sagemaker.pytorch import PyTorchModel\n\nINSTANCE = "ml.c8g.2xlarge"';
    await change({ textContent: [{ document: { uri: cells[1]!.uri, version: 2 }, changes: [{ text }] }] });
    await client.diagnostics(cells[3]!.uri, (list) => !list.some(({ code }) => code === 'use-graviton'));
  });

  it('keeps the numbers of cells true when cells come, go and move', async () => {
    await graviton(3);
    const added = cell('new', 'python', 'print("hello")');
    await change({
      structure: { array: { start: 1, deleteCount: 0, cells: [entry(added)] }, didOpen: [added], didClose: [] },
    });
    cells.splice(1, 0, added);
    await graviton(4);
    // The cell that defines the value goes below the one that uses it: what it holds is not known there any more.
    const order = [0, 1, 3, 4, 2].map((index) => cells[index]!);
    await change(
      { structure: { array: { start: 0, deleteCount: 5, cells: order.map(entry) }, didOpen: [], didClose: [] } },
      3,
    );
    await client.diagnostics(cells[4]!.uri, (list) => list.every(({ code }) => code !== 'use-graviton'));
    await change(
      { structure: { array: { start: 0, deleteCount: 5, cells: cells.map(entry) }, didOpen: [], didClose: [] } },
      4,
    );
    await graviton(4);
  });

  it('respects the language of a cell', async () => {
    await graviton(3);
    const bash = { ...cells[3]!, languageId: 'shellscript', version: 2 };
    const array = { start: 3, deleteCount: 1, cells: [entry(bash)] };
    await change({ structure: { array, didOpen: [bash], didClose: [{ uri: bash.uri }] } });
    await client.diagnostics(bash.uri, (list) => list.length === 0);
  });

  it('knows a cell by its own address: hover and status', async () => {
    await graviton(3);
    const text = cells[3]!.text;
    const position = client.document(cells[3]!.uri).positionAt(text.lastIndexOf('INSTANCE') + 2);
    const hover = await client.connection.sendRequest('textDocument/hover', {
      textDocument: { uri: cells[3]!.uri },
      position,
    });
    assert.match(JSON.stringify(hover), /Graviton/);
    const status: FileStatus = await client.connection.sendRequest('sagegreen/fileStatus', { uri: cells[2]!.uri });
    assert.equal(status.deployments, 1);
    assert.match(status.total ?? '', /an hour/);
  });

  it('reports the open cell, and the file again once the notebook is closed', async () => {
    await graviton(3);
    const place = async (): Promise<unknown> => {
      const { practices } = await client.connection.sendRequest<SidebarReport>('sagegreen/report', {});
      const found = practices.find(({ id }) => id === 'use-graviton')?.files[0]?.findings[0];
      return found === undefined ? null : { uri: found.uri, cell: found.cell };
    };
    assert.deepEqual(await place(), { uri: cells[3]!.uri, cell: null });
    await client.connection.sendNotification('notebookDocument/didClose', {
      notebookDocument: { uri },
      cellTextDocuments: cells.map((each) => ({ uri: each.uri })),
    });
    await client.diagnostics(cells[3]!.uri, (list) => list.length === 0);
    await client.indexed();
    assert.deepEqual(await place(), { uri, cell: 3 });
  });
});
