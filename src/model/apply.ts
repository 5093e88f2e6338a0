import type { Graph } from './graph';
import { nameProperty, property } from './graph';
import type { NewResource, Op, Plain } from './operation';
import type { Origin } from './origin';
import type { Resource, ResourceType } from './resource';
import type { Entry, ListValue, ObjectValue, Path, ResourceId, Value } from './value';
import { ABSENT, asString, known, valueAt, scalarAt } from './value';

/** A place in no file: what a change puts in is not written anywhere yet. */
export const UNWRITTEN: Origin = { file: '', cell: null, start: 0, end: 0 };

/** The graph after the changes. Pure; a change of a resource that isn't there changes nothing. */
export function apply(graph: Graph, ops: readonly Op[]): Graph {
  return ops.reduce(applyOne, graph);
}

function applyOne(graph: Graph, op: Op): Graph {
  switch (op.op) {
    case 'set':
      return changed(graph, op.resource, (resource) => withValue(resource, op.path, valueOf(op.value)));
    case 'unset':
      return changed(graph, op.resource, (resource) => {
        const isThere = valueAt(resource.properties, op.path).kind !== 'absent';
        return isThere ? withValue(resource, op.path, ABSENT) : resource;
      });
    case 'add':
      return withResources(graph, (resources) => resources.set(op.resource.id, resourceOf(graph, op.resource)));
    case 'remove':
      return withResources(graph, (resources) => resources.delete(op.resource));
    case 'rename':
      return renamed(graph, op.resource, op.name);
    case 'delete':
      return withDeletion(graph, op.resource);
  }
}

function withDeletion(graph: Graph, id: ResourceId): Graph {
  const of = graph.resources.get(id)?.type;
  if (of !== 'Endpoint' && of !== 'Model' && of !== 'EndpointConfig') return graph;
  return { ...graph, observations: [...graph.observations, { kind: 'deletion', of, resource: id, at: UNWRITTEN }] };
}

function withResources(graph: Graph, change: (resources: Map<ResourceId, Resource>) => void): Graph {
  const resources = new Map(graph.resources);
  change(resources);
  return { ...graph, resources };
}

function changed(graph: Graph, id: ResourceId, change: (resource: Resource) => Resource): Graph {
  const resource = graph.resources.get(id);
  if (resource === undefined) return graph;
  return withResources(graph, (resources) => resources.set(id, change(resource)));
}

function withValue(resource: Resource, path: Path, value: Value): Resource {
  const properties = valueWith(resource.properties, path, value);
  return properties.kind === 'object' ? { ...resource, properties } : resource;
}

/** A copy of a value in which the value at a path is another one; absent takes it out. */
function valueWith(root: Value, path: Path, value: Value): Value {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (typeof step === 'string') {
    const base: ObjectValue = root.kind === 'object' ? root : emptyObject();
    const present = base.entries.get(step)?.value ?? ABSENT;
    return objectWith(base, step, valueWith(present, rest, value));
  }
  const base: ListValue =
    root.kind === 'list' ? root : { kind: 'list', items: [], open: false, origin: UNWRITTEN, usedAt: UNWRITTEN };
  const item = valueWith(base.items[step] ?? ABSENT, rest, value);
  const items = base.items.slice();
  if (item.kind === 'absent') items.splice(step, 1);
  // An index behind the end appends.
  else items[Math.min(step, items.length)] = item;
  return { ...base, items };
}

function emptyObject(): ObjectValue {
  return { kind: 'object', entries: new Map<string, Entry>(), open: null, origin: UNWRITTEN, usedAt: UNWRITTEN };
}

function objectWith(base: ObjectValue, key: string, value: Value): ObjectValue {
  const entries = new Map(base.entries);
  if (value.kind === 'absent') entries.delete(key);
  else entries.set(key, { key, keyOrigin: UNWRITTEN, origin: UNWRITTEN, ...entries.get(key), value });
  return { ...base, entries };
}

/** The value that a plain one becomes once it is written. */
export function valueOf(plain: Plain): Value {
  if (typeof plain !== 'object') return literal(plain);
  if ('placeholder' in plain) return literal(plain.placeholder);
  if ('reference' in plain)
    return { kind: 'reference', resource: plain.reference, attribute: plain.attribute, usedAt: UNWRITTEN };
  if ('parts' in plain) return { kind: 'interpolation', parts: plain.parts.map(valueOf), usedAt: UNWRITTEN };
  if ('items' in plain)
    return { kind: 'list', items: plain.items.map(valueOf), open: false, origin: UNWRITTEN, usedAt: UNWRITTEN };
  return objectOf(plain.properties);
}

function literal(value: string | number | boolean): Value {
  return scalarAt(value, UNWRITTEN, 'literal');
}

function objectOf(properties: { readonly [name: string]: Plain }): ObjectValue {
  const entries = new Map<string, Entry>();
  for (const [key, plain] of Object.entries(properties))
    entries.set(key, { key, keyOrigin: UNWRITTEN, origin: UNWRITTEN, value: valueOf(plain) });
  return { ...emptyObject(), entries };
}

function resourceOf(graph: Graph, added: NewResource): Resource {
  const beside = graph.resources.get(added.beside);
  return {
    id: added.id,
    type: added.type,
    dialect: beside?.dialect ?? 'cloudformation',
    logicalName: added.nameHint,
    properties: objectOf(added.properties),
    declaration: UNWRITTEN,
    header: UNWRITTEN,
    region: beside?.region ?? { how: 'absent' },
    implied: false,
  };
}

function renamed(graph: Graph, id: ResourceId, name: string): Graph {
  const resource = graph.resources.get(id);
  if (resource === undefined) return graph;
  const after = changed(graph, id, (each) => withValue(each, [nameProperty(each.type)], literal(name)));
  return namedByText(graph, resource, name).reduce(
    (current, follower) =>
      changed(current, follower.resource, (each) => withValue(each, follower.path, literal(follower.text))),
    after,
  );
}

/** A text that names a resource, and what it becomes when the resource gets another name. */
export interface NamedByText {
  readonly resource: ResourceId;
  readonly path: Path;
  readonly text: string;
}

/**
 * Who names a resource by its written name, and so follows when it changes: an endpoint its configuration, a variant or
 * a transform job its model, a scaling target or an inference component its endpoint.
 */
export function namedByText(graph: Graph, resource: Resource, name: string): NamedByText[] {
  const before = known(asString(property(resource, nameProperty(resource.type))));
  if (before === undefined) return [];
  return [...graph.resources.values()].flatMap((reader) =>
    reader.id === resource.id
      ? []
      : namingPaths(resource.type, reader).flatMap((path) => {
          const text = known(asString(property(reader, ...path)));
          if (text === before) return [{ resource: reader.id, path, text: name }];
          const scaled = `endpoint/${before}/`;
          if (reader.type !== 'ScalableTarget' || text?.startsWith(scaled) !== true) return [];
          return [{ resource: reader.id, path, text: `endpoint/${name}/${text.slice(scaled.length)}` }];
        }),
  );
}

/** Where a resource may name another one of a type by its written name. */
function namingPaths(type: ResourceType, reader: Resource): Path[] {
  switch (reader.type) {
    case 'Endpoint':
      return type === 'EndpointConfig' ? [['EndpointConfigName']] : [];
    case 'EndpointConfig':
      return type === 'Model' ? variantPaths(reader).map((path) => [...path, 'ModelName']) : [];
    case 'TransformJob':
      return type === 'Model' ? [['ModelName']] : [];
    case 'InferenceComponent':
      return type === 'Endpoint' ? [['EndpointName']] : type === 'Model' ? [['Specification', 'ModelName']] : [];
    case 'ScalableTarget':
      return type === 'Endpoint' ? [['ResourceId']] : [];
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
    case 'Function':
    case 'TaskDefinition':
    case 'Instance':
    case 'LaunchTemplate':
    case 'DeviceFleet':
    case 'EdgeDevice':
    case 'EdgePackagingJob':
    case 'EdgeDeploymentPlan':
      return [];
  }
}

function variantPaths(config: Resource): Path[] {
  return ['ProductionVariants', 'ShadowProductionVariants'].flatMap((list) => {
    const variants = property(config, list);
    return variants.kind === 'list' ? variants.items.map((_, index) => [list, index]) : [];
  });
}
