import type { SyntaxNode } from '@lezer/common';
import type { Refusal } from '../../model/language';
import { configOf, modelOf, nameProperty, property } from '../../model/graph';
import { hasNoPredictor, sdkClassOfModel } from '../../model/sdkModels';
import type { Resource } from '../../model/resource';
import type { ResourceId } from '../../model/value';
import { stringForm } from './strings';
import type { Naming } from './writeLiteral';
import type { Program } from './writeProgram';
import { sdkClassOf } from './writeSdk';
import { boundName } from './writeStatement';
import type { ParsedCell } from './writeSyntax';
import { statementOf } from './writeSyntax';

/**
 * What the code has for an attribute of a resource: the result of its call where that has a name
 * (`predictor.endpoint_name`), else the name that the call is given. Null where it has neither.
 */
export function namingOf(program: Program, id: ResourceId, attribute: string): Naming | null {
  const resource = program.graph.resources.get(id);
  if (resource === undefined || attribute !== nameProperty(resource.type)) return null;
  if (resource.dialect === 'python-sdk' && resource.type === 'Endpoint') {
    const call = program.callOf(resource);
    const statement = call === null ? null : statementOf(call.node);
    const name = call === null || statement === null ? null : boundName(call.cell, statement, call.node);
    // Where it isn't certain what `deploy` answers, the name that it is given is the better one.
    const given = sdkClassOf(program, resource) === null ? namedInCall(program, resource) : null;
    if (name !== null && given === null && !answersNothing(program, resource)) return { code: `${name}.endpoint_name` };
  }
  return namedInCall(program, resource);
}

/** Whether the `deploy` that makes an endpoint answers nothing that could be called. */
export function answersNothing(program: Program, endpoint: Resource): boolean {
  const config = configOf(program.graph, endpoint);
  const model = config === null ? null : modelOf(program.graph, property(config, 'ProductionVariants', 0));
  const sdkClass = model === null ? undefined : sdkClassOfModel(model);
  if (sdkClass === undefined || !hasNoPredictor(sdkClass)) return false;
  const made = program.callOf(endpoint);
  const base = made?.node.firstChild?.firstChild ?? null;
  if (made === null || base === null) return true;
  const constructor =
    base.name === 'CallExpression' ? { cell: made.cell, node: base } : program.valueOfName(made.cell, base);
  if (constructor === null) return true;
  const { cell, node } = constructor;
  return !/\bpredictor_cls\s*=(?!\s*None\b)/.test(cell.text.slice(node.from, node.to));
}

function namedInCall(program: Program, resource: Resource): Naming | null {
  const value = property(resource, nameProperty(resource.type));
  if (value.kind === 'absent') return null;
  const found = program.nodeAt(value.usedAt);
  if (found === null) return null;
  const { cell, node } = found;
  const text = cell.text.slice(node.from, node.to);
  if (isPlainName(node)) return { code: text };
  if (value.kind === 'scalar' && node.name === 'String') return { text: String(value.value) };
  const form = node.name === 'FormatString' ? stringForm(text) : null;
  // An f-string that calls nothing has the same value each time.
  if (form?.prefix === 'f' && form.quote.length === 1 && !/[()\\]/.test(text))
    return { formatted: text.slice(form.start, form.end), quote: form.quote === "'" ? "'" : '"' };
  return null;
}

/** A name, an attribute of one, or an entry by its key: what costs nothing to ask for again. */
function isPlainName(node: SyntaxNode): boolean {
  if (node.name === 'VariableName') return true;
  const base = node.name === 'MemberExpression' ? node.firstChild : null;
  return base !== null && isPlainName(base);
}

/** The names that a reference needs where it is written. */
export function namesIn(naming: Naming): string[] {
  if ('text' in naming) return [];
  const code =
    'code' in naming ? naming.code : [...naming.formatted.matchAll(/\{([^}]*)\}/g)].map((each) => each[1]).join(' ');
  const first = /^[\p{L}_][\p{L}\p{N}_]*/u.exec(code)?.[0];
  if ('code' in naming) return first === undefined ? [] : [first];
  return [...code.matchAll(/(?<![.\p{L}\p{N}_])[\p{L}_][\p{L}\p{N}_]*/gu)].map((each) => each[0]);
}

/** The statement that makes a resource, where lines can follow it. */
export function statementThatMakes(
  program: Program,
  resource: Resource,
): { readonly cell: ParsedCell; readonly call: SyntaxNode; readonly statement: SyntaxNode } | Refusal {
  const found = program.callOf(resource);
  const statement = found === null ? null : statementOf(found.node);
  if (found === null || statement === null) return NO_STATEMENT;
  if (statement.name !== 'AssignStatement' && statement.name !== 'ExpressionStatement') return NO_STATEMENT;
  return { cell: found.cell, call: found.node, statement };
}

const NO_STATEMENT: Refusal = {
  reason: 'notExpressible',
  why: 'the call is part of a larger statement: nothing can be put behind it',
};
