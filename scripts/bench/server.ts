import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { HEAP_FLAGS } from '../../src/extension/node/heapFlags';
import { median, ms, timed } from './measure';

/** Time to the first advice, and memory after a scan, of the built server as its own process. */
export async function measureServer(folder: string): Promise<(readonly [string, string, string])[]> {
  const starts: number[] = [];
  let rss = { now: 0, most: 0 };
  for (let round = 0; round < 3; round += 1) {
    const run = await oneServer(folder, round === 2);
    starts.push(run.firstAdviceMs);
    rss = run.rssMb;
  }
  const bare = median(Array.from({ length: 5 }, () => timed(emptyProcess)));
  const start = median(starts);
  return [
    ['server: start to the first advice', ms(start), `${(start / bare).toFixed(1)} × an empty Node process`],
    [
      'server: RSS after scanning 2,000 files',
      `${rss.now.toFixed(0)} MB`,
      `at most 120 MB with ${HEAP_FLAGS.join(' ')}; ${rss.most.toFixed(0)} MB at most while it scans`,
    ],
  ];
}

/** A process that does nothing, waited for. */
function emptyProcess(): void {
  const { status } = spawnSync(process.execPath, ['-e', '0']);
  if (status !== 0) throw new Error('an empty Node process failed');
}

async function oneServer(
  folder: string,
  scan: boolean,
): Promise<{ readonly firstAdviceMs: number; readonly rssMb: Resident }> {
  const begun = performance.now();
  const child = spawn(process.execPath, [...HEAP_FLAGS, 'dist/server.js', '--stdio'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  connection.onRequest('workspace/configuration', (params: { readonly items: readonly unknown[] }) =>
    params.items.map(() => null),
  );
  connection.onRequest('client/registerCapability', () => null);
  connection.onRequest('window/workDoneProgress/create', () => null);
  const first = new Promise<void>((done) => {
    connection.onNotification(
      'textDocument/publishDiagnostics',
      (params: { readonly diagnostics: readonly unknown[] }) => {
        if (params.diagnostics.length > 0) done();
      },
    );
  });
  connection.listen();
  const file = path.resolve('examples/infra/claims-triage.yaml');
  const root = scan ? folder : path.dirname(file);
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: pathToFileURL(root).href,
    workspaceFolders: [{ uri: pathToFileURL(root).href, name: 'bench' }],
    capabilities: { workspace: { workspaceFolders: true } },
  });
  await connection.sendNotification('initialized', {});
  await connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri: pathToFileURL(file).href, languageId: 'yaml', version: 1, text: readFileSync(file, 'utf8') },
  });
  await first;
  const firstAdviceMs = performance.now() - begun;
  if (scan) await connection.sendRequest('sagegreen/scan', {});
  const rssMb = residentMb(child.pid ?? 0);
  connection.dispose();
  child.kill();
  return { firstAdviceMs, rssMb };
}

interface Resident {
  readonly now: number;
  /** Since the process began. */
  readonly most: number;
}

/** What the kernel says the process holds; 0 where there is no such file. */
function residentMb(pid: number): Resident {
  const file = `/proc/${pid}/status`;
  const status = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const megabytes = (name: string): number =>
    Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0) / 1000;
  return { now: megabytes('VmRSS'), most: megabytes('VmHWM') };
}
