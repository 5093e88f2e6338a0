import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { headerOf, readAtOnce } from '../languages/weights/header';
import { textOf } from '../languages/weights/weightTypes';
import type { TextFile } from './textFiles';

/** Reads the few bytes that say what a file of weights holds, whatever its size. Never throws. */
export function readModelHeader(absolute: string): TextFile {
  let file: number | null = null;
  try {
    file = openSync(absolute, 'r');
    const opened = file;
    const header = readAtOnce(headerOf(absolute, fstatSync(opened).size), ({ start, length }) => {
      const bytes = new Uint8Array(length);
      return bytes.subarray(0, readSync(opened, bytes, 0, length, start));
    });
    return header.kind === 'types'
      ? { kind: 'text', text: textOf(header.types) }
      : { kind: 'skipped', reason: header.why };
  } catch (error) {
    return {
      kind: 'skipped',
      reason: `it can't be read (${error instanceof Error && 'code' in error ? String(error.code) : String(error)})`,
    };
  } finally {
    if (file !== null) closeSync(file);
  }
}
