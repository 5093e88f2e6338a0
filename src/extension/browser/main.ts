import * as vscode from 'vscode';
import type { FirstMessage } from '../../server/browser/worker';
import { activateWith, type ExtensionApi } from '../extension';

/** A web worker, as far as the client needs it. */
interface ServerWorker {
  postMessage(message: unknown): void;
  terminate(): void;
}
declare const Worker: new (url: string, options: { readonly name: string }) => ServerWorker;

export function activate(context: vscode.ExtensionContext): ExtensionApi {
  const dist = vscode.Uri.joinPath(context.extensionUri, 'dist');
  let worker: ServerWorker | null = null;
  context.subscriptions.push({ dispose: () => worker?.terminate() });
  return activateWith(context, async (options) => {
    // Loaded when it is first needed: most windows never open a file that concerns us.
    const { BrowserMessageReader, BrowserMessageWriter, LanguageClient } =
      await import('vscode-languageclient/browser');
    const start = () => {
      worker?.terminate();
      worker = new Worker(vscode.Uri.joinPath(dist, 'web-worker.js').toString(true), { name: 'Sage Green' });
      const base: FirstMessage = `${dist.toString(true)}/`;
      worker.postMessage(base);
      // The worker is a port; its type is the DOM's, which only this line needs.
      const port = worker as never;
      return Promise.resolve({ reader: new BrowserMessageReader(port), writer: new BrowserMessageWriter(port) });
    };
    return new LanguageClient('sagegreen', 'Sage Green', start, options);
  });
}
