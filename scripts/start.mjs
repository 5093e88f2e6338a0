// @ts-check
/**
 * `npm start`: builds, prints the report of examples/, and opens VS Code on them with the extension, until Ctrl-C. The
 * desktop VS Code where there is one, else on Linux one that is served to the browser; either keeps its settings in a
 * folder of its own, which goes with it. `--no-open` (or SAGEGREEN_NO_OPEN=1) ends after the report.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureHost } from '../test/vscode-host/install.mjs';
import { SETTINGS, startServer } from '../test/vscode-host/server.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { atExit, main, must, ROOT, run, which } from './processes.mjs';

const EXAMPLES = path.join(ROOT, 'examples');
const VSIX = path.join(ROOT, 'dist', 'sagegreen.vsix');
const BY_HAND = `in VS Code, Extensions view → … → Install from VSIX: ${path.relative(process.cwd(), VSIX)}`;

/** @param {string} name */
const script = (name) => must(process.execPath, [path.join(ROOT, 'scripts', name)]);

/** Prints what the command line says about examples/: findings (1) are no error. */
async function report() {
  const code = await run(process.execPath, [path.join(ROOT, 'dist', 'cli.js'), 'scan', path.relative(ROOT, EXAMPLES)]);
  if (code > 1) throw new Error(`the scan of examples/ ended with ${code}`);
}

/** Linux under Windows: its `code` starts the VS Code of Windows, which does not see this folder as we do. */
function isWsl() {
  const version = '/proc/version';
  return existsSync(version) && /microsoft/i.test(readFileSync(version, 'utf8'));
}

/**
 * The desktop VS Code, null where there is none, or none that would show: as root, without a display, or in the
 * terminal of a remote VS Code.
 */
function desktopCode() {
  const remoteTerminal = process.env['VSCODE_IPC_HOOK_CLI'] !== undefined;
  const hasDisplay = Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);
  const shows = process.platform !== 'linux' || (hasDisplay && process.getuid?.() !== 0 && !isWsl());
  return shows && !remoteTerminal ? which('code') : null;
}

/**
 * Ends what `code` has started: it leaves its windows in processes of their own, which carry the name of their folder.
 * @param {string} dir
 */
function endDesktop(dir) {
  if (process.platform === 'win32') return; // no `ps`: the window stays until it is closed
  const { stdout } = spawnSync('ps', ['-axww', '-o', 'pid=,command='], { encoding: 'utf8' });
  for (const line of stdout.split('\n')) {
    const pid = Number.parseInt(line, 10);
    if (!line.includes(dir) || Number.isNaN(pid) || pid === process.pid) continue;
    try {
      process.kill(pid, 'SIGTERM');
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') throw error;
    }
  }
}

/** @param {string} code */
async function openDesktop(code) {
  const dir = mkdtempSync(path.join(tmpdir(), 'sg-'));
  atExit(() => rmSync(dir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }));
  atExit(() => endDesktop(dir));
  const user = path.join(dir, 'user');
  mkdirSync(path.join(user, 'User'), { recursive: true });
  writeFileSync(path.join(user, 'User', 'settings.json'), JSON.stringify(SETTINGS));
  console.log('\nVS Code opens on examples/, with settings of its own. Ctrl-C ends it.');
  const own = ['--user-data-dir', user, '--extensions-dir', path.join(dir, 'extensions'), '--disable-workspace-trust'];
  const args = ['--new-window', '--wait', ...own, `--extensionDevelopmentPath=${ROOT}`, EXAMPLES];
  // On Windows `code` is a command file, which only a shell runs.
  const ended =
    process.platform === 'win32'
      ? await run(
          'code',
          args.map((arg) => `"${arg}"`),
          { shell: true },
        )
      : await run(code, args);
  if (ended !== 0) throw new Error(`code ended with ${ended}; by hand: ${BY_HAND}`);
}

async function openInBrowser() {
  await script('package.mjs');
  const host = await ensureHost();
  const server = await startServer(host, { vsix: VSIX });
  console.log(`\nVS Code with the extension: ${server.url(EXAMPLES)}`);
  console.log('It has no password, and listens to this machine alone. Ctrl-C ends it.');
  await server.ended;
  throw new Error('VS Code has ended by itself');
}

async function open() {
  const code = desktopCode();
  if (code !== null) return openDesktop(code);
  if (process.platform === 'linux') return openInBrowser();
  await script('package.mjs');
  console.log(`\nNo VS Code found (\`code\` on PATH). To try the extension: ${BY_HAND}`);
}

await main(async () => {
  await ensureDependencies();
  await script('build.mjs');
  await report();
  if (!process.argv.includes('--no-open') && !process.env['SAGEGREEN_NO_OPEN']) await open();
});
