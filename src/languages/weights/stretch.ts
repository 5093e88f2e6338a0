import type { WeightTypes } from './weightTypes';

/** Bytes of a file: where they begin, and how many there are. */
export interface Stretch {
  readonly start: number;
  readonly length: number;
}

/** What the header of a file says, or in one sentence why it says nothing. */
export type Header =
  { readonly kind: 'types'; readonly types: WeightTypes } | { readonly kind: 'refused'; readonly why: string };

/**
 * Asks for the stretches of a file that it needs, one after the other, and answers what they say. Whoever has the file
 * gives the bytes, fewer where the file has ended meanwhile.
 */
export type HeaderReading = Generator<Stretch, Header, Uint8Array>;

export function refused(why: string): Header {
  return { kind: 'refused', why };
}

/** What lies where a model is meant, until Git LFS has brought it. */
const POINTER = 'version https://git-lfs';

/** Why a file that does not begin like a model is none. */
export function noHeader(format: string, head: Uint8Array): Header {
  const text = new TextDecoder('latin1').decode(head.subarray(0, POINTER.length));
  return refused(text === POINTER ? 'it is a pointer of Git LFS, not the model' : `it has no header of ${format}`);
}
