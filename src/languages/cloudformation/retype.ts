import { detached } from '../program/detached';
import type { Chunk, Piece, PlacedChunk } from './chunk';
import { isOfInterest, readChunk } from './readChunk';
import type { CloudFormationReading } from './reading';
import { splitBlock } from './splitBlock';
import { isClosedAt } from './splitJson';

/** What differs between two texts: the stretch of the old one that was replaced, and how much longer the new one is. */
interface Change {
  readonly start: number;
  readonly end: number;
  readonly shift: number;
}

/**
 * The chunks of a text that differs from an earlier one inside of a single entry only, which is how people type: that
 * entry is read, and the others are moved. Null where the text has to be split again. Gives what splitting would give.
 */
export function retype(previous: CloudFormationReading, text: string): readonly PlacedChunk[] | null {
  const { chunks } = previous;
  const change = changeBetween(previous.text, text);
  const index = holderOf(chunks, change);
  const placed = chunks[index];
  if (placed === undefined) return null;
  const piece = pieceOf(placed, change);
  if (change.start < piece.nameStart || (index === 0 && change.start === piece.nameStart)) return null;
  const stretch = detached(text.slice(piece.start, piece.end));
  const again = piece.style === 'json' ? sameJson(previous.text, text, piece, change) : sameBlock(stretch, piece);
  // An alias ties entries together.
  if (again === null || isTied(placed.chunk) || chunks.some(({ chunk }) => chunk.aliases.length > 0)) return null;
  const chunk = readChunk(again, stretch, isOfInterest(again, stretch));
  if (isTied(chunk)) return null;
  return chunks.map((each, at) => {
    if (at < index) return each;
    return at === index ? { chunk, base: piece.start } : { chunk: each.chunk, base: each.base + change.shift };
  });
}

function isTied(chunk: Chunk): boolean {
  return chunk.aliases.length > 0 || chunk.anchors.length > 0;
}

const BLOCK = 1024;

function changeBetween(before: string, after: string): Change {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start + BLOCK <= most && before.slice(start, start + BLOCK) === after.slice(start, start + BLOCK))
    start += BLOCK;
  while (start < most && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let same = 0;
  const rest = most - start;
  const tail = (text: string): string => text.slice(text.length - same - BLOCK, text.length - same);
  while (same + BLOCK <= rest && tail(before) === tail(after)) same += BLOCK;
  while (same < rest && before.charCodeAt(before.length - 1 - same) === after.charCodeAt(after.length - 1 - same))
    same++;
  return { start, end: before.length - same, shift: after.length - before.length };
}

/** The chunk that the change lies in, its last line break excluded; -1 where there is none. */
function holderOf(chunks: readonly PlacedChunk[], change: Change): number {
  let low = 0;
  let high = chunks.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const placed = chunks[middle];
    if (placed === undefined) return -1;
    if (change.start < placed.base) high = middle - 1;
    else if (change.start >= placed.base + placed.chunk.text.length) low = middle + 1;
    else return change.end < placed.base + placed.chunk.text.length ? middle : -1;
  }
  return -1;
}

/** The piece as it lies in the new text, if it is still one. */
function pieceOf({ chunk, base }: PlacedChunk, change: Change): Piece {
  const moved = base - chunk.piece.start;
  return {
    ...chunk.piece,
    start: base,
    end: base + chunk.text.length + change.shift,
    nameStart: chunk.piece.nameStart + moved,
    valueStart: chunk.piece.valueStart + moved,
  };
}

function sameJson(before: string, after: string, piece: Piece, change: Change): Piece | null {
  const { start, valueStart, end } = piece;
  if (change.start <= valueStart || !isClosedAt(before, start, valueStart, end - change.shift)) return null;
  return isClosedAt(after, start, valueStart, end) ? piece : null;
}

/** The piece that the stretch is when it is split by itself; null where it isn't one piece of the same kind any more. */
function sameBlock(stretch: string, piece: Piece): Piece | null {
  if (piece.extent === 'document') return null;
  const [only, ...others] = splitBlock(stretch, piece);
  if (only === undefined || others.length > 0 || only.start !== 0 || only.end !== stretch.length) return null;
  const same =
    only.extent === piece.extent &&
    only.section === piece.section &&
    only.indent === piece.indent &&
    (only.name === null) === (piece.name === null);
  if (!same) return null;
  return {
    ...only,
    start: piece.start,
    end: piece.end,
    nameStart: only.nameStart + piece.start,
    valueStart: only.valueStart + piece.start,
  };
}
