import { readFileSync, statSync } from 'node:fs';
import { sizeLimit } from '../advisor/sources';

/** The text of a file, or why it isn't read. */
export type TextFile =
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'skipped'; readonly reason: string };

/** Reads a text file within its size limit. Never throws. */
export function readTextFile(absolute: string): TextFile {
  try {
    const { size } = statSync(absolute);
    const limit = sizeLimit(absolute);
    if (size > limit)
      return {
        kind: 'skipped',
        reason: `it has ${megabytes(size)} MB, more than the ${megabytes(limit)} MB that are read`,
      };
    const bytes = readFileSync(absolute);
    if (bytes.subarray(0, 8000).includes(0)) return { kind: 'skipped', reason: 'it is not a text file' };
    return { kind: 'text', text: bytes.toString('utf8') };
  } catch (error) {
    return {
      kind: 'skipped',
      reason: `it can't be read (${error instanceof Error && 'code' in error ? String(error.code) : String(error)})`,
    };
  }
}

function megabytes(bytes: number): string {
  const megabyte = bytes / 1_000_000;
  return megabyte >= 10 ? megabyte.toFixed(0) : megabyte.toFixed(1);
}
