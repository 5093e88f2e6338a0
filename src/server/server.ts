import type {
  CancellationToken,
  Connection,
  DidChangeConfigurationParams,
  DidChangeWatchedFilesParams,
  DocumentUri,
  InitializeResult,
  WorkspaceFoldersChangeEvent,
} from 'vscode-languageserver';
import {
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  FileChangeType,
  MessageType,
  ShowMessageNotification,
  WatchKind,
} from 'vscode-languageserver';
import { isPartOfModel } from '../languages/weights/header';
import { makeAdvisor, type AdvisorMaker } from './advisorPort';
import { isInLeftOut, WATCHED } from './candidates';
import { initializeResult } from './capabilities';
import { codeActionsAt } from './codeActions';
import { editorOf, type Editor } from './editor';
import { serverFacts } from './facts';
import { Guard } from './guard';
import { hoverAt } from './hovers';
import { Indexer } from './indexer';
import { OpenDocuments } from './openDocuments';
import * as protocol from './protocol';
import { Publisher } from './publisher';
import { fileStatus, sidebarReport } from './report';
import type { Disposable, FileChange, ServerRuntime } from './runtime';
import { scan } from './scan';
import { advisorSettings, DEFAULT_EDITOR_SETTINGS, readSettings, type EditorSettings } from './settings';
import { Workspace } from './workspace';
import { childUri, WorkspacePaths, type Folder } from './workspacePaths';

/** Changes that come within this time are judged together, ms. */
const COALESCE = 10;
/** Reports are called out of date at most this often, ms. */
const TELL_CHANGES = 200;
/** From so many files on, reading them leaves memory behind that is worth giving back. */
const MANY_FILES = 500;

type Timer = ReturnType<typeof setTimeout>;

const CHANGES: Readonly<Record<FileChangeType, FileChange>> = {
  [FileChangeType.Created]: 'created',
  [FileChangeType.Changed]: 'changed',
  [FileChangeType.Deleted]: 'deleted',
};

/** Serves one editor over a connection. The node main and a browser main differ only in the runtime. */
export function startServer(connection: Connection, runtime: ServerRuntime, make: AdvisorMaker = makeAdvisor): void {
  let server: Server | null = null;
  connection.onInitialize((params): InitializeResult => {
    server = new Server(connection, runtime, make, editorOf(params));
    server.listen();
    return initializeResult();
  });
  connection.onInitialized(() => server?.begin());
  connection.onShutdown(() => server?.end());
  connection.listen();
}

class Server {
  private readonly guard: Guard;
  private readonly open: OpenDocuments;
  private readonly workspace: Workspace;
  private readonly indexer: Indexer;
  private readonly publisher: Publisher;
  private readonly beside = new Set<DocumentUri>();
  private folders: readonly Folder[];
  private settings: EditorSettings = DEFAULT_EDITOR_SETTINGS;
  private settingsAsked = 0;
  private today: string;
  private flushTimer: Timer | null = null;
  private tellTimer: Timer | null = null;
  private watches: Disposable[] = [];
  /** Resolves when the first settings are there: nothing is said by settings that are not the person's. */
  private readonly configured: Promise<void>;
  private settleConfigured: () => void = () => undefined;

  constructor(
    private readonly connection: Connection,
    private readonly runtime: ServerRuntime,
    make: AdvisorMaker,
    private readonly editor: Editor,
  ) {
    this.guard = new Guard({
      log: (message) => connection.console.error(message),
      show: (message) => this.tell(MessageType.Error, message),
    });
    this.today = runtime.today();
    this.folders = editor.folders;
    this.open = new OpenDocuments({
      changed: (uri) => this.changed(uri),
      closed: (uri) => this.closed(uri),
      gone: (documents) => this.publisher.retract(documents),
    });
    const advisor = make(advisorSettings(this.settings, this.today));
    const paths = new WorkspacePaths(this.folders);
    this.workspace = new Workspace(advisor, this.open, this.guard, paths, editor.trusted, () => this.schedule());
    this.publisher = new Publisher(connection, this.workspace, this.guard);
    this.indexer = new Indexer(runtime.files, this.workspace, this.guard, () => this.tellChanges());
    this.configured = new Promise((done) => (this.settleConfigured = done));
  }

  /** Registers what the editor may ask and tell. */
  listen(): void {
    const { connection, guard, workspace, indexer } = this;
    this.open.listen(connection, (what, action) => guard.notification(what, action));
    connection.onHover(
      guard.request('show a hover', null, (params, token) =>
        this.answer(params.textDocument.uri, token, null, () => hoverAt(workspace, params, this.editor.markdown)),
      ),
    );
    connection.onCodeAction(
      guard.request('offer fixes', [], (params, token) =>
        this.answer(params.textDocument.uri, token, [], () =>
          codeActionsAt(workspace, params, this.editor.codeActions, indexer.complete),
        ),
      ),
    );
    connection.onDidChangeConfiguration(guard.notification('take the settings', (params) => this.reconfigure(params)));
    connection.onDidChangeWatchedFiles(
      guard.notification('follow changes of files', (params) => this.filesChanged(params)),
    );
    this.listenToClient();
  }

  /** What only our own client asks. */
  private listenToClient(): void {
    const { connection, guard, workspace, indexer } = this;
    connection.onRequest(
      protocol.REPORT,
      guard.request('report', null, (_: unknown, token) =>
        this.answer(null, token, null, () => sidebarReport(workspace, indexer.complete, indexer.busy)),
      ),
    );
    connection.onRequest(
      protocol.FILE_STATUS,
      guard.request('report on a file', null, ({ uri }: protocol.FileStatusParams, token) =>
        this.answer(null, token, null, () => {
          const { file } = workspace.placeOf(uri) ?? { file: workspace.fileOf(uri) };
          return fileStatus(workspace, file, indexer.complete, indexer.busy);
        }),
      ),
    );
    connection.onRequest(
      protocol.FACTS,
      guard.request('report on the server', null, (_: unknown, token) =>
        this.answer(null, token, null, () =>
          serverFacts(workspace, this.settings, {
            folders: this.folders.length,
            indexed: indexer.complete,
            memoryMb: this.runtime.memoryMb(),
          }),
        ),
      ),
    );
    connection.onRequest(
      protocol.SCAN,
      guard.request('look through the workspace', null, async (params: protocol.ScanParams, token) => {
        await this.configured;
        const releaseMemory = (): Promise<void> => this.releaseMemory();
        return scan({ connection, indexer, workspace, folders: this.folders, releaseMemory }, params, token);
      }),
    );
    connection.onNotification(
      protocol.TRUST,
      guard.notification('take the trust', ({ trusted }: protocol.TrustParams) => {
        workspace.trust(trusted);
        void this.index();
        this.lookFor(workspace.missing(null));
      }),
    );
  }

  /** The editor is ready to be asked: for settings, and for news of files. */
  begin(): void {
    const { connection, editor, guard } = this;
    void guard.wait('ask for the settings', undefined, async () => {
      const registered = editor.registersConfiguration
        ? connection.client.register(DidChangeConfigurationNotification.type, { section: 'sagegreen' })
        : null;
      await this.pullSettings();
      await registered;
    });
    if (editor.changesFolders)
      connection.workspace.onDidChangeWorkspaceFolders(
        guard.notification('take the folders', (event) => this.foldersChanged(event)),
      );
    this.watch();
    void this.index();
  }

  end(): void {
    this.indexer.stop();
    for (const watch of this.watches) watch.dispose();
    for (const timer of [this.flushTimer, this.tellTimer]) if (timer !== null) clearTimeout(timer);
  }

  /** Answers about a document as it was when the question came; if it has changed since, the answer is `neutral`. */
  private async answer<R>(uri: DocumentUri | null, token: CancellationToken, neutral: R, action: () => R): Promise<R> {
    const version = uri === null ? null : this.open.versionOf(uri);
    await this.configured;
    if (token.isCancellationRequested || (uri !== null && this.open.versionOf(uri) !== version)) return neutral;
    this.workspace.settle();
    return action();
  }

  private changed(uri: DocumentUri): void {
    this.workspace.touch(uri);
    const inside = this.workspace.inFolder(uri);
    if (inside === null || this.indexer.complete || this.beside.has(uri)) return;
    this.beside.add(uri);
    void this.indexer.indexBeside(inside.folder, inside.path);
  }

  private closed(uri: DocumentUri): void {
    const file = this.workspace.close(uri);
    const inside = this.workspace.inFolder(uri);
    if (this.open.get(uri) !== null) this.workspace.touch(uri);
    else if (inside !== null && this.indexer.reads(inside.folder, inside.path)) this.indexer.refresh(uri);
    else this.workspace.remove(file);
  }

  /** Judges what has changed, a moment later: what comes in that moment is judged with it. */
  private schedule(): void {
    this.flushTimer ??= setTimeout(() => void this.configured.then(() => this.flush()), COALESCE);
  }

  private flush(): void {
    this.flushTimer = null;
    const today = this.runtime.today();
    if (today !== this.today) this.configure(this.settings, today);
    this.workspace.settle();
    this.lookFor(this.workspace.takeMissing());
    const stale = this.workspace.takeStale();
    for (const file of stale) {
      const uri = this.workspace.openUri(file);
      if (uri !== null)
        this.guard.run('show advice', undefined, () => this.publisher.publish(uri, this.indexer.complete));
    }
    if (stale.size > 0) this.tellChanges();
  }

  /** Reads files that the advice waits for, where they lie in the workspace. */
  private lookFor(uris: readonly DocumentUri[]): void {
    for (const uri of uris) {
      const inside = this.workspace.inFolder(uri);
      if (inside !== null && this.indexer.readsAsked(inside.folder, inside.path)) this.indexer.refresh(uri);
    }
  }

  private tellChanges(): void {
    if (!this.editor.wantsReports) return;
    this.tellTimer ??= setTimeout(() => {
      this.tellTimer = null;
      const params: protocol.ChangedParams = { busy: this.indexer.busy };
      void this.guard.wait('tell of changes', undefined, () =>
        this.connection.sendNotification(protocol.CHANGED, params),
      );
    }, TELL_CHANGES);
  }

  private async index(): Promise<void> {
    await this.configured;
    await this.indexer.index(this.folders);
    this.workspace.staleAll();
    await this.releaseMemory();
  }

  /** After many files have been read; it would only hold up whoever types in a small workspace. */
  private async releaseMemory(): Promise<void> {
    if (this.indexer.progress.read >= MANY_FILES) await this.runtime.releaseMemory();
  }

  private reconfigure({ settings }: DidChangeConfigurationParams): void {
    if (this.editor.configuration) void this.guard.wait('ask for the settings', undefined, () => this.pullSettings());
    else this.takeSettings((settings as { readonly sagegreen?: unknown } | null)?.sagegreen);
  }

  private async pullSettings(): Promise<void> {
    this.settingsAsked += 1;
    const asked = this.settingsAsked;
    try {
      const answer: unknown = this.editor.configuration
        ? await this.connection.workspace.getConfiguration('sagegreen')
        : {};
      // Asked again meanwhile: that answer is newer.
      if (asked === this.settingsAsked) this.takeSettings(answer);
    } finally {
      this.settleConfigured();
    }
  }

  private takeSettings(answer: unknown): void {
    const { settings, problems } = readSettings(answer);
    if (problems.length > 0) this.tell(MessageType.Warning, `Sage Green: ${problems.join('; ')}. The default is used.`);
    this.configure(settings, this.runtime.today());
  }

  /** Says something, without a question: an editor that knows no such request would answer with an error. */
  private tell(type: MessageType, message: string): void {
    void this.connection
      .sendNotification(ShowMessageNotification.type, { type, message })
      .catch((error: unknown) => this.connection.console.error(`could not say "${message}": ${String(error)}`));
  }

  private configure(settings: EditorSettings, today: string): void {
    this.settings = settings;
    this.today = today;
    this.workspace.advisor.configure(advisorSettings(settings, today));
    this.workspace.staleAll();
  }

  private watch(): void {
    const { connection, editor, guard } = this;
    if (editor.watchesFiles) {
      const watchers = [
        { globPattern: WATCHED, kind: WatchKind.Change },
        // A folder that comes or goes is told by its own name alone.
        { globPattern: '**/*', kind: WatchKind.Create | WatchKind.Delete },
      ];
      void guard.wait('watch files', undefined, async () => {
        await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
      });
      return;
    }
    this.watches = this.folders.map((folder) =>
      this.runtime.files.watch(folder.uri, (path) => this.fileChanged(childUri(folder.uri, path), 'changed')),
    );
  }

  private filesChanged({ changes }: DidChangeWatchedFilesParams): void {
    for (const { uri, type } of changes) this.fileChanged(uri, CHANGES[type]);
  }

  private fileChanged(uri: DocumentUri, change: FileChange): void {
    const inside = this.workspace.inFolder(uri);
    if (inside === null || isInLeftOut(inside.path)) return;
    const { folder, path } = inside;
    if (this.indexer.reads(folder, path)) this.indexer.refresh(uri);
    else if (isPartOfModel(path) && this.workspace.wants(uri)) this.indexer.refresh(uri);
    else if (change === 'deleted') this.workspace.removeBelow(uri);
    else if (change === 'created' && !path.slice(path.lastIndexOf('/') + 1).includes('.')) {
      void this.indexer.indexBelow(uri, folder, path);
      this.lookFor(this.workspace.missing(uri));
    }
  }

  private foldersChanged({ added, removed }: WorkspaceFoldersChangeEvent): void {
    const gone = new Set(removed.map((folder) => folder.uri));
    this.folders = [...this.folders.filter((folder) => !gone.has(folder.uri)), ...added];
    this.workspace.move(new WorkspacePaths(this.folders));
    for (const watch of this.watches) watch.dispose();
    if (!this.editor.watchesFiles) this.watch();
    void this.index();
  }
}
