import assert from 'node:assert/strict';
import type { Parser } from '@lezer/common';
import { parser } from '@lezer/python';

/** Asserts that a rewrite in Python can be parsed as it stands. */
export function assertPython(text: string): void {
  assertParsed(parser, text);
}

/** Asserts that a rewrite can be parsed as it stands. */
export function assertParsed(language: Parser, text: string): void {
  const cursor = language.parse(text).cursor();
  do {
    if (cursor.type.isError) assert.fail(`not parsed: ${text.slice(Math.max(0, cursor.from - 40), cursor.to + 40)}`);
  } while (cursor.next());
}
