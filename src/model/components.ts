import { captureDestinationOf } from './dataCapture';
import type { Graph } from './graph';
import { configOf, endpointsNamedBy, modelOf, pointedAt, property, scaledComponent, scaledVariant } from './graph';
import type { Resource } from './resource';
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
  const found: ResourceId[] = [];
  references(resource.properties, found);
  const named: (Resource | null)[] = [];
  switch (resource.type) {
    case 'Endpoint':
      named.push(configOf(graph, resource));
      break;
    case 'EndpointConfig':
      named.push(captureDestinationOf(graph, resource)?.bucket ?? null);
      for (const list of ['ProductionVariants', 'ShadowProductionVariants']) {
        const variants = property(resource, list);
        if (variants.kind === 'list') named.push(...variants.items.map((variant) => modelOf(graph, variant)));
      }
      break;
    case 'TransformJob':
      named.push(modelOf(graph, resource.properties));
      break;
    case 'ScalableTarget':
      named.push(scaledVariant(graph, resource)?.endpoint ?? scaledComponent(graph, resource));
      break;
    case 'InferenceComponent':
      named.push(
        pointedAt(graph, 'Endpoint', property(resource, 'EndpointName')),
        modelOf(graph, property(resource, 'Specification')),
      );
      break;
    case 'Function':
      named.push(...endpointsNamedBy(graph, resource));
      break;
    case 'Model':
    case 'ScalingPolicy':
    case 'Alarm':
    case 'LogGroup':
    case 'Dashboard':
    case 'MonitoringSchedule':
    case 'Pipeline':
    case 'Bucket':
    case 'Repository':
    case 'Rule':
    case 'Schedule':
    case 'EventSourceMapping':
    case 'StateMachine':
    case 'TaskDefinition':
    case 'Instance':
    case 'LaunchTemplate':
      break;
  }
  return [...found, ...named.flatMap((each) => (each === null ? [] : [each.id]))];
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
