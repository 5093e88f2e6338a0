import type { Deployment } from '../model/deployment';
import { policiesOf, scalableTargetsOf, type Graph } from '../model/graph';
import type { Op } from '../model/operation';
import type { Resource } from '../model/resource';
import type { ResourceId } from '../model/value';

/** The part of a graph that pricing a change of one deployment needs: many deployments may hang on one model. */
export function nearGraph(graph: Graph, deployment: Deployment, ops: readonly Op[]): Graph {
  const { resource, endpoint, model } = deployment;
  const targets = endpoint === null ? [] : scalableTargetsOf(graph, endpoint, null);
  const near: (Resource | null | undefined)[] = [resource, endpoint, model, ...targets];
  for (const target of targets) near.push(...policiesOf(graph, target));
  for (const op of ops) near.push(graph.resources.get(op.op === 'add' ? op.resource.beside : op.resource));
  const resources = new Map<ResourceId, Resource>();
  for (const each of near) if (each) resources.set(each.id, each);
  return { ...graph, resources };
}
