import type { SyntaxNode } from '@lezer/common';
import type { Expr } from '../../model/expression';
import type { Value } from '../../model/value';
import type { Block, Mutation } from './fragment';
import { handedTo, type HandedTo } from './handedTo';

import type { Definition, Names, Viewpoint } from './names';
import { definitionsIn, functionAround, viewpointOf } from './names';
import type { PlacedStatement } from './reading';
import { nodeIn, textOf } from './statementTree';
import { withPartsChanged } from '../../model/value';
import { viewpoint } from './placed';

/** What other names do to a list or dictionary that they share: the keys of entries they change, null where it may be any. */
export interface ChangedThrough {
  readonly name: string;
  readonly keys: ReadonlySet<string> | null;
  /** A function that isn't seen changes it: it may add entries too. */
  readonly unseen?: true;
}

/** A definition that shares a list or dictionary, from a place on. */
interface Shared {
  readonly definition: Definition;
  readonly since: Viewpoint;
}

const DEEPEST = 4;
const MOST = 40;
/** Actions that leave the entries that are there as they are. */
const HARMLESS: ReadonlySet<Mutation['action']> = new Set(['add', 'append', 'extend']);
/** Methods that answer the object's own parts. */
const PARTS = /^(?:get|items|values)$/;

/** `d = c; d["t"] = …`: the names by which the same list or dictionary is known. Made afresh for each linking. */
export class Aliases {
  private readonly collections = new Map<Definition, boolean>();
  private readonly holders = new Map<Definition, readonly Shared[]>();
  private readonly functions = new Map<Definition, readonly HandedTo[]>();

  constructor(private readonly names: Names) {}

  /** What may have been changed through other names where a definition is read. */
  changes(definition: Definition, at: Viewpoint): readonly ChangedThrough[] {
    if (!this.isCollection(definition, 0)) return [];
    const own = this.handed(definition)
      .filter(({ place }) => !isBefore(at, place, [definition]))
      .map(byUnseen);
    const through = this.shared(definition).flatMap((each) => [
      ...this.names.tableOf(each.definition).mutations.flatMap((mutation): ChangedThrough[] => {
        const place = viewpointOf(mutation);
        if (HARMLESS.has(mutation.written.action) || !this.counts(place, each, definition, at)) return [];
        return [{ name: each.definition.written.name, keys: keysOf(mutation.written) }];
      }),
      ...this.handed(each.definition)
        .filter(({ place }) => this.counts(place, each, definition, at))
        .map(byUnseen),
    ]);
    return [...own, ...through];
  }

  private handed(definition: Definition): readonly HandedTo[] {
    const known = this.functions.get(definition);
    if (known !== undefined) return known;
    const found = handedTo(this.names, definition);
    this.functions.set(definition, found);
    return found;
  }

  /** Whether a change of another name is seen where the definition is read. */
  private counts(place: Viewpoint, { definition, since }: Shared, read: Definition, at: Viewpoint): boolean {
    if (isBefore(place, since, [definition]) || isBefore(at, place, [definition, read])) return false;
    if (isBefore(at, since, [definition, read])) return false;
    return definitionsIn(this.names.resolve(definition.written.name, place)).includes(definition);
  }

  /** All that shares something with a definition, but itself. */
  private shared(start: Definition): readonly Shared[] {
    const found: Shared[] = [];
    const seen = new Set([start]);
    let round: readonly Definition[] = [start];
    for (let depth = 0; depth < DEEPEST && round.length > 0; depth++) {
      const next = round.flatMap((each) => [...this.sources(each), ...this.holdersOf(each)]);
      round = next.flatMap(({ definition, since }) => {
        if (seen.has(definition) || found.length >= MOST) return [];
        seen.add(definition);
        found.push({ definition, since });
        return [definition];
      });
    }
    return found;
  }

  private isCollection(definition: Definition, depth: number): boolean {
    const known = this.collections.get(definition);
    if (known !== undefined) return known;
    this.collections.set(definition, false);
    const { given } = definition.written;
    if (given.kind !== 'value' || depth > DEEPEST) return false;
    const { expr } = given.value;
    const is =
      expr.kind === 'object' ||
      expr.kind === 'list' ||
      this.named(expr, definition.statement).some((each) => this.isCollection(each, depth + 1));
    this.collections.set(definition, is);
    return is;
  }

  /** The definitions that a value is put together from: as they are when it is, and the same things afterwards. */
  private sources(definition: Definition): readonly Shared[] {
    const { written, statement } = definition;
    if (written.given.kind !== 'value') return [];
    const since = { statement, scope: written.scope, block: written.block, start: written.from };
    const own = this.named(written.given.value.expr, statement).map((each) => ({ definition: each, since }));
    const put = this.names.tableOf(definition).mutations.flatMap((mutation) => {
      const { value } = mutation.written;
      if (value === null) return [];
      const place = viewpointOf(mutation);
      return this.named(value.expr, mutation.statement).map((each) => ({ definition: each, since: place }));
    });
    return [...own, ...put].filter((each) => this.isCollection(each.definition, 0));
  }

  /** The names in an expression whose own lists and dictionaries it hands on. */
  private named(expr: Expr, statement: PlacedStatement): readonly Definition[] {
    switch (expr.kind) {
      case 'name':
        return definitionsIn(this.names.resolve(expr.name, viewpoint(expr.name, statement, expr.span)));
      case 'attribute': {
        if (expr.base.kind !== 'name' || !/^(?:self|cls)$/.test(expr.base.name)) return [];
        const name = `self.${expr.name}`;
        return definitionsIn(this.names.resolve(name, viewpoint(name, statement, expr.span)));
      }
      case 'list':
        return expr.items.flatMap((item) => this.named(item, statement));
      case 'object':
        return expr.members.flatMap((member) => (member.kind === 'entry' ? this.named(member.value, statement) : []));
      case 'index':
        return this.named(expr.base, statement);
      case 'choice':
        return [...this.named(expr.then, statement), ...this.named(expr.otherwise, statement)];
      case 'call':
        return expr.callee.kind === 'attribute' && PARTS.test(expr.callee.name)
          ? this.named(expr.callee.base, statement)
          : [];
      case 'literal':
      case 'concat':
      case 'nothing':
      case 'opaque':
        return [];
    }
  }

  /** The names that are given what a definition stands for, or a part of it. */
  private holdersOf(definition: Definition): readonly Shared[] {
    const known = this.holders.get(definition);
    if (known !== undefined) return known;
    const { name } = definition.written;
    const found = this.names.tableOf(definition).references.flatMap((reference): readonly Shared[] => {
      const { statement, written } = reference;
      if (written.called !== null) return [];
      const node = nodeIn(statement, written);
      const targets = node === null ? [] : this.climb(node, statement);
      if (targets.length === 0) return [];
      const since = viewpointOf(reference);
      if (!definitionsIn(this.names.resolve(name, since)).includes(definition)) return [];
      return targets.map((each) => ({ definition: each, since }));
    });
    this.holders.set(definition, found);
    return found;
  }

  /** Who is given an expression, as it stands or inside of something. */
  private climb(from: SyntaxNode, statement: PlacedStatement): readonly Definition[] {
    let node = from;
    for (let parent = node.parent; parent !== null; node = parent, parent = node.parent) {
      switch (parent.name) {
        case 'MemberExpression':
          if (!isFirst(parent, node)) return [];
          break;
        case 'CallExpression':
          if (node.name !== 'MemberExpression' || !PARTS.test(textOf(statement, node.lastChild))) return [];
          break;
        case 'ArgList':
          return this.passed(parent, node, statement);
        case 'AssignStatement':
          return this.targetsBefore(parent, node, statement);
        case 'ForStatement':
          return this.targetsBefore(parent, node, statement);
        case 'DictionaryExpression':
          // The entries are copied.
          if (node.prevSibling?.name === '**') return [];
          break;
        case 'ArrayExpression':
        case 'ConditionalExpression':
        case 'ParenthesizedExpression':
        case 'TupleExpression':
          break;
        default:
          return [];
      }
    }
    return [];
  }

  /** The targets of an assignment or a loop, which stand before what they are given. */
  private targetsBefore(parent: SyntaxNode, value: SyntaxNode, statement: PlacedStatement): readonly Definition[] {
    const found: Definition[] = [];
    for (let each = parent.firstChild; each !== null && each.from < value.from; each = each.nextSibling)
      found.push(...this.targetsOf(each, statement));
    return found;
  }

  private targetsOf(target: SyntaxNode | null, statement: PlacedStatement): readonly Definition[] {
    if (target === null) return [];
    if (target.name === 'TupleExpression' || target.name === 'ArrayExpression') {
      const found: Definition[] = [];
      for (let each = target.firstChild; each !== null; each = each.nextSibling)
        found.push(...this.targetsOf(each, statement));
      return found;
    }
    if (target.name === 'VariableName') return this.definedAt(textOf(statement, target), target, statement);
    if (target.name !== 'MemberExpression') return [];
    const text = textOf(statement, target);
    const own = /^(?:self|cls)\.(\w+)$/.exec(text)?.[1];
    if (own !== undefined) return this.definedAt(`self.${own}`, target, statement);
    // `d["key"] = value` hands it to d.
    const base = /^((?:self\.)?\w+)\[/.exec(text)?.[1];
    return base === undefined ? [] : this.changedAt(base, target, statement);
  }

  private definedAt(name: string, node: SyntaxNode, statement: PlacedStatement): readonly Definition[] {
    const start = startOf(statement, node);
    const tables = [...this.names.written(name).values()];
    return tables.flatMap((table) =>
      table.definitions.filter((each) => each.statement === statement && each.written.start === start),
    );
  }

  /** What a name stands for where it is changed. */
  private changedAt(name: string, node: SyntaxNode, statement: PlacedStatement): readonly Definition[] {
    const start = startOf(statement, node);
    for (const table of this.names.written(name).values()) {
      const found = table.mutations.find((each) => each.statement === statement && each.written.start === start);
      if (found !== undefined) return definitionsIn(this.names.resolve(name, viewpointOf(found)));
    }
    return [];
  }

  /** An argument: of a function of the unit, or of a method that puts it into a list. */
  private passed(list: SyntaxNode, argument: SyntaxNode, statement: PlacedStatement): readonly Definition[] {
    const call = list.parent;
    const callee = call?.firstChild ?? null;
    if (call === null || callee === null || argument.prevSibling?.name.startsWith('*') === true) return [];
    if (callee.name === 'MemberExpression') {
      const receiver = /^((?:self\.)?\w+)\s*(?:\.|\[)/.exec(textOf(statement, callee))?.[1];
      return receiver === undefined ? [] : this.changedAt(receiver, call, statement);
    }
    if (callee.name !== 'VariableName') return [];
    const name = textOf(statement, callee);
    const start = startOf(statement, callee);
    const functions = definitionsIn(this.names.resolve(name, viewpoint(name, statement, { start, end: start })));
    const position = positionIn(list, argument, statement);
    return functions.flatMap(({ written: { given } }) => {
      if (given.kind !== 'function') return [];
      const { parameters } = given.body;
      const parameter =
        position.keyword === null
          ? parameters[position.index]
          : parameters.find((each) => each.name === position.keyword);
      if (parameter === undefined) return [];
      return [...this.names.written(parameter.name).values()].flatMap((table) =>
        table.definitions.filter(
          ({ written }) => written.given.kind === 'parameter' && written.given.of === given.body,
        ),
      );
    });
  }
}

function positionIn(
  list: SyntaxNode,
  argument: SyntaxNode,
  statement: PlacedStatement,
): { readonly keyword: string | null; readonly index: number } {
  const sign = argument.prevSibling;
  if (sign?.name === 'AssignOp') return { keyword: textOf(statement, sign.prevSibling), index: -1 };
  let index = 0;
  for (let each = list.firstChild; each !== null && each.from < argument.from; each = each.nextSibling)
    if (each.name === ',') index++;
  return { keyword: null, index };
}

/** Which keys a change sets; null where it may be any. */
function keysOf({ keys, action, value }: Mutation): ReadonlySet<string> | null {
  if (action === 'set') {
    const last = keys.at(-1)?.expr;
    return last?.kind === 'literal' ? new Set([String(last.value)]) : null;
  }
  if (action === 'remove') return value?.expr.kind === 'literal' ? new Set([String(value.expr.value)]) : null;
  if (action !== 'update' || value?.expr.kind !== 'object') return null;
  const { members } = value.expr;
  return members.some((member) => member.kind === 'spread')
    ? null
    : new Set(members.flatMap((member) => (member.kind === 'entry' ? [member.key] : [])));
}

/** A value whose entries may have been changed through another name. */
export function changedThrough(value: Value, change: ChangedThrough): Value {
  const { name, keys, unseen } = change;
  const why = unseen === true ? `may be changed by ${name}` : `may be changed through ${name}`;
  if (value.kind !== 'object') {
    const changed = withPartsChanged(value, (item) => changedThrough(item, change));
    return unseen === true && changed.kind === 'list' ? { ...changed, open: true } : changed;
  }
  const entries = [...value.entries].map(([key, entry]) => {
    const lost = keys === null ? isPlain(entry.value) : keys.has(key);
    const after: Value = lost
      ? { kind: 'unresolved', why, decidedBy: null, usedAt: entry.origin }
      : changedThrough(entry.value, change);
    return [key, { ...entry, value: after }] as const;
  });
  return { ...value, entries: new Map(entries), ...(unseen === true ? { open: value.open ?? why } : {}) };
}

function byUnseen({ name }: HandedTo): ChangedThrough {
  return { name, keys: null, unseen: true };
}

function isPlain({ kind }: Value): boolean {
  return kind !== 'object' && kind !== 'list' && kind !== 'oneOf';
}

function positionOf(at: Viewpoint): number {
  return at.statement.order + at.start;
}

/**
 * Whether a place always comes before another one: in one function, and in no loop together, but one that makes all
 * the definitions anew in each round.
 */
function isBefore(a: Viewpoint, b: Viewpoint, definitions: readonly Definition[]): boolean {
  if (positionOf(a) >= positionOf(b) || functionAround(a.scope) !== functionAround(b.scope)) return false;
  const around = loopsOf(b.block);
  return !loopsOf(a.block).some(
    (loop) => around.includes(loop) && !definitions.every(({ written }) => loopsOf(written.block).includes(loop)),
  );
}

function loopsOf(block: Block | null): Block['branching'][] {
  const found: Block['branching'][] = [];
  for (let each = block; each !== null; each = each.branching.block)
    if (each.branching.kind === 'loop') found.push(each.branching);
  return found;
}

function isFirst(parent: SyntaxNode, node: SyntaxNode): boolean {
  const first = parent.firstChild;
  return first !== null && first.from === node.from && first.to === node.to;
}

function startOf({ read: { tree } }: PlacedStatement, node: SyntaxNode): number {
  return node.from - (tree?.shift ?? 0);
}
