import type { SyntaxNode } from '@lezer/common';
import { indentAt, isFirstOnLine, isLastOnLine, lineBreakOf, lineEnd, lineStart, nextLine } from './writeStyle';
import type { ParsedCell, TextEdit } from './writeSyntax';
import { children } from './writeSyntax';

/** Puts lines after the statement, as deep as it. Null where the statement shares its lines with a block's header. */
export function insertAfter(cell: ParsedCell, statement: SyntaxNode, lines: readonly string[]): TextEdit | null {
  const { text } = cell;
  const group = groupOf(statement);
  const last = statementsOf(group).at(-1) ?? statement;
  if (!isFirstOnLine(text, group.from)) return null;
  const end = lineEnd(text, last.to);
  // Something else than a comment behind the statement belongs to another one.
  if (!/^\s*(?:;\s*)?(?:#.*)?$/.test(text.slice(last.to, end))) return null;
  const indent = indentAt(text, group.from);
  const lineBreak = lineBreakOf(text);
  return { start: end, end, newText: lines.map((line) => lineBreak + (line === '' ? '' : indent + line)).join('') };
}

/** Puts a line before the statement, as deep as it. Null where the statement isn't the first on its line. */
export function insertBefore(cell: ParsedCell, statement: SyntaxNode, line: string): TextEdit | null {
  const { text } = cell;
  if (!isFirstOnLine(text, statement.from)) return null;
  const newText = line + lineBreakOf(text) + indentAt(text, statement.from);
  return { start: statement.from, end: statement.from, newText };
}

/** Puts lines at the end of the text, at the margin. */
export function appendLines(cell: ParsedCell, lines: readonly string[]): TextEdit {
  const { text } = cell;
  const lineBreak = lineBreakOf(text);
  const end = text.length - (/\s*$/.exec(text)?.[0].length ?? 0);
  const start = lineEnd(text, end);
  const gap = end === 0 ? '' : lineBreak;
  return { start, end: start, newText: gap + lines.join(lineBreak) };
}

/** Takes a statement out, with its line and the comment behind it; the only one of a block leaves `pass`. */
export function removeStatement(cell: ParsedCell, statement: SyntaxNode): TextEdit {
  const { text } = cell;
  const group = groupOf(statement);
  if (group !== statement) return removeFromGroup(group, statement);
  const body = statement.parent;
  const isOnly = body?.name === 'Body' && statementsOf(body).length === 1;
  if (isOnly || !isFirstOnLine(text, statement.from))
    return { start: statement.from, end: statement.to, newText: 'pass' };
  const end = lineEnd(text, statement.to);
  const rest = text.slice(statement.to, end);
  if (!isLastOnLine(text, statement.to) && !/^\s*(?:;\s*)?(?:#.*)?$/.test(rest))
    return { start: statement.from, end: statement.to, newText: 'pass' };
  const start = lineStart(text, statement.from);
  // The last line of a text without a final line break takes the break before it along.
  if (end === text.length && start > 0) {
    const before = start - (text[start - 2] === '\r' ? 2 : 1);
    return { start: before, end, newText: '' };
  }
  return { start, end: nextLine(text, statement.to), newText: '' };
}

/** Takes one of several statements on a line out, with a semicolon. */
function removeFromGroup(group: SyntaxNode, statement: SyntaxNode): TextEdit {
  const statements = statementsOf(group);
  const index = statements.findIndex((each) => each.from === statement.from);
  const next = statements[index + 1];
  const previous = statements[index - 1];
  if (next !== undefined) return { start: statement.from, end: next.from, newText: '' };
  return { start: previous?.to ?? statement.from, end: statement.to, newText: previous === undefined ? 'pass' : '' };
}

function statementsOf(node: SyntaxNode): SyntaxNode[] {
  return children(node).filter((child) => /Statement$|Definition$|^StatementGroup$/.test(child.name));
}

/** Several statements on one line are one group; else the statement itself. */
function groupOf(statement: SyntaxNode): SyntaxNode {
  return statement.parent?.name === 'StatementGroup' ? statement.parent : statement;
}

/** Whether the statement stands at the top of the text, in no block. */
export function isTopLevel(statement: SyntaxNode): boolean {
  return groupOf(statement).parent?.name === 'Script';
}

/** The one name, or attribute of `self`, that a statement gives to the value of an expression, or null. */
export function boundName(cell: ParsedCell, statement: SyntaxNode, expression: SyntaxNode): string | null {
  if (statement.name !== 'AssignStatement') return null;
  const parts = children(statement).filter((part) => part.name !== 'TypeDef');
  const [target, sign, value] = parts;
  if (parts.length !== 3 || target === undefined || sign?.name !== 'AssignOp') return null;
  if (value === undefined || value.from !== expression.from || value.to !== expression.to) return null;
  const name = cell.text.slice(target.from, target.to);
  return /^(?:self\.)?[^\W\d]\w*$/u.test(name) ? name : null;
}
