import type { SyntaxNode } from '@lezer/common';
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
import { argumentsOf, bracketed, children, type ParsedCell } from './writeSyntax';

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
  const edit = insertAfter(cell, behindAttempt(cell, statement), [
    `${client}.${method}(${named}=${nameText}, ${argument}=${literal})`,
  ]);
  if (edit === null) return NO_CALL;
  plan.change(cell, edit);
  return null;
}

/**
 * The statement behind which what is made is there: a `try` that passes over what is there already, where the making is the
 * last that it tries. Inside of it, what is there already would never be set.
 */
function behindAttempt(cell: ParsedCell, statement: SyntaxNode): SyntaxNode {
  const body = statement.parent;
  const attempt = body?.parent;
  if (body?.name !== 'Body' || attempt?.name !== 'TryStatement') return statement;
  const [tried, ...handlers] = partsOf(attempt);
  const isLast = tried?.keyword === 'try' && children(body).at(-1)?.from === statement.from;
  const isPassed = handlers.every(({ keyword, head, body: handler }) => {
    const [caught, text] = [head, handler].map(({ from, to }) => cell.text.slice(from, to));
    if (keyword !== 'except' || caught === undefined || text === undefined) return false;
    return EXISTS.test(caught) || (EXISTS.test(text) && /\braise\b/.test(text));
  });
  return isLast && handlers.length > 0 && isPassed ? attempt : statement;
}

/** What AWS answers where something of the name is there: the name of an exception, or the code of an error. */
const EXISTS = /AlreadyExists/;

/** A keyword of a statement, what stands between it and its block, and the block. */
interface Part {
  readonly keyword: string;
  readonly head: { readonly from: number; readonly to: number };
  readonly body: SyntaxNode;
}

function partsOf(statement: SyntaxNode): Part[] {
  const parts: Part[] = [];
  let keyword: SyntaxNode | null = null;
  for (const child of children(statement)) {
    if (/^(?:try|except|else|finally)$/.test(child.name)) keyword = child;
    if (child.name !== 'Body' || keyword === null) continue;
    parts.push({ keyword: keyword.name, head: { from: keyword.to, to: child.from }, body: child });
  }
  return parts;
}

const NO_CALL: Refusal = {
  reason: 'notExpressible',
  why: 'there is no place behind the call that creates it where this could be set',
};
const NO_NAME: Refusal = {
  reason: 'notExpressible',
  why: "the resource's name is worked out in the call, so another call can't name it",
};
