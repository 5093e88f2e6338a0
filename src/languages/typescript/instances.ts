import type { Sourced } from '../../model/value';
import type { App } from './app';
import { constructionsOf, Descent, roundsOf, type Made } from './constructions';
import type { LexicalScope } from './fragment';
import { Names } from './names';
import type { PlacedChunk, TypeScriptReading } from './reading';
import { placeOf, TypeScriptScope } from './scope';

/** A construction of a class that declares something: a stage of its own, where there are several. */
export interface Instance extends Made {
  readonly name: string;
}

/** The constructions of the classes that hold hosting calls, in their file and in what the program makes that the app starts with. */
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
  const classes = classesWithCalls(reading);
  if (classes.size === 0) return { single, several };
  const names = new Names(reading);
  const chains = new Descent(reading, app, new Set(classes.keys()), scopeOf).made;
  for (const [scope, chunk] of classes) {
    const below = chains.filter((each) => each.scope === scope);
    const places = new Set(below.map(({ construction }) => placeOf(construction)));
    const here = constructionsOf(names, chunk, scope.classBody?.name ?? '');
    const others = here.filter((construction) => !places.has(placeOf(construction)));
    const made = [...others.flatMap((construction) => roundsOf({ scope, construction }, [], app, scopeOf)), ...below];
    // What one place of the file itself gives is found by who calls what.
    const isFound = made.every(
      ({ items, around }) => items.size === 0 && around.every((each) => each.items.size === 0 && isIn(reading, each)),
    );
    if (made.length < 2 && here.length > 0 && isFound) continue;
    const found = made.length >= 2 ? several : single;
    for (const each of made) found.push({ ...each, name: uniqueName(each, several) });
  }
  return { single, several };
}

/** The classes of a module that hold hosting calls, with the stretches that they are written in. */
function classesWithCalls(reading: TypeScriptReading): Map<LexicalScope, PlacedChunk> {
  const found = new Map<LexicalScope, PlacedChunk>();
  for (const chunk of reading.chunks)
    for (const scope of chunk.read.fragment.root.children) {
      const name = scope.classBody?.name;
      if (name !== undefined && name !== null && holdsCalls(chunk, scope)) found.set(scope, chunk);
    }
  return found;
}

function holdsCalls({ read }: PlacedChunk, scope: LexicalScope): boolean {
  return read.fragment.calls.some((call) => scope.start <= call.start && call.end <= scope.end);
}

function isIn({ source }: TypeScriptReading, { construction }: Pick<Made, 'construction'>): boolean {
  return construction.chunk.file === source.file;
}

/** The ids of a construction and of those around it: `Prod/Endpoint`. */
function uniqueName(made: Made, others: readonly Instance[]): string {
  const around = made.around.flatMap(({ id }) => id ?? []);
  const base = [...around, made.id ?? made.scope.classBody?.name ?? 'a class'].join('/');
  let name = base;
  for (let count = 2; others.some((each) => each.name === name); count++) name = `${base} (${count})`;
  return name;
}
