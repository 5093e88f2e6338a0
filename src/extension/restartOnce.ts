import { CloseAction, ErrorAction, type ErrorHandler } from 'vscode-languageclient';

/** A server that crashes is started again once; the second time the person decides. */
export class RestartOnce implements ErrorHandler {
  private crashes = 0;

  constructor(
    private readonly restarting: () => void,
    private readonly gaveUp: () => void,
  ) {}

  error(): { readonly action: ErrorAction; readonly handled: boolean } {
    return { action: ErrorAction.Continue, handled: true };
  }

  closed(): { readonly action: CloseAction; readonly handled: boolean } {
    this.crashes += 1;
    if (this.crashes > 1) {
      this.gaveUp();
      return { action: CloseAction.DoNotRestart, handled: true };
    }
    this.restarting();
    return { action: CloseAction.Restart, handled: true };
  }
}
