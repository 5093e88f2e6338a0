import { ABSENT, asString, known } from '../../model/value';
import type { App } from './app';
import { scopeAround } from './around';
import { Descent, standIn, turnsOf, type Construction, type Made } from './constructions';
import type { LocalScope } from './fragment';
import { CANDIDATE_CALLS } from './fragment';
import { placeOf } from './made';

import { statementsCalling } from './naming';
import type { PythonReading } from './reading';
import { Round } from './rounds';
import type { PythonScope } from './scope';
import { keywordOf, positionalOf } from './calls';

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

export function instancesOf(reading: PythonReading, app: App | null): Instances {
  const single: Instance[] = [];
  const several: Instance[] = [];
  const scopeOf = (): PythonScope => scopeAround(reading, { how: 'absent' }, app);
  const scope = scopeOf();
  const { file } = reading.source;
  const classes = classesWithCalls(scope);
  const below = new Descent(scope, scopeOf, classes).made;
  for (const body of classes) {
    const here = constructionsHere(scope, body);
    const chains = below.filter((each) => each.body === body);
    const places = new Set(chains.map(({ construction }) => placeOf(construction)));
    const all = [...here.filter(({ construction }) => !places.has(placeOf(construction))), ...chains];
    // What one place of the file itself gives is found by who calls what.
    const isOwn = all.every(({ around }) => around.every(({ construction }) => construction.statement.file === file));
    if (all.length < 2 && here.length > 0 && isOwn) continue;
    const found = all.length < 2 ? single : several;
    for (const made of all) found.push({ ...made, name: uniqueName(made, scopeOf, several) });
  }
  return { single, several };
}

function classesWithCalls(scope: PythonScope): Set<LocalScope> {
  const found = new Set<LocalScope>();
  for (const statement of statementsCalling(scope.reading, CANDIDATE_CALLS))
    for (const call of statement.read.fragment.calls) {
      const around = scope.names.classAround(statement, call.scope);
      if (around !== null) found.add(around);
    }
  return found;
}

/** Where the module constructs a class of its own. */
function constructionsHere(scope: PythonScope, body: LocalScope): Made[] {
  const { references = [] } = scope.names.table(body.name).get('module') ?? {};
  return references.flatMap(({ statement, written }) => {
    const expr = written.called?.expr;
    if (expr?.kind !== 'call') return [];
    const { reading } = scope;
    return turnsOf(scope, { expr, statement }, written.block).map((each) => ({ ...each, body, reading, around: [] }));
  });
}

/** The names of a construction and of those around it: `Prod/Endpoint`. */
function uniqueName(made: Made, scopeOf: () => PythonScope, others: readonly Instance[]): string {
  const { around } = made;
  const path = [...around, made].map(
    (each, index) => idOf(standIn(scopeOf(), around.slice(0, index)), each) ?? each.body.name,
  );
  const base = path.join('/');
  let name = base;
  for (let count = 2; others.some((each) => each.name === name); count++) name = `${base} (${count})`;
  return name;
}

function idOf(scope: PythonScope, { construction: { expr, statement }, turn }: Construction): string | null {
  const id = positionalOf(expr, 1) ?? keywordOf(expr, 'id') ?? keywordOf(expr, 'construct_id');
  const own = scope.at(statement);
  const round = turn === null ? null : new Round(own.standing, own, turn.loop, turn.item);
  const value = id === null ? ABSENT : own.within(round, () => own.value({ expr: id, statement }));
  return known(asString(value)) ?? null;
}
