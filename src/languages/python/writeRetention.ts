import type { Refusal } from '../../model/language';
import type { Plain } from '../../model/operation';
import type { Resource } from '../../model/resource';
import { known, asString } from '../../model/value';
import { property } from '../../model/graph';
import { scalarLiteral } from './writeLiteral';
import type { Plan } from './writePlan';
import type { Program } from './writeProgram';
import { statementThatMakes } from './writeReference';
import { insertAfter } from './writeStatement';
import { bracketed, argumentsOf } from './writeSyntax';

/** Gives a log group a retention by a call behind the one that creates it, through the same client. */
export function addRetention(plan: Plan, program: Program, group: Resource, days: Plain): Refusal | null {
  if (typeof days === 'object') return { reason: 'notExpressible', why: 'a retention is a number of days' };
  const made = statementThatMakes(program, group);
  if ('reason' in made) return made;
  const { cell, call, statement } = made;
  const callee = call.firstChild;
  const list = argumentsOf(call);
  const brackets = list === null ? null : bracketed(cell, list);
  if (callee?.name !== 'MemberExpression' || callee.firstChild === null || brackets === null) return NO_CALL;
  const name = brackets.elements.find((each) => each.key === 'logGroupName')?.value;
  const layout = program.layoutAt(cell, statement);
  let nameText: string;
  if (name !== undefined && name !== null) {
    nameText = cell.text.slice(name.from, name.to);
    // What is called again may answer something else.
    if (/[()\n#]/.test(nameText)) return NO_NAME;
  } else {
    const text = known(asString(property(group, 'LogGroupName')));
    if (text === undefined) return NO_NAME;
    nameText = scalarLiteral(text, layout.quote);
  }
  const client = cell.text.slice(callee.firstChild.from, callee.firstChild.to);
  const line = `${client}.put_retention_policy(logGroupName=${nameText}, retentionInDays=${scalarLiteral(days, layout.quote)})`;
  if (client.includes('\n')) return NO_CALL;
  const edit = insertAfter(cell, statement, [line]);
  if (edit === null) return NO_CALL;
  plan.change(cell, edit);
  return null;
}

const NO_CALL: Refusal = {
  reason: 'notExpressible',
  why: 'there is no place behind the call that creates the log group where its retention could be set',
};
const NO_NAME: Refusal = {
  reason: 'notExpressible',
  why: "the log group's name is worked out in the call, so another call can't name it",
};
