import type { Graph } from '../../model/graph';
import { configOf, pointedAt, property, resourcesOf } from '../../model/graph';
import type { Resource, ResourceType } from '../../model/resource';
import type { ListValue, ObjectValue, Path, Value } from '../../model/value';
import { asString, known, valueAt } from '../../model/value';
import type { GivenArgument } from './callArguments';
import { argumentsOf, withEntryAt } from './callArguments';
import type { HostingCall } from './hosting';
import type { SdkObject } from './meaning';
import type { PythonScope } from './scope';
import { placeOf } from './made';

/** The variant of an endpoint that names none. */
const ONLY_VARIANT = 'AllTraffic';

/** What a later call of the API changes of resources that the unit makes: each with its properties as they are known then. */
export function updated(scope: PythonScope, graph: Graph, call: HostingCall): readonly Resource[] {
  const { given } = argumentsOf(scope, call.placed);
  switch (call.method) {
    case 'update_endpoint':
      return call.of.kind === 'sdk' ? movedPredictor(scope, graph, call, call.of.objects) : movedEndpoint(graph, given);
    case 'update_endpoint_weights_and_capacities':
      return scaledVariants(graph, given, call);
    case 'update_inference_component':
    case 'update_inference_component_runtime_config':
      return changedComponents(graph, given, call);
    default:
      return [];
  }
}

/** The resources that a name may mean: none where it is surely another's. */
function meant(graph: Graph, type: ResourceType, name: GivenArgument | undefined): readonly Resource[] {
  if (name === undefined) return resourcesOf(graph, type);
  const found = pointedAt(graph, type, name.value);
  if (found !== null) return [found];
  if (known(asString(name.value)) === undefined) return resourcesOf(graph, type);
  return resourcesOf(graph, type).filter((each) => known(asString(property(each, `${type}Name`))) === undefined);
}

/** An endpoint that is given another configuration has both, one after the other. */
function movedEndpoint(graph: Graph, given: ReadonlyMap<string, GivenArgument>): readonly Resource[] {
  const name = given.get('EndpointName');
  const config = given.get('EndpointConfigName');
  const endpoint = name === undefined ? null : pointedAt(graph, 'Endpoint', name.value);
  const target = config === undefined ? null : pointedAt(graph, 'EndpointConfig', config.value);
  if (endpoint === null || config === undefined || target === null) return [];
  return configOf(graph, endpoint)?.id === target.id ? [] : [withConfig(endpoint, config)];
}

/** `predictor.update_endpoint(instance_type=…)` makes a configuration, and gives it to the predictor's endpoint. */
function movedPredictor(
  scope: PythonScope,
  graph: Graph,
  { placed, header }: HostingCall,
  objects: readonly SdkObject[],
): readonly Resource[] {
  const made = scope.made.get(placeOf(placed))?.EndpointConfig;
  if (made === undefined) return [];
  return objects.flatMap((object) => {
    const id = object.made === null ? undefined : scope.made.get(placeOf(object.made))?.Endpoint;
    const endpoint = id === undefined ? undefined : graph.resources.get(id);
    const value: Value = { kind: 'reference', resource: made, attribute: 'EndpointConfigName', usedAt: header };
    return endpoint === undefined ? [] : [withConfig(endpoint, { value, origin: header, keyOrigin: header })];
  });
}

function withConfig(endpoint: Resource, config: Pick<GivenArgument, 'value' | 'origin' | 'keyOrigin'>): Resource {
  const before = property(endpoint, 'UpdatedTo');
  const value: ListValue = {
    kind: 'list',
    items: [...(before.kind === 'list' ? before.items : []), config.value],
    open: false,
    origin: config.origin,
    usedAt: config.origin,
  };
  const entry = { key: 'UpdatedTo', value, origin: config.origin, keyOrigin: config.keyOrigin };
  return { ...endpoint, properties: withEntryAt(endpoint.properties, ['UpdatedTo'], entry) };
}

/** A variant whose count a call sets has the declared one only until then. */
function scaledVariants(
  graph: Graph,
  given: ReadonlyMap<string, GivenArgument>,
  call: HostingCall,
): readonly Resource[] {
  const desired = given.get('DesiredWeightsAndCapacities')?.value;
  const endpoints = meant(graph, 'Endpoint', given.get('EndpointName'));
  const configs = new Set(endpoints.flatMap((endpoint) => configOf(graph, endpoint) ?? []));
  return [...configs].map((config) => {
    const variants = property(config, 'ProductionVariants');
    if (variants.kind !== 'list') return config;
    const items = variants.items.map((variant) =>
      variant.kind === 'object' && isScaled(desired, variant)
        ? doubtful(variant, ['InitialInstanceCount'], call)
        : variant,
    );
    const entry = config.properties.entries.get('ProductionVariants');
    return entry === undefined
      ? config
      : {
          ...config,
          properties: withEntryAt(config.properties, ['ProductionVariants'], {
            ...entry,
            value: { ...variants, items },
          }),
        };
  });
}

function isScaled(desired: Value | undefined, variant: ObjectValue): boolean {
  if (desired?.kind !== 'list' || desired.open) return true;
  const own = known(asString(valueAt(variant, ['VariantName']))) ?? null;
  const count = valueAt(variant, ['InitialInstanceCount']);
  return desired.items.some((each) => {
    if (each.kind !== 'object') return true;
    const name = known(asString(valueAt(each, ['VariantName'])));
    const wanted = valueAt(each, ['DesiredInstanceCount']);
    if (wanted.kind === 'absent') return each.open !== null;
    if (wanted.kind === 'scalar' && count.kind === 'scalar' && wanted.value === count.value) return false;
    return name === undefined || name === (own ?? ONLY_VARIANT) || (own === null && !isUnnamed(variant));
  });
}

/** Whether the variant has no name in the code, and so the one that the SDK gives it. */
function isUnnamed(variant: ObjectValue): boolean {
  return valueAt(variant, ['VariantName']).kind === 'absent';
}

function changedComponents(
  graph: Graph,
  given: ReadonlyMap<string, GivenArgument>,
  call: HostingCall,
): readonly Resource[] {
  const runtime = given.get('DesiredRuntimeConfig') ?? given.get('RuntimeConfig');
  const specification = given.get('Specification')?.value;
  return meant(graph, 'InferenceComponent', given.get('InferenceComponentName')).map((component) => {
    let { properties } = component;
    if (runtime !== undefined && !isSame(runtime.value, property(component, 'RuntimeConfig')))
      properties = doubtful(properties, ['RuntimeConfig', 'CopyCount'], call);
    if (specification !== undefined && valueAt(specification, ['ComputeResourceRequirements']).kind !== 'absent')
      properties = doubtful(properties, ['Specification', 'ComputeResourceRequirements'], call);
    return { ...component, properties };
  });
}

function isSame(wanted: Value, present: Value): boolean {
  const [a, b] = [wanted, present].map((each) => valueAt(each, ['CopyCount']));
  return a?.kind === 'scalar' && b?.kind === 'scalar' && a.value === b.value;
}

/** A property that holds only until a call changes it. */
function doubtful(object: ObjectValue, path: Path, call: HostingCall): ObjectValue {
  const before = valueAt(object, path);
  if (before.kind === 'absent' || before.kind === 'unresolved') return object;
  const at = before.usedAt;
  const value: Value = {
    kind: 'unresolved',
    why: `changed later by ${call.method}`,
    decidedBy: call.method,
    usedAt: at,
  };
  const [first, second] = path;
  const outer = object.entries.get(String(first));
  if (outer === undefined) return object;
  const inner =
    second === undefined || outer.value.kind !== 'object' ? undefined : outer.value.entries.get(String(second));
  return withEntryAt(object, path, { ...(inner ?? outer), value });
}
