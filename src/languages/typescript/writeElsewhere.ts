import type { Edit, TextOf } from '../../model/language';
import type { Scalar } from '../../model/expression';
import { contains, originAt, type Origin } from '../../model/origin';
import type { Resource } from '../../model/resource';
import type { ScalarValue } from '../../model/value';
import { means } from './app';
import { constructionsOf } from './constructions';
import { classAround, Names } from './names';
import { readTypeScript } from './reading';
import { scalarLiteral } from './writeLiteral';
import type { Program } from './writeProgram';

/**
 * The edit of a literal in the program that constructs the resource's class: in `new MyStack(app, 'Prod', { instanceType: '…' })`,
 * or where all that read it give it to the class. Null where it is written in another way, or for others too.
 */
export function editElsewhere(
  program: Program,
  resource: Resource,
  { origin, readers }: ScalarValue,
  value: Scalar,
  textOf: TextOf,
): Edit | null {
  const text = textOf(origin.file, null);
  const before = text?.slice(origin.start, origin.end) ?? '';
  const quote = /^(["'])[^"'\\]*\1$/.exec(before)?.[1];
  if (text === undefined || (quote === undefined && !/^\d+(?:\.\d+)?$/.test(before))) return null;
  const constructions = constructionsIn(program, resource, origin.file, text);
  const isGiven = (place: Origin): boolean => constructions.some((each) => contains(each, place));
  const outside = readers.map((reader) => reader.origin).filter(({ file }) => file !== program.file);
  if (!outside.every(isGiven) || !(outside.length > 0 || isGiven(origin))) return null;
  return { ...origin, newText: scalarLiteral(value, quote === '"' ? '"' : "'") };
}

/** Where a file constructs the class that declares a resource. */
function constructionsIn(program: Program, resource: Resource, file: string, text: string): Origin[] {
  const found = program.candidateOf(resource);
  const className = found === null ? null : (classAround(found.candidate.scope)?.classBody?.name ?? null);
  if (className === null) return [];
  const reading = readTypeScript({ file, cells: [{ index: null, text, code: true }] }, null);
  const names = new Names(reading);
  return reading.chunks.flatMap((chunk) =>
    [...chunk.read.fragment.root.definitions].flatMap(([local, definitions]) =>
      definitions.some(
        ({ given }) => given.kind === 'import' && given.name === className && means(given.module, file, program.file),
      )
        ? constructionsOf(names, chunk, local).map((each) => originAt(each.chunk, each.expr.span))
        : [],
    ),
  );
}
