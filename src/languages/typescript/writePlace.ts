import type { Refusal } from '../../model/language';
import type { Resource } from '../../model/resource';
import type { Layout } from './writeLiteral';
import type { Plan } from './writePlan';
import type { Program } from './writeProgram';
import { NO_STATEMENT } from './writeRefusal';
import { insertAfter } from './writeStatement';
import type { Located } from './writeSyntax';
import { parentOf, spanAt, statementOf } from './writeSyntax';

/** Where new statements go: behind the one that makes a resource. */
export interface Place {
  readonly call: Located;
  readonly statement: Located;
  readonly layout: Layout;
}

/** The statement that makes a resource, where lines can follow it. */
export function placeBehind(program: Program, resource: Resource): Place | null {
  const call = program.callOf(resource);
  const statement = call === null ? null : statementOf(call);
  if (call === null || statement === null) return null;
  if (!/^(?:ExpressionStatement|VariableDeclaration)$/.test(statement.node.name)) return null;
  const outer = parentOf(statement);
  const whole = outer?.node.name === 'ExportDeclaration' ? outer : statement;
  return { call, statement: whole, layout: program.layoutAt(spanAt(statement)) };
}

export function putBehind(plan: Plan, program: Program, statement: Located, lines: readonly string[]): Refusal | null {
  const edit = insertAfter(program, statement, lines);
  if (edit === null) return NO_STATEMENT;
  plan.change(edit);
  return null;
}
