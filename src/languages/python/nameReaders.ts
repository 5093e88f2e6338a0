import { append } from '../../model/append';
import { originAt, type Span } from '../../model/origin';
import type { Reader } from '../../model/value';
import { nameBehind } from './behind';
import type { LocalScope, Reference } from './fragment';
import type { Definition, InPlace, Names, NameTable, Viewpoint } from './names';
import { definitionsIn, viewpointOf } from './names';
import { viewpoint, type PlacedExpr } from './placed';
import type { PlacedStatement } from './reading';

/** Who reads what names of a unit are given: worked out for a name when it is asked for. */
export class NameReaders {
  private readonly readers = new Map<Definition, KeyedReader[]>();
  private readonly gathered = new Set<NameTable>();

  /** Whether anybody wants to know: only a change has to. */
  areAskedFor = true;

  constructor(private readonly names: Names) {}

  /** Everybody who reads the name that an expression is. */
  ofName({ expr, statement }: PlacedExpr): readonly Reader[] {
    const name = this.areAskedFor ? nameBehind(expr) : null;
    if (name === null) return [];
    const at = viewpoint(name, statement, expr.span);
    return definitionsIn(this.names.resolve(name, at)).flatMap((definition) => this.of(definition, at));
  }

  /** Who calls a function that is called several times: each gets what it answers. */
  ofCalls(body: LocalScope, statement: PlacedStatement): readonly Reader[] {
    const calls = this.areAskedFor ? this.names.callsOf(body, statement) : [];
    return calls.length < 2 ? [] : calls.map((call) => keyedReader(call).reader);
  }

  /** Who reads an attribute of that name of anything. */
  ofAttribute(name: string): readonly Reader[] {
    const uses = this.areAskedFor ? this.names.references(`.${name}`, 'module') : [];
    return uses.map((use) => keyedReader(use).reader);
  }

  /** Everybody who reads a definition; seen from a use of one entry, those who may read that entry. */
  of(definition: Definition, at: Viewpoint): readonly Reader[] {
    if (!this.areAskedFor) return [];
    const table = this.names.tableOf(definition);
    if (!this.gathered.has(table)) {
      this.gathered.add(table);
      this.gather(table);
    }
    const all = [...(this.readers.get(definition) ?? []), ...this.othersOf(definition)];
    const own = all.find((each) => each.statement === at.statement && each.start === at.start);
    const key = own?.key ?? null;
    const seen = key === null ? all : all.filter((each) => each.key === null || each.key === key);
    return seen.map((each) => each.reader);
  }

  /** Who gets a value that is written once by another way: a further name of the same assignment, or the place itself. */
  private othersOf({ statement, written }: Definition): readonly KeyedReader[] {
    if (written.given.kind !== 'value') return [];
    const { start, end } = written.given.value.span;
    const found: KeyedReader[] = [];
    for (const [name, { definitions }] of statement.read.fragment.names)
      for (const other of definitions) {
        const isSame = other.given.kind === 'value' && other.given.value.span.start === start;
        if (isSame && (name !== written.name || other.start !== written.start)) found.push(placeOf(statement, other));
      }
    // `f(name := value)`: what stands in front of the value is no statement's.
    const before = statement.read.text.slice(written.end, start);
    if (/:=\s*$/.test(before)) found.push(placeOf(statement, { start, end }));
    return found;
  }

  private gather(table: NameTable): void {
    for (const reference of table.references) {
      const keyed = keyedReader(reference);
      for (const definition of definitionsIn(this.names.resolve(table.name, viewpointOf(reference))))
        append(this.readers, definition, keyed);
    }
    // What can't be read may read it too.
    for (const statement of this.names.brokenOnes(table.name))
      for (const definition of table.definitions) append(this.readers, definition, placeOf(statement, START));
    if (table.owner === 'module' || table.owner.kind !== 'class') return;
    // An attribute may be read from outside of the class, through anything.
    const attribute = table.name.replace(/^self\./, '');
    const outside = [
      this.names.table(`.${attribute}`).get('module'),
      // A class that gives it no value of its own may have it from this one.
      ...[...this.names.table(`self.${attribute}`).values()].filter(
        (other) => other.owner === table.owner || other.definitions.length === 0,
      ),
    ];
    for (const other of outside)
      for (const reference of other === table ? [] : (other?.references ?? []))
        for (const definition of table.definitions) append(this.readers, definition, keyedReader(reference));
  }
}

interface KeyedReader {
  readonly statement: PlacedStatement;
  readonly start: number;
  readonly key: string | null;
  readonly reader: Reader;
}

const START: Span = { start: 0, end: 0 };

function placeOf(statement: PlacedStatement, { start, end }: Span): KeyedReader {
  return { statement, start, key: null, reader: { origin: originAt(statement, { start, end }), role: 'value' } };
}

function keyedReader({ statement, written }: InPlace<Reference>): KeyedReader {
  const reader: Reader = { origin: originAt(statement, written), role: written.role };
  return { statement, start: written.start, key: written.key, reader };
}
