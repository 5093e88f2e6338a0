import * as vscode from 'vscode';
import {
  REPORT,
  type SidebarFile,
  type SidebarFinding,
  type SidebarPractice,
  type SidebarReport,
} from '../server/protocol';
import type { Server } from './server';

/** A row of the sidebar. */
export type Row =
  | { readonly kind: 'practice'; readonly practice: SidebarPractice }
  | { readonly kind: 'file'; readonly practice: SidebarPractice; readonly file: SidebarFile }
  | { readonly kind: 'finding' | 'alternative'; readonly file: SidebarFile; readonly finding: SidebarFinding };

/** Changes that come within this time are shown together, ms. */
const COALESCE = 150;

/** The sidebar: practices, the files they speak of, the findings there with their alternatives. Asks the server only while it is seen. */
export class FindingsTree implements vscode.TreeDataProvider<Row>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly view: vscode.TreeView<Row>;
  private readonly subscriptions: readonly Pick<vscode.Disposable, 'dispose'>[];
  private timer: ReturnType<typeof setTimeout> | null = null;

  constructor(private readonly server: Server) {
    this.view = vscode.window.createTreeView<Row>('sagegreen.findings', {
      treeDataProvider: this,
      showCollapseAll: true,
    });
    const soon = (): void => this.refreshSoon();
    this.subscriptions = [
      this.view,
      this.changed,
      server.onDidChangeReports(soon),
      server.onDidChangeState(soon),
      this.view.onDidChangeVisibility(soon),
    ];
  }

  dispose(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    for (const each of this.subscriptions) each.dispose();
  }

  async getChildren(row?: Row): Promise<Row[]> {
    switch (row?.kind) {
      case undefined:
        return this.practices();
      case 'practice':
        return row.practice.files.map((file) => ({ kind: 'file', practice: row.practice, file }));
      case 'file':
        return row.file.findings.map((finding) => ({ kind: 'finding', file: row.file, finding }));
      case 'finding':
        return row.finding.alternatives.map((finding) => ({ kind: 'alternative', file: row.file, finding }));
      case 'alternative':
        return [];
    }
  }

  getTreeItem(row: Row): vscode.TreeItem {
    switch (row.kind) {
      case 'practice':
        return practiceItem(row.practice);
      case 'file':
        return fileItem(row.practice, row.file);
      case 'finding':
        return findingItem(row.finding, ICONS[row.finding.severity]);
      case 'alternative':
        return findingItem(row.finding, ALTERNATIVE);
    }
  }

  private async practices(): Promise<Row[]> {
    // Whoever opens the sidebar wants to see something.
    await this.server.start();
    const report = await this.server.ask<SidebarReport>(REPORT);
    const summary = report?.summary ?? [];
    this.view.message = summary.join(' · ');
    this.view.description = report?.busy === true ? 'reading the workspace …' : '';
    return (report?.practices ?? []).map((practice) => ({ kind: 'practice', practice }));
  }

  private refreshSoon(): void {
    if (!this.view.visible) return;
    this.timer ??= setTimeout(() => {
      this.timer = null;
      this.changed.fire(undefined);
    }, COALESCE);
  }
}

function practiceItem({ id, title, total, files }: SidebarPractice): vscode.TreeItem {
  const item = new vscode.TreeItem(title, vscode.TreeItemCollapsibleState.Expanded);
  const count = files.reduce((sum, file) => sum + file.findings.length, 0);
  item.id = id;
  item.description = described(String(count), total);
  item.iconPath = new vscode.ThemeIcon('lightbulb');
  item.contextValue = 'practice';
  return item;
}

function fileItem(practice: SidebarPractice, { uri, file, total }: SidebarFile): vscode.TreeItem {
  const name = file.slice(file.lastIndexOf('/') + 1);
  const item = new vscode.TreeItem(name, vscode.TreeItemCollapsibleState.Expanded);
  item.id = `${practice.id}|${file}`;
  item.resourceUri = vscode.Uri.parse(uri);
  item.iconPath = vscode.ThemeIcon.File;
  item.description = described(file.slice(0, Math.max(file.length - name.length - 1, 0)), total);
  item.tooltip = file;
  item.contextValue = 'file';
  return item;
}

const ICONS: Readonly<Record<SidebarFinding['severity'], vscode.ThemeIcon>> = {
  warning: new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground')),
  information: new vscode.ThemeIcon('info', new vscode.ThemeColor('editorInfo.foreground')),
  hint: new vscode.ThemeIcon('circle-small-filled'),
};

/** Another way to change the value that the row above speaks of. */
const ALTERNATIVE = new vscode.ThemeIcon('arrow-swap');

function findingItem(finding: SidebarFinding, icon: vscode.ThemeIcon): vscode.TreeItem {
  const environment = finding.environment === null ? '' : `${finding.environment}: `;
  const { None, Collapsed } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(environment + finding.subject, finding.alternatives.length === 0 ? None : Collapsed);
  item.description = finding.delta;
  item.tooltip = finding.message;
  item.iconPath = icon;
  item.contextValue = 'finding';
  item.command = { command: 'sagegreen.openFinding', title: 'Open', arguments: [finding] };
  return item;
}

function described(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' · ');
}
