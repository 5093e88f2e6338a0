/** Operators are calls of names that no identifier can have. */
export const OPERATORS: ReadonlySet<string> = new Set(['+', '-', '*', '/', '//', '%', 'or', 'negative']);

/** Operators that ask something. */
export const TESTS: ReadonlySet<string> = new Set([
  '==',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  'in',
  'not in',
  'is',
  'is not',
  'and',
  'not',
]);
