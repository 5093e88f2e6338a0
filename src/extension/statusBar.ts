import * as vscode from 'vscode';
import { FILE_STATUS, type FileStatus, type FileStatusParams } from '../server/protocol';
import { NAME, type Server } from './server';

/** What the active file has of deployments and findings, and whether the server is well. */
export class StatusBar implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem('sagegreen.status', vscode.StatusBarAlignment.Right, 100);
  private readonly subscriptions: readonly Pick<vscode.Disposable, 'dispose'>[];
  private asked = 0;

  constructor(private readonly server: Server) {
    this.item.name = NAME;
    const refresh = (): void => void this.refresh();
    this.subscriptions = [
      this.item,
      server.onDidChangeState(refresh),
      server.onDidChangeReports(refresh),
      vscode.window.onDidChangeActiveTextEditor(refresh),
      vscode.window.onDidChangeActiveNotebookEditor(refresh),
    ];
    refresh();
  }

  dispose(): void {
    for (const each of this.subscriptions) each.dispose();
  }

  private async refresh(): Promise<void> {
    this.asked += 1;
    const asked = this.asked;
    const uri = activeUri();
    const params: FileStatusParams | null = uri === null ? null : { uri: uri.toString() };
    const status = params === null ? null : await this.server.ask<FileStatus>(FILE_STATUS, params);
    // Asked again meanwhile: that answer is newer.
    if (asked === this.asked) this.show(status);
  }

  private show(status: FileStatus | null): void {
    const { item } = this;
    item.backgroundColor = undefined;
    item.command = { command: 'sagegreen.findings.focus', title: 'Show findings' };
    switch (this.server.state) {
      case 'off':
        item.hide();
        return;
      case 'starting':
        item.text = `$(sync~spin) ${NAME}`;
        item.tooltip = `${NAME} is starting`;
        break;
      case 'failed':
        item.text = `$(error) ${NAME}`;
        item.tooltip = `${NAME}'s server does not run. Click to start it again.`;
        item.backgroundColor = new vscode.ThemeColor('statusBarItem.errorBackground');
        item.command = { command: 'sagegreen.restartServer', title: 'Restart' };
        break;
      case 'running':
        if (status === null || !hasAnything(status)) {
          item.hide();
          return;
        }
        item.text = textOf(status);
        item.tooltip = tooltipOf(status);
        break;
    }
    item.show();
  }
}

function activeUri(): vscode.Uri | null {
  const notebook = vscode.window.activeNotebookEditor?.notebook.uri;
  return notebook ?? vscode.window.activeTextEditor?.document.uri ?? null;
}

function hasAnything({ busy, findings, deployments, skipped }: FileStatus): boolean {
  return busy || findings > 0 || deployments > 0 || skipped !== null;
}

/** A clean result over deployments that could not be read must not look like a clean result. */
export function textOf({ busy, findings, deployments, priced, skipped }: FileStatus): string {
  if (skipped !== null) return `$(circle-slash) ${NAME}: not read`;
  const parts: string[] = [];
  if (findings > 0) parts.push(counted(findings, 'finding'));
  if (priced < deployments) parts.push(`${String(priced)} of ${String(deployments)} priced`);
  const icon = busy ? 'sync~spin' : findings > 0 ? 'lightbulb' : priced < deployments ? 'question' : 'check';
  return `$(${icon}) ${NAME}${parts.length === 0 ? '' : `: ${parts.join(', ')}`}`;
}

export function tooltipOf({
  busy,
  findings,
  deployments,
  priced,
  unresolved,
  total,
  skipped,
}: FileStatus): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  const line = (value: string): void => void text.appendText(value).appendMarkdown('\n\n');
  text.appendMarkdown(`**${NAME}**\n\n`);
  if (skipped !== null) line(`This file was not read: ${skipped}.`);
  line(`${counted(findings, 'finding')}, ${String(priced)} of ${counted(deployments, 'deployment')} priced`);
  if (total !== null) line(total);
  for (const each of unresolved) line(each);
  if (busy) line('The workspace is still being read.');
  return text;
}

function counted(count: number, noun: string): string {
  return `${String(count)} ${noun}${count === 1 ? '' : 's'}`;
}
