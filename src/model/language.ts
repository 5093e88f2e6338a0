import type { Expr } from './expression';
import type { Graph } from './graph';
import type { Op } from './operation';
import type { Origin } from './origin';
import type { ResourceId, Sourced } from './value';

/** One cell of a notebook, or the whole of a plain file (`index` null). */
export interface SourceCell {
  readonly index: number | null;
  readonly text: string;
  /** Whether the cell holds code of the notebook's language; always true in a plain file. */
  readonly code: boolean;
  /** The file it is, in a unit of several files; else it lies in the source's own. */
  readonly file?: string;
}

/**
 * A unit as it is now: a document, or all files that a language reads as one, a cell each. Paths are relative to the
 * workspace, with forward slashes.
 */
export interface Source {
  /** The document, or the name of the unit. */
  readonly file: string;
  readonly cells: readonly SourceCell[];
}

/** The file that a cell lies in. */
export function fileOf(source: Source, cell: SourceCell): string {
  return cell.file ?? source.file;
}

/** The cell of a file, or undefined where it isn't in the source. */
export function cellIn(source: Source, file: string, index: number | null): SourceCell | undefined {
  return source.cells.find((cell) => cell.index === index && fileOf(source, cell) === file);
}

/** A document that has been read. Each language keeps what it needs to read the next version quickly. */
export interface Reading {
  readonly source: Source;
  /** Why the file is left alone, or null. */
  readonly skipped?: string | null;
  /** The file that is, where a unit is read from several. */
  readonly skippedFile?: string;
  /** Wishes for silence that the document itself holds as data, not as comments. */
  readonly metadataSuppressions?: readonly MetadataSuppression[];
}

/** `Metadata: {sagegreen: {ignore: …}}` of a resource. */
export interface MetadataSuppression {
  readonly resource: ResourceId;
  /** The practices that are silent, or all. */
  readonly ignore: 'all' | readonly string[];
  readonly reason: string | null;
  /** The last day (`2027-03-31`) it holds for. */
  readonly until: string | null;
  readonly at: Origin;
}

export interface BoundValue {
  /** As text; empty where it is no scalar. */
  readonly value: string;
  readonly origin: Origin;
  /** The value as it is written, where it may be more than a text. Its spans count from the start of the file. */
  readonly expr?: Expr;
}

/** Values from outside a document: a parameters file beside a template. */
export interface Binding {
  /** The environment it stands for: `prod`, `staging`. */
  readonly name: string;
  readonly file: string;
  readonly values: ReadonlyMap<string, BoundValue>;
  readonly region: Sourced<string>;
}

export interface Edit {
  readonly file: string;
  readonly cell: number | null;
  readonly start: number;
  readonly end: number;
  readonly newText: string;
}

/** Why a change can't be written. */
export type RefusalReason = 'sharedValue' | 'generated' | 'unresolved' | 'notExpressible' | 'outsideWorkspace';

export interface Refusal {
  readonly reason: RefusalReason;
  /** One sentence for the user. */
  readonly why: string;
}

export type Written =
  { readonly kind: 'edits'; readonly edits: readonly Edit[] } | { readonly kind: 'refusal'; readonly refusal: Refusal };

/**
 * The rest of the workspace, for values that a unit takes from it. What is asked for is remembered: when it comes, changes
 * or goes, the unit is linked again.
 */
export interface OtherFiles {
  /** The text of a file; undefined where there is none. */
  text(file: string): string | undefined;
  /** Another unit of the same language as it has been read; null where there is none. */
  reading(unit: string): Reading | null;
}

/** Nothing but the unit itself. */
export const NO_OTHER_FILES: OtherFiles = { text: () => undefined, reading: () => null };

export interface LinkContext {
  readonly bindings: readonly Binding[];
  /** Absent where the unit stands alone. */
  readonly files?: OtherFiles;
  /** The Region where the code names none. */
  readonly region: Sourced<string>;
  /** Nothing will be changed by what comes of it: who else reads a value needn't be found out. */
  readonly isToReadOnly?: true;
}

/** The text of a file that a fix may have to edit beside the document: a parameters file. */
export type TextOf = (file: string, cell: number | null) => string | undefined;

/** What a language can do: read deployments and say changes. */
export interface Language<R extends Reading = Reading> {
  readonly name: string;
  /** A cheap test on path and text: whether reading it could find anything of ours. */
  concerns(file: string, text: string): boolean;
  /** The unit that a file is a part of, for languages that read several files as one; null for any other file. */
  readonly unitOf?: (file: string) => string | null;
  /** Reads a document; `previous` is an earlier reading of the same file, whose unchanged parts are kept. Never throws. */
  read(source: Source, previous: R | null): R;
  /** Whether `link` finds out who else reads a value only where that is asked for: see `LinkContext.isToReadOnly`. */
  readonly findsReadersLater?: true;
  /** One graph per binding; exactly one where there are no bindings. */
  link(reading: R, context: LinkContext): readonly Graph[];
  /** The edits that make the ops true, or why they can't be written. */
  write(reading: R, graph: Graph, ops: readonly Op[], textOf: TextOf): Written;
  /** The files beside a document that give it values, for languages that have such files. */
  readonly bindings?: {
    /** A cheap test on path and text. */
    concerns(file: string, text: string): boolean;
    /** Never throws; nothing where the file is not of that kind after all. */
    read(file: string, text: string): readonly Binding[];
    /** Whether a file may belong to a document, as far as their places tell: others change nothing for it. */
    isNear(file: string, unit: string): boolean;
    /** Those of all bindings that belong to a document. */
    of(reading: R, all: readonly Binding[]): readonly Binding[];
  };
  /** How a document without comments asks for silence on a resource; null where a comment does. */
  readonly suppress?: (reading: R, resource: ResourceId, practice: string) => Edit | null;
}

export function refuse(reason: RefusalReason, why: string): Written {
  return { kind: 'refusal', refusal: { reason, why } };
}
