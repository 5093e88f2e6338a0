import type { Given } from './fragment';

/** One thing that an import brings. */
export interface Imported {
  /** The full path of what is imported. */
  readonly path: string;
  /** The name it has here, and where that is written. */
  readonly name: string;
  readonly start: number;
  readonly given: Extract<Given, { kind: 'import' }>;
}

const MODULE = /^import[ \t]+(\w[\w.]*)(?:[ \t]+as[ \t]+(\w+))?$/;
const NAMES =
  /^from[ \t]+([\w.]+)[ \t]+import[ \t]+(\w+(?:[ \t]+as[ \t]+\w+)?(?:[ \t]*,[ \t]*\w+(?:[ \t]+as[ \t]+\w+)?)*)$/;
/** What no import brings: keywords, and what begins with a digit. */
const NO_NAME =
  /(?<![\w])(?:\d\w*|False|None|True|and|assert|async|await|break|class|continue|def|del|elif|else|except|finally|for|global|if|in|is|lambda|nonlocal|not|or|pass|raise|return|try|while|with|yield)(?![\w])|\b(?:from|import|as)[ \t]+(?:from|import|as)\b/;
const NAME = /(\w+)(?:[ \t]+as[ \t]+(\w+))?/g;

/** What a plain import of one line brings, as its tree would say; null where it takes the tree to tell. */
export function importedBy(statement: string): readonly Imported[] | null {
  if (NO_NAME.test(statement)) return null;
  const [, path, alias] = MODULE.exec(statement) ?? [];
  if (path !== undefined) {
    if (alias !== undefined) return [imported(path, alias, statement.length - alias.length, path)];
    // `import a.b` gives the name `a`.
    const [name = ''] = path.split('.');
    return [imported(path, name, statement.length - path.length, name)];
  }
  const [, module = '', names] = NAMES.exec(statement) ?? [];
  if (names === undefined) return null;
  // `from . import a` names `.a`, as `from .a import b` does.
  const within = module.endsWith('.') ? module : `${module}.`;
  const before = statement.length - names.length;
  return [...names.matchAll(NAME)].map(({ index, 0: whole, 1: name = '', 2: as }) => {
    const full = within + name;
    if (as === undefined) return imported(full, name, before + index, full);
    return imported(full, as, before + index + whole.length - as.length, full);
  });
}

function imported(path: string, name: string, start: number, given: string): Imported {
  return { path, name, start, given: { kind: 'import', path: given } };
}

/** The full paths that a plain import of one line names; null where it takes the tree to tell. */
export function importPaths(statement: string): readonly string[] | null {
  return importedBy(statement)?.map(({ path }) => path) ?? null;
}
