import * as vscode from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import { CHANGED, TRUST, type ChangedParams, type TrustParams } from '../server/protocol';

export const NAME = 'Sage Green';

export type ServerState = 'off' | 'starting' | 'running' | 'failed';

/** Makes a client for the platform that the extension runs on. */
export type ClientMaker = (options: LanguageClientOptions) => Promise<BaseLanguageClient>;

/** The server as the extension knows it: started when it is first needed, and asked while it runs. */
export class Server implements vscode.Disposable {
  private readonly stateChanged = new vscode.EventEmitter<ServerState>();
  private readonly reportsChanged = new vscode.EventEmitter<ChangedParams>();
  private readonly output = vscode.window.createOutputChannel(NAME, { log: true });
  private client: BaseLanguageClient | null = null;
  private starting: Promise<void> | null = null;
  private current: ServerState = 'off';

  readonly onDidChangeState = this.stateChanged.event;
  /** Reports asked for before are out of date. */
  readonly onDidChangeReports = this.reportsChanged.event;

  constructor(private readonly make: ClientMaker) {}

  get state(): ServerState {
    return this.current;
  }

  /** Starts the server, unless it runs or has failed: then only a person starts it again. */
  async start(): Promise<void> {
    if (this.current === 'failed') return;
    this.starting ??= this.launch();
    await this.starting;
  }

  async restart(): Promise<void> {
    await this.stop();
    this.setState('off');
    await this.start();
  }

  /** Asks the server; null where it doesn't run or has no answer. */
  async ask<R>(method: string, params?: unknown, token?: vscode.CancellationToken): Promise<R | null> {
    const { client } = this;
    if (client === null || this.current !== 'running') return null;
    try {
      // An undefined token would be sent along as a second parameter.
      return token === undefined
        ? await client.sendRequest<R | null>(method, params ?? {})
        : await client.sendRequest<R | null>(method, params ?? {}, token);
    } catch (error) {
      if (token?.isCancellationRequested !== true) this.output.error(`${method}: ${String(error)}`);
      return null;
    }
  }

  /** The running client, for progress. */
  get connection(): BaseLanguageClient | null {
    return this.current === 'running' ? this.client : null;
  }

  async trust(): Promise<void> {
    const params: TrustParams = { trusted: true };
    await this.connection?.sendNotification(TRUST, params);
  }

  showOutput(): void {
    this.output.show();
  }

  async stop(): Promise<void> {
    const { client } = this;
    this.client = null;
    this.starting = null;
    try {
      await client?.dispose();
    } catch (error) {
      this.output.warn(`the server did not stop in order: ${String(error)}`);
    }
  }

  dispose(): void {
    void this.stop();
    this.stateChanged.dispose();
    this.reportsChanged.dispose();
    this.output.dispose();
  }

  private async launch(): Promise<void> {
    this.setState('starting');
    try {
      // Loaded when it is first needed, and the language client with it.
      const [{ clientOptions }, { giveFiles }] = await Promise.all([import('./clientOptions'), import('./fileAccess')]);
      const restarting = (): void => this.restarted();
      const client = await this.make(clientOptions(this.output, restarting, () => this.fail('has stopped twice')));
      this.client = client;
      client.onNotification(CHANGED, (params: ChangedParams) => this.reportsChanged.fire(params));
      giveFiles(client);
      await client.start();
      this.setState('running');
    } catch (error) {
      this.fail('could not be started', `: ${String(error)}`);
    }
  }

  /** The client starts a crashed server itself: it runs again when it says that something has changed. */
  private restarted(): void {
    this.output.warn('the server has stopped; it is started again');
    this.setState('starting');
    const again = this.onDidChangeReports(() => {
      again.dispose();
      if (this.current === 'starting') this.setState('running');
    });
  }

  private fail(what: string, why = ''): void {
    this.setState('failed');
    this.output.error(`the server ${what}${why}`);
    const restart = 'Restart';
    const show = 'Show Output';
    void vscode.window.showErrorMessage(`${NAME}: the server ${what}.`, restart, show).then((chosen) => {
      if (chosen === restart) return this.restart();
      if (chosen === show) this.showOutput();
      return undefined;
    });
  }

  private setState(state: ServerState): void {
    if (state === this.current) return;
    this.current = state;
    this.stateChanged.fire(state);
  }
}
