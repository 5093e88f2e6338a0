import type { SyntaxNode } from '@lezer/common';
import { indentAt, isFirstOnLine, isLastOnLine, lineBreakOf, lineEnd, lineStart, nextLine } from '../program/layout';
import type { TextEdit } from '../program/elements';
import type { Program } from './writeProgram';
import type { Located } from './writeSyntax';
import { spanAt } from './writeSyntax';
import { childrenOf } from './syntax';

/** Puts lines after the statement, as deep as it. Null where the statement shares its lines with something else. */
export function insertAfter(program: Program, statement: Located, lines: readonly string[]): TextEdit | null {
  const { text } = program;
  const span = spanAt(statement);
  if (!isFirstOnLine(text, span.start)) return null;
  const end = lineEnd(text, span.end);
  // Something else than a comment behind the statement belongs to another one.
  if (!/^\s*;?\s*(?:\/\/.*)?$/.test(text.slice(span.end, end))) return null;
  const indent = indentAt(text, span.start);
  const lineBreak = lineBreakOf(text);
  return { start: end, end, newText: lines.map((line) => lineBreak + (line === '' ? '' : indent + line)).join('') };
}

/** Takes a statement out, with its line and the comment behind it. */
export function removeStatement(program: Program, statement: Located): TextEdit | null {
  const { text } = program;
  const span = spanAt(statement);
  const end = lineEnd(text, span.end);
  const rest = text.slice(span.end, end);
  if (!isFirstOnLine(text, span.start)) return null;
  if (!isLastOnLine(text, span.end) && !/^\s*;?\s*(?:\/\/.*)?$/.test(rest)) return null;
  const start = lineStart(text, span.start);
  // The last line of a text without a final line break takes the break before it along.
  if (end === text.length && start > 0) return { start: start - (text[start - 2] === '\r' ? 2 : 1), end, newText: '' };
  return { start, end: nextLine(text, span.end), newText: '' };
}

/** The statements beside one, in its block or file. */
export function siblingsOf({ reading }: Program, statement: Located): Located[] {
  const { parent } = statement.node;
  if (parent === null) return [statement];
  if (parent.name !== 'Script') return statementsIn(parent, statement.base);
  // The statements of a file are read by themselves.
  return reading.chunks.flatMap(({ read, base }) =>
    read.parsed === null ? [] : statementsIn(read.parsed.tree.topNode, base),
  );
}

function statementsIn(block: SyntaxNode, base: number): Located[] {
  return childrenOf(block)
    .filter((each) => /(?:Statement|Declaration)$/.test(each.name))
    .map((node) => ({ node, base }));
}
