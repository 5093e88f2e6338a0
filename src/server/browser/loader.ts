import type { FirstMessage, WorkerScope } from './worker';

interface Module {
  exports: unknown;
}

type Require = (name: string) => unknown;
type Body = (module: Module, exports: unknown, require: Require) => void;

declare const self: WorkerScope & { sagegreen: (body: Body) => void };
declare function importScripts(url: string): void;

/**
 * The start of the web worker: loads the server's files as Node's `require` would, each once and when it is first asked
 * for. Where they are is told by the first message: a worker that was started through a blob doesn't know.
 */
const loaded = new Map<string, Module>();
let base = '';
let arrived: Body | null = null;

/** Every file hands its code over by this name. */
self.sagegreen = (body) => (arrived = body);

function require(name: string): unknown {
  const earlier = loaded.get(name);
  if (earlier !== undefined) return earlier.exports;
  const module: Module = { exports: {} };
  loaded.set(name, module);
  importScripts(base + name.replace(/^\.\//, ''));
  arrived?.(module, module.exports, require);
  return module.exports;
}

self.onmessage = ({ data }) => {
  base = data as FirstMessage;
  // The server takes the messages from here on.
  self.onmessage = null;
  require('./web-server.js');
};
