/** A stretch of text, as UTF-16 offsets; `end` is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A stretch of text in a file, or in one cell of a notebook (`cell` is its 0-based index among all cells). */
export interface Origin extends Span {
  readonly file: string;
  readonly cell: number | null;
}

/** The place of a part that is read by itself: spans inside the part count from `base`. */
export interface Site {
  readonly file: string;
  readonly cell: number | null;
  readonly base: number;
}

export function originAt(site: Site, span: Span): Origin {
  return { file: site.file, cell: site.cell, start: site.base + span.start, end: site.base + span.end };
}

export function sameDocument(a: Origin, b: Origin): boolean {
  return a.file === b.file && a.cell === b.cell;
}

export function sameOrigin(a: Origin, b: Origin): boolean {
  return sameDocument(a, b) && a.start === b.start && a.end === b.end;
}

/** Whether `inner` lies within `outer`. */
export function contains(outer: Origin, inner: Origin): boolean {
  return sameDocument(outer, inner) && outer.start <= inner.start && inner.end <= outer.end;
}

/** Order of reading: file, cell, start, end. */
export function compareOrigins(a: Origin, b: Origin): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return (a.cell ?? -1) - (b.cell ?? -1) || a.start - b.start || a.end - b.end;
}
