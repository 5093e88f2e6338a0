import type { Scalar } from '../../model/expression';
import type { Edit, TextOf } from '../../model/language';
import type { Origin } from '../../model/origin';
import { originAt } from '../../model/origin';
import type { Reader, ScalarValue } from '../../model/value';

import { readPython } from './reading';
import { PythonScope } from './scope';
import { scalarLiteral } from './writeLiteral';
import { Program } from './writeProgram';
import { isHandedOnTo, isHeldBy } from './writeSharing';
import type { PlacedExpr } from './placed';

/** A literal in the program that constructs a class, and who reads it there. */
export interface WrittenElsewhere {
  readonly edit: Edit;
  /** Whether somebody who reads it in that file only hands it on to the constructions of the class. */
  readonly isCovered: (reader: Reader) => boolean;
}

/**
 * The edit of a literal in the program that constructs a class: `EndpointStack(app, "Prod", instance_type="…")`, or of an
 * object that is made for such constructions alone. Null where it is written in another way, or for others too.
 */
export function writtenElsewhere(
  program: Program,
  className: string,
  { origin }: ScalarValue,
  value: Scalar,
  textOf: TextOf,
): WrittenElsewhere | null {
  const { file } = origin;
  const text = file.endsWith('.py') ? textOf(file, null) : undefined;
  if (text === undefined) return null;
  const before = text.slice(origin.start, origin.end);
  const quote = /^(["'])[^"'\\]*\1$/.exec(before)?.[1];
  if (quote === undefined && !/^\d+(?:\.\d+)?$/.test(before)) return null;
  const other = new Program(readPython({ file, cells: [{ index: null, text, code: true }] }, null), program.graph);
  const constructions = constructionsIn(other, className, program.file);
  if (constructions.length === 0 || !isHeldBy(other, origin, constructions, null)) return null;
  return {
    edit: { ...origin, newText: scalarLiteral(value, quote === "'" ? "'" : '"') },
    isCovered: (reader) => reader.role === 'display' || isHandedOnTo(other, reader.origin, constructions),
  };
}

/** Where a program constructs a class that it imports from a file. */
function constructionsIn({ reading }: Program, className: string, file: string): Origin[] {
  const { meanings } = new PythonScope(reading);
  const isMeant = (callee: PlacedExpr): boolean =>
    meanings.of(callee).some((thing) => thing.kind === 'imported' && names(thing.path, className, file));
  return reading.statements.flatMap((statement) =>
    [...statement.read.fragment.names].flatMap(([name, { references }]) =>
      (/^\.?[A-Z]/.test(name) ? references : []).flatMap(({ called }): Origin[] => {
        const expr = called?.expr;
        if (expr?.kind !== 'call' || !isMeant({ expr: expr.callee, statement })) return [];
        return [originAt(statement, expr.span)];
      }),
    ),
  );
}

/** Whether the path of an import can mean a class of a file: `stacks.endpoint_stack.EndpointStack`, `stacks.EndpointStack`. */
function names(path: string, className: string, file: string): boolean {
  const steps = path.split('.').filter((step) => step !== '');
  if (steps.pop() !== className) return false;
  const folders = file.replace(/\.py$/, '').split('/');
  const isEndOf = (whole: readonly string[]): boolean =>
    steps.length > 0 && steps.every((step, index) => whole.at(index - steps.length) === step);
  return isEndOf(folders) || isEndOf(folders.slice(0, -1));
}
