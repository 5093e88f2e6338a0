import type { Reading, Source, SourceCell } from '../../model/language';
import { reasonToSkip } from '../../model/leftAlone';
import type { Site } from '../../model/origin';
import { codeOf } from '../notebook/cells';
import { commonPrefix, commonSuffix } from '../program/commonEnds';
import { detached } from '../program/detached';
import { NameIndex } from '../program/nameIndex';
import type { EarlierTree } from './parse';
import { ReadStatement } from './readStatement';
import type { StatementSpan } from './statements';
import { splitStatements } from './statements';
import type { SdkVersion } from './deployArguments';
import { sdkMajorOf } from './sdkVersion';

/** A statement in its place. As a site, it places the spans of its fragment. */
export interface PlacedStatement extends Site {
  readonly kind: StatementSpan['kind'];
  readonly read: ReadStatement;
  /** Where it stands in the order of the whole unit: cells one after the other. */
  readonly order: number;
  /** The class that it is a member of: the statement that heads it. */
  readonly memberOf: PlacedStatement | null;
}

/** One cell (or the whole of a plain file) as it was read. */
interface CellReading {
  readonly cell: SourceCell;
  /** The text as Python, of the same length: magics and the like are blanked out. Null where it is no Python at all. */
  readonly code: string | null;
  readonly spans: readonly StatementSpan[];
  readonly statements: readonly ReadStatement[];
}

export interface PythonReading extends Reading {
  readonly skipped: string | null;
  readonly cells: readonly CellReading[];
  /** All statements in the order of the unit. */
  readonly statements: readonly PlacedStatement[];
  /** Where words stand in `statements`. */
  readonly index: NameIndex<ReadStatement>;
  /** The full path of everything that is imported. */
  readonly imports: readonly string[];
  /** The SageMaker Python SDK's major version as far as imports show, else null. */
  readonly sdkMajor: SdkVersion | null;
}

const IMPORTS: ReadonlySet<string> = new Set(['import']);

/** Reads a document; unchanged statements of `previous` are kept. */
export function readPython(source: Source, previous: PythonReading | null): PythonReading {
  const skipped = reasonIn(source);
  const earlier = previous?.source.file === source.file && previous.skipped === null ? previous : null;
  const find = matching(source, earlier);
  const notebook = source.file.endsWith('.ipynb') || source.cells.some((cell) => cell.index !== null);
  const cells = source.cells.map((cell) => (skipped === null ? readCell(cell, notebook, find(cell)) : nothingIn(cell)));
  const statements = placed(source.file, cells);
  const index = NameIndex.of(
    statements.map(({ read }) => read),
    earlier?.index ?? null,
    ({ words }) => words,
  );
  const imports = index.placesOfAny(IMPORTS).flatMap((at) => statements[at]?.read.imports ?? []);
  return { source, skipped, cells, statements, index, imports, sdkMajor: sdkMajorOf(cells, imports) };
}

/** One cell that is left alone is reason enough for all: what it would say is missing in the others. */
function reasonIn(source: Source): string | null {
  for (const { text } of source.cells) {
    const reason = reasonToSkip(text);
    if (reason !== null) return reason;
  }
  return null;
}

function nothingIn(cell: SourceCell): CellReading {
  return { cell, code: null, spans: [], statements: [] };
}

/** Finds the earlier reading of a cell: the one with the same text, else the one in the same place. */
function matching(source: Source, earlier: PythonReading | null): (cell: SourceCell) => CellReading | null {
  if (earlier === null) return () => null;
  const sameLength = earlier.cells.length === source.cells.length;
  const byText = new Map<string, CellReading[]>();
  if (!sameLength || source.cells.length > 1)
    for (const each of earlier.cells) {
      const same = byText.get(each.cell.text);
      if (same === undefined) byText.set(each.cell.text, [each]);
      else same.push(each);
    }
  return (cell) => {
    const same = byText.get(cell.text)?.shift();
    if (same !== undefined) return same;
    const before = earlier.cells.find((each) => each.cell.index === cell.index);
    // A reading that another cell has taken over must not be taken twice: its statements are told apart by identity.
    return before !== undefined && (before.cell.text !== cell.text || byText.size === 0) ? before : null;
  };
}

function readCell(cell: SourceCell, notebook: boolean, previous: CellReading | null): CellReading {
  if (previous?.cell.text === cell.text && previous.cell.code === cell.code)
    return previous.cell.index === cell.index ? previous : { ...previous, cell };
  const code = notebook ? codeOf(cell) : cell.text;
  if (code === null) return nothingIn(cell);
  if (previous === null || previous.code === null) {
    const spans = splitStatements(code);
    const statements = spans.map((span) => new ReadStatement(code.slice(span.start, span.end), span, null));
    return { cell, code, spans, statements };
  }
  return readAgain(cell, code, { ...previous, code: previous.code });
}

function readAgain(cell: SourceCell, code: string, previous: CellReading & { readonly code: string }): CellReading {
  const prefix = commonPrefix(previous.code, code);
  const suffix = commonSuffix(previous.code, code, prefix);
  const spans = splitStatements(code, { spans: previous.spans, length: previous.code.length, prefix, suffix });
  const moved = code.length - previous.code.length;
  const statements: ReadStatement[] = [];
  let at = 0;
  for (const span of spans) {
    const unchanged = span.end <= prefix ? 0 : span.start >= code.length - suffix ? moved : null;
    const start = span.start - (unchanged ?? 0);
    while ((previous.spans[at]?.start ?? Infinity) < start) at++;
    const before = previous.spans[at];
    const read = previous.statements[at];
    const same =
      unchanged !== null && before?.start === start && before.end === span.end - unchanged && alike(before, span);
    statements.push(
      same && read !== undefined
        ? read
        : new ReadStatement(
            detached(code.slice(span.start, span.end)),
            span,
            earlierTree(code, span, previous, prefix, suffix),
          ),
    );
  }
  return { cell, code, spans, statements };
}

function alike(a: StatementSpan, b: StatementSpan): boolean {
  return a.kind === b.kind && a.indented === b.indented;
}

/** The tree of the statement that stood where a changed statement stands. */
function earlierTree(
  code: string,
  span: StatementSpan,
  previous: CellReading & { readonly code: string },
  prefix: number,
  suffix: number,
): EarlierTree | null {
  if (span.start > prefix || span.end < code.length - suffix) return null;
  const at = previous.spans.findIndex((each) => each.start === span.start);
  const before = previous.spans[at];
  const tree = previous.statements[at]?.treeAtHand;
  if (before === undefined || tree === null || tree === undefined || !alike(before, span)) return null;
  const suffixBefore = before.end - (previous.code.length - suffix);
  const suffixNow = span.end - (code.length - suffix);
  if (suffixBefore < 0 || suffixNow !== suffixBefore) return null;
  return { tree, prefix: prefix - span.start, suffix: suffixNow };
}

function placed(file: string, cells: readonly CellReading[]): PlacedStatement[] {
  const found: PlacedStatement[] = [];
  let before = 0;
  for (const { cell, code, spans, statements } of cells) {
    let head: PlacedStatement | null = null;
    for (const [index, span] of spans.entries()) {
      const read = statements[index];
      if (read === undefined) continue;
      const memberOf: PlacedStatement | null = span.kind === 'member' ? head : null;
      const each: PlacedStatement = {
        file,
        cell: cell.index,
        base: span.start,
        kind: span.kind,
        read,
        order: before + span.start,
        memberOf,
      };
      if (span.kind === 'header') head = each;
      found.push(each);
    }
    before += (code?.length ?? 0) + 1;
  }
  return found;
}
