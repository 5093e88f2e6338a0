import type { App } from './app';
import { means } from './app';
import type { Sourced } from '../../model/value';
import type { CallExpr, LexicalScope, Loop } from './fragment';
import { isConstruction } from './fragment';
import { Names } from './names';
import type { PlacedChunk, TypeScriptReading } from './reading';
import { itemsOfRounds, loopsAround, Round, type Item } from './rounds';
import { TypeScriptScope, type PlacedExpr } from './scope';

/** A construction of a class that declares something: a stage of its own, where there are several. */
export interface Instance {
  readonly scope: LexicalScope;
  readonly construction: PlacedExpr<CallExpr>;
  /** What the loops around the construction stand at. */
  readonly items: ReadonlyMap<Loop, Item>;
  readonly name: string;
}

/** The constructions of the classes that hold hosting calls, in their file and in the program that the app starts with. */
export interface Instances {
  /** Of classes that are constructed once, elsewhere. */
  readonly single: readonly Instance[];
  /** Of classes that are constructed several times. */
  readonly several: readonly Instance[];
}

export function instancesOf(reading: TypeScriptReading, region: Sourced<string>, app: App | null): Instances {
  const single: Instance[] = [];
  const several: Instance[] = [];
  const scopeOf = (): TypeScriptScope => new TypeScriptScope(reading, region, app);
  let names: Names | null = null;
  for (const chunk of reading.chunks)
    for (const scope of chunk.read.fragment.root.children) {
      const name = scope.classBody?.name;
      if (name === undefined || name === null || !holdsCalls(chunk, scope)) continue;
      names ??= new Names(reading);
      const here = constructionsOf(names, chunk, name);
      const all = [...here, ...constructionsElsewhere(app?.entry() ?? null, reading.source.file, name)];
      const own = names;
      const made = all.flatMap((construction) => roundsOf(construction, own, app, scopeOf));
      const found = made.length >= 2 ? several : single;
      if (made.length < 2 && here.length > 0 && made.every(({ items }) => items.size === 0)) continue;
      for (const { construction, items, id } of made)
        found.push({ scope, construction, items, name: uniqueName(id ?? name, several) });
    }
  return { single, several };
}

function holdsCalls({ read }: PlacedChunk, scope: LexicalScope): boolean {
  return read.fragment.calls.some((call) => scope.start <= call.start && call.end <= scope.end);
}

/** Where a class of the module is constructed. */
export function constructionsOf(names: Names, chunk: PlacedChunk, name: string): PlacedExpr<CallExpr>[] {
  return names.references(name, chunk.file, chunk).flatMap((each): PlacedExpr<CallExpr>[] => {
    const { called } = each.written;
    return called !== null && isConstruction(called) ? [{ expr: called, chunk: each.chunk }] : [];
  });
}

/** Where another file constructs a class that it imports. */
function constructionsElsewhere(entry: TypeScriptReading | null, file: string, name: string): PlacedExpr<CallExpr>[] {
  if (entry === null) return [];
  const names = new Names(entry);
  return entry.chunks.flatMap((chunk) =>
    [...chunk.read.fragment.root.definitions].flatMap(([local, definitions]) =>
      definitions.some(
        ({ given }) => given.kind === 'import' && given.name === name && means(given.module, entry.source.file, file),
      )
        ? constructionsOf(names, chunk, local)
        : [],
    ),
  );
}

/** A construction as it is made. */
interface MadeOnce {
  readonly construction: PlacedExpr<CallExpr>;
  readonly items: ReadonlyMap<Loop, Item>;
  /** The name that it is given, where that is known. */
  readonly id: string | null;
}

/** A construction, once for each round of the loops around it where what they go over is known. */
function roundsOf(
  construction: PlacedExpr<CallExpr>,
  names: Names,
  app: App | null,
  scopeOf: () => TypeScriptScope,
): MadeOnce[] {
  const { expr, chunk } = construction;
  const id = expr.args[1]?.value;
  const once = { construction, items: new Map<Loop, Item>(), id: id?.kind === 'literal' ? String(id.value) : null };
  const loops = loopsAround(names.viewpoint(chunk, expr.span.start).scope);
  if (loops === null || loops.length === 0) return [once];
  const scope = scopeOf();
  const entry = app?.entry() ?? null;
  if (entry !== null) scope.names.add(entry);
  const rounds = itemsOfRounds(scope, chunk, loops);
  if (rounds === null) return [once];
  return rounds.map((items) => {
    const value =
      id === undefined ? null : scope.within(new Round(items, scope.made), () => scope.value({ expr: id, chunk }));
    return { construction, items, id: value?.kind === 'scalar' ? String(value.value) : null };
  });
}

function uniqueName(base: string, others: readonly Instance[]): string {
  let name = base;
  for (let count = 2; others.some((each) => each.name === name); count++) name = `${base} (${count})`;
  return name;
}
