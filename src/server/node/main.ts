import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import type { ServerRuntime } from '../runtime';
import { startServer } from '../server';
import { NodeFiles } from './files';
import { localDate } from './localDate';

const runtime: ServerRuntime = {
  files: new NodeFiles(),
  today: () => localDate(new Date()),
  memoryMb: () => Math.round(process.memoryUsage.rss() / 1_000_000),
};

// The transport is named by the arguments: --stdio, --node-ipc, --socket=PORT or --pipe=NAME.
startServer(createConnection(ProposedFeatures.all), runtime);
