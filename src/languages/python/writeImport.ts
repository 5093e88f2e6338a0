import type { SyntaxNode } from '@lezer/common';
import { indentAt, isFirstOnLine, lineBreakOf, lineEnd, nextLine } from './writeStyle';
import type { ParsedCell, TextEdit } from './writeSyntax';
import { children, functionOf, isWithin, statementOf } from './writeSyntax';

/** A name that an import statement brings in. */
export interface ImportedName {
  readonly cell: ParsedCell;
  readonly statement: SyntaxNode;
  /** `sagemaker.serverless`; dots in front for a relative import. */
  readonly module: string;
  /** What is taken from the module; null where the module itself is imported. */
  readonly name: string | null;
  /** What it is called here. */
  readonly local: string;
}

/** All names that the import statements of some cells bring in, in order. */
export function importedNames(cells: readonly ParsedCell[]): ImportedName[] {
  return cells.flatMap((cell) => importStatements(cell).flatMap((statement) => namesIn(cell, statement)));
}

/** Found by their first words, since the whole tree is long. */
function importStatements(cell: ParsedCell): SyntaxNode[] {
  return [...cell.text.matchAll(/(?:^|;)[ \t]*(?=(?:from|import)\b)/gm)].flatMap((match) => {
    const node = statementOf(cell.tree.resolveInner(match.index + match[0].length, 1));
    return node?.name === 'ImportStatement' ? [node] : [];
  });
}

function namesIn(cell: ParsedCell, statement: SyntaxNode): ImportedName[] {
  const text = cell.text
    .slice(statement.from, statement.to)
    .replace(/#[^\n]*/g, ' ')
    .replace(/\\\r?\n|[()\r\n\t]/g, ' ')
    .trim();
  const from = /^from\s+([\w.]+)\s+import\s+(.*)$/.exec(text);
  const plain = from === null ? /^import\s+(.*)$/.exec(text) : null;
  const list = from?.[2] ?? plain?.[1] ?? '';
  return list.split(',').flatMap((item) => {
    const [imported, as, alias] = item.trim().split(/\s+/);
    if (imported === undefined || imported === '') return [];
    const local =
      as === 'as' && alias !== undefined ? alias : from === null ? (imported.split('.')[0] ?? imported) : imported;
    const module = from?.[1] ?? imported;
    return [{ cell, statement, module, name: from === null ? null : imported, local }];
  });
}

/** Where a name is needed. */
export interface Use {
  readonly cell: ParsedCell;
  readonly node: SyntaxNode;
}

/** Whether an import is in force at a place: at the top level before it, or in a function around it. */
export function isVisible(imported: ImportedName, use: Use, cells: readonly ParsedCell[]): boolean {
  const order = cells.indexOf(imported.cell) - cells.indexOf(use.cell);
  if (order !== 0) return order < 0 && functionOf(imported.statement) === null;
  const within = functionOf(imported.statement);
  if (within === null) return imported.statement.from < use.node.from || functionOf(use.node) !== null;
  return isWithin(use.node, within) && imported.statement.from < use.node.from;
}

/**
 * The edit that adds an import line: with the imports of the same package, in front of the place that needs it; else with
 * the other imports; else at the top. In a notebook: in the nearest cell that imports the package, else at the top of the
 * cell that needs it.
 */
export function addImport(
  line: string,
  pack: string,
  use: Use,
  cells: readonly ParsedCell[],
): { cell: ParsedCell; edit: TextEdit } {
  const before = importedNames(cells).filter(
    (each) => isVisible(each, use, cells) && ownsItsLine(each) && each.module !== '__future__',
  );
  const alike = before.filter((each) => each.module === pack || each.module.startsWith(`${pack}.`));
  const sameLevel = alike.filter((each) => functionOf(each.statement) === null);
  const neighbours = sameLevel.length > 0 ? sameLevel : alike;
  const isNotebook = use.cell.cell !== null;
  const neighbour =
    neighbours.findLast((each) => each.cell === use.cell) ??
    neighbours.at(-1) ??
    before.findLast((each) => each.cell === use.cell && functionOf(each.statement) === null && !isNotebook);
  if (neighbour !== undefined) return { cell: neighbour.cell, edit: afterImport(neighbour, line) };
  return { cell: use.cell, edit: atTop(use.cell, line) };
}

/** Whether the import stands on lines of its own and not under a condition. */
function ownsItsLine({ cell, statement }: ImportedName): boolean {
  const inBlock = statement.parent?.name === 'Body' && statement.parent.parent?.name !== 'FunctionDefinition';
  if (inBlock || !isFirstOnLine(cell.text, statement.from)) return false;
  return /^\s*(?:#.*)?$/.test(cell.text.slice(statement.to, lineEnd(cell.text, statement.to)));
}

function afterImport({ cell, statement }: ImportedName, line: string): TextEdit {
  const end = lineEnd(cell.text, statement.to);
  return { start: end, end, newText: lineBreakOf(cell.text) + indentAt(cell.text, statement.from) + line };
}

/** Below a cell magic; in a script below its first comments, the docstring and `from __future__` imports. */
function atTop(cell: ParsedCell, line: string): TextEdit {
  const { text } = cell;
  const lineBreak = lineBreakOf(text);
  const isScript = cell.cell === null;
  let at = text.startsWith('\ufeff') ? 1 : 0;
  const heading = isScript ? /^(?:[ \t]*#.*(?:\r?\n|$))+/.exec(text.slice(at)) : /^(?:\s*%%.*(?:\r?\n|$))+/.exec(text);
  // A comment right above the first line of code is about that code.
  if (
    heading !== null &&
    (!isScript || /^(?:#!|# -\*-)/.test(heading[0]) || /^\s*(?:\n|$)/.test(text.slice(at + heading[0].length)))
  )
    at += heading[0].length;
  for (const child of children(cell.tree.topNode)) {
    if (child.name === 'Comment') continue;
    if (!isDocstring(child) && !/^from\s+__future__\b/.test(text.slice(child.from, child.to))) break;
    at = Math.max(at, nextLine(text, child.to));
  }
  const start = at === text.length && at > 0 && !text.endsWith('\n') ? lineBreak : '';
  const end = isScript && text.slice(at, nextLine(text, at)).trim() !== '' ? lineBreak : '';
  return { start: at, end: at, newText: start + line + lineBreak + end };
}

function isDocstring(node: SyntaxNode): boolean {
  return node.name === 'ExpressionStatement' && /^(?:Continued)?String$/.test(node.firstChild?.name ?? '');
}
