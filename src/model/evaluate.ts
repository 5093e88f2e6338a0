import { chosenBy, type Existence } from './existence';
import type { Expr, Member } from './expression';
import type { Origin, Site, Span } from './origin';
import { originAt, sameOrigin } from './origin';
import type { AllowedValues, Entry, How, OneOfValue, Reader, ScalarValue, Value } from './value';
import { ABSENT } from './value';

/** One written value that a name stands for. */
export interface Definition {
  readonly expr: Expr;
  readonly site: Site;
  readonly how: Extract<How, 'constant' | 'default' | 'binding'>;
  readonly readers: readonly Reader[];
  readonly decidedBy: string | null;
  readonly allowed: AllowedValues | null;
}

/** What a name means at a place. */
export type Meaning =
  | { readonly kind: 'definition'; readonly definition: Definition }
  /** Assigned in branches: `condition` identifies the branch point. */
  | { readonly kind: 'branches'; readonly condition: string; readonly definitions: readonly Definition[] }
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'unbound'; readonly why: string; readonly decidedBy: string | null };

/** What a language knows about names, conditions and calls. */
export interface Scope {
  lookup(name: string, site: Site, span: Span): Meaning;
  /**
   * The truth of a condition, or what it depends on; undefined where it is a condition by itself. `test` is the condition as
   * an expression, in its place.
   */
  decide(condition: string, test: { readonly expr: Expr; readonly site: Site } | null): boolean | Existence | undefined;
  /** Attributes and calls mean something only to a language. */
  interpret(expr: Extract<Expr, { kind: 'attribute' | 'call' }>, site: Site, depth: number): Value;
}

const DEEPEST = 40;
const NOBODY: readonly Reader[] = [];

/** The value of an expression at a site. Never throws; what can't be known is unresolved and says why. */
export function evaluate(expr: Expr, site: Site, scope: Scope, depth = 0): Value {
  const here = originAt(site, expr.span);
  if (depth > DEEPEST) return unresolved('defined by itself', null, here);
  switch (expr.kind) {
    case 'literal':
      return {
        kind: 'scalar',
        how: 'literal',
        value: expr.value,
        origin: here,
        usedAt: here,
        readers: NOBODY,
        decidedBy: null,
        allowed: null,
      };
    case 'nothing':
      return ABSENT;
    case 'opaque':
      return unresolved(expr.why, expr.decidedBy, here);
    case 'list': {
      const items = expr.items
        .map((item) => evaluate(item, site, scope, depth + 1))
        .filter((item) => item.kind !== 'absent');
      return { kind: 'list', items, open: expr.open, origin: here, usedAt: here };
    }
    case 'object':
      return evaluateObject(expr.members, here, site, scope, depth);
    case 'name':
      return evaluateName(expr.name, here, expr.span, site, scope, depth);
    case 'concat':
      return join(
        expr.parts.map((part) => evaluate(part, site, scope, depth + 1)),
        here,
      );
    case 'choice':
      return evaluateChoice(expr, here, site, scope, depth);
    case 'index': {
      const base = evaluate(expr.base, site, scope, depth + 1);
      const key = evaluate(expr.key, site, scope, depth + 1);
      return pick(base, key, here);
    }
    case 'attribute':
    case 'call':
      return scope.interpret(expr, site, depth + 1);
  }
}

function evaluateChoice(
  expr: Extract<Expr, { kind: 'choice' }>,
  here: Origin,
  site: Site,
  scope: Scope,
  depth: number,
): Value {
  const decided = scope.decide(expr.condition, expr.test === undefined ? null : { expr: expr.test, site });
  const of = (branch: Expr): Value => evaluate(branch, site, scope, depth + 1);
  if (typeof decided === 'boolean') return of(decided ? expr.then : expr.otherwise);
  const exists = decided ?? { condition: expr.condition, branch: 0 };
  return chosenBy(exists, of(expr.then), of(expr.otherwise), here);
}

export function unresolved(why: string, decidedBy: string | null, at: Origin): Value {
  return { kind: 'unresolved', why, decidedBy, usedAt: at };
}

function evaluateObject(members: readonly Member[], here: Origin, site: Site, scope: Scope, depth: number): Value {
  const entries = new Map<string, Entry>();
  let open: string | null = null;
  for (const member of members) {
    if (member.kind === 'entry') {
      const value = evaluate(member.value, site, scope, depth + 1);
      entries.set(member.key, {
        key: member.key,
        keyOrigin: originAt(site, member.keySpan),
        origin: originAt(site, member.span),
        value,
      });
      continue;
    }
    const spread = evaluate(member.value, site, scope, depth + 1);
    if (spread.kind === 'absent' || (spread.kind === 'oneOf' && spreadChoice(entries, spread))) continue;
    const further = openOf(spread);
    // What isn't known may hold what was written before it, too.
    if (further !== null)
      for (const [key, entry] of entries)
        entries.set(key, { ...entry, value: unresolved(further, null, entry.origin) });
    open ??= further;
    if (spread.kind === 'object') for (const [key, entry] of spread.entries) entries.set(key, entry);
  }
  return { kind: 'object', entries, open, origin: here, usedAt: here };
}

/** Unpacks one of several objects, or nothing: what they set is open, what they don't stays. False where one isn't known. */
function spreadChoice(entries: Map<string, Entry>, choice: OneOfValue): boolean {
  const objects = objectsOf(choice);
  if (objects === null) return false;
  const set = new Map(objects.toReversed().flatMap((each) => [...each]));
  for (const [key, entry] of set)
    entries.set(key, { ...entry, value: entryOf(choice, key, entries.get(key)?.value ?? ABSENT) });
  return true;
}

/** The objects that a choice is between; null where one of them isn't known. */
function objectsOf(value: Value): readonly ReadonlyMap<string, Entry>[] | null {
  if (value.kind === 'absent') return [];
  if (value.kind === 'object') return value.open === null ? [value.entries] : null;
  if (value.kind !== 'oneOf') return null;
  const all = value.branches.map(objectsOf);
  const known = all.filter((each) => each !== null);
  return known.length < all.length ? null : known.flat();
}

/** What an entry is for each of the objects of a choice. */
function entryOf(value: Value, key: string, before: Value): Value {
  if (value.kind === 'oneOf')
    return { ...value, branches: value.branches.map((branch) => entryOf(branch, key, before)) };
  return (value.kind === 'object' ? value.entries.get(key)?.value : undefined) ?? before;
}

/** Why a value may hold entries that are not known, or null. */
function openOf(value: Value): string | null {
  if (value.kind === 'object') return value.open;
  return value.kind === 'unresolved' ? value.why : 'entries unpacked from a value that is not known';
}

function evaluateName(name: string, here: Origin, span: Span, site: Site, scope: Scope, depth: number): Value {
  const meaning = scope.lookup(name, site, span);
  switch (meaning.kind) {
    case 'unbound':
      return unresolved(meaning.why, meaning.decidedBy, here);
    case 'value':
      return movedTo(meaning.value, here);
    case 'definition':
      return through(meaning.definition, here, scope, depth);
    case 'branches':
      return {
        kind: 'oneOf',
        condition: meaning.condition,
        branches: meaning.definitions.map((definition) => through(definition, here, scope, depth)),
        usedAt: here,
      };
  }
}

function through(definition: Definition, here: Origin, scope: Scope, depth: number): Value {
  const value = evaluate(definition.expr, definition.site, scope, depth + 1);
  return seenFrom(value, here, definition);
}

/** A value as it is seen through a name: used here, written there, read by all who read the name. */
export function seenFrom(value: Value, here: Origin, definition: Definition): Value {
  switch (value.kind) {
    case 'scalar': {
      const how: How = value.how === 'literal' || value.how === 'constant' ? definition.how : value.how;
      // The definition's own use of a further name is the way here, not another reader.
      const before = value.readers.filter((reader) => !sameOrigin(reader.origin, value.usedAt));
      return {
        ...value,
        how,
        usedAt: here,
        // Most values are read by one name only: its list is shared, not copied for each reader.
        readers: before.length === 0 ? definition.readers : [...definition.readers, ...before],
        decidedBy: definition.decidedBy ?? value.decidedBy,
        allowed: definition.allowed ?? value.allowed,
        ...givenWith(value, (each) => seenFrom(each, here, definition)),
      };
    }
    case 'absent':
      return value;
    case 'list':
      return { ...value, usedAt: here, items: value.items.map((item) => readAlsoBy(item, definition.readers)) };
    case 'object':
      return { ...readAlsoByObject(value, definition.readers), usedAt: here };
    case 'oneOf':
      return { ...value, usedAt: here, branches: value.branches.map((branch) => seenFrom(branch, here, definition)) };
    case 'unresolved':
      return { ...value, usedAt: here, decidedBy: value.decidedBy ?? definition.decidedBy };
    case 'reference':
    case 'interpolation':
      return { ...value, usedAt: here };
  }
}

/** Adds readers to a value and everything inside of it. */
export function readAlsoBy(value: Value, readers: readonly Reader[]): Value {
  if (readers.length === 0) return value;
  switch (value.kind) {
    case 'scalar':
      return {
        ...value,
        readers: [...value.readers, ...readers],
        ...givenWith(value, (each) => readAlsoBy(each, readers)),
      };
    case 'list':
      return { ...value, items: value.items.map((item) => readAlsoBy(item, readers)) };
    case 'object':
      return readAlsoByObject(value, readers);
    case 'oneOf':
      return { ...value, branches: value.branches.map((branch) => readAlsoBy(branch, readers)) };
    case 'absent':
    case 'unresolved':
    case 'reference':
    case 'interpolation':
      return value;
  }
}

function readAlsoByObject<T extends Extract<Value, { kind: 'object' }>>(value: T, readers: readonly Reader[]): T {
  const entries = new Map<string, Entry>();
  for (const [key, entry] of value.entries) entries.set(key, { ...entry, value: readAlsoBy(entry.value, readers) });
  return { ...value, entries };
}

/** The same value used at another place. */
export function movedTo(value: Value, here: Origin): Value {
  if (value.kind === 'scalar') return { ...value, usedAt: here, ...givenWith(value, (each) => movedTo(each, here)) };
  return value.kind === 'absent' ? value : { ...value, usedAt: here };
}

/** What a value is in other outcomes, each changed in the same way. */
function givenWith({ given }: ScalarValue, change: (value: Value) => Value): Pick<ScalarValue, 'given'> {
  return given === undefined ? {} : { given: given.map((each) => ({ ...each, value: change(each.value) })) };
}

/** Joins texts; references and unknown parts keep their places. */
export function join(parts: readonly Value[], here: Origin): Value {
  const choice = parts.findIndex((part) => part.kind === 'oneOf');
  const chosen = parts[choice];
  if (chosen !== undefined && chosen.kind === 'oneOf') {
    const branches = chosen.branches.map((branch) => join(parts.with(choice, branch), here));
    return { kind: 'oneOf', condition: chosen.condition, branches, usedAt: here };
  }
  let text = '';
  let how: How = 'literal';
  let decidedBy: string | null = null;
  for (const part of parts) {
    if (part.kind !== 'scalar') {
      const flat = parts.flatMap((each) => (each.kind === 'interpolation' ? each.parts : [each]));
      return { kind: 'interpolation', parts: flat, usedAt: here };
    }
    text += String(part.value);
    if (part.how !== 'literal') how = part.how === 'constant' && how !== 'literal' ? how : part.how;
    decidedBy ??= part.decidedBy;
  }
  return { kind: 'scalar', how, value: text, origin: here, usedAt: here, readers: NOBODY, decidedBy, allowed: null };
}

/** An entry of a dictionary or an item of a list, seen from where it is asked for. */
export function pick(base: Value, key: Value, here: Origin): Value {
  if (base.kind === 'oneOf') {
    const branches = base.branches.map((branch) => pick(branch, key, here));
    return { kind: 'oneOf', condition: base.condition, branches, usedAt: here };
  }
  if (key.kind === 'oneOf') {
    const branches = key.branches.map((branch) => pick(base, branch, here));
    return { kind: 'oneOf', condition: key.condition, branches, usedAt: here };
  }
  if (base.kind === 'unresolved') return { ...base, usedAt: here };
  if (key.kind === 'unresolved') return { ...key, usedAt: here };
  if (key.kind !== 'scalar') return unresolved('the key is known only when deployed', null, here);
  if (base.kind === 'object') {
    const entry = base.entries.get(String(key.value));
    if (entry !== undefined) return asConstant(movedTo(entry.value, here), key);
    return unresolved(base.open ?? `no entry "${String(key.value)}"`, key.decidedBy, here);
  }
  if (base.kind === 'list') {
    const index = Number(key.value);
    const item = base.items.at(index);
    if (item !== undefined && !(base.open && index < 0)) return asConstant(movedTo(item, here), key);
    return unresolved(`no item ${String(key.value)}`, key.decidedBy, here);
  }
  return unresolved('not a list or a dictionary', null, here);
}

function asConstant(value: Value, { how, decidedBy }: ScalarValue): Value {
  if (value.kind !== 'scalar') return value;
  const reader: Reader = { origin: value.usedAt, role: 'value' };
  const readers = value.readers.length === 0 ? [reader] : value.readers;
  const isPicked = value.isPicked === true || how === 'default' || how === 'binding';
  return {
    ...value,
    how: value.how === 'literal' ? 'constant' : value.how,
    readers,
    decidedBy: value.decidedBy ?? decidedBy,
    ...(isPicked ? { isPicked: true } : {}),
  };
}
