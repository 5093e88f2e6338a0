import { means, type App } from './app';
import type { CallExpr, LexicalScope, Loop } from './fragment';
import { isConstruction } from './fragment';
import { classAround, Names } from './names';
import type { PlacedChunk, TypeScriptReading } from './reading';
import { itemsOfRounds, loopsAround, Round, type Item } from './rounds';
import type { PlacedExpr, TypeScriptScope } from './scope';

/** One construction of a class. */
export interface Construction {
  /** The class. */
  readonly scope: LexicalScope;
  readonly construction: PlacedExpr<CallExpr>;
  /** What the loops around the construction stand at. */
  readonly items: ReadonlyMap<Loop, Item>;
  /** The id that it is given, where that is known. */
  readonly id: string | null;
}

/** A construction, with those of the classes that it is made in, the outermost first: of a stage, of a stack. */
export interface Made extends Construction {
  readonly around: readonly Construction[];
}

/** A construction as it is written. */
interface Written {
  readonly scope: LexicalScope;
  /** The file of the class. */
  readonly home: TypeScriptReading;
  readonly construction: PlacedExpr<CallExpr>;
  /** The class that makes it. */
  readonly maker: LexicalScope | null;
}

/** More than classes that make each other: a stage, a stack, a construct in it. */
const DEEPEST = 3;
/** More files than stand between a program and a class; what more of them make is left to its own file. */
const MOST_FAR = 8;
/** More than anybody deploys by one app. */
const MOST = 50;

/** Where a class of the module is constructed. */
export function constructionsOf(names: Names, chunk: PlacedChunk, name: string): PlacedExpr<CallExpr>[] {
  return names.references(name, chunk.file, chunk).flatMap((each): PlacedExpr<CallExpr>[] => {
    const { called } = each.written;
    return called !== null && isConstruction(called) ? [{ expr: called, chunk: each.chunk }] : [];
  });
}

/** Looks at a file as it is in what the classes around it have been given. */
export function standIn(
  scope: TypeScriptScope,
  constructions: readonly Construction[],
  app: App | null,
): TypeScriptScope {
  for (const { scope: of, construction, items } of constructions) {
    scope.instances.set(of, construction);
    scope.stayAt(items);
    const { file } = construction.chunk;
    const elsewhere = file === scope.reading.source.file ? null : (app?.reading(file) ?? null);
    if (elsewhere !== null) scope.names.follow(elsewhere);
  }
  return scope;
}

/** A construction, once for each round of the loops around it where what they go over is known. */
export function roundsOf(
  of: Pick<Construction, 'scope' | 'construction'>,
  around: readonly Construction[],
  app: App | null,
  scopeOf: () => TypeScriptScope,
): Made[] {
  const { expr, chunk } = of.construction;
  const id = expr.args[1]?.value;
  const once = { ...of, items: new Map<Loop, Item>(), id: id?.kind === 'literal' ? String(id.value) : null, around };
  let scope = scopeOf();
  const loops = loopsAround(scope.names.viewpoint(chunk, expr.span.start).scope);
  if (loops === null || loops.length === 0) return [once];
  scope = standIn(scope, [...around, once], app);
  const rounds = itemsOfRounds(scope, chunk, loops);
  if (rounds === null) return [once];
  return rounds.map((items) => {
    const value =
      id === undefined ? null : scope.within(new Round(items, scope), () => scope.value({ expr: id, chunk }));
    return { ...once, items, id: value?.kind === 'scalar' ? String(value.value) : null };
  });
}

/**
 * The constructions of some classes of a file, come upon from the program that the app starts with, through those that make
 * them. Where that program makes them itself, further files aren't looked into.
 */
export class Descent {
  made: Made[] = [];
  private readonly known = new Map<TypeScriptReading, readonly Written[]>();
  /** The further files that are looked into; null as long as none is. */
  private far: Set<string> | null = null;

  constructor(
    private readonly reading: TypeScriptReading,
    private readonly app: App | null,
    private readonly wanted: ReadonlySet<LexicalScope>,
    private readonly scopeOf: () => TypeScriptScope,
  ) {
    if (wanted.size === 0) return;
    const start = app?.entry() ?? reading;
    this.descend(start, null, []);
    if (this.made.length > 0 || start === reading) return;
    const far = (this.far = new Set());
    this.known.clear();
    this.descend(start, null, []);
    if (far.size > MOST_FAR) this.made = [];
  }

  private descend(reading: TypeScriptReading, maker: LexicalScope | null, around: readonly Construction[]): void {
    for (const each of this.constructionsIn(reading, DEEPEST - around.length)) {
      if (each.maker !== maker || around.some(({ scope }) => scope === each.scope)) continue;
      for (const made of roundsOf(each, around, this.app, this.scopeOf)) {
        if (this.made.length >= MOST) return;
        if (this.wanted.has(each.scope)) this.made.push(made);
        if (around.length < DEEPEST) this.descend(each.home, each.scope, [...around, made]);
      }
    }
  }

  private constructionsIn(reading: TypeScriptReading, files: number): readonly Written[] {
    let known = this.known.get(reading);
    if (known === undefined) this.known.set(reading, (known = this.written(reading, files)));
    return known;
  }

  /** The constructions in a file of classes of the code. */
  private written(reading: TypeScriptReading, files: number): Written[] {
    const names = new Names(reading);
    const found: Written[] = [];
    const take = (chunk: PlacedChunk, name: string, scope: LexicalScope, home: TypeScriptReading): void => {
      for (const construction of constructionsOf(names, chunk, name)) {
        const { scope: place } = names.viewpoint(construction.chunk, construction.expr.span.start);
        found.push({ scope, home, construction, maker: classAround(place) });
      }
    };
    for (const chunk of reading.chunks) {
      const { root } = chunk.read.fragment;
      for (const scope of root.children)
        if (typeof scope.classBody?.name === 'string') take(chunk, scope.classBody.name, scope, reading);
      for (const [local, definitions] of root.definitions)
        for (const { given } of definitions) {
          if (given.kind !== 'import' || !given.module.startsWith('.')) continue;
          const isConstructed = (): boolean => constructionsOf(names, chunk, local).length > 0;
          const home = this.homeOf(given.module, chunk.file, files, isConstructed);
          const scope = home === null ? null : classIn(home, given.name);
          if (home !== null && scope !== null) take(chunk, local, scope, home);
        }
    }
    return found;
  }

  /** The file of a class that is imported, where the wanted ones may be come upon from there. */
  private homeOf(module: string, from: string, files: number, isConstructed: () => boolean): TypeScriptReading | null {
    const { file } = this.reading.source;
    if (means(module, from, file)) return this.reading;
    if (this.app === null || this.far === null || !isConstructed()) return null;
    if (this.far.size > MOST_FAR || !this.app.leadsTo(module, from, file, files)) return null;
    const home = this.app.load(module, from);
    if (home !== null) this.far.add(home.source.file);
    return home;
  }
}

function classIn(reading: TypeScriptReading, name: string): LexicalScope | null {
  for (const chunk of reading.chunks) {
    const found = chunk.read.fragment.root.children.find((scope) => scope.classBody?.name === name);
    if (found !== undefined) return found;
  }
  return null;
}
