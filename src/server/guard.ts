import type { CancellationToken } from 'vscode-languageserver';

/** Where a failure is told: the log gets everything, the person one sentence. */
export interface Complaints {
  log(message: string): void;
  show(message: string): void;
}

/** Keeps a failure of one handler from the others and from the editor. */
export class Guard {
  private readonly shown = new Set<string>();

  constructor(private readonly complaints: Complaints) {}

  /** Runs an action; where it fails, it is told and `neutral` is the result. `what` completes "could not …". */
  run<T>(what: string, neutral: T, action: () => T): T {
    try {
      return action();
    } catch (error) {
      this.report(what, error);
      return neutral;
    }
  }

  async wait<T>(what: string, neutral: T, action: () => Promise<T>): Promise<T> {
    try {
      return await action();
    } catch (error) {
      this.report(what, error);
      return neutral;
    }
  }

  /** A notification's handler that can't fail. */
  notification<P>(what: string, action: (params: P) => void): (params: P) => void {
    return (params) => this.run(what, undefined, () => action(params));
  }

  /** A request's handler that can't fail; what was cancelled before it began is not begun. */
  request<P, R>(
    what: string,
    neutral: R,
    action: (params: P, token: CancellationToken) => R | Promise<R>,
  ): (params: P, token: CancellationToken) => Promise<R> {
    return (params, token) =>
      this.wait(what, neutral, async () => (token.isCancellationRequested ? neutral : await action(params, token)));
  }

  /** Logs a failure, and shows one sentence the first time that this is what failed. */
  report(what: string, error: unknown): void {
    this.complaints.log(
      `could not ${what}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
    if (this.shown.has(what)) return;
    this.shown.add(what);
    this.complaints.show(`Sage Green could not ${what}. The "Sage Green" output says why.`);
  }
}
