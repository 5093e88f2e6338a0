import type { Expr } from '../../model/expression';
import type { Block, LocalScope } from './fragment';
import type { Item } from './loopItems';
import { itemsOf, MOST_ROUNDS } from './loopItems';

import type { PythonReading } from './reading';
import type { Loop } from './rounds';
import { Round } from './rounds';
import type { PythonScope } from './scope';
import type { CallExpr, PlacedExpr } from './placed';

/** A construction of a class. */
export interface Construction {
  readonly body: LocalScope;
  /** The file of the class. */
  readonly reading: PythonReading;
  readonly construction: PlacedExpr<CallExpr>;
  /** The round of the loop that it is made in, where the loop's items are known. */
  readonly turn: Turn | null;
}

/** A construction, with those of the classes that it is made in, the outermost first: of a stage, of a stack. */
export interface Made extends Construction {
  readonly around: readonly Construction[];
}

export interface Turn {
  readonly loop: Loop;
  readonly item: Item;
}

/** A construction of a class of the code, as it is written. */
interface Written {
  readonly body: LocalScope;
  readonly reading: PythonReading;
  readonly construction: PlacedExpr<CallExpr>;
  readonly block: Block | null;
  /** The class that makes it. */
  readonly maker: LocalScope | null;
}

/** More than classes that make each other: a stage, a stack, a construct in it. */
const DEEPEST = 3;
/** More files than stand between a program and a class; what more of them make is left to its own file. */
const MOST_FAR = 8;

/**
 * From the program that the app starts with, which may be the unit, down to the classes of a unit, through those that make
 * them. Where that program makes them itself, further files aren't looked into.
 */
export class Descent {
  made: Made[] = [];
  private readonly known = new Map<PythonReading, readonly Written[]>();
  private readonly own: ReadonlySet<string>;
  /** The further files that are looked into; null as long as none is. */
  private far: Set<string> | null = null;

  constructor(
    private readonly scope: PythonScope,
    private readonly scopeOf: () => PythonScope,
    private readonly wanted: ReadonlySet<LocalScope>,
  ) {
    this.own = wanted.size === 0 ? new Set() : classesOf(scope.reading);
    if (wanted.size === 0) return;
    const start = scope.app?.entry() ?? scope.reading;
    this.descend(start, null, []);
    if (this.made.length > 0 || start === scope.reading) return;
    const far = (this.far = new Set());
    this.known.clear();
    this.descend(start, null, []);
    if (far.size > MOST_FAR) this.made = [];
  }

  private descend(reading: PythonReading, maker: LocalScope | null, around: readonly Construction[]): void {
    for (const each of this.constructionsOf(reading, DEEPEST - around.length)) {
      if (each.maker !== maker || around.some(({ body }) => body === each.body)) continue;
      for (const turn of this.turnsOf(each, around)) {
        if (this.made.length >= MOST_ROUNDS) return;
        const { body, reading: home } = each;
        if (this.wanted.has(body)) this.made.push({ ...turn, body, reading: home, around });
        if (around.length < DEEPEST) this.descend(home, body, [...around, { ...turn, body, reading: home }]);
      }
    }
  }

  private constructionsOf(reading: PythonReading, files: number): readonly Written[] {
    const known = this.known.get(reading) ?? this.constructionsIn(this.scope.scopeFollowed(reading), files);
    this.known.set(reading, known);
    return known;
  }

  /** The constructions of classes of the code in a file. */
  private constructionsIn(scope: PythonScope, files: number): Written[] {
    const found = new Map<CallExpr, Written>();
    for (const statement of scope.reading.statements)
      for (const [name, { references }] of statement.read.fragment.names)
        for (const { called, block, scope: inner } of /^\.?[A-Z]/.test(name) ? references : []) {
          const expr = called?.expr;
          if (expr?.kind !== 'call' || !this.mayLead(scope, { expr: expr.callee, statement }, files)) continue;
          const thing = scope.meanings.of({ expr: expr.callee, statement }).find(({ kind }) => kind === 'class');
          if (thing?.kind !== 'class') continue;
          const { reading } = scope.at(thing.statement);
          const maker = scope.names.classAround(statement, inner);
          found.set(expr, { body: thing.body, reading, construction: { expr, statement }, block, maker });
        }
    return [...found.values()];
  }

  /** Whether the wanted classes may be come upon from a class that is called: only then is its file read. */
  private mayLead(scope: PythonScope, { expr, statement }: PlacedExpr, files: number): boolean {
    return pathsOf(scope, expr).some((path) => {
      if (path === OWN || this.own.has(path.slice(path.lastIndexOf('.') + 1))) return true;
      if (this.far === null || this.far.size > MOST_FAR) return false;
      const file = this.scope.app?.leadsTo(path, statement.file, this.scope.reading.source.file, files) ?? null;
      if (file !== null) this.far.add(file);
      return file !== null;
    });
  }

  /** A loop may go over what the class around it has been given. */
  private turnsOf({ construction, block }: Written, around: readonly Construction[]): readonly Once[] {
    if (block === null) return [{ construction, turn: null }];
    const scope = standIn(this.scopeOf(), around);
    return turnsOf(scope.at(construction.statement), construction, block);
  }
}

/** What a file gives a meaning itself. */
const OWN = '';

/** The paths of imports that a name, or an attribute of one, may stand for. */
function pathsOf(scope: PythonScope, expr: Expr): readonly string[] {
  if (expr.kind === 'attribute')
    return pathsOf(scope, expr.base).flatMap((path) => (path === OWN ? [] : `${path}.${expr.name}`));
  if (expr.kind !== 'name') return [];
  const { definitions = [] } = scope.names.written(expr.name).get('module') ?? {};
  return definitions.map(({ written: { given } }) => (given.kind === 'import' ? given.path : OWN));
}

/** The names of the classes of a file. */
function classesOf({ statements }: PythonReading): Set<string> {
  const found = new Set<string>();
  for (const { read } of statements)
    for (const [name, { definitions }] of read.fragment.names)
      if (definitions.some(({ given }) => given.kind === 'class')) found.add(name);
  return found;
}

/** The scope of a unit as it is in what classes around it have been given. */
export function standIn(scope: PythonScope, constructions: readonly Construction[]): PythonScope {
  const entry = scope.app?.entry() ?? null;
  if (entry !== null) scope.scopeOf(entry);
  for (const { body, reading, construction, turn } of constructions) {
    scope.scopeFollowed(reading).instances.set(body, construction);
    const own = scope.at(construction.statement);
    if (turn !== null) own.stayIn(new Round(own.standing, own, turn.loop, turn.item));
  }
  return scope;
}

type Once = Pick<Construction, 'construction' | 'turn'>;

/** A construction in a loop over what is known is one for each round. */
export function turnsOf(scope: PythonScope, construction: PlacedExpr<CallExpr>, block: Block | null): Once[] {
  const { statement } = construction;
  const loops: Loop[] = [];
  for (let each = block; each !== null; each = each.branching.block) {
    const { kind, over, start, breaks } = each.branching;
    if (kind !== 'loop') continue;
    if (over === null || breaks) return [{ construction, turn: null }];
    loops.push({ over, statement, start, end: each.end });
  }
  const [loop, ...others] = loops;
  const items = loop === undefined ? null : itemsOf(scope, { expr: loop.over.expr, statement });
  if (loop === undefined || others.length > 0 || items === null || items.length === 0 || items.length > MOST_ROUNDS)
    return [{ construction, turn: null }];
  return items.map((item) => ({ construction, turn: { loop, item } }));
}
