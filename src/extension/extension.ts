import * as vscode from 'vscode';
import type { SidebarFinding } from '../server/protocol';
import { isCandidate } from './candidate';
import { copyDiagnosticReport } from './diagnosticReport';
import { FindingsTree, type Row } from './findingsTree';
import { openFinding } from './openFinding';
import { showPractice } from './practicePages';
import { showRecipe, type ShownRecipe } from './showRecipe';
import { scanWorkspace } from './scanWorkspace';
import { Server, type ClientMaker } from './server';
import { StatusBar } from './statusBar';

/** What other code, tests among it, may ask of the running extension. */
export interface ExtensionApi {
  readonly findings: vscode.TreeDataProvider<Row>;
}

/** Sets up everything; the server starts with the first document that may concern it. */
export function activateWith(context: vscode.ExtensionContext, make: ClientMaker): ExtensionApi {
  const server = new Server(make);
  const findings = new FindingsTree(server);
  context.subscriptions.push(
    server,
    findings,
    new StatusBar(server),
    vscode.workspace.onDidGrantWorkspaceTrust(() => void server.trust()),
    ...commands(context, server),
    startWhenNeeded(server),
  );
  return { findings };
}

function commands(context: vscode.ExtensionContext, server: Server): vscode.Disposable[] {
  const { extension, extensionUri } = context;
  const register = (name: string, run: Parameters<typeof vscode.commands.registerCommand>[1]): vscode.Disposable =>
    vscode.commands.registerCommand(`sagegreen.${name}`, run);
  return [
    register('scanWorkspace', () => scanWorkspace(server)),
    register('showPractice', (which?: string | Row) => showPractice(extensionUri, practiceIn(which))),
    register('restartServer', () => server.restart()),
    register('copyDiagnosticReport', () => copyDiagnosticReport(server, extension)),
    register('showOutput', () => server.showOutput()),
    register('openFinding', (finding: SidebarFinding) => openFinding(finding)),
    register('showRecipe', (recipe: ShownRecipe) => showRecipe(recipe)),
  ];
}

/** A command gets an id from a link, a row from the sidebar, nothing from the palette. */
function practiceIn(which: string | Row | undefined): string | undefined {
  if (typeof which === 'string') return which;
  return which?.kind === 'practice' ? which.practice.id : undefined;
}

function startWhenNeeded(server: Server): vscode.Disposable {
  const subscriptions: vscode.Disposable[] = [];
  const look = (document: vscode.TextDocument): void => {
    if (!isCandidate(document)) return;
    for (const each of subscriptions.splice(0)) each.dispose();
    void server.start();
  };
  subscriptions.push(
    vscode.workspace.onDidOpenTextDocument(look),
    vscode.workspace.onDidChangeTextDocument(({ document }) => look(document)),
  );
  // Those that were open before; the first that concerns us ends the search.
  vscode.workspace.textDocuments.find((document) => {
    look(document);
    return subscriptions.length === 0;
  });
  return new vscode.Disposable(() => subscriptions.forEach((each) => void each.dispose()));
}
