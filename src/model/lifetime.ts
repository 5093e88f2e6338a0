import type { Graph } from './graph';
import type { Resource } from './resource';

/**
 * How long a deployment lives, which decides the unit its money is shown in. `standing`: a template keeps it up, so per
 * month. `session`: a notebook, or a script that also deletes it, so per hour and day. `job`: it ends by itself, so per
 * run. `unknown`: another script's, so per hour and "if left up".
 */
export type Lifetime = 'standing' | 'session' | 'job' | 'unknown';

export function lifetimeOf(graph: Graph, resource: Resource): Lifetime {
  switch (graph.unitKind) {
    case 'template':
      return 'standing';
    case 'notebook':
      return 'session';
    case 'script':
      return deletes(graph, resource) ? 'session' : 'unknown';
  }
}

/** Whether the unit deletes this endpoint, or an endpoint that can't be told apart from it. */
export function deletes(graph: Graph, endpoint: Resource): boolean {
  return graph.observations.some(
    (each) =>
      each.kind === 'deletion' && each.of === 'Endpoint' && (each.resource === null || each.resource === endpoint.id),
  );
}
