import type { CallExpr, LexicalScope } from './fragment';
import { isConstruction } from './fragment';
import { Names } from './names';
import type { PlacedChunk, TypeScriptReading } from './reading';
import type { PlacedExpr } from './scope';

/** One of several constructions of a class that declares something: a stage of its own. */
export interface Instance {
  readonly scope: LexicalScope;
  readonly construction: PlacedExpr<CallExpr>;
  readonly name: string;
}

/** The constructions of classes that hold hosting calls and are constructed several times in their file. */
export function instancesOf(reading: TypeScriptReading): Instance[] {
  let names: Names | null = null;
  const found: Instance[] = [];
  for (const chunk of reading.chunks)
    for (const scope of chunk.read.fragment.root.children) {
      const name = scope.classBody?.name;
      if (name === undefined || name === null || !holdsCalls(chunk, scope)) continue;
      names ??= new Names(reading);
      const constructions = constructionsOf(names, chunk, name);
      if (constructions.length < 2) continue;
      for (const construction of constructions)
        found.push({ scope, construction, name: uniqueName(construction, name, found) });
    }
  return found;
}

function holdsCalls({ read }: PlacedChunk, scope: LexicalScope): boolean {
  return read.fragment.calls.some((call) => scope.start <= call.start && call.end <= scope.end);
}

/** Where a class of the module is constructed. */
export function constructionsOf(names: Names, chunk: PlacedChunk, name: string): PlacedExpr<CallExpr>[] {
  return names.references(name, 'module', chunk).flatMap((each): PlacedExpr<CallExpr>[] => {
    const { called } = each.written;
    return called !== null && isConstruction(called) ? [{ expr: called, chunk: each.chunk }] : [];
  });
}

function uniqueName({ expr }: PlacedExpr<CallExpr>, className: string, others: readonly Instance[]): string {
  const id = expr.args[1]?.value;
  const base = id?.kind === 'literal' ? String(id.value) : className;
  let name = base;
  for (let count = 2; others.some((each) => each.name === name); count++) name = `${base} (${count})`;
  return name;
}
