import { asString, known } from '../../model/value';
import type { Graph } from '../../model/graph';
import { pointedAt, property, resourcesOf, sameNameKey } from '../../model/graph';
import type { Observation, ResourceType } from '../../model/resource';
import type { Value } from '../../model/value';
import { argumentsOf } from './callArguments';
import type { HostingCall } from './hosting';
import type { PythonScope } from './scope';
import { placeOf } from './scope';

type Deleted = Extract<Observation, { kind: 'deletion' }>['of'];

/** What is deleted, and which argument names it. */
const DELETIONS: Readonly<Record<string, { readonly of: Deleted; readonly argument: string }>> = {
  delete_endpoint: { of: 'Endpoint', argument: 'EndpointName' },
  delete_endpoint_config: { of: 'EndpointConfig', argument: 'EndpointConfigName' },
  delete_model: { of: 'Model', argument: 'ModelName' },
  delete_predictor: { of: 'Endpoint', argument: 'EndpointName' },
};

const INVOCATIONS: ReadonlySet<string> = new Set([
  'invoke',
  'invoke_async',
  'invoke_endpoint',
  'invoke_endpoint_async',
  'invoke_endpoint_with_response_stream',
  'predict',
  'predict_async',
  'predict_stream',
]);

const TRAINING: ReadonlySet<string> = new Set(['create_training_job', 'fit', 'train']);

const RETIRED: ReadonlySet<string> = new Set([
  'create_device_fleet',
  'create_edge_deployment_plan',
  'create_edge_packaging_job',
  'register_devices',
]);

/** What a call does that is no resource; null where it does nothing of the kind. */
export function observationOf(scope: PythonScope, graph: Graph, call: HostingCall): Observation | null {
  const { method } = call;
  const at = call.declaration;
  const deletion = Object.hasOwn(DELETIONS, method) ? DELETIONS[method] : undefined;
  if (deletion !== undefined) return deleted(scope, graph, call, deletion);
  if (method === 'delete') return deleted(scope, graph, call, { of: 'Endpoint', argument: 'endpoint_name' });
  if (INVOCATIONS.has(method)) {
    const named = target(scope, graph, call, 'Endpoint', 'EndpointName');
    const resource = named === 'another' ? null : named;
    return { kind: 'invocation', resource, endpointName: nameGiven(scope, call), inLoop: call.inLoop, at };
  }
  if (TRAINING.has(method)) return { kind: 'trainingJob', at };
  if (RETIRED.has(method)) return { kind: 'retiredCall', name: method, at };
  if (method === 'put_retention_policy') {
    const named = target(scope, graph, call, 'LogGroup', 'logGroupName');
    return named === 'another' ? null : { kind: 'retentionSet', resource: named, at };
  }
  if (method === 'deregister_scalable_target')
    return { kind: 'unfollowed', type: 'ScalableTarget', why: 'a scaling target is taken away by code', at };
  return null;
}

/** The endpoint's name as the call itself gives it; null where it can't be told. */
function nameGiven(scope: PythonScope, call: HostingCall): string | null {
  const { given } = argumentsOf(scope, call.placed);
  const name = given.get('EndpointName') ?? given.get('endpoint_name');
  return name === undefined ? null : (known(asString(name.value)) ?? null);
}

function deleted(
  scope: PythonScope,
  graph: Graph,
  call: HostingCall,
  { of, argument }: { of: Deleted; argument: string },
): Observation | null {
  const resource = target(scope, graph, call, of, argument);
  return resource === 'another' ? null : { kind: 'deletion', of, resource, at: call.declaration };
}

/** Which resource a call is about: null where that can't be told, `another` where it is surely none of this unit. */
function target(
  scope: PythonScope,
  graph: Graph,
  call: HostingCall,
  type: Deleted | ResourceType,
  argument: string,
): string | null {
  if (call.of.kind === 'sdk') {
    for (const object of call.of.objects)
      for (let each: typeof object | null = object; each !== null; each = each.source) {
        const made = each.made === null ? undefined : scope.made.get(placeOf(each.made));
        const id = made?.[type as keyof typeof made];
        if (id !== undefined) return id;
      }
  }
  const { given } = argumentsOf(scope, call.placed, [argument]);
  const name = given.get(argument)?.value ?? given.get('endpoint_name')?.value;
  return name === undefined ? null : named(graph, type, name);
}

function named(graph: Graph, type: ResourceType, name: Value): string | null {
  const found = pointedAt(graph, type, name);
  if (found !== null) return found.id;
  if (sameNameKey(name) === null || known(asString(name)) === undefined) return null;
  const unknown = resourcesOf(graph, type).some((resource) => {
    const own = property(resource, type === 'LogGroup' ? 'LogGroupName' : `${type}Name`);
    return own.kind !== 'scalar';
  });
  return unknown ? null : 'another';
}
