import * as vscode from 'vscode';
import { FACTS, type ServerFacts } from '../server/protocol';
import { NAME, type Server } from './server';

/** Copies versions, settings and counts for a report of a defect: no code, no names of files. */
export async function copyDiagnosticReport(server: Server, extension: vscode.Extension<unknown>): Promise<void> {
  await server.start();
  const facts = await server.ask<ServerFacts>(FACTS);
  await vscode.env.clipboard.writeText(reportText(server.state, versionOf(extension), facts));
  void vscode.window.showInformationMessage(
    `${NAME}: the report is in the clipboard. It holds no code and no names of files.`,
  );
}

function versionOf({ packageJSON }: vscode.Extension<unknown>): string {
  return String((packageJSON as { readonly version?: unknown }).version);
}

function reportText(state: string, version: string, facts: ServerFacts | null): string {
  const { appName, appHost, remoteName, uiKind } = vscode.env;
  const where =
    remoteName === undefined ? '' : `, remote ${remoteName.split('+')[0]?.replace(/^[\d.:]+$/, 'server') ?? ''}`;
  return [
    `### ${NAME} diagnostic report`,
    '',
    `- Extension ${version}, server ${facts?.version ?? state}`,
    `- VS Code ${vscode.version} (${appName}, ${appHost}, ${vscode.UIKind[uiKind]}${where})`,
    `- Workspace ${vscode.workspace.isTrusted ? 'trusted' : 'not trusted'}`,
    '',
    '```json',
    JSON.stringify(facts ?? { state }, null, 2),
    '```',
    '',
  ].join('\n');
}
