import type { Node } from 'yaml';
import { isMap, isNode, isScalar, isSeq } from 'yaml';
import type { Expr } from '../../model/expression';
import type { Span } from '../../model/origin';
import type { Expressions } from './express';
import { substitute } from './substitute';
import { keyOf } from './spans';

/** An intrinsic function as written. */
export interface Intrinsic {
  /** `Ref`, `Condition`, `Fn::Sub` … */
  readonly name: string;
  /** What stands behind the name. */
  readonly argument: unknown;
  /** `!Sub x`: the argument itself carries the function's name as its tag. */
  readonly short: boolean;
  /** The whole expression. */
  readonly span: Span;
  readonly depth: number;
}

/** Whether a node carries a short form (`!Sub`) as its tag. */
export function isTagged(node: Node): node is Node & { tag: string } {
  return node.tag !== undefined && /^![A-Za-z]/.test(node.tag);
}

export function fullName(shortName: string): string {
  return shortName === 'Ref' || shortName === 'Condition' ? shortName : `Fn::${shortName}`;
}

/** Whether a mapping with this single key is an intrinsic function in its long form. */
export function isIntrinsicName(key: string, value: unknown): boolean {
  return key === 'Ref' || key.startsWith('Fn::') || (key === 'Condition' && isScalar(value));
}

/** The expression that an intrinsic function stands for. */
export function intrinsic(into: Expressions, fn: Intrinsic): Expr {
  switch (fn.name) {
    case 'Ref':
      return reference(into, fn);
    case 'Fn::GetAtt':
      return attribute(into, fn);
    case 'Fn::Sub':
      return substitute(into, fn);
    case 'Fn::If':
      return choice(into, fn);
    case 'Fn::Join':
      return joined(into, fn);
    case 'Fn::FindInMap':
      noteMappingRead(into, fn);
      return call(into, fn);
    case 'Condition':
    case 'Fn::Select':
    case 'Fn::Split':
    case 'Fn::Equals':
    case 'Fn::And':
    case 'Fn::Or':
    case 'Fn::Not':
      return call(into, fn);
    case 'Fn::ImportValue':
      operands(into, fn);
      return opaque('exported by another stack', fn.span, textOf(fn));
    default:
      // What it reads is noted all the same.
      operands(into, fn);
      return opaque(`${fn.name} is known only when it is deployed`, fn.span, null);
  }
}

function opaque(why: string, span: Span, decidedBy: string | null): Expr {
  return { kind: 'opaque', why, decidedBy, span };
}

/** The argument as text: of `!Ref X`, of `Ref: X`. */
export function textOf(fn: Intrinsic): string | null {
  if (!isScalar(fn.argument) || (!fn.short && isTagged(fn.argument))) return null;
  return String(fn.argument.value);
}

/** The arguments as they are listed, or null where they aren't a list. */
export function itemsOf(fn: Intrinsic): readonly unknown[] | null {
  return isSeq(fn.argument) && (fn.short || !isTagged(fn.argument)) ? fn.argument.items : null;
}

/** The text of one argument of a list, or null where it is not plain text. */
function itemText(item: unknown): string | null {
  return isScalar(item) && !isTagged(item) ? String(item.value) : null;
}

function operands(into: Expressions, fn: Intrinsic): Expr[] {
  const items = itemsOf(fn);
  if (items !== null) return items.map((item) => into.of(item, fn.span, fn.depth + 1));
  if (fn.short && isNode(fn.argument)) return [into.untagged(fn.argument, fn.span, fn.depth + 1)];
  return [into.of(fn.argument, fn.span, fn.depth + 1)];
}

function call(into: Expressions, fn: Intrinsic): Expr {
  const args = operands(into, fn).map((value) => ({ keyword: null, value, span: value.span }));
  return { kind: 'call', callee: { kind: 'name', name: fn.name, span: fn.span }, args, span: fn.span };
}

function reference(into: Expressions, fn: Intrinsic): Expr {
  const name = textOf(fn)?.trim();
  if (name === undefined || name === '') return opaque('no name is written yet', fn.span, null);
  if (name === 'AWS::NoValue') return { kind: 'nothing', span: fn.span };
  return into.name(name, fn.span);
}

function attribute(into: Expressions, fn: Intrinsic): Expr {
  const items = itemsOf(fn)?.map(itemText) ?? [];
  const path = items.length > 0 ? items : (textOf(fn)?.split('.') ?? []);
  const [resource, ...names] = path;
  if (typeof resource !== 'string' || resource === '' || names.length === 0 || names.some((name) => name === null)) {
    if (items.length > 0) operands(into, fn);
    return opaque('no attribute is written yet', fn.span, null);
  }
  const base = into.name(resource, fn.span);
  return { kind: 'attribute', base, name: names.join('.'), nameSpan: fn.span, span: fn.span };
}

function choice(into: Expressions, fn: Intrinsic): Expr {
  const items = itemsOf(fn) ?? [];
  const [condition, then, otherwise] = items;
  const name = itemText(condition);
  if (items.length !== 3 || name === null) {
    operands(into, fn);
    return opaque('a condition that is not finished', fn.span, null);
  }
  const [thenExpr, otherwiseExpr] = [then, otherwise].map((item) => into.of(item, fn.span, fn.depth + 1));
  if (thenExpr === undefined || otherwiseExpr === undefined)
    return opaque('a condition that is not finished', fn.span, null);
  return { kind: 'choice', condition: name, then: thenExpr, otherwise: otherwiseExpr, span: fn.span };
}

/** `Fn::Join` of a written list is text with its separators in between; of a list from elsewhere it stays a call. */
function joined(into: Expressions, fn: Intrinsic): Expr {
  const [separator, list] = itemsOf(fn) ?? [];
  const text = itemText(separator);
  if (text === null || !isSeq(list) || isTagged(list)) return call(into, fn);
  const parts = list.items.flatMap((item, index): Expr[] => {
    const part = into.of(item, fn.span, fn.depth + 1);
    return index === 0 || text === '' ? [part] : [{ kind: 'literal', value: text, span: fn.span }, part];
  });
  return { kind: 'concat', parts, span: fn.span };
}

/** Notes which entries of which mapping are read. */
function noteMappingRead(into: Expressions, fn: Intrinsic): void {
  const [mapping, first, second] = itemsOf(fn) ?? [];
  const name = itemText(mapping);
  if (name === null) return;
  into.mappingReads.push({ mapping: name, first: itemText(first), second: itemText(second), span: fn.span });
}

/** The variables of `Fn::Sub`'s second argument, by name. */
export function variablesOf(into: Expressions, map: unknown, span: Span, depth: number): Map<string, Expr> {
  const variables = new Map<string, Expr>();
  if (!isMap(map)) return variables;
  for (const pair of map.items) {
    const key = keyOf(pair);
    if (key !== null) variables.set(key, into.of(pair.value, span, depth + 1));
  }
  return variables;
}
