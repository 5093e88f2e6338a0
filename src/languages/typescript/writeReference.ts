import { nameProperty, property } from '../../model/graph';
import type { Resource } from '../../model/resource';
import type { ResourceId } from '../../model/value';
import { GENERATIVE_AI, SOLUTIONS } from '../cdk/libraries';
import { stringValue } from './strings';
import { levelOf } from './words';
import type { Naming } from './writeLiteral';
import type { Plan } from './writePlan';
import type { Program } from './writeProgram';
import type { Located } from './writeSyntax';
import { childAt, parentOf, spanAt, unwrappedParent } from './writeSyntax';

export type NameOf = (resource: ResourceId, attribute: string) => Naming | null;

/**
 * What the code has for an attribute of a resource: the construct's own attribute, or the name that a call is given. A
 * construct that has no name yet gets one. Null where it has neither.
 */
export function namingOf(plan: Plan, program: Program, id: ResourceId, attribute: string): Naming | null {
  const resource = program.graph.resources.get(id);
  if (resource === undefined) return null;
  if (resource.dialect === 'cdk-typescript') return attributeOf(plan, program, resource, attribute);
  return attribute === nameProperty(resource.type) ? namedInCall(program, resource) : null;
}

/** What constructs that make a whole endpoint have as members. */
const IN_REACH: ReadonlySet<string> = new Set(['Endpoint', 'EndpointConfig', 'Model']);

function attributeOf(plan: Plan, program: Program, resource: Resource, attribute: string): Naming | null {
  const call = program.hostingOf(resource);
  const name = call === null ? null : (boundName(program, resource) ?? bind(plan, program, resource));
  if (call === null || name === null || call.of.kind !== 'construct') return null;
  const own = attribute.charAt(0).toLowerCase() + attribute.slice(1);
  if (call.of.library === GENERATIVE_AI && IN_REACH.has(resource.type))
    return { code: `${name}.cfn${resource.type}.attr${attribute}` };
  // What else this one makes, it may not have.
  if (call.of.library === SOLUTIONS && resource.type === 'Endpoint')
    return { code: `${name}.sagemakerEndpoint.attr${attribute}` };
  if (call.of.library === GENERATIVE_AI || call.of.library === SOLUTIONS) return null;
  if (levelOf(call) === 'above') return attribute === 'Ref' ? null : { code: `${name}.${own}` };
  return { code: attribute === 'Ref' ? `${name}.ref` : `${name}.attr${attribute}` };
}

/** The name that the result of a call has: `const x = …`, `this.x = …`. */
export function boundName(program: Program, resource: Resource): string | null {
  const call = program.callOf(resource);
  const parent = call === null ? null : unwrappedParent(call);
  return parent === null ? null : nameIn(program, parent);
}

function nameIn(program: Program, parent: Located): string | null {
  const { node } = parent;
  if (node.name === 'VariableDeclaration') {
    const name = childAt(parent, 'VariableDefinition');
    const isOnly = node.getChildren('VariableDefinition').length === 1;
    return name !== null && isOnly ? program.textOf(name) : null;
  }
  if (node.name === 'PropertyDeclaration') {
    const name = childAt(parent, 'PropertyDefinition');
    return name === null ? null : `this.${program.textOf(name)}`;
  }
  if (node.name !== 'AssignmentExpression' || node.firstChild === null) return null;
  const target = program.textOf({ ...parent, node: node.firstChild });
  return /^(?:this\.)?[\w$]+$/.test(target) ? target : null;
}

/** Gives the result of a call a name where it is a statement by itself. */
function bind(plan: Plan, program: Program, resource: Resource): string | null {
  const call = program.callOf(resource);
  const statement = call === null ? null : parentOf(call);
  if (statement?.node.name !== 'ExpressionStatement') return null;
  const { start } = spanAt(statement);
  const name = freeName(program, variableName(resource.logicalName));
  if (plan.asksFirst(`name:${start}`)) plan.change({ start, end: start, newText: `const ${name} = ` });
  return name;
}

/** `ScoringEndpoint` → `scoringEndpoint` */
export function variableName(hint: string): string {
  const bare = hint.replace(/[^A-Za-z0-9]+(.)?/g, (_, next: string | undefined) => next?.toUpperCase() ?? '');
  const name = bare.charAt(0).toLowerCase() + bare.slice(1);
  return /^[a-z_$][\w$]*$/i.test(name) ? name : 'construct';
}

export function freeName(program: Program, wanted: string): string {
  let name = wanted;
  for (let count = 2; program.scope.names.isDefined(name); count++) name = `${wanted}${count}`;
  return name;
}

/** The text by which a call of the API is given the name of what it makes. */
function namedInCall(program: Program, resource: Resource): Naming | null {
  const value = property(resource, nameProperty(resource.type));
  const found = value.kind === 'absent' ? null : program.nodeAt(value.usedAt);
  if (found === null) return null;
  const text = program.textOf(found);
  if (/^(?:this\.)?[\w$]+(?:\.[\w$]+)*$/.test(text) && !/^\d/.test(text)) return { code: text };
  const literal = found.node.name === 'String' ? stringValue(text) : null;
  if (literal !== null) return { text: literal };
  // A template that calls nothing has the same value each time.
  if (found.node.name === 'TemplateString' && !/[(\\]/.test(text)) return { template: text.slice(1, -1) };
  return null;
}
