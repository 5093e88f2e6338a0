import { captureDestinationOf } from './dataCapture';
import type { Graph } from './graph';
import { configOf, endpointsNamedBy, modelOf, pointedAt, property, scaledComponent, scaledVariant } from './graph';
import type { Resource } from './resource';
import { oncePerContent } from './sameContent';
import type { ResourceId, Value } from './value';

/**
 * The groups of resources that hang together: an endpoint with its configuration, models, scaling targets, policies and
 * alarms. Each group can be judged by itself. In the order of the graph.
 */
export function componentsOf(graph: Graph): Graph[] {
  const parent = new Map<ResourceId, ResourceId>();
  const root = (id: ResourceId): ResourceId => {
    let at = id;
    for (let up = parent.get(at); up !== undefined && up !== at; up = parent.get(at)) at = up;
    return at;
  };
  const unite = (a: ResourceId, b: ResourceId): void => {
    if (graph.resources.has(b)) parent.set(root(a), root(b));
  };
  for (const id of graph.resources.keys()) parent.set(id, id);
  for (const resource of graph.resources.values())
    for (const other of neighbours(graph, resource)) unite(resource.id, other);

  const groups = new Map<ResourceId, Map<ResourceId, Resource>>();
  for (const resource of graph.resources.values()) {
    const key = root(resource.id);
    const group = groups.get(key) ?? new Map<ResourceId, Resource>();
    group.set(resource.id, resource);
    groups.set(key, group);
  }
  return [...groups.values()].map((resources) => ({ ...graph, resources }));
}

function neighbours(graph: Graph, resource: Resource): ResourceId[] {
  return [...referredTo(resource), ...namedBy(graph, resource).flatMap((each) => (each === null ? [] : [each.id]))];
}

const referredTo = oncePerContent(({ properties }) => {
  const found: ResourceId[] = [];
  references(properties, found);
  return found;
});

/** What a resource names by text. */
function namedBy(graph: Graph, resource: Resource): readonly (Resource | null)[] {
  if (resource.type === 'Endpoint') return [configOf(graph, resource)];
  if (resource.type === 'TransformJob') return [modelOf(graph, resource.properties)];
  if (resource.type === 'ScalableTarget')
    return [scaledVariant(graph, resource)?.endpoint ?? scaledComponent(graph, resource)];
  if (resource.type === 'Function') return endpointsNamedBy(graph, resource);
  if (resource.type === 'InferenceComponent')
    return [
      pointedAt(graph, 'Endpoint', property(resource, 'EndpointName')),
      modelOf(graph, property(resource, 'Specification')),
    ];
  return resource.type === 'EndpointConfig' ? namedByConfig(graph, resource) : [];
}

function namedByConfig(graph: Graph, config: Resource): readonly (Resource | null)[] {
  const models = ['ProductionVariants', 'ShadowProductionVariants'].flatMap((list) => {
    const variants = property(config, list);
    return variants.kind === 'list' ? variants.items.map((variant) => modelOf(graph, variant)) : [];
  });
  return [captureDestinationOf(graph, config)?.bucket ?? null, ...models];
}

/** Adds every resource that a value refers to. */
export function references(value: Value, found: ResourceId[]): void {
  switch (value.kind) {
    case 'reference':
      found.push(value.resource);
      return;
    case 'list':
      for (const item of value.items) references(item, found);
      return;
    case 'object':
      for (const entry of value.entries.values()) references(entry.value, found);
      return;
    case 'oneOf':
      for (const branch of value.branches) references(branch, found);
      return;
    case 'interpolation':
      for (const part of value.parts) references(part, found);
      return;
    case 'scalar':
    case 'absent':
    case 'unresolved':
      return;
  }
}
