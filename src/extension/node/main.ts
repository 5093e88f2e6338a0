import type { ExtensionContext } from 'vscode';
import { activateWith, type ExtensionApi } from '../extension';
import { HEAP_FLAGS } from './heapFlags';

export function activate(context: ExtensionContext): ExtensionApi {
  return activateWith(context, async (options) => {
    // Loaded when it is first needed: most windows never open a file that concerns us.
    const { LanguageClient, TransportKind } = await import('vscode-languageclient/node');
    const run = {
      module: context.asAbsolutePath('dist/server.js'),
      transport: TransportKind.ipc,
      options: { execArgv: [...HEAP_FLAGS] },
    };
    return new LanguageClient('sagegreen', 'Sage Green', { run, debug: run }, options);
  });
}
