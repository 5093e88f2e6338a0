import type { SyntaxNode } from '@lezer/common';
import type { Refusal, TextOf } from '../../model/language';
import type { Op, Plain } from '../../model/operation';
import type { Origin } from '../../model/origin';
import { contains, sameOrigin } from '../../model/origin';
import type { Resource } from '../../model/resource';
import type { ObjectValue, Path, ScalarValue } from '../../model/value';
import { valueAt } from '../../model/value';
import { changeText, Wanted as WantedChanges } from '../program/wanted';
import { definitionsIn } from './names';
import type { NameOf } from './writeLiteral';
import { plainLiteral, scalarLiteral } from './writeLiteral';
import type { Plan } from './writePlan';
import type { Program } from './writeProgram';
import { writtenElsewhere } from './writeElsewhere';
import { NAMELESS, setOutside, SHARED_VALUE } from './writeRefusal';
import { calledName, isHandedOnTo, isHeldBy, isPartOfText } from './writeSharing';
import { stringForm } from './strings';
import { indentAt } from './writeStyle';
import type { ParsedCell, TextEdit } from './writeSyntax';
import { allOf, spanOf } from './writeSyntax';

/** What the ops want of a program. */
export class Wanted extends WantedChanges {
  constructor(
    readonly program: Program,
    ops: readonly Op[],
    readonly textOf: TextOf,
  ) {
    super(program.graph, ops);
  }
}

/**
 * How a value is written that is no plain one there: the text of a library's class, or the stretch of a text that is put
 * together. Null for a plain value.
 */
export type Typed = (cell: ParsedCell, node: SyntaxNode) => string | TextEdit | null;

const UNTYPED: Typed = () => null;

/** Writes another scalar where one is written, or where it is used if others read it too. */
export function setScalar(
  plan: Plan,
  wanted: Wanted,
  resource: Resource,
  value: ScalarValue,
  plain: Plain,
  nameOf: NameOf,
  typed: Typed = UNTYPED,
): Refusal | null {
  const { program } = wanted;
  if (value.origin.file !== program.file) return setElsewhere(plan, wanted, resource, value, plain, nameOf, typed);
  const inPlace = sameOrigin(value.origin, value.usedAt);
  if (inPlace && value.readers.length === 0 && contains(resource.declaration, value.origin))
    return replaceAt(plan, program, value.origin, plain, nameOf, typed);
  const sharers = wanted.sharersOf(value.origin, changeText(plain), 'origin');
  if (sharers !== null && isCovered(program, value, sharers))
    return !inPlace || isHeldBy(program, value.origin, callsOf(sharers), null)
      ? replaceAt(plan, program, value.origin, plain, nameOf, typed)
      : SHARED_VALUE;
  return inPlace ? SHARED_VALUE : setAtUse(plan, wanted, value, plain, nameOf, typed);
}

/** Writes another scalar where it is used. */
function setAtUse(
  plan: Plan,
  wanted: Wanted,
  value: ScalarValue,
  plain: Plain,
  nameOf: NameOf,
  typed: Typed,
): Refusal | null {
  const { program } = wanted;
  // Another entry is picked elsewhere: what is put in its place would count there too.
  if (value.isPicked === true || isUndecided(program, value.usedAt, 0)) return SHARED_VALUE;
  const users = wanted.sharersOf(value.usedAt, changeText(plain), 'usedAt');
  if (users === null || !isHeldBy(program, value.usedAt, callsOf(users), null)) return SHARED_VALUE;
  return replaceAt(plan, program, value.usedAt, plain, nameOf, typed);
}

/** Writes another scalar where another file gives it to this one alone, or where it is used. */
function setElsewhere(
  plan: Plan,
  wanted: Wanted,
  resource: Resource,
  value: ScalarValue,
  plain: Plain,
  nameOf: NameOf,
  typed: Typed,
): Refusal | null {
  const { program, textOf } = wanted;
  const sharers = wanted.sharersOf(value.origin, changeText(plain), 'origin');
  const className = program.classAround(resource);
  if (sharers !== null && className !== null && typeof plain !== 'object') {
    const written = writtenElsewhere(program, className, value, plain, textOf);
    const [here, there] = [program.file, value.origin.file].map((file) =>
      value.readers.filter(({ origin }) => origin.file === file),
    );
    const isAll = (here?.length ?? 0) + (there?.length ?? 0) === value.readers.length;
    if (
      written !== null &&
      isAll &&
      isCovered(program, { ...value, readers: here ?? [] }, sharers) &&
      there?.every(written.isCovered) === true
    ) {
      plan.changeElsewhere(written.edit);
      return null;
    }
  }
  // What each construction gives would be lost at the use, for all of them.
  if (value.how === 'binding') return SHARED_VALUE;
  return value.how === 'default' ? setOutside(value) : setAtUse(plan, wanted, value, plain, nameOf, typed);
}

/** The calls that declare resources. */
export function callsOf(resources: readonly Resource[]): Origin[] {
  return resources.map((resource) => resource.declaration);
}

/** Whether everybody who reads the value is one of the calls, or makes the object that one of them deploys. */
function isCovered(program: Program, value: ScalarValue, sharers: readonly Resource[]): boolean {
  const places = [...callsOf(sharers), ...sharers.flatMap((each) => constructorOf(program, each) ?? [])];
  return value.readers.every(
    ({ role, origin }) =>
      role === 'display' ||
      (!isPartOfText(program, origin) &&
        (places.some((place) => contains(place, origin)) || isHandedOnTo(program, origin, callsOf(sharers)))),
  );
}

/** Where the model that a call deploys is made; null for an estimator, whose values training reads too. */
function constructorOf(program: Program, resource: Resource): Origin | null {
  const call = resource.dialect === 'python-sdk' ? program.callOf(resource) : null;
  const base = call?.node.firstChild?.name === 'MemberExpression' ? call.node.firstChild.firstChild : null;
  if (call === null || base?.name !== 'VariableName') return null;
  const made = program.valueOfName(call.cell, base);
  if (
    made?.node.name !== 'CallExpression' ||
    !/(?:Model|ModelBuilder|ModelPackage)$/.test(calledName(made.cell, made.node))
  )
    return null;
  return program.placeOf(made.cell, made.node);
}

/** Whether which value a name has at its use depends on a condition: a change at the use would take the other ways along. */
function isUndecided(program: Program, use: Origin, depth: number): boolean {
  const found = program.nodeAt(use);
  if (found === null || depth > 5) return true;
  const names = [found.node, ...allNamesIn(found.cell, found.node)];
  return names.some((node) => {
    if (node.name === 'ConditionalExpression') return true;
    if (node.name !== 'VariableName') return false;
    const name = found.cell.text.slice(node.from, node.to);
    const viewpoint = program.viewpointAt(name, program.placeOf(found.cell, node));
    if (viewpoint === null) return false;
    const resolution = program.names.resolve(name, viewpoint);
    if (resolution.kind === 'branches') return true;
    return definitionsIn(resolution).some(({ statement, written }) => {
      if (written.given.kind !== 'value') return false;
      const { start, end } = written.given.value.span;
      return isUndecided(
        program,
        { file: use.file, cell: statement.cell, start: statement.base + start, end: statement.base + end },
        depth + 1,
      );
    });
  });
}

/** Whether an expression has another value in another outcome of a condition: it can't be changed for one alone. */
export function isConditional(program: Program, cell: ParsedCell, node: SyntaxNode | null): boolean {
  return node !== null && isUndecided(program, program.placeOf(cell, node), 0);
}

function allNamesIn(cell: ParsedCell, node: SyntaxNode): SyntaxNode[] {
  if (node.name === 'DictionaryExpression' || node.name === 'CallExpression') return [];
  return allOf(cell.tree, ['VariableName', 'ConditionalExpression'], spanOf(node));
}

/** Writes a value in place of the expression that spans a place. */
export function replaceAt(
  plan: Plan,
  program: Program,
  place: Origin,
  plain: Plain,
  nameOf: NameOf,
  typed: Typed = UNTYPED,
): Refusal | null {
  const found = program.nodeAt(place);
  if (found === null)
    return { reason: 'notExpressible', why: 'the place where the value is written is not an expression of its own' };
  return replaceNode(plan, program, found.cell, found.node, plain, nameOf, typed);
}

export function replaceNode(
  plan: Plan,
  program: Program,
  cell: ParsedCell,
  node: SyntaxNode,
  plain: Plain,
  nameOf: NameOf,
  typed: Typed = UNTYPED,
): Refusal | null {
  const special = typed(cell, node);
  if (special !== null && typeof special === 'object')
    return plan.replace(cell, special, special.newText) ? null : SHARED_VALUE;
  const text =
    special ??
    (typeof plain === 'object'
      ? plainLiteral(plain, program.layoutAt(cell, node), nameOf, indentAt(cell.text, node.from))
      : scalarLiteral(plain, ownQuote(cell, node) ?? program.layoutAt(cell, node.parent ?? node).quote));
  if (text === null) return NAMELESS;
  return plan.replace(cell, { start: node.from, end: node.to }, text) ? null : SHARED_VALUE;
}

/** A string keeps its quotes. */
function ownQuote(cell: ParsedCell, node: SyntaxNode): '"' | "'" | null {
  if (!/String$/.test(node.name)) return null;
  const quote = stringForm(cell.text.slice(node.from, node.to))?.quote[0];
  return quote === '"' || quote === "'" ? quote : null;
}

/** The entry that a path leads to, with the object that holds it. */
export function entryAt(resource: Resource, path: Path): { readonly object: ObjectValue; readonly key: string } | null {
  const key = path.at(-1);
  const object = path.length === 1 ? resource.properties : valueAt(resource.properties, path.slice(0, -1));
  return typeof key === 'string' && object.kind === 'object' ? { object, key } : null;
}
