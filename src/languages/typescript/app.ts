import type { OtherFiles } from '../../model/language';
import type { Origin } from '../../model/origin';
import type { Value } from '../../model/value';
import type { TypeScriptReading } from './reading';
import { pathFrom } from '../../model/folder';
import { CdkJson, folderOf } from '../cdk/cdkJson';

/** The files around a file: what it imports, and the CDK app that it is a part of. */
export class App {
  private json: CdkJson | null | undefined;
  private readonly leading = new Map<string, boolean>();
  private readonly loaded = new Map<string, TypeScriptReading | null>();

  constructor(
    private readonly files: OtherFiles,
    private readonly file: string,
  ) {}

  /** The file that another one imports from. */
  load(specifier: string, from: string): TypeScriptReading | null {
    const path = pathFrom(folderOf(from), specifier);
    return path === null ? null : this.first(candidates(path));
  }

  /** A file around. */
  reading(name: string): TypeScriptReading | null {
    return this.first([name]);
  }

  private first(names: readonly string[]): TypeScriptReading | null {
    for (const name of names) {
      const known = this.loaded.get(name);
      const reading = known === undefined ? (this.files.reading(name) as TypeScriptReading | null) : known;
      this.loaded.set(name, reading);
      if (reading !== null) return reading;
    }
    return null;
  }

  /** The program that `cdk.json` starts, where that is another file. */
  entry(): TypeScriptReading | null {
    const json = this.cdkJson();
    const path = json === null ? undefined : /[\w@./-]+\.[cm]?[jt]s\b/.exec(json.app)?.[0];
    const entry = json === null || path === undefined ? null : pathFrom(json.folder, path);
    return entry === null || entry === this.file ? null : this.first(candidates(entry));
  }

  /** The folder that the app is run in, where its `cdk.json` lies; null where there is none. */
  folder(): string | null {
    return this.cdkJson()?.folder ?? null;
  }

  /**
   * Whether a module that a file imports is, or imports in its turn, another file, by what the texts say: that takes no
   * parsing.
   */
  leadsTo(specifier: string, from: string, file: string, depth: number): boolean {
    const path = specifier.startsWith('.') ? pathFrom(folderOf(from), specifier) : null;
    if (path === null) return false;
    const key = `${path} ${file} ${depth}`;
    const known = this.leading.get(key);
    if (known !== undefined) return known;
    this.leading.set(key, false);
    const leads = this.leadsFrom(path, file, depth);
    this.leading.set(key, leads);
    return leads;
  }

  private leadsFrom(path: string, file: string, depth: number): boolean {
    const names = candidates(path);
    if (names.includes(file)) return true;
    if (depth <= 0) return false;
    for (const name of names) {
      const text = this.files.text(name);
      if (text === undefined) continue;
      for (const [, specifier = ''] of text.matchAll(/\bfrom\s*['"](\.[^'"\n]*)['"]/g))
        if (this.leadsTo(specifier, name, file, depth - 1)) return true;
      return false;
    }
    return false;
  }

  /** A value of the app's context. */
  context(name: string, here: Origin): Value | null {
    return this.cdkJson()?.context(name, here) ?? null;
  }

  private cdkJson(): CdkJson | null {
    if (this.json === undefined) this.json = CdkJson.around(this.files, this.file);
    return this.json;
  }
}

const ENDING = /\.([cm]?)jsx?$/;

/** The files that a module's path may mean. */
function candidates(path: string): string[] {
  if (/\.[cm]?tsx?$/.test(path)) return [path];
  const ending = ENDING.exec(path);
  if (ending !== null) return [path.replace(ENDING, `.${ending[1] ?? ''}ts`), path];
  if (/\.json$/.test(path)) return [];
  return ['.ts', '.js', '.tsx', '/index.ts', '/index.js', '.mjs'].map((each) => path + each);
}

/** Whether a module's path, seen from a file, means another file. */
export function means(specifier: string, from: string, file: string): boolean {
  const path = specifier.startsWith('.') ? pathFrom(folderOf(from), specifier) : null;
  return path !== null && candidates(path).includes(file);
}
