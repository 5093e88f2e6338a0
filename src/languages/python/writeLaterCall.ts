import type { Refusal } from '../../model/language';
import type { Plain } from '../../model/operation';
import type { Resource } from '../../model/resource';
import { known, asString, valueAt, type Path } from '../../model/value';
import { property } from '../../model/graph';
import { scalarLiteral } from './writeLiteral';
import type { Plan } from './writePlan';
import type { Program } from './writeProgram';
import { statementThatMakes } from './writeReference';
import { insertAfter } from './writeStatement';
import { bracketed, argumentsOf } from './writeSyntax';

/** An operation that gives a resource what the one that creates it can't. */
interface LaterCall {
  readonly method: string;
  /** The argument that names the resource, in both calls. */
  readonly named: string;
  readonly nameProperty: string;
  readonly argument: string;
}

const LATER: Readonly<Record<string, LaterCall>> = {
  'LogGroup.RetentionInDays': {
    method: 'put_retention_policy',
    named: 'logGroupName',
    nameProperty: 'LogGroupName',
    argument: 'retentionInDays',
  },
  'Repository.LifecyclePolicy.LifecyclePolicyText': {
    method: 'put_lifecycle_policy',
    named: 'repositoryName',
    nameProperty: 'RepositoryName',
    argument: 'lifecyclePolicyText',
  },
};

/** The operation that sets a property which nothing sets yet; null where it is an argument of the creating call. */
export function laterCallFor(resource: Resource, path: Path): LaterCall | null {
  const key = [resource.type, ...path].join('.');
  const isSet = valueAt(resource.properties, path).kind !== 'absent';
  return isSet || resource.dialect === 'cdk-python' || !Object.hasOwn(LATER, key) ? null : (LATER[key] ?? null);
}

/** Writes the call behind the one that creates the resource, through the same client. */
export function addLaterCall(
  plan: Plan,
  program: Program,
  resource: Resource,
  { method, named, nameProperty, argument }: LaterCall,
  value: Plain,
): Refusal | null {
  if (typeof value === 'object') return { reason: 'notExpressible', why: 'the call takes a plain value' };
  const made = statementThatMakes(program, resource);
  if ('reason' in made) return made;
  const { cell, call, statement } = made;
  const callee = call.firstChild;
  const list = argumentsOf(call);
  const brackets = list === null ? null : bracketed(cell, list);
  if (callee?.name !== 'MemberExpression' || callee.firstChild === null || brackets === null) return NO_CALL;
  const name = brackets.elements.find((each) => each.key === named)?.value;
  const layout = program.layoutAt(cell, statement);
  let nameText: string;
  if (name !== undefined && name !== null) {
    nameText = cell.text.slice(name.from, name.to);
    // What is called again may answer something else.
    if (/[()\n#]/.test(nameText)) return NO_NAME;
  } else {
    const text = known(asString(property(resource, nameProperty)));
    if (text === undefined) return NO_NAME;
    nameText = scalarLiteral(text, layout.quote);
  }
  const client = cell.text.slice(callee.firstChild.from, callee.firstChild.to);
  if (client.includes('\n')) return NO_CALL;
  // JSON in single quotes needs no escapes.
  const literal = scalarLiteral(value, String(value).includes('"') ? "'" : layout.quote);
  const edit = insertAfter(cell, statement, [`${client}.${method}(${named}=${nameText}, ${argument}=${literal})`]);
  if (edit === null) return NO_CALL;
  plan.change(cell, edit);
  return null;
}

const NO_CALL: Refusal = {
  reason: 'notExpressible',
  why: 'there is no place behind the call that creates it where this could be set',
};
const NO_NAME: Refusal = {
  reason: 'notExpressible',
  why: "the resource's name is worked out in the call, so another call can't name it",
};
