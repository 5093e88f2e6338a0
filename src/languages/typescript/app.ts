import type { OtherFiles } from '../../model/language';
import type { Origin } from '../../model/origin';
import type { Value } from '../../model/value';
import type { TypeScriptReading } from './reading';
import { pathFrom } from '../../model/folder';

/** What `cdk.json` says. */
interface CdkJson {
  readonly file: string;
  readonly text: string;
  readonly folder: string;
  readonly context: Readonly<Record<string, unknown>>;
  readonly app: string;
}

/** The files around a file: what it imports, and the CDK app that it is a part of. */
export class App {
  private json: CdkJson | null | undefined;
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

  /** A value of the app's context. */
  context(name: string, here: Origin): Value | null {
    const json = this.cdkJson();
    const value = json?.context[name];
    if (json === null || (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean'))
      return null;
    return {
      kind: 'scalar',
      how: 'default',
      value,
      origin: placeIn(json, name, JSON.stringify(value)),
      usedAt: here,
      readers: [],
      decidedBy: `context ${name}`,
      allowed: null,
    };
  }

  /** The nearest `cdk.json` upwards. */
  private cdkJson(): CdkJson | null {
    if (this.json !== undefined) return this.json;
    this.json = null;
    for (let folder: string | null = folderOf(this.file); folder !== null; folder = outer(folder)) {
      const file = folder === '' ? 'cdk.json' : `${folder}/cdk.json`;
      const text = this.files.text(file);
      if (text === undefined) continue;
      this.json = parsed(file, text, folder);
      break;
    }
    return this.json;
  }
}

function parsed(file: string, text: string, folder: string): CdkJson | null {
  try {
    const content: unknown = JSON.parse(text);
    if (typeof content !== 'object' || content === null) return null;
    const { app, context } = content as Record<string, unknown>;
    const values = typeof context === 'object' && context !== null ? (context as Record<string, unknown>) : {};
    return { file, text, folder, context: values, app: typeof app === 'string' ? app : '' };
  } catch {
    return null;
  }
}

function placeIn({ file, text }: CdkJson, name: string, literal: string): Origin {
  const key = JSON.stringify(name);
  for (let at = text.indexOf(key); at >= 0; at = text.indexOf(key, at + 1)) {
    const match = /^\s*:\s*/.exec(text.slice(at + key.length));
    const start = at + key.length + (match?.[0].length ?? 0);
    if (match !== null && text.startsWith(literal, start))
      return { file, cell: null, start, end: start + literal.length };
  }
  return { file, cell: null, start: 0, end: 0 };
}

function folderOf(file: string): string {
  return file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '';
}

function outer(folder: string): string | null {
  return folder === '' ? null : folderOf(folder);
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
