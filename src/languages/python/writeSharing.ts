import type { SyntaxNode } from '@lezer/common';
import type { Origin } from '../../model/origin';
import { contains } from '../../model/origin';
import type { Program } from './writeProgram';
import type { ParsedCell } from './writeSyntax';
import { children, covering } from './writeSyntax';

/** Calls that put their argument into the list or dictionary that they are called on. */
const MUTATORS: ReadonlySet<string> = new Set(['append', 'extend', 'insert', 'update', 'setdefault']);
const DEEPEST = 6;

/**
 * Whether a dictionary, a list or an object that is written at a place is seen by nobody but the calls it is changed for:
 * it stands in one of them, or has a name that only they read.
 */
export function isHeldBy(
  program: Program,
  place: Origin,
  declarations: readonly Origin[],
  key: string | null,
): boolean {
  return new Holder(program, declarations, key).isHeld(place, false, 0);
}

/** Whether a use of a name only hands its value on to the calls: by a further name, or inside of a dictionary. */
export function isHandedOnTo(program: Program, use: Origin, declarations: readonly Origin[]): boolean {
  return new Holder(program, declarations, null).isHeld(use, true, 0);
}

class Holder {
  constructor(
    private readonly program: Program,
    private readonly declarations: readonly Origin[],
    private readonly key: string | null,
  ) {}

  /** `isRead`: the place is a use of a name, so a call that takes it is somebody who sees it. */
  isHeld(place: Origin, isRead: boolean, depth: number): boolean {
    if (this.declarations.some((declaration) => contains(declaration, place))) return true;
    const cell = this.program.cellOf(place);
    if (cell === null || depth > DEEPEST) return false;
    let inObject = false;
    let node: SyntaxNode = covering(cell, place);
    for (let up = node.parent; up !== null; node = up, up = up.parent) {
      if (up.name === 'ParamList') return !isRead;
      // As a key it picks something else, in a text it is a part of something else.
      if (isRead && (up.name === 'FormatString' || isKeyIn(up, node))) return false;
      if (up.name === 'CallExpression' && node.name === 'ArgList') {
        const called = calledName(cell, up);
        const target = MUTATORS.has(called) ? baseName(cell, up) : null;
        if (target !== null) return this.isNameHeld(cell, target, inObject, depth);
        if (/^[A-Z]/.test(called) && !isRead) inObject = true;
        else if (called !== 'dict' && called !== 'list') return !isRead;
      }
      if (up.name === 'AssignStatement') return this.isAssignedHeld(cell, up, inObject, depth);
      if (/Statement$|Definition$/.test(up.name)) return up.name !== 'ReturnStatement' && !isRead;
    }
    return !isRead;
  }

  private isAssignedHeld(cell: ParsedCell, statement: SyntaxNode, inObject: boolean, depth: number): boolean {
    const [target, sign, ...rest] = children(statement).filter((part) => part.name !== 'TypeDef');
    if (target === undefined || sign?.name !== 'AssignOp' || rest.length !== 1) return false;
    // `request["key"] = value` changes what has a name already.
    const name = isName(cell, target) ? target : subscripted(cell, target);
    return name !== null && this.isNameHeld(cell, name, inObject, depth);
  }

  /** Whether everybody who reads a name, with the meaning that it has at a place, is one of the calls. */
  private isNameHeld(cell: ParsedCell, target: SyntaxNode, inObject: boolean, depth: number): boolean {
    const { program } = this;
    const name = cell.text.slice(target.from, target.to);
    const place = program.placeOf(cell, target);
    const definition = program.definitionAt(name, place)?.definition ?? program.definitionOf(name, place);
    if (definition === null) return false;
    for (const table of program.names.table(name).values()) {
      if (!table.definitions.includes(definition)) continue;
      return table.references.every(({ statement, written }) => {
        if (written.role === 'display' || written.called !== null) return true;
        const use: Origin = {
          file: place.file,
          cell: statement.cell,
          start: statement.base + written.start,
          end: statement.base + written.end,
        };
        // The name as it is changed by this very place, or the name with another meaning, is nobody who reads it.
        if (use.cell === place.cell && use.start === place.start) return true;
        const meant = program.definitionOf(name, use);
        if (meant !== null && meant !== definition) return true;
        if (written.key !== null && this.key !== null && written.key !== this.key) return true;
        return (inObject && this.isMethodCall(use)) || this.isHeld(use, true, depth + 1);
      });
    }
    return false;
  }

  /** `name.method(…)`: the object is asked to do something, not handed on. */
  private isMethodCall(use: Origin): boolean {
    const found = this.program.nodeAt(use);
    return found?.node.parent?.name === 'MemberExpression' && found.cell.text[found.node.to] === '.';
  }
}

/** Whether a node is the key in `base[key]`. */
function isKeyIn(up: SyntaxNode, node: SyntaxNode): boolean {
  return up.name === 'MemberExpression' && up.firstChild !== null && node.from > up.firstChild.to;
}

/** Whether a use of a name is a part of a text that is put together, an endpoint's name for instance. */
export function isPartOfText(program: Program, use: Origin): boolean {
  const cell = program.cellOf(use);
  for (let up = cell === null ? null : covering(cell, use).parent; up !== null; up = up.parent) {
    if (up.name === 'FormatString') return true;
    if (up.name === 'ArgList' || /Statement$/.test(up.name)) return false;
  }
  return false;
}

/** A name, or an attribute of `self`. */
function isName(cell: ParsedCell, node: SyntaxNode): boolean {
  if (node.name === 'VariableName') return true;
  return node.name === 'MemberExpression' && /^self\.\w+$/.test(cell.text.slice(node.from, node.to));
}

/** The name in `name["a"]["b"]`, or null. */
function subscripted(cell: ParsedCell, node: SyntaxNode): SyntaxNode | null {
  const base = node.name === 'MemberExpression' ? node.firstChild : null;
  if (base === null || cell.text[base.to] !== '[') return null;
  return isName(cell, base) ? base : subscripted(cell, base);
}

/** The last name of what is called: `client` of `boto3.client(…)`. */
export function calledName(cell: ParsedCell, call: SyntaxNode): string {
  const callee = call.firstChild;
  if (callee === null) return '';
  const last = callee.name === 'MemberExpression' ? (callee.lastChild ?? callee) : callee;
  return cell.text.slice(last.from, last.to);
}

function baseName(cell: ParsedCell, call: SyntaxNode): SyntaxNode | null {
  const base = call.firstChild?.name === 'MemberExpression' ? call.firstChild.firstChild : null;
  if (base === null) return null;
  return isName(cell, base) ? base : subscripted(cell, base);
}
