import type { SyntaxNode } from '@lezer/common';
import type { ParsedCell } from './writeSyntax';
import { children, isWithin } from './writeSyntax';

const MAKES_OR_UPDATES = /\b(?:create|update)_endpoint\s*\(/;

/** The whole statement whose ways make the endpoint or give it another configuration: it is there either way. */
export function eitherWay(cell: ParsedCell, made: SyntaxNode): SyntaxNode {
  let found = made;
  for (let at = made.parent; at !== null && at.name !== 'FunctionDefinition'; at = at.parent)
    if (/^(?:Try|If)Statement$/.test(at.name) && isOneOfTheWays(cell, at, made)) found = at;
  return found;
}

function isOneOfTheWays(cell: ParsedCell, statement: SyntaxNode, made: SyntaxNode): boolean {
  let clause = '';
  let isHandler = false;
  let others = '';
  for (const child of children(statement)) {
    if (child.name !== 'Body') clause = /^(?:except|finally)$/.test(child.name) ? child.name : clause;
    else if (isWithin(made, child)) isHandler = clause === 'except';
    else others += cell.text.slice(child.from, child.to);
  }
  return isHandler || MAKES_OR_UPDATES.test(others);
}

/** The last statement of the block that waits for the endpoint: only what is in service can be registered. */
export function inService(cell: ParsedCell, from: SyntaxNode): SyntaxNode {
  let found = from;
  let waiter: string | null = null;
  for (let next = from.nextSibling; next !== null && next.name !== 'ReturnStatement'; next = next.nextSibling) {
    if (/Definition$/.test(next.name)) continue;
    const text = cell.text.slice(next.from, next.to);
    const waits = text.includes('endpoint_in_service');
    const name = waits && next.name === 'AssignStatement' ? next.firstChild : null;
    if (name?.name === 'VariableName') waiter = cell.text.slice(name.from, name.to);
    if (waits || (waiter !== null && text.includes(`${waiter}.wait(`))) found = next;
  }
  return found;
}
