import { readFileSync } from 'node:fs';
import path from 'node:path';
import { HELP, readArguments, UsageError } from './arguments';
import { scan } from './scan';

/** Runs the command line and returns its exit code. */
function main(args: readonly string[]): number {
  try {
    const read = readArguments(args);
    switch (read.command) {
      case 'help':
        process.stdout.write(HELP);
        return 0;
      case 'version':
        process.stdout.write(`${version()}\n`);
        return 0;
      case 'scan':
        return scan(read, {
          cwd: process.cwd(),
          out: (text) => process.stdout.write(text),
          error: (text) => process.stderr.write(text),
          progress: process.stderr.isTTY ? showProgress() : () => undefined,
          today: new Date().toISOString().slice(0, 10),
          colour: process.stdout.isTTY && process.env['NO_COLOR'] === undefined,
          width: process.stdout.isTTY ? process.stdout.columns : 120,
        });
    }
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`sagegreen: ${error.message}\n`);
    return 2;
  }
}

function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(path.join(__dirname, '../package.json'), 'utf8'));
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest
    ? String(manifest.version)
    : 'unknown';
}

const BETWEEN_UPDATES_MS = 100;

/** A line on a terminal that says how far the scan is and goes away at the end. */
function showProgress(): (done: number, all: number) => void {
  let last = 0;
  return (done, all) => {
    const now = Date.now();
    if (done < all && now - last < BETWEEN_UPDATES_MS) return;
    last = now;
    process.stderr.write(done < all ? `\r\u001b[2Kreading ${String(done)} of ${String(all)} files` : '\r\u001b[2K');
  };
}

process.exitCode = main(process.argv.slice(2));
