import assert from 'node:assert/strict';
import { parser } from '@lezer/python';

/** Asserts that a rewrite in Python can be parsed as it stands. */
export function assertPython(text: string): void {
  const cursor = parser.parse(text).cursor();
  do {
    if (cursor.type.isError) assert.fail(`not Python: ${text.slice(Math.max(0, cursor.from - 40), cursor.to + 40)}`);
  } while (cursor.next());
}
