import { asString, known } from '../../model/value';
import type { Graph } from '../../model/graph';
import type { OtherFiles } from '../../model/language';
import { pointedAt, property, resourcesOf, sameNameKey } from '../../model/graph';
import type { Observation, ResourceType } from '../../model/resource';
import type { Value } from '../../model/value';
import { chained, handedOn, isOverDataSet } from './asking';
import { argumentsOf } from './callArguments';
import { doubtfulDeletion } from './endings';
import type { Asked } from './handedOn';
import type { HostingCall, WorkflowClass } from './hosting';
import { statementsNaming } from './naming';
import { optimisationsIn } from './optimisations';
import type { PythonReading } from './reading';
import type { PythonScope } from './scope';
import { TRAINING } from './training';
import { placeOf } from './made';
import { watchingIn } from './watching';
import { serverSettingsIn } from './serverSettings';
import { loadingIn } from './loading';
import { weightsIn } from './weights';
import { type SdkObject } from './meaning';
import { keywordOf } from './calls';

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
  'invoke_with_response_stream',
  'predict',
  'predict_async',
  'predict_stream',
]);

/** Their answers come piece by piece. */
const STREAMING: ReadonlySet<string> = new Set([
  'invoke_endpoint_with_response_stream',
  'invoke_with_response_stream',
  'predict_stream',
]);

const BENCHMARKS: ReadonlySet<string> = new Set(['create_inference_recommendations_job', 'right_size']);

/** Runtimes of models that run on devices too. */
const DEVICE_RUNTIME = /^(?:onnxruntime|dlr|tflite_runtime|ai_edge_litert|tensorrt|openvino)\b/;

/** Packages of code that runs on a device. */
const ON_DEVICE = /^(?:greengrasssdk|awsiot|awsiotsdk|AWSIoTPythonSDK|stream_manager)\b/;

/** Calls that work out a baseline for Model Monitor. */
const BASELINES: readonly string[] = [
  'suggest_baseline',
  'create_data_quality_job_definition',
  'create_model_bias_job_definition',
  'create_model_explainability_job_definition',
  'create_model_quality_job_definition',
];

/** Everything that a unit does beside making resources. */
export function observationsOf(
  scope: PythonScope,
  graph: Graph,
  calls: readonly HostingCall[],
  files: OtherFiles,
): Observation[] {
  const { reading } = scope;
  const seen = calls.flatMap((call) => {
    const observation = scope.within(call.round, () => observationOf(scope, graph, call));
    return observation === null ? [] : [{ call, observation }];
  });
  const asked = seen.flatMap(({ call, observation }) =>
    observation.kind === 'invocation' ? [{ call, invocation: observation }] : [],
  );
  const found: Observation[] = withChains(scope, seen, asked);
  found.push(
    ...baselinesIn(reading),
    ...optimisationsIn(reading),
    ...serverSettingsIn(scope, files),
    ...watchingIn(reading),
  );
  found.push(...inferenceOnDevice(reading));
  const trains = found.some((each) => each.kind === 'trainingJob');
  found.push(...weightsIn(scope, graph, files, trains), ...loadingIn(scope, graph, calls, files, trains));
  const doubtful = resourcesOf(graph, 'Endpoint').length === 0 ? null : doubtfulDeletion(reading, calls);
  if (doubtful !== null) found.push(doubtful);
  const deletions = found.flatMap((each) =>
    each.kind === 'deletion' && each.of === 'Endpoint' ? [each.resource] : [],
  );
  if (asked.length === 0 || deletions.includes(null)) return found;
  return [...found, ...handedOn(scope, graph, calls, asked, deletions)];
}

/** Invocations learn whose answer they carry on. */
function withChains(
  scope: PythonScope,
  seen: readonly { readonly call: HostingCall; readonly observation: Observation }[],
  invocations: readonly Asked[],
): Observation[] {
  if (invocations.length === 0) return seen.map(({ observation }) => observation);
  const linked = chained(scope, invocations);
  return seen.map(({ call, observation }) => {
    const at = invocations.findIndex((each) => each.call === call);
    return (at < 0 ? null : linked[at]) ?? observation;
  });
}

/** A program of a device that has a runtime for models runs one there. */
function inferenceOnDevice({ imports, statements }: PythonReading): Observation[] {
  const [first] = statements;
  if (first === undefined || ![ON_DEVICE, DEVICE_RUNTIME].every((form) => imports.some((path) => form.test(path))))
    return [];
  return [
    { kind: 'inferenceOnDevice', at: { file: first.file, cell: first.cell, start: first.base, end: first.base } },
  ];
}

function baselinesIn(reading: PythonReading): Observation[] {
  return BASELINES.flatMap((name) =>
    statementsNaming(reading, `.${name}`).map(({ file, cell, base }): Observation => {
      return { kind: 'baseline', name, at: { file, cell, start: base, end: base } };
    }),
  );
}

/** What a call does that is no resource; null where it does nothing of the kind. */
function observationOf(scope: PythonScope, graph: Graph, call: HostingCall): Observation | null {
  const { method } = call;
  const at = call.declaration;
  const deletion = Object.hasOwn(DELETIONS, method) ? DELETIONS[method] : undefined;
  if (deletion !== undefined) return deleted(scope, graph, call, deletion);
  if (method === 'delete') return deleted(scope, graph, call, { of: 'Endpoint', argument: 'endpoint_name' });
  if (INVOCATIONS.has(method)) {
    const named = target(scope, graph, call, 'Endpoint', 'EndpointName');
    const resource = named === 'another' ? null : named;
    const overDataSet = isOverDataSet(scope, call);
    const how = {
      ...(STREAMING.has(method) ? { streaming: true } : {}),
      ...(scope.reading.imports.some((path) => ON_DEVICE.test(path)) ? { onDevice: true } : {}),
      ...(/_async$/.test(method) ? { asynchronous: true, ...(isAwaited(scope, call) ? { awaited: true } : {}) } : {}),
    };
    return {
      kind: 'invocation',
      resource,
      endpointName: nameGiven(scope, call),
      inLoop: call.inLoop,
      overDataSet,
      ...how,
      at,
    };
  }
  if (TRAINING.has(method)) return { kind: 'trainingJob', at };
  if (method === 'start_pipeline_execution') return pipelineNamed('pipelineStart', scope, call, 'PipelineName');
  if (call.of.kind === 'workflow') return ofWorkflow(scope, call, call.of.className);
  if (BENCHMARKS.has(method)) return { kind: 'benchmark', name: method, at };
  if (method === 'create_monitoring_schedule' && call.of.kind === 'sdk') return { kind: 'monitoring', of: 'drift', at };
  if (method === 'put_retention_policy') {
    const named = target(scope, graph, call, 'LogGroup', 'logGroupName');
    return named === 'another' ? null : { kind: 'retentionSet', resource: named, at };
  }
  if (method === 'put_lifecycle_policy' && target(scope, graph, call, 'Repository', 'repositoryName') === null)
    return { kind: 'unfollowed', type: 'Repository', why: 'a policy is put on a repository that can not be told', at };
  if (method === 'deregister_scalable_target')
    return { kind: 'unfollowed', type: 'ScalableTarget', why: 'a scaling target is taken away by code', at };
  return null;
}

function ofWorkflow(scope: PythonScope, call: HostingCall, className: WorkflowClass): Observation | null {
  switch (className) {
    case 'TrainingStep':
      return { kind: 'trainingJob', at: call.declaration };
    case 'PipelineStart':
      return pipelineNamed('pipelineStart', scope, call, 'pipeline_name');
    case 'Pipeline':
      return pipelineNamed('pipeline', scope, call, 'name');
    case 'DAG':
    case 'Job':
      return null;
  }
}

/** A pipeline by the name that a call gives; null where that can't be told. */
function pipelineNamed(
  kind: 'pipeline' | 'pipelineStart',
  scope: PythonScope,
  call: HostingCall,
  argument: string,
): Observation | null {
  const given = argumentsOf(scope, call.placed, ['name']).given.get(argument);
  const name = given === undefined ? undefined : known(asString(given.value));
  return name === undefined ? null : { kind, name, at: call.declaration };
}

/** Whether code behind a call waits for answers of asynchronous requests. */
function isAwaited({ names }: PythonScope, { placed: { statement, expr } }: HostingCall): boolean {
  const waits = names.table('.get_result').get('module')?.references ?? [];
  return waits.some((each) => each.position >= statement.order + expr.span.start);
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
    const found = call.of.objects.map((object) => targetOf(scope, graph, object, type));
    const [first] = found.filter((each) => each !== undefined);
    // One of several objects: a loop over them, or a condition. It may be any.
    if (first !== undefined) return found.every((each) => each === first) ? first : null;
  }
  const { given } = argumentsOf(scope, call.placed, [argument]);
  const name = given.get(argument)?.value ?? given.get('endpoint_name')?.value;
  return name === undefined ? null : named(graph, type, name);
}

/** What an object of the SDK stands for; undefined where it doesn't say. */
function targetOf(
  scope: PythonScope,
  graph: Graph,
  object: SdkObject,
  type: Deleted | ResourceType,
): string | null | undefined {
  for (let each: SdkObject | null = object; each !== null; each = each.source) {
    const made = each.made === null ? undefined : scope.made.get(placeOf(each.made));
    const id = made?.[type as keyof typeof made];
    if (id !== undefined) return id;
    // `Predictor(endpoint_name="orders")`
    const given = each.made === null || each.role !== 'predictor' ? null : keywordOf(each.made.expr, 'endpoint_name');
    if (type === 'Endpoint' && given !== null && each.made !== null)
      return named(graph, type, scope.value({ expr: given, statement: each.made.statement }));
  }
  return undefined;
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
