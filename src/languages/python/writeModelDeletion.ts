import type { SyntaxNode } from '@lezer/common';
import { endpointsOf, modelOf, property, resourcesOf, type Graph } from '../../model/graph';
import type { Refusal } from '../../model/language';
import type { Resource } from '../../model/resource';
import { nameText } from './writeLiteral';
import type { Plan } from './writePlan';
import type { Program } from './writeProgram';
import { namingOf, statementThatMakes } from './writeReference';
import { calledName } from './writeSharing';
import { boundName, insertAfter, insertBefore } from './writeStatement';
import type { ParsedCell } from './writeSyntax';
import { functionOf, statementOf } from './writeSyntax';

const NO_PLACE: Refusal = {
  reason: 'notExpressible',
  why: 'there is no call that deletes the endpoint by which its model could be deleted too',
};

/** Deletes models where their endpoints are deleted already. */
export function addModelDeletions(plan: Plan, program: Program, models: readonly Resource[]): Refusal | null {
  for (const model of models) {
    const endpoint = endpointOf(program.graph, model);
    const found = endpoint === null ? null : deletionOf(program, endpoint);
    if (endpoint === null || found === null) return NO_PLACE;
    const { cell, call, statement } = found;
    const isSdk = endpoint.dialect === 'python-sdk';
    const line = isSdk ? ofPredictor(program, endpoint, found) : ofClient(program, model, found);
    if (line === null) return NO_PLACE;
    // A predictor finds its model by way of the endpoint: afterwards there is none to ask.
    const edit = isSdk ? insertBefore(cell, statement, line) : insertAfter(cell, statement, [line]);
    if (edit === null || calledName(cell, call) !== 'delete_endpoint') return NO_PLACE;
    plan.change(cell, edit);
  }
  return null;
}

function endpointOf(graph: Graph, model: Resource): Resource | null {
  const configs = resourcesOf(graph, 'EndpointConfig').filter((config) => {
    const variants = property(config, 'ProductionVariants');
    return variants.kind === 'list' && variants.items.some((item) => modelOf(graph, item)?.id === model.id);
  });
  return configs.flatMap((config) => endpointsOf(graph, config))[0] ?? null;
}

interface Deletion {
  readonly cell: ParsedCell;
  readonly call: SyntaxNode;
  readonly statement: SyntaxNode;
}

/** The statement that does nothing but delete the endpoint. */
function deletionOf(program: Program, endpoint: Resource): Deletion | null {
  const at = program.graph.observations.findLast(
    (each) => each.kind === 'deletion' && each.of === 'Endpoint' && each.resource === endpoint.id,
  )?.at;
  const found = at === undefined ? null : program.nodeAt(at);
  const statement = found === null ? null : statementOf(found.node);
  if (found === null || statement?.name !== 'ExpressionStatement' || found.node.name !== 'CallExpression') return null;
  return { cell: found.cell, call: found.node, statement };
}

function ownerOf({ cell, call }: Deletion): string | null {
  const callee = call.firstChild?.name === 'MemberExpression' ? call.firstChild : null;
  const owner = callee?.firstChild ?? null;
  const text = owner === null ? '' : cell.text.slice(owner.from, owner.to);
  return /^[\w.]+$/.test(text) ? text : null;
}

function ofPredictor(program: Program, endpoint: Resource, deletion: Deletion): string | null {
  const made = statementThatMakes(program, endpoint);
  const owner = ownerOf(deletion);
  if ('reason' in made || owner === null) return null;
  return boundName(made.cell, made.statement, made.call) === owner ? `${owner}.delete_model()` : null;
}

function ofClient(program: Program, model: Resource, deletion: Deletion): string | null {
  const made = statementThatMakes(program, model);
  const naming = namingOf(program, model.id, 'ModelName');
  const owner = ownerOf(deletion);
  if ('reason' in made || naming === null || owner === null) return null;
  // A function that deletes what it is given may be called for other endpoints too, and doesn't know the name.
  if (functionOf(deletion.statement)?.from !== functionOf(made.statement)?.from) return null;
  const { quote } = program.layoutAt(deletion.cell, deletion.statement);
  return `${owner}.delete_model(ModelName=${nameText(naming, quote)})`;
}
