import type { Edit, TextOf } from '../../model/language';
import type { Scalar } from '../../model/expression';
import type { Origin } from '../../model/origin';
import type { Resource } from '../../model/resource';
import type { ScalarValue } from '../../model/value';
import { means } from './app';
import { constructionsOf } from './instances';
import { classAround, Names } from './names';
import { readTypeScript } from './reading';
import { scalarLiteral } from './writeLiteral';
import type { Program } from './writeProgram';

/**
 * The edit of a literal in the program that constructs the resource's class: `new MyStack(app, 'Prod', { instanceType: '…' })`.
 * Null where it is written in another way, or for others too.
 */
export function editElsewhere(
  program: Program,
  resource: Resource,
  { origin, readers }: ScalarValue,
  value: Scalar,
  textOf: TextOf,
): Edit | null {
  if (readers.some((reader) => reader.origin.file !== program.file)) return null;
  const text = textOf(origin.file, null);
  const before = text?.slice(origin.start, origin.end) ?? '';
  const quote = /^(["'])[^"'\\]*\1$/.exec(before)?.[1];
  if (text === undefined || (quote === undefined && !/^\d+(?:\.\d+)?$/.test(before))) return null;
  if (!isInConstruction(program, resource, origin, text)) return null;
  return { ...origin, newText: scalarLiteral(value, quote === '"' ? '"' : "'") };
}

function isInConstruction(program: Program, resource: Resource, origin: Origin, text: string): boolean {
  const found = program.candidateOf(resource);
  const className = found === null ? null : (classAround(found.candidate.scope)?.classBody?.name ?? null);
  if (className === null) return false;
  const { file } = origin;
  const reading = readTypeScript({ file, cells: [{ index: null, text, code: true }] }, null);
  const names = new Names(reading);
  return reading.chunks.some((chunk) =>
    [...chunk.read.fragment.root.definitions].some(
      ([local, definitions]) =>
        definitions.some(
          ({ given }) => given.kind === 'import' && given.name === className && means(given.module, file, program.file),
        ) &&
        constructionsOf(names, chunk, local).some(
          (each) =>
            each.chunk.base + each.expr.span.start <= origin.start &&
            origin.end <= each.chunk.base + each.expr.span.end,
        ),
    ),
  );
}
