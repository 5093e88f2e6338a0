import type { NameQuestion } from '../program/nameIndex';
import { wordsOf } from '../program/words';
import { ANY } from './fragment';
import { mayWrite } from './mayWrite';
import type { PlacedStatement, PythonReading } from './reading';
import type { ReadStatement } from './readStatement';

/**
 * The statements that a name stands in, in the order of the unit: `x`, `.attribute`, `self.attribute`, `*` where everything
 * is imported, and an attribute of which only running decides the name. Those without its word are not parsed for it.
 */
export function statementsNaming({ index, statements }: PythonReading, name: string): PlacedStatement[] {
  return index.placesOf(wordOf(name)).flatMap((at) => {
    const statement = statements[at];
    if (statement === undefined || (name === '*' && !statement.read.text.includes('*'))) return [];
    return statement.read.fragment.names.has(name) ? [statement] : [];
  });
}

/** The statements that hold a name's word, as a name or in a text. */
export function statementsWithWord({ index, statements }: PythonReading, name: string): PlacedStatement[] {
  return index.placesOf(wordOf(name)).flatMap((at) => statements[at] ?? []);
}

/** Those of them that may give a plain name its meaning, or change what it stands for: the others needn't be parsed. */
export function statementsWriting(reading: PythonReading, name: string): PlacedStatement[] {
  if (!/^\w+$/.test(name)) return statementsNaming(reading, name);
  return reading.index.placesOf(name).flatMap((at) => {
    const statement = reading.statements[at];
    if (statement === undefined || !mayWrite(statement.read.text, name)) return [];
    return statement.read.fragment.names.has(name) ? [statement] : [];
  });
}

/** The statements in which one of some names may be called, in the order of the unit. */
export function statementsCalling({ index, statements }: PythonReading, names: ReadonlySet<string>): PlacedStatement[] {
  return index.placesOfAny(names).flatMap((at) => {
    const statement = statements[at];
    return statement?.read.mayCall(names) === true ? [statement] : [];
  });
}

/** The statements that may hold a stretch of code, in the order of the unit. The last word of the stretch may be cut off. */
export function statementsWithText({ index, statements }: PythonReading, text: string): readonly PlacedStatement[] {
  const places = wordsOf(text)
    .slice(0, text.endsWith('…') ? -1 : undefined)
    .map((word) => index.placesOf(word));
  const [first] = places.sort((a, b) => a.length - b.length);
  return first === undefined ? statements : first.flatMap((at) => statements[at] ?? []);
}

/** The word without which no statement has a name. */
function wordOf(name: string): string {
  if (name === '*') return 'import';
  const word = name.slice(name.lastIndexOf('.') + 1);
  return word === ANY ? 'setattr' : word;
}

/** Asks for a name of a form, or an attribute of such a name; `form` takes a leading `.` or `self.` as it takes none. */
export function namedLike(form: RegExp): NameQuestion<ReadStatement> {
  return {
    form,
    holds: ({ fragment: { names } }, word) => ['', '.', 'self.'].some((before) => names.has(before + word)),
  };
}
