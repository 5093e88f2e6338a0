/** A language client for tests: the real protocol, against a server in its own process or in this one. */
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough, type Readable, type Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import {
  createConnection,
  createProtocolConnection,
  ProposedFeatures,
  StreamMessageReader,
  StreamMessageWriter,
  type CodeAction,
  type Diagnostic,
  type InitializeParams,
  type InitializeResult,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type TextDocumentContentChangeEvent,
  type TextDocumentEdit,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { makeAdvisor, type AdvisorMaker } from '../../src/server/advisorPort';
import { NodeFiles } from '../../src/server/node/files';
import type { ChangedParams } from '../../src/server/protocol';
import type { FilePort } from '../../src/server/runtime';
import { startServer } from '../../src/server/server';

const ENTRY = path.join(import.meta.dirname, '../../src/server/node/main.ts');
const PATIENCE = 45_000;

export interface ClientOptions {
  readonly folders?: readonly string[];
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly initializationOptions?: Readonly<Record<string, unknown>>;
  readonly capabilities?: InitializeParams['capabilities'];
  /** Answers for settings in place of `settings`. */
  readonly onConfiguration?: () => unknown;
}

export const CAPABILITIES: InitializeParams['capabilities'] = {
  workspace: {
    configuration: true,
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    workspaceFolders: true,
    workspaceEdit: { documentChanges: true },
  },
  textDocument: {
    codeAction: { disabledSupport: true, isPreferredSupport: true, dataSupport: true },
    hover: { contentFormat: ['markdown', 'plaintext'] },
  },
  window: { workDoneProgress: true },
};

export class TestClient {
  readonly logged: string[] = [];
  readonly shown: string[] = [];
  readonly registered: { readonly method: string; readonly registerOptions?: unknown }[] = [];
  readonly changes: ChangedParams[] = [];
  /** The last squiggles of each document, and how often they were sent. */
  readonly published = new Map<string, PublishDiagnosticsParams & { readonly times: number }>();
  private readonly documents = new Map<string, TextDocument>();
  private readonly waiting = new Set<() => void>();
  settings: Readonly<Record<string, unknown>>;
  result!: InitializeResult;

  private constructor(
    readonly connection: ProtocolConnection,
    readonly process: ChildProcess | null,
    { settings = {}, onConfiguration }: ClientOptions,
  ) {
    this.settings = settings;
    connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
      this.published.set(params.uri, { ...params, times: (this.published.get(params.uri)?.times ?? 0) + 1 });
      this.woken();
    });
    connection.onNotification('window/logMessage', ({ message }: { message: string }) =>
      this.note(this.logged, message),
    );
    connection.onNotification('window/showMessage', ({ message }: { message: string }) =>
      this.note(this.shown, message),
    );
    connection.onRequest('workspace/configuration', ({ items }: { items: { section: string }[] }) =>
      onConfiguration === undefined
        ? items.map(({ section }) => (section === 'sagegreen' ? this.settings : null))
        : onConfiguration(),
    );
    connection.onRequest('client/registerCapability', ({ registrations }: { registrations: { method: string }[] }) => {
      this.registered.push(...registrations);
      this.woken();
      return null;
    });
    connection.onNotification('sagegreen/changed', (params: ChangedParams) => this.note(this.changes, params));
  }

  /** The server in a process of its own, over its standard streams, as editors run it. */
  static async spawn(options: ClientOptions = {}): Promise<TestClient> {
    const child = spawn(process.execPath, ['--import', 'tsx', ENTRY, '--stdio'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    return TestClient.begin(child.stdout, child.stdin, child, options);
  }

  /** The server in this process, with other files or another advisor. */
  static async inProcess(
    options: ClientOptions & {
      readonly files?: FilePort;
      readonly make?: AdvisorMaker;
      readonly today?: () => string;
      readonly releaseMemory?: () => Promise<void>;
    } = {},
  ): Promise<TestClient> {
    const toServer = new PassThrough();
    const toClient = new PassThrough();
    const connection = createConnection(ProposedFeatures.all, toServer, toClient);
    const today = options.today ?? ((): string => '2026-11-23');
    const runtime = {
      files: options.files ?? new NodeFiles(),
      today,
      memoryMb: (): number => 64,
      releaseMemory: options.releaseMemory ?? ((): Promise<void> => Promise.resolve()),
    };
    startServer(connection, runtime, options.make ?? makeAdvisor);
    return TestClient.begin(toClient, toServer, null, options);
  }

  private static async begin(
    input: Readable,
    output: Writable,
    child: ChildProcess | null,
    options: ClientOptions,
  ): Promise<TestClient> {
    const { folders = [], initializationOptions = {}, capabilities = CAPABILITIES } = options;
    const connection = createProtocolConnection(new StreamMessageReader(input), new StreamMessageWriter(output));
    const client = new TestClient(connection, child, options);
    connection.listen();
    client.result = await connection.sendRequest<InitializeResult>('initialize', {
      // A server in this process would watch it with a timer that never ends.
      processId: child === null ? null : process.pid,
      rootUri: null,
      workspaceFolders: folders.map((folder) => ({ uri: uriOf(folder), name: path.basename(folder) })),
      capabilities,
      initializationOptions: { reports: true, ...initializationOptions },
    });
    await connection.sendNotification('initialized', {});
    return client;
  }

  async open(uri: string, languageId: string, text: string): Promise<void> {
    this.documents.set(uri, TextDocument.create(uri, languageId, 1, text));
    await this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId, version: 1, text },
    });
  }

  async change(uri: string, ...contentChanges: TextDocumentContentChangeEvent[]): Promise<number> {
    const before = this.document(uri);
    const version = before.version + 1;
    this.documents.set(uri, TextDocument.update(before, contentChanges, version));
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges,
    });
    return version;
  }

  /** Replaces the first occurrence of a text, as typing would: only that range is sent. */
  async replace(uri: string, what: string, by: string): Promise<number> {
    const document = this.document(uri);
    const start = document.getText().indexOf(what);
    assert.notEqual(start, -1, `${what} is in the text`);
    const range = { start: document.positionAt(start), end: document.positionAt(start + what.length) };
    return this.change(uri, { range, text: by });
  }

  async close(uri: string): Promise<void> {
    this.documents.delete(uri);
    await this.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
  }

  document(uri: string): TextDocument {
    const document = this.documents.get(uri);
    assert.ok(document, `${uri} is open`);
    return document;
  }

  /** Keeps a cell's text, which is sent with its notebook. */
  keep(document: TextDocument): void {
    this.documents.set(document.uri, document);
  }

  /** The text under a squiggle. */
  under(uri: string, { range }: Pick<Diagnostic, 'range'>): string {
    return this.document(uri).getText(range);
  }

  /** The squiggles of a document as it is now, once they are as asked for. */
  async diagnostics(uri: string, are: (diagnostics: readonly Diagnostic[]) => boolean): Promise<Diagnostic[]> {
    await this.until(`other squiggles in ${uri} than ${JSON.stringify(this.published.get(uri)?.diagnostics)}`, () => {
      const found = this.published.get(uri);
      const isOld = found?.version !== undefined && found.version !== this.documents.get(uri)?.version;
      return found !== undefined && !isOld && are(found.diagnostics);
    });
    return this.published.get(uri)?.diagnostics ?? [];
  }

  practices(uri: string): string[] {
    return (this.published.get(uri)?.diagnostics ?? []).map(({ code }) => String(code));
  }

  async until(what: string, is: () => boolean): Promise<void> {
    if (is()) return;
    await new Promise<void>((done, fail) => {
      const check = (): void => {
        if (!is()) return;
        clearTimeout(timer);
        this.waiting.delete(check);
        done();
      };
      const timer = setTimeout(() => {
        this.waiting.delete(check);
        fail(new Error(`not within ${PATIENCE} ms: ${what}\n${this.logged.join('\n')}`));
      }, PATIENCE);
      this.waiting.add(check);
    });
  }

  /** Waits until everything was read that there is to read. */
  async indexed(): Promise<void> {
    for (const end = Date.now() + PATIENCE; Date.now() < end;) {
      const facts = await this.connection.sendRequest<{ indexed: boolean }>('sagegreen/facts', {});
      if (facts.indexed) return;
      await new Promise((done) => setTimeout(done, 10));
    }
    throw new Error('the workspace was not read');
  }

  async codeActions(uri: string, at: string, only?: string[], diagnostics: Diagnostic[] = []): Promise<CodeAction[]> {
    const document = this.document(uri);
    const offset = document.getText().indexOf(at);
    const range = { start: document.positionAt(offset), end: document.positionAt(offset + at.length) };
    const context = { diagnostics, ...(only === undefined ? {} : { only }) };
    return this.connection.sendRequest('textDocument/codeAction', { textDocument: { uri }, range, context });
  }

  /** Applies an action's edits to the open documents, as an editor does. */
  async apply(action: CodeAction): Promise<void> {
    for (const { textDocument, edits } of (action.edit?.documentChanges ?? []) as TextDocumentEdit[]) {
      const document = this.document(textDocument.uri);
      assert.equal(textDocument.version, document.version, 'the edit is for the text as it is');
      const text = TextDocument.applyEdits(document, edits as never);
      await this.change(textDocument.uri, { text });
    }
  }

  async stop(): Promise<void> {
    const ended = this.process === null ? null : new Promise((done) => this.process?.once('exit', done));
    await this.connection.sendRequest('shutdown');
    if (this.process === null) {
      this.connection.dispose();
      return;
    }
    await this.connection.sendNotification('exit');
    await ended;
    this.connection.dispose();
  }

  private note<T>(list: T[], item: T): void {
    list.push(item);
    this.woken();
  }

  private woken(): void {
    for (const check of [...this.waiting]) check();
  }
}

/** The words of a squiggle. */
export function said({ message }: Pick<Diagnostic, 'message'>): string {
  return typeof message === 'string' ? message : message.value;
}

export function uriOf(file: string): string {
  return pathToFileURL(file).href;
}

/** A folder of files that goes when the tests are over. */
export class TestFolder {
  readonly path = realpathSync(mkdtempSync(path.join(tmpdir(), 'sagegreen-server-')));

  constructor(files: Readonly<Record<string, string | Buffer>> = {}) {
    for (const [name, content] of Object.entries(files)) this.write(name, content);
  }

  write(name: string, content: string | Buffer): string {
    const file = this.at(name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
    return file;
  }

  at(name: string): string {
    return path.join(this.path, name);
  }

  uri(name: string): string {
    return uriOf(this.at(name));
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true, maxRetries: 5 });
  }
}
