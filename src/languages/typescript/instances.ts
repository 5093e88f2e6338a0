import type { App } from './app';
import { means } from './app';
import type { CallExpr, LexicalScope } from './fragment';
import { isConstruction } from './fragment';
import { Names } from './names';
import type { PlacedChunk, TypeScriptReading } from './reading';
import type { PlacedExpr } from './scope';

/** A construction of a class that declares something: a stage of its own, where there are several. */
export interface Instance {
  readonly scope: LexicalScope;
  readonly construction: PlacedExpr<CallExpr>;
  readonly name: string;
}

/** The constructions of the classes that hold hosting calls, in their file and in the program that the app starts with. */
export interface Instances {
  /** Of classes that are constructed once, elsewhere. */
  readonly single: readonly Instance[];
  /** Of classes that are constructed several times. */
  readonly several: readonly Instance[];
}

export function instancesOf(reading: TypeScriptReading, app: App | null): Instances {
  const single: Instance[] = [];
  const several: Instance[] = [];
  let names: Names | null = null;
  for (const chunk of reading.chunks)
    for (const scope of chunk.read.fragment.root.children) {
      const name = scope.classBody?.name;
      if (name === undefined || name === null || !holdsCalls(chunk, scope)) continue;
      names ??= new Names(reading);
      const here = constructionsOf(names, chunk, name);
      const all = [...here, ...constructionsElsewhere(app?.entry() ?? null, reading.source.file, name)];
      const found = all.length >= 2 ? several : single;
      if (all.length < 2 && here.length > 0) continue;
      for (const construction of all)
        found.push({ scope, construction, name: uniqueName(construction, name, several) });
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

function uniqueName({ expr }: PlacedExpr<CallExpr>, className: string, others: readonly Instance[]): string {
  const id = expr.args[1]?.value;
  const base = id?.kind === 'literal' ? String(id.value) : className;
  let name = base;
  for (let count = 2; others.some((each) => each.name === name); count++) name = `${base} (${count})`;
  return name;
}
