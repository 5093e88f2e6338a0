/** The suite's entry: VS Code calls `run` inside its extension host. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { format } from 'node:util';
import Mocha from 'mocha';
import ResultFile from '../reporting/result-file.mjs';

// Where the extension host's output is mixed with the workbench's own log, ours is marked, line by line.
const MARK = process.env['TEST_OUTPUT_MARK'] ?? '';
Mocha.reporters.Base.consoleLog = (...args: unknown[]) => {
  for (const line of format(...args).split('\n')) console.log(MARK + line);
};

/** Runs every `*.test.js` beside the built entry. */
export async function run(): Promise<void> {
  const mocha = new Mocha({
    color: true,
    timeout: 60_000,
    forbidOnly: true,
    forbidPending: true,
    reporter: ResultFile,
  });
  for (const name of readdirSync(__dirname).sort()) {
    if (name.endsWith('.test.js')) mocha.addFile(path.join(__dirname, name));
  }
  const failures = await new Promise<number>((done) => mocha.run(done));
  if (failures > 0) throw new Error(`${failures} failed`);
}
