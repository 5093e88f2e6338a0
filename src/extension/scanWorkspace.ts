import * as vscode from 'vscode';
import { SCAN, type ScanParams, type ScanResult } from '../server/protocol';
import { NAME, type Server } from './server';

let scans = 0;

/** Reads the whole workspace, with progress, until it is done or cancelled. */
export async function scanWorkspace(server: Server): Promise<void> {
  if ((vscode.workspace.workspaceFolders ?? []).length === 0) {
    void vscode.window.showInformationMessage(`${NAME}: there is no folder to look through.`);
    return;
  }
  await server.start();
  const result = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: NAME, cancellable: true },
    (progress, token) => scan(server, progress, token),
  );
  if (result === null || result.cancelled) return;
  const show = 'Show Findings';
  const chosen = await vscode.window.showInformationMessage(`${NAME}: ${sentence(result)}`, show);
  if (chosen === show) await vscode.commands.executeCommand('sagegreen.findings.focus');
}

async function scan(
  server: Server,
  progress: vscode.Progress<{ message?: string; increment?: number }>,
  token: vscode.CancellationToken,
): Promise<ScanResult | null> {
  scans += 1;
  const workDoneToken = `sagegreen-scan-${String(scans)}`;
  let told = 0;
  const { WorkDoneProgress } = await import('vscode-languageclient');
  const listening = server.connection?.onProgress(WorkDoneProgress.type, workDoneToken, (value) => {
    if (value.kind !== 'report') return;
    const percentage = Math.max(value.percentage ?? told, told);
    progress.report({
      increment: percentage - told,
      ...(value.message === undefined ? {} : { message: value.message }),
    });
    told = percentage;
  });
  try {
    const params: ScanParams = { workDoneToken };
    return await server.ask<ScanResult>(SCAN, params, token);
  } finally {
    listening?.dispose();
  }
}

function sentence({ findings, deployments, skipped }: ScanResult): string {
  const counted = (count: number, noun: string): string => `${String(count)} ${noun}${count === 1 ? '' : 's'}`;
  const left = skipped.length === 0 ? '' : ` ${counted(skipped.length, 'file')} could not be read.`;
  return `${counted(findings, 'finding')} in ${counted(deployments, 'deployment')}.${left}`;
}
