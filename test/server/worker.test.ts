import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';
import { bundlePrograms, bundleSingle, DEFERRED, loadedWith, type Output } from '../../scripts/bundles.mjs';
import type { FolderEntry, ReadFileParams, ReadFolderParams, SidebarReport } from '../../src/server/protocol';
import type { FileContent } from '../../src/server/runtime';

const EXAMPLES = path.join(import.meta.dirname, '../../examples');
const ROOT = 'vscode-vfs://github/somebody/examples';
const BASE = 'https://cdn.example/sagegreen/dist/';
/** What a web worker has, of what the server may use. */
const WORKER_GLOBALS = {
  ...{ AbortController, TextDecoder, TextEncoder, console, queueMicrotask },
  ...{ setTimeout, clearTimeout, setInterval, clearInterval },
};

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: unknown;
}

/** The built worker in a scope that has no Node in it, and an editor that gives it files. */
class WorkerHost {
  readonly fetched: string[] = [];
  private readonly answers = new Map<number, (message: Message) => void>();
  private readonly scope: { onmessage?: ((event: { data: unknown }) => void) | null };
  private readonly heard: Message[] = [];
  private waiting: (() => void)[] = [];
  private asked = 0;

  constructor(outputs: readonly Output[]) {
    const textOf = (url: string): string => {
      this.fetched.push(url.slice(BASE.length));
      const output = outputs.find(({ file }) => BASE + file === url);
      assert.ok(output, `the worker asks for ${url}, which is not there`);
      return output.text;
    };
    const scope: Record<string, unknown> = {
      ...WORKER_GLOBALS,
      addEventListener: () => undefined,
      postMessage: (message: Message) => this.hear(structuredClone(message)),
      importScripts: (url: string) => vm.runInContext(textOf(url), context, { filename: url }),
    };
    scope['self'] = scope;
    this.scope = scope;
    const context = vm.createContext(scope);
    vm.runInContext(textOf(`${BASE}web-worker.js`), context);
    this.post(BASE);
  }

  post(message: unknown): void {
    assert.ok(this.scope.onmessage, 'nobody listens');
    this.scope.onmessage({ data: message });
  }

  notify(method: string, params: unknown): void {
    this.post({ jsonrpc: '2.0', method, params });
  }

  ask<R>(method: string, params: unknown): Promise<R> {
    this.asked += 1;
    const id = this.asked;
    return new Promise((done, fail) => {
      this.answers.set(id, ({ result, error }) =>
        error === undefined ? done(result as R) : fail(new Error(JSON.stringify(error))),
      );
      this.post({ jsonrpc: '2.0', id, method, params });
    });
  }

  /** The first notification of this kind that passes, now or later. */
  async until<P>(method: string, passes: (params: P) => boolean): Promise<P> {
    for (;;) {
      const found = this.heard.find((each) => each.method === method && passes(each.params as P));
      if (found !== undefined) return found.params as P;
      await new Promise<void>((done) => this.waiting.push(done));
    }
  }

  private hear(message: Message): void {
    if (message.method === undefined) this.answers.get(message.id ?? -1)?.(message);
    else if (message.id !== undefined)
      this.post({ jsonrpc: '2.0', id: message.id, result: editor(message.method, message.params) });
    else this.heard.push(message);
    const { waiting } = this;
    this.waiting = [];
    for (const wake of waiting) wake();
  }
}

function editor(method: string, params: unknown): unknown {
  switch (method) {
    case 'sagegreen/readFile':
      return fileContent((params as ReadFileParams).uri);
    case 'sagegreen/readFolder':
      return entriesOf((params as ReadFolderParams).uri);
    case 'workspace/configuration':
      return [null];
    default:
      return null;
  }
}

function onDisk(uri: string): string {
  assert.ok(uri.startsWith(ROOT), uri);
  return path.join(EXAMPLES, decodeURIComponent(uri.slice(ROOT.length)));
}

function fileContent(uri: string): FileContent {
  return { kind: 'text', text: readFileSync(onDisk(uri), 'utf8') };
}

function entriesOf(uri: string): FolderEntry[] {
  return readdirSync(onDisk(uri), { withFileTypes: true }).map((entry) => ({
    name: entry.name,
    kind: entry.isDirectory() ? 'folder' : 'file',
  }));
}

describe('the server in a web worker', () => {
  let outputs: readonly Output[] = [];

  before(async () => {
    outputs = [...(await bundlePrograms()), await bundleSingle('web-worker')];
  });

  it('reaches no module of Node, at the start or later', () => {
    const reached = ['web-server', 'web-worker', ...Object.keys(DEFERRED)].flatMap((name) => loadedWith(outputs, name));
    assert.ok(reached.length > 3);
    assert.deepEqual(
      reached
        .filter(({ builtins }) => builtins.length > 0)
        .map(({ file, builtins }) => `${file}: ${builtins.join(' ')}`),
      [],
    );
    assert.ok(loadedWith(outputs, 'server').some(({ builtins }) => builtins.includes('node:fs')));
  });

  it('answers, advises on what is open, and reads the rest through the editor', async () => {
    const worker = new WorkerHost(outputs);
    const initialized = await worker.ask<{ serverInfo: { name: string } }>('initialize', {
      processId: null,
      rootUri: ROOT,
      workspaceFolders: [{ uri: ROOT, name: 'examples' }],
      capabilities: { workspace: { configuration: true, workspaceFolders: true } },
      initializationOptions: { reports: true },
    });
    assert.equal(initialized.serverInfo.name, 'sagegreen');
    assert.ok(!worker.fetched.includes('python.js'), 'no language is loaded before a document concerns it');

    worker.notify('initialized', {});
    const uri = `${ROOT}/infra/claims-triage.yaml`;
    const text = readFileSync(path.join(EXAMPLES, 'infra/claims-triage.yaml'), 'utf8');
    worker.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'yaml', version: 1, text } });
    const { diagnostics } = await worker.until<{ uri: string; diagnostics: { code: string }[] }>(
      'textDocument/publishDiagnostics',
      (params) => params.uri === uri && params.diagnostics.length > 0,
    );
    assert.ok(diagnostics.some(({ code }) => code === 'use-graviton'));

    await worker.until<{ busy: boolean }>('sagegreen/changed', ({ busy }) => !busy);
    const report = await worker.ask<SidebarReport>('sagegreen/report', {});
    const files = new Set(report.practices.flatMap((practice) => practice.files.map(({ file }) => file)));
    assert.ok([...files].some((file) => file.endsWith('.py')));
    assert.ok([...files].some((file) => file.endsWith('.ipynb')));
    assert.equal(new Set(worker.fetched).size, worker.fetched.length, 'a file is fetched twice');
  });
});
