import { pathFrom } from '../../model/folder';
import type { OtherFiles } from '../../model/language';
import type { Origin } from '../../model/origin';
import type { Value } from '../../model/value';
import { CdkJson, folderOf } from '../cdk/cdkJson';
import { CDK_PACKAGE } from './cdkPaths';
import type { PythonReading } from './reading';

/** A name of another file, as far as the path of an import says which: null for the module as a whole. */
export interface ImportedName {
  readonly reading: PythonReading;
  readonly name: string | null;
}

/** Packages that are installed, not written beside a stack. */
const INSTALLED =
  /^(?:__future__|abc|argparse|attr|attrs|boto3|botocore|cdk_nag|cdklabs|collections|constructs|copy|dataclasses|datetime|dotenv|enum|functools|hashlib|itertools|json|jsii|logging|math|os|pathlib|platform|pydantic|re|sagemaker|shutil|subprocess|sys|tempfile|time|typing|typing_extensions|uuid|yaml)\b/;

/** The files around a file of a CDK app: what it imports, the program that the app starts with, the app's context. */
export class App {
  private json: CdkJson | null | undefined;
  private readonly leading = new Map<string, string | null>();
  private readonly loaded = new Map<string, PythonReading | null>();

  constructor(
    private readonly files: OtherFiles,
    private readonly file: string,
  ) {}

  /** What the path of an import (`stacks.config.PROD`, `..config`) means for a file; null where that is not to be seen. */
  imported(path: string, from: string): ImportedName | null {
    const dots = /^\.*/.exec(path)?.[0].length ?? 0;
    if (isInstalled(path)) return null;
    const names = path
      .slice(dots)
      .split('.')
      .filter((name) => name !== '');
    for (const folder of this.foldersFor(from, dots)) {
      const named = names.length === 0 ? null : this.module(folder, names.slice(0, -1));
      const name = names.at(-1);
      if (named !== null && name !== undefined && defines(named, name)) return { reading: named, name };
      const whole = this.module(folder, names);
      if (whole !== null) return { reading: whole, name: null };
    }
    return null;
  }

  /**
   * The file of the path of an import, where that is, or imports in its turn, another file, by what the texts say: that takes
   * no parsing. Null where it isn't.
   */
  leadsTo(path: string, from: string, file: string, depth: number): string | null {
    const key = `${path} ${folderOf(from)} ${depth}`;
    const known = this.leading.get(key);
    if (known !== undefined) return known;
    this.leading.set(key, null);
    const found = this.leadsFrom(path, from, file, depth);
    this.leading.set(key, found);
    return found;
  }

  private leadsFrom(path: string, from: string, file: string, depth: number): string | null {
    for (const name of this.candidates(path, from)) {
      if (name === file) return name;
      const text = depth > 0 ? this.files.text(name) : undefined;
      if (text === undefined) continue;
      return importsIn(text).some((each) => this.leadsTo(each, name, file, depth - 1) !== null) ? name : null;
    }
    return null;
  }

  /** The files that the path of an import may mean. */
  private candidates(path: string, from: string): string[] {
    const dots = /^\.*/.exec(path)?.[0].length ?? 0;
    if (isInstalled(path)) return [];
    const names = path.slice(dots).split('.');
    return this.foldersFor(from, dots).flatMap((folder) =>
      [names.slice(0, -1), names].flatMap((each) => {
        const module = pathFrom(folder, each.join('/'));
        if (module === null) return [];
        return each.join('') === ''
          ? [`${module}/__init__.py`.replace(/^\//, '')]
          : [`${module}.py`, `${module}/__init__.py`];
      }),
    );
  }

  /** Where Python looks for a module: beside the program that is run; beside the file for a relative import. */
  private foldersFor(from: string, dots: number): readonly string[] {
    if (dots > 0) {
      const folder = pathFrom(folderOf(from), '../'.repeat(dots - 1));
      return folder === null ? [] : [folder];
    }
    const json = this.cdkJson();
    const program = this.entryFile();
    if (json === null || program === null) return [folderOf(from)];
    return [...new Set([folderOf(program), json.folder])];
  }

  private module(folder: string, names: readonly string[]): PythonReading | null {
    const path = pathFrom(folder, names.join('/'));
    if (path === null) return null;
    const whole = path === '' ? '' : `${path}/`;
    return (names.length === 0 ? null : this.load(`${path}.py`)) ?? this.load(`${whole}__init__.py`);
  }

  private load(file: string): PythonReading | null {
    const known = this.loaded.get(file);
    if (known !== undefined) return known;
    const reading = this.files.reading(file) as PythonReading | null;
    this.loaded.set(file, reading);
    return reading;
  }

  private entryFile(): string | null {
    const json = this.cdkJson();
    const path = json === null ? undefined : /[\w@./-]+\.py\b/.exec(json.app)?.[0];
    return json === null || path === undefined ? null : pathFrom(json.folder, path);
  }

  /** The program that `cdk.json` starts, where that is another file. */
  entry(): PythonReading | null {
    const entry = this.entryFile();
    return entry === null || entry === this.file ? null : this.load(entry);
  }

  /** The folder that the app is run in, where its `cdk.json` lies; null where there is none. */
  folder(): string | null {
    return this.cdkJson()?.folder ?? null;
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

function isInstalled(path: string): boolean {
  return !path.startsWith('.') && (CDK_PACKAGE.test(path) || INSTALLED.test(path));
}

/** The paths that the lines of a text import, each name of a module by itself. */
function importsIn(text: string): string[] {
  const found: string[] = [];
  for (const [, module = '', several, line = ''] of text.matchAll(
    /^[ \t]*from[ \t]+([.\w]+)[ \t]+import[ \t]+(?:\(([^()]*)\)|([^()\r\n#]*))/gm,
  ))
    for (const name of (several ?? line).split(',')) {
      const first = /\w+/.exec(name)?.[0];
      if (first !== undefined) found.push(module.endsWith('.') ? module + first : `${module}.${first}`);
    }
  for (const [, module = ''] of text.matchAll(/^[ \t]*import[ \t]+([.\w]+)/gm)) found.push(module);
  return found;
}

/** Whether a file gives a name a meaning at its top level. */
function defines({ statements, index }: PythonReading, name: string): boolean {
  return index
    .placesOf(name)
    .flatMap((at) => statements[at] ?? [])
    .some(
      ({ memberOf, read }) =>
        memberOf === null && read.fragment.names.get(name)?.definitions.some((each) => each.scope.kind === 'module'),
    );
}
