import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { ClientFiles } from '../clientFiles';
import { localDate } from '../localDate';
import { startServer } from '../server';
import { NodeFiles } from './files';
import { FilesByScheme } from './filesByScheme';
import { releaseMemory } from './memory';

// The transport is named by the arguments: --stdio, --node-ipc, --socket=PORT or --pipe=NAME.
const connection = createConnection(ProposedFeatures.all);

startServer(connection, {
  files: new FilesByScheme(new NodeFiles(), new ClientFiles(connection)),
  today: () => localDate(new Date()),
  memoryMb: () => Math.round(process.memoryUsage.rss() / 1_000_000),
  releaseMemory,
});
