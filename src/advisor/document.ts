import type { Language, Reading, Source, SourceCell } from '../model/language';
import { fileOf } from '../model/language';
import type { UnitAdvice } from './advice';
import { Judged } from './judged';
import { oneLeadsAtEachPlace, type Unit } from './unit';
import { NO_FACTS, type UnitFacts } from './unitFacts';

/**
 * A unit as the advisor holds it: a file, or several that are read as one. What can be made again from `source` is dropped
 * when it hasn't been asked for.
 */
export interface Document {
  readonly source: Source;
  readonly language: Language;
  /** Whether it can hold something of ours; without, it is read only where another unit asks for it. */
  readonly concerned: boolean;
  facts: UnitFacts;
  reading: Reading | null;
  unit: Unit | null;
  /** The same unit with what it takes to change it. */
  changeable: { readonly of: Unit; readonly unit: Unit } | null;
  advice: UnitAdvice | null;
  judged: Judged;
}

/** A document of the text as it is now; what was known of an earlier one of the same language helps to read it. */
export function newDocument(
  source: Source,
  language: Language,
  concerned: boolean,
  before: Document | undefined,
): Document {
  const same = before?.language === language ? before : undefined;
  const reading = concerned ? language.read(source, same?.reading ?? null) : null;
  const judged = same?.judged ?? new Judged();
  return { source, language, concerned, facts: NO_FACTS, reading, unit: null, changeable: null, advice: null, judged };
}

/** The files of a unit. */
export function filesOf({ source }: Document): readonly string[] {
  const [first] = source.cells;
  if (first?.file === undefined) return [source.file];
  return source.cells.map((cell) => fileOf(source, cell));
}

/** A unit's cells with those of one of its files replaced; in the order of the files' names. */
export function withPart(before: readonly SourceCell[], file: string, cells: readonly SourceCell[]): SourceCell[] {
  const others = before.filter((cell) => cell.file !== file);
  const part = cells.map((cell) => ({ ...cell, file }));
  return [...others, ...part].sort((a, b) => ((a.file ?? '') < (b.file ?? '') ? -1 : 1));
}

/** What several units say about one file: each instantiates what is declared there. */
export function adviceIn(file: string, all: readonly UnitAdvice[]): UnitAdvice {
  const isHere = ({ at }: { readonly at: { readonly file: string } }): boolean => at.file === file;
  const notices = all.map((advice) => advice.notices.filter(isHere));
  return {
    file,
    deployments: all.flatMap(({ deployments }) => deployments.filter(({ deployment }) => isHere(deployment))),
    findings: oneLeadsAtEachPlace(all.flatMap(({ findings }) => findings.filter(isHere))),
    suppressed: all.flatMap(({ suppressed }) => suppressed.filter(isHere)),
    notices: (notices[0] ?? [])
      // A suppression that one of the units needs is used.
      .filter(
        (notice) =>
          notice.kind !== 'unusedSuppression' ||
          notices.every((others) =>
            others.some((other) => other.kind === notice.kind && other.at.start === notice.at.start),
          ),
      )
      .concat(
        notices.slice(1).flatMap((each) => each.filter(({ kind }) => kind === 'unresolved' || kind === 'settings')),
      ),
    skipped: all.find(({ skipped }) => skipped?.file === file)?.skipped ?? null,
  };
}

/** A file that holds nothing any more. */
export function nothingIn(file: string): Source {
  return { file, cells: [] };
}

export function addAll(into: Set<string>, from: Iterable<string>): Set<string> {
  for (const each of from) into.add(each);
  return into;
}

export const NOBODY: ReadonlySet<string> = new Set();
