import { existsSync, lstatSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import ignore, { type Ignore } from 'ignore';
import type { Skipped } from '../advisor/advice';
import { UsageError } from './arguments';

/** Folders that hold other people's or generated code. Read only when named. */
const LEFT_OUT = new Set([
  'node_modules',
  'build',
  'dist',
  'out',
  'cdk.out',
  'cdktf.out',
  '.git',
  '.hg',
  '.svn',
  '__pycache__',
  '.ipynb_checkpoints',
  '.aws-sam',
  '.terraform',
  '.terragrunt-cache',
  'site-packages',
  '.tox',
  '.mypy_cache',
]);
const TESTS = new Set(['__fixtures__', '__tests__', 'fixtures', 'test', 'tests']);
const ENDINGS = /\.(?:py|ipynb|ya?ml|json|template|toml|[cm]?[jt]s|[jt]sx|tf|tfvars)$/;

/** A file to read: where it is, and what the report calls it. */
export interface Found {
  readonly absolute: string;
  /** Relative, with forward slashes. */
  readonly name: string;
  /** Whether it lies in a folder of tests, and neither it nor that folder is named. */
  readonly isTestData: boolean;
}

export interface Walk {
  readonly files: readonly Found[];
  readonly skipped: readonly Skipped[];
  readonly folders: readonly WalkedFolder[];
}

/** A folder that was named, and the one that names of files below it count from. */
export interface WalkedFolder {
  readonly absolute: string;
  readonly root: string;
}

/** Where a file of the given name lies, if that is in a folder that was walked, and no link leads out of it. */
export function placeInside(folders: readonly WalkedFolder[], name: string): string | null {
  for (const { absolute, root } of folders) {
    const file = path.join(root, name);
    try {
      if (isBelow(file, absolute) && isBelow(realpathSync(file), realpathSync(absolute))) return file;
    } catch {
      // It isn't there.
    }
  }
  return null;
}

function isBelow(file: string, folder: string): boolean {
  const relative = path.relative(folder, file);
  return !relative.startsWith('..') && !path.isAbsolute(relative) && !relative.split(path.sep).some(isLeftOut);
}

function isLeftOut(folderName: string): boolean {
  return LEFT_OUT.has(folderName);
}

/** All files below the paths that could hold something of ours, sorted. @throws UsageError for a path that isn't there. */
export function walk(paths: readonly string[], cwd: string): Walk {
  const walker = new Walker(cwd);
  for (const each of paths) walker.start(path.resolve(cwd, each), each);
  const files = [...walker.files.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  return { files, skipped: walker.skipped, folders: walker.folders };
}

interface IgnoreRules {
  readonly folder: string;
  readonly rules: Ignore;
}

class Walker {
  readonly files = new Map<string, Found>();
  readonly skipped: Skipped[] = [];
  readonly folders: WalkedFolder[] = [];
  private readonly seen = new Set<string>();
  /** What is named. */
  private from = '';

  constructor(private readonly cwd: string) {}

  start(absolute: string, written: string): void {
    let kind;
    try {
      kind = statSync(absolute);
    } catch {
      throw new UsageError(`${written}: no such file or folder`);
    }
    // Inside the working folder names count from there; a folder elsewhere is its own root.
    const inside = absolute === this.cwd || absolute.startsWith(this.cwd + path.sep);
    const root = inside ? this.cwd : kind.isDirectory() ? absolute : path.dirname(absolute);
    const above = this.rulesAbove(kind.isDirectory() ? absolute : path.dirname(absolute));
    this.from = absolute;
    // What is named is read, also where the repository ignores it.
    if (kind.isDirectory()) {
      this.folders.push({ absolute, root });
      this.folder(absolute, root, isIgnored(absolute, true, above) ? [] : above);
    } else this.files.set(absolute, { absolute, name: nameOf(absolute, root), isTestData: false });
  }

  private folder(absolute: string, root: string, above: readonly IgnoreRules[]): void {
    const real = realpathSync(absolute);
    if (this.seen.has(real)) return;
    this.seen.add(real);
    const rules = [...above, ...rulesIn(absolute)];
    for (const name of this.list(absolute, root)) this.entry(path.join(absolute, name), name, root, rules);
  }

  private list(absolute: string, root: string): string[] {
    try {
      return readdirSync(absolute).sort();
    } catch (error) {
      this.skipped.push({ file: nameOf(absolute, root), reason: `the folder can't be listed (${codeOf(error)})` });
      return [];
    }
  }

  private entry(absolute: string, name: string, root: string, rules: readonly IgnoreRules[]): void {
    let kind;
    try {
      kind = lstatSync(absolute);
      if (kind.isSymbolicLink()) kind = statSync(absolute);
    } catch (error) {
      // A link that leads nowhere is no input; anything else is named.
      if (codeOf(error) !== 'ENOENT')
        this.skipped.push({ file: nameOf(absolute, root), reason: `it can't be read (${codeOf(error)})` });
      return;
    }
    if (isIgnored(absolute, kind.isDirectory(), rules)) return;
    if (kind.isDirectory()) {
      if (!isLeftOut(name) && !isVirtualEnvironment(absolute)) this.folder(absolute, root, rules);
    } else if (kind.isFile() && ENDINGS.test(name)) {
      const isTestData = nameOf(path.dirname(absolute), this.from)
        .split('/')
        .some((each) => TESTS.has(each));
      if (!isTestData || !this.files.has(absolute))
        this.files.set(absolute, { absolute, name: nameOf(absolute, root), isTestData });
    }
  }

  /** The rules of the folders above, up to the root of the repository. */
  private rulesAbove(absolute: string): IgnoreRules[] {
    const folders: string[] = [];
    for (let at = absolute; ; at = path.dirname(at)) {
      if (at !== absolute) folders.unshift(at);
      if (exists(path.join(at, '.git'))) break;
      if (path.dirname(at) === at) return [];
    }
    return folders.flatMap(rulesIn);
  }
}

function rulesIn(folder: string): IgnoreRules[] {
  try {
    return [{ folder, rules: ignore().add(readFileSync(path.join(folder, '.gitignore'), 'utf8')) }];
  } catch {
    // Most folders have none.
    return [];
  }
}

function isIgnored(absolute: string, isFolder: boolean, all: readonly IgnoreRules[]): boolean {
  let ignored = false;
  for (const { folder, rules } of all) {
    const relative = nameOf(absolute, folder) + (isFolder ? '/' : '');
    const result = rules.test(relative);
    if (result.ignored) ignored = true;
    else if (result.unignored) ignored = false;
  }
  return ignored;
}

function isVirtualEnvironment(folder: string): boolean {
  return exists(path.join(folder, 'pyvenv.cfg'));
}

function exists(file: string): boolean {
  return existsSync(file);
}

function nameOf(absolute: string, root: string): string {
  return path.relative(root, absolute).split(path.sep).join('/');
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
