// @ts-check
/**
 * The built server as a web worker of a real browser: it has to answer, and to advise on a document.
 *
 *     node test/vscode-host/worker.mjs
 *
 * The worker is started through a blob, as VS Code for the web starts workers: its own address tells it nothing.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { atExit, main, ROOT } from '../../scripts/processes.mjs';
import { launchBrowser } from './browser.mjs';
import { ensureHost } from './install.mjs';

const LIMIT_MS = 30_000;
const EXAMPLE = 'infra/claims-triage.yaml';

/** Serves dist/ and an empty page, on a free local port. */
async function serve() {
  const server = createServer((request, response) => {
    const name = path.basename(request.url ?? '');
    if (name === '') response.setHeader('content-type', 'text/html').end('<!doctype html><title>worker</title>');
    else if (!name.endsWith('.js')) response.writeHead(404).end();
    else response.setHeader('content-type', 'text/javascript').end(readFileSync(path.join(ROOT, 'dist', name)));
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', () => done(undefined)));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { url: `http://127.0.0.1:${address.port}/`, close: () => server.close() };
}

/**
 * Runs in the page: a small language client.
 * @param {{ base: string, text: string }} what
 * @returns {Promise<string[]>} the practices that the document is advised on
 */
function talk({ base, text }) {
  const { Blob, URL, Worker } = /** @type {any} */ (globalThis);
  const start = new Blob([`importScripts(${JSON.stringify(`${base}web-worker.js`)})`], { type: 'text/javascript' });
  const worker = new Worker(URL.createObjectURL(start));
  const send = (/** @type {object} */ message) => worker.postMessage({ jsonrpc: '2.0', ...message });
  const uri = 'vscode-vfs://github/somebody/a.yaml';
  return new Promise((done, fail) => {
    worker.onerror = (/** @type {{ message: string }} */ error) => fail(new Error(error.message));
    worker.onmessage = (/** @type {{ data: any }} */ { data: { id, method, params, error } }) => {
      if (error !== undefined) fail(new Error(JSON.stringify(error)));
      else if (id === 1 && method === undefined) {
        send({ method: 'initialized', params: {} });
        const textDocument = { uri, languageId: 'yaml', version: 1, text };
        send({ method: 'textDocument/didOpen', params: { textDocument } });
      } else if (method !== undefined && id !== undefined) send({ id, result: null });
      else if (method === 'textDocument/publishDiagnostics' && params.diagnostics.length > 0)
        done(params.diagnostics.map((/** @type {{ code: string }} */ { code }) => code));
    };
    worker.postMessage(base);
    send({ id: 1, method: 'initialize', params: { processId: null, rootUri: null, capabilities: {} } });
  });
}

/** @param {import('./install.mjs').InstalledHost} host */
export async function checkWorker(host) {
  const { url, close } = await serve();
  const dir = mkdtempSync(path.join(tmpdir(), 'sagegreen-worker-'));
  const removeDir = atExit(() => rmSync(dir, { recursive: true, force: true, maxRetries: 5 }));
  const browser = await launchBrowser(host, dir);
  try {
    const page = await browser.newPage();
    await page.goto(url);
    const text = readFileSync(path.join(ROOT, 'examples', EXAMPLE), 'utf8');
    const late = new Promise((_, fail) => {
      setTimeout(() => fail(new Error('the worker says nothing')), LIMIT_MS).unref();
    });
    const codes = await Promise.race([page.evaluate(talk, { base: url, text }), late]);
    if (!codes.includes('use-graviton')) throw new Error(`the worker advises on ${codes.join(', ')} alone`);
    console.log(`web worker in a browser: advises on ${new Set(codes).size} practices in ${EXAMPLE}`);
  } finally {
    await browser.close();
    close();
    removeDir();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(async () => checkWorker(await ensureHost()));
