import type {
  CancellationToken,
  Connection,
  WorkDoneProgressBegin,
  WorkDoneProgressEnd,
  WorkDoneProgressReport,
} from 'vscode-languageserver';
import { WorkDoneProgress } from 'vscode-languageserver';
import type { Indexer } from './indexer';
import type { ScanParams, ScanResult } from './protocol';
import { rowsOf } from './report';
import type { Workspace } from './workspace';
import type { Folder } from './workspacePaths';

/** How often progress is told, ms. */
const TELL_PROGRESS = 100;

export interface Scan {
  readonly connection: Connection;
  readonly indexer: Indexer;
  readonly workspace: Workspace;
  readonly folders: readonly Folder[];
  readonly releaseMemory: () => Promise<void>;
}

/** Reads the whole workspace again, telling progress until it is done or cancelled. */
export async function scan(
  { connection, indexer, workspace, folders, releaseMemory }: Scan,
  { workDoneToken }: ScanParams,
  token: CancellationToken,
): Promise<ScanResult> {
  const abort = new AbortController();
  const cancelled = token.onCancellationRequested(() => abort.abort());
  const tell = (params: WorkDoneProgressBegin | WorkDoneProgressReport | WorkDoneProgressEnd): void => {
    if (workDoneToken !== undefined) void connection.sendProgress(WorkDoneProgress.type, workDoneToken, params);
  };
  const timer = setInterval(() => {
    const { read, found } = indexer.progress;
    const percentage = found === 0 ? 0 : Math.floor((100 * read) / found);
    tell({ kind: 'report', message: `${String(read)} of ${String(found)} files`, percentage });
  }, TELL_PROGRESS);
  tell({ kind: 'begin', title: 'Looking through the workspace', cancellable: true, percentage: 0 });
  try {
    // The first reading of the workspace goes on when whoever waited for it does not wait any more.
    if (indexer.complete) await indexer.index(folders, abort.signal);
    else await Promise.race([indexer.whenIdle(), new Promise((done) => (abort.signal.onabort = done))]);
  } finally {
    clearInterval(timer);
    cancelled.dispose();
    tell({ kind: 'end' });
  }
  workspace.settle();
  const units = workspace.advisor.files().map((file) => workspace.advisor.advise(file));
  await releaseMemory();
  return {
    cancelled: abort.signal.aborted,
    read: indexer.progress.read,
    deployments: units.reduce((count, unit) => count + unit.deployments.length, 0),
    findings: units.reduce((count, unit) => count + rowsOf(unit, true).length, 0),
    skipped: workspace.skipped(),
  };
}
