import * as vscode from 'vscode';
import {
  RevealOutputChannelOn,
  type ErrorHandler,
  type HandleDiagnosticsSignature,
  type LanguageClientOptions,
} from 'vscode-languageclient';
import type { DiagnosticData, InitializationOptions } from '../server/protocol';
import { documentSelector } from './documentSelector';
import { RestartOnce } from './restartOnce';

/** What the client is told: which documents, where to log, what to do when the server crashes. */
export function clientOptions(
  outputChannel: vscode.LogOutputChannel,
  restarting: () => void,
  gaveUp: () => void,
): LanguageClientOptions {
  const initializationOptions: InitializationOptions = {
    trusted: vscode.workspace.isTrusted,
    reports: true,
    recipes: true,
  };
  const errorHandler: ErrorHandler = new RestartOnce(restarting, gaveUp);
  return {
    documentSelector: documentSelector(),
    diagnosticCollectionName: 'sagegreen',
    outputChannel,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    initializationOptions,
    // A server that can't start is told by whoever has started it.
    initializationFailedHandler: () => false,
    middleware: { handleDiagnostics: withPages },
    errorHandler,
  };
}

/** A practice's id under a squiggle opens its page. */
function withPages(uri: vscode.Uri, diagnostics: vscode.Diagnostic[], next: HandleDiagnosticsSignature): void {
  for (const diagnostic of diagnostics) {
    const { code, data } = diagnostic as vscode.Diagnostic & { readonly data?: Partial<DiagnosticData> };
    if (typeof code !== 'string' || data?.fingerprint === undefined) continue;
    const query = encodeURIComponent(JSON.stringify([code]));
    diagnostic.code = { value: code, target: vscode.Uri.parse(`command:sagegreen.showPractice?${query}`) };
  }
  next(uri, diagnostics);
}
