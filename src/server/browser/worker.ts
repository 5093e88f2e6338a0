/** What the server uses of the web worker that it runs in. */
export interface WorkerScope {
  onmessage: ((event: { readonly data: unknown }) => void) | null;
}

/** What the first message to the worker says: the URL of the folder that holds its files, with a slash at the end. */
export type FirstMessage = string;
