import type { Graph } from '../../model/graph';
import { nameProperty, pointedAt, property, resourcesOf, sameNameKey } from '../../model/graph';
import type { Observation, ResourceType } from '../../model/resource';
import type { Value } from '../../model/value';
import { ABSENT, asString, known } from '../../model/value';
import type { HostingCall } from './hosting';
import type { TypeScriptScope } from './scope';

type Deleted = Extract<Observation, { kind: 'deletion' }>['of'];

const DELETIONS: Readonly<Record<string, Deleted>> = {
  DeleteEndpoint: 'Endpoint',
  DeleteEndpointConfig: 'EndpointConfig',
  DeleteModel: 'Model',
};

/** What a call does that is no resource; null where it does nothing of the kind. */
export function observationOf(scope: TypeScriptScope, graph: Graph, call: HostingCall): Observation | null {
  if (call.of.kind !== 'operation') return null;
  const { operation } = call.of;
  const at = call.declaration;
  const deleted = Object.hasOwn(DELETIONS, operation) ? DELETIONS[operation] : undefined;
  if (deleted !== undefined) {
    const resource = target(graph, deleted, inputOf(scope, call, `${deleted}Name`));
    return resource === 'another' ? null : { kind: 'deletion', of: deleted, resource, at };
  }
  switch (operation) {
    case 'InvokeEndpoint':
    case 'InvokeEndpointAsync':
    case 'InvokeEndpointWithResponseStream': {
      const name = inputOf(scope, call, 'EndpointName');
      const found = target(graph, 'Endpoint', name);
      const resource = found === 'another' ? null : found;
      const endpointName = known(asString(name)) ?? null;
      return {
        kind: 'invocation',
        resource,
        endpointName,
        inLoop: call.candidate.inLoop,
        ...(operation === 'InvokeEndpointAsync' ? { asynchronous: true } : {}),
        ...(operation === 'InvokeEndpointWithResponseStream' ? { streaming: true } : {}),
        at,
      };
    }
    case 'CreateTrainingJob':
      return { kind: 'trainingJob', at };
    case 'StartPipelineExecution': {
      const name = known(asString(inputOf(scope, call, 'PipelineName')));
      return name === undefined ? null : { kind: 'pipelineStart', name, at };
    }
    case 'CreateCompilationJob':
    case 'CreateOptimizationJob':
      return { kind: 'optimisation', how: 'compilation', name: operation, at };
    case 'CreateInferenceRecommendationsJob':
      return { kind: 'benchmark', name: operation, at };
    case 'PutRetentionPolicy': {
      const named = target(graph, 'LogGroup', inputOf(scope, call, 'logGroupName'));
      return named === 'another' ? null : { kind: 'retentionSet', resource: named, at };
    }
    case 'PutLifecyclePolicy':
      return untoldRepository(scope, graph, call);
    case 'DeregisterScalableTarget':
      return { kind: 'unfollowed', type: 'ScalableTarget', why: 'a scaling target is taken away by code', at };
    default:
      return null;
  }
}

function untoldRepository(scope: TypeScriptScope, graph: Graph, call: HostingCall): Observation | null {
  if (target(graph, 'Repository', inputOf(scope, call, 'repositoryName')) !== null) return null;
  const why = 'a policy is put on a repository that can not be told';
  return { kind: 'unfollowed', type: 'Repository', why, at: call.declaration };
}

/** A property of what an operation is given. */
export function inputOf(scope: TypeScriptScope, call: HostingCall, name: string): Value {
  if (call.of.kind !== 'operation' || call.of.input === null) return ABSENT;
  const input = scope.value(call.of.input);
  return input.kind === 'object' ? (input.entries.get(name)?.value ?? ABSENT) : ABSENT;
}

/** Which resource a name is: null where that can't be told, `another` where it is surely none of this unit. */
function target(graph: Graph, type: ResourceType, name: Value): string | null {
  const found = pointedAt(graph, type, name);
  if (found !== null) return found.id;
  if (sameNameKey(name) === null || known(asString(name)) === undefined) return null;
  const unknown = resourcesOf(graph, type).some((resource) => property(resource, nameProperty(type)).kind !== 'scalar');
  return unknown ? null : 'another';
}
