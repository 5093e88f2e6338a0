import { join } from './evaluate';
import type { Observation, Resource, ResourceType } from './resource';
import type { ObjectValue, Path, ResourceId, Sourced, Value } from './value';
import { ABSENT, asString, known, valueAt } from './value';
import { append } from './append';
import { oncePer } from './once';
import { oncePerContent } from './sameContent';

/** What kind of file a unit is: it decides how long its deployments live. */
export type UnitKind = 'template' | 'notebook' | 'script';

/** The resources of a unit (a template, a notebook, a Python file) under one binding. */
export interface Graph {
  /** The file that names the unit. */
  readonly unit: string;
  readonly unitKind: UnitKind;
  /** The name of the binding (`prod`), or null where the unit has none. */
  readonly environment: string | null;
  readonly resources: ReadonlyMap<ResourceId, Resource>;
  readonly observations: readonly Observation[];
  /** The Region of everything that names none itself. */
  readonly region: Sourced<string>;
  /** Inference or hosting is written here in a way that can't be read, with the place. */
  readonly generated: boolean;
  /** Other units whose declarations are instantiated here, with values from here: by themselves they deploy nothing. */
  readonly includes?: readonly string[];
}

/** What a graph is asked for again and again, found once. */
interface Index {
  readonly byType: ReadonlyMap<ResourceType, readonly Resource[]>;
  readonly byName: ReadonlyMap<string, Resource>;
  endpointsByConfig: ReadonlyMap<ResourceId, readonly Resource[]> | null;
  targets: ReadonlyMap<
    ResourceId,
    readonly { readonly target: Resource; readonly variantName: string | null }[]
  > | null;
}

const indexOf = oncePer((graph: Graph): Index => {
  const byType = new Map<ResourceType, Resource[]>();
  const byName = new Map<string, Resource>();
  for (const resource of graph.resources.values()) {
    append(byType, resource.type, resource);
    const key = nameKeyOf(resource);
    // A notebook may make the same name twice; the last one written is the one that stands.
    if (key !== null) byName.set(`${resource.type}${key}`, resource);
  }
  return { byType, byName, endpointsByConfig: null, targets: null };
});

const nameKeyOf = oncePerContent((resource) => sameNameKey(property(resource, nameProperty(resource.type))));

export function resourcesOf(graph: Graph, type: ResourceType): readonly Resource[] {
  return indexOf(graph).byType.get(type) ?? [];
}

/** A property of a resource by path. */
export function property(resource: Resource, ...path: Path): Value {
  return valueAt(resource.properties, path);
}

const NAME_PROPERTY: Readonly<Record<ResourceType, string>> = {
  EndpointConfig: 'EndpointConfigName',
  Endpoint: 'EndpointName',
  Model: 'ModelName',
  InferenceComponent: 'InferenceComponentName',
  TransformJob: 'TransformJobName',
  ScalableTarget: 'ResourceId',
  ScalingPolicy: 'PolicyName',
  Alarm: 'AlarmName',
  LogGroup: 'LogGroupName',
  Dashboard: 'DashboardName',
  MonitoringSchedule: 'MonitoringScheduleName',
  Pipeline: 'PipelineName',
  Bucket: 'BucketName',
  Repository: 'RepositoryName',
  Rule: 'Name',
  Schedule: 'Name',
  EventSourceMapping: 'FunctionName',
  StateMachine: 'StateMachineName',
  Function: 'FunctionName',
  TaskDefinition: 'Family',
  Instance: 'InstanceId',
  LaunchTemplate: 'LaunchTemplateName',
  DeviceFleet: 'DeviceFleetName',
  EdgeDevice: 'DeviceFleetName',
  EdgePackagingJob: 'EdgePackagingJobName',
  EdgeDeploymentPlan: 'EdgeDeploymentPlanName',
};

/** The API's property that names a resource of this type. */
export function nameProperty(type: ResourceType): string {
  return NAME_PROPERTY[type];
}

/** The resource of a type that a value points at: by reference, or by the same written name. */
export function pointedAt(graph: Graph, type: ResourceType, value: Value): Resource | null {
  if (value.kind === 'reference') {
    const resource = graph.resources.get(value.resource);
    return resource?.type === type ? resource : null;
  }
  if (value.kind === 'interpolation' && value.parts.length === 1 && value.parts[0] !== undefined)
    return pointedAt(graph, type, value.parts[0]);
  const wanted = sameNameKey(value);
  return wanted === null ? null : (indexOf(graph).byName.get(`${type}${wanted}`) ?? null);
}

/** A text that is equal for two values that are surely the same name; null where that can't be told. */
export function sameNameKey(value: Value): string | null {
  switch (value.kind) {
    case 'scalar':
      return `=${String(value.value)}`;
    case 'unresolved':
      // The same written variable, whatever it holds: `name` here and `name` there.
      return value.decidedBy === null ? null : `?${value.decidedBy}`;
    case 'interpolation': {
      const keys = value.parts.map(sameNameKey);
      return keys.some((key) => key === null) ? null : `+${keys.join('\u0000')}`;
    }
    case 'reference':
      return `@${value.resource}.${value.attribute}`;
    case 'absent':
    case 'oneOf':
    case 'list':
    case 'object':
      return null;
  }
}

export function configOf(graph: Graph, endpoint: Resource): Resource | null {
  return pointedAt(graph, 'EndpointConfig', property(endpoint, 'EndpointConfigName'));
}

export function endpointsOf(graph: Graph, config: Resource): readonly Resource[] {
  const index = indexOf(graph);
  if (index.endpointsByConfig === null) {
    const found = new Map<ResourceId, Resource[]>();
    for (const endpoint of resourcesOf(graph, 'Endpoint')) {
      const later = property(endpoint, 'UpdatedTo');
      const used = [property(endpoint, 'EndpointConfigName'), ...(later.kind === 'list' ? later.items : [])];
      const configs = new Set(used.flatMap((name) => pointedAt(graph, 'EndpointConfig', name)?.id ?? []));
      for (const id of configs) append(found, id, endpoint);
    }
    index.endpointsByConfig = found;
  }
  return index.endpointsByConfig.get(config.id) ?? [];
}

export function modelOf(graph: Graph, variant: Value): Resource | null {
  return pointedAt(graph, 'Model', valueAt(variant, ['ModelName']));
}

/** The containers of a model with their paths, whichever of the two ways the model lists them. */
export function containersOf(model: Resource): { readonly path: Path; readonly container: ObjectValue }[] {
  const primary = property(model, 'PrimaryContainer');
  if (primary.kind === 'object') return [{ path: ['PrimaryContainer'], container: primary }];
  const containers = property(model, 'Containers');
  if (containers.kind !== 'list') return [];
  return containers.items.flatMap((container, index) =>
    container.kind === 'object' ? [{ path: ['Containers', index], container }] : [],
  );
}

/** Which endpoint and variant a scaling target's `ResourceId` names. */
export interface ScaledVariant {
  /** Null where the endpoint isn't in this unit or can't be told. */
  readonly endpoint: Resource | null;
  /** The endpoint's name as far as it is known. */
  readonly endpointName: string | null;
  readonly variantName: string | null;
}

/** The parts of a target's `ResourceId` between its slashes. */
function segmentsOf(target: Resource): Value[][] {
  const id = property(target, 'ResourceId');
  const parts = id.kind === 'interpolation' ? id.parts : [id];
  const segments: Value[][] = [[]];
  for (const part of parts) {
    if (part.kind !== 'scalar') {
      segments.at(-1)?.push(part);
      continue;
    }
    String(part.value)
      .split('/')
      .forEach((text, index) => {
        if (index > 0) segments.push([]);
        if (text !== '') segments.at(-1)?.push({ ...part, value: text });
      });
  }
  return segments;
}

/** Reads `endpoint/NAME/variant/VARIANT`; null where the target is surely not an endpoint's variant. */
export function scaledVariant(graph: Graph, target: Resource): ScaledVariant | null {
  const segments = segmentsOf(target);
  const [kind, name, , variant] = segments;
  const first = kind?.[0];
  if (first?.kind === 'scalar' && first.value !== 'endpoint') return null;
  if (first?.kind !== 'scalar') return { endpoint: null, endpointName: null, variantName: null };
  const nameValue = join(name ?? [], target.header);
  const variantValue = join(variant ?? [], target.header);
  return {
    endpoint: pointedAt(graph, 'Endpoint', nameValue),
    endpointName: !name?.length ? null : (known(asString(nameValue)) ?? null),
    variantName: !variant?.length ? null : (known(asString(variantValue)) ?? null),
  };
}

/** The inference component of this unit that a target scales (`inference-component/NAME`), or null. */
export function scaledComponent(graph: Graph, target: Resource): Resource | null {
  const [kind, name] = segmentsOf(target);
  const first = kind?.[0];
  if (first?.kind !== 'scalar' || first.value !== 'inference-component') return null;
  return pointedAt(graph, 'InferenceComponent', join(name ?? [], target.header));
}

/** The scaling targets of a variant of an endpoint that are in this unit. */
export function scalableTargetsOf(graph: Graph, endpoint: Resource, variantName: string | null): Resource[] {
  const index = indexOf(graph);
  if (index.targets === null) {
    const found = new Map<ResourceId, { target: Resource; variantName: string | null }[]>();
    for (const target of resourcesOf(graph, 'ScalableTarget')) {
      const scaled = scaledVariant(graph, target);
      if (scaled?.endpoint) append(found, scaled.endpoint.id, { target, variantName: scaled.variantName });
    }
    index.targets = found;
  }
  return (index.targets.get(endpoint.id) ?? [])
    .filter((each) => each.variantName === null || variantName === null || each.variantName === variantName)
    .map((each) => each.target);
}

/** The endpoints that a function's environment names. */
export function endpointsNamedBy(graph: Graph, lambda: Resource): Resource[] {
  return variablesOf(lambda).flatMap((value) => pointedAt(graph, 'Endpoint', value) ?? []);
}

/** The values of a function's environment, for what they name: their places may be another function's. */
const variablesOf = oncePerContent((lambda): readonly Value[] => {
  const variables = property(lambda, 'Environment', 'Variables');
  return variables.kind === 'object' ? [...variables.entries.values()].map(({ value }) => value) : [];
});

export function policiesOf(graph: Graph, target: Resource): Resource[] {
  return resourcesOf(graph, 'ScalingPolicy').filter((policy) => {
    const value = property(policy, 'ScalingTarget');
    return value.kind === 'reference' && value.resource === target.id;
  });
}

/** The alarms that call a policy. */
export function alarmsOf(graph: Graph, policy: Resource): Resource[] {
  return resourcesOf(graph, 'Alarm').filter((alarm) => {
    const actions = property(alarm, 'AlarmActions');
    return (
      actions.kind === 'list' &&
      actions.items.some((action) => action.kind === 'reference' && action.resource === policy.id)
    );
  });
}

/** The Region of a resource: its own, else the unit's. */
export function regionOf(graph: Graph, resource: Resource): Sourced<string> {
  return resource.region.how === 'absent' ? graph.region : resource.region;
}

/** Whether two values are the same in content, wherever they are written. */
export function sameContent(a: Value, b: Value): boolean {
  return JSON.stringify(plainContent(a)) === JSON.stringify(plainContent(b));
}

/** A value without places: what is compared, cached and shown. */
export function plainContent(value: Value): unknown {
  switch (value.kind) {
    case 'scalar':
      return value.value;
    case 'absent':
      return undefined;
    case 'unresolved':
      return { unresolved: value.decidedBy ?? value.why };
    case 'oneOf':
      return { oneOf: value.condition, branches: value.branches.map(plainContent) };
    case 'reference':
      return { reference: value.resource };
    case 'interpolation':
      return { parts: value.parts.map(plainContent) };
    case 'list':
      return value.open ? [...value.items.map(plainContent), '…'] : value.items.map(plainContent);
    case 'object': {
      const content: Record<string, unknown> = {};
      for (const key of [...value.entries.keys()].sort()) {
        const plain = plainContent(value.entries.get(key)?.value ?? ABSENT);
        if (plain !== undefined) content[key] = plain;
      }
      if (value.open !== null) content['…'] = value.open;
      return content;
    }
  }
}
