import {
  BrowserMessageReader,
  BrowserMessageWriter,
  createConnection,
  ProposedFeatures,
} from 'vscode-languageserver/browser';
import { ClientFiles } from '../clientFiles';
import { localDate } from '../localDate';
import { startServer } from '../server';
import type { WorkerScope } from './worker';

declare const self: WorkerScope;

/** The scope of a worker is its port to whoever started it; its type is the DOM's, which only this line needs. */
const port = self as never;
const connection = createConnection(
  ProposedFeatures.all,
  new BrowserMessageReader(port),
  new BrowserMessageWriter(port),
);

startServer(connection, {
  files: new ClientFiles(connection),
  today: () => localDate(new Date()),
  memoryMb: () => null,
  releaseMemory: () => Promise.resolve(),
});
