import { modelOf, pointedAt, property, resourcesOf, scaledVariant, type Graph } from '../model/graph';
import { oncePer } from '../model/once';
import type { Resource } from '../model/resource';
import { asString, known, valueAt, type Value } from '../model/value';
import type { CallerKind } from '../practices/practice';
import { trains } from '../practices/training';
import { triggersOf, type Trigger } from './triggers';

/** Names of resources, or the ids of those that have none; null stands for one that isn't known. */
export type Names = readonly (string | null)[];

/** A call of an endpoint that the unit doesn't hold. */
export interface OutsideCall {
  readonly file: string;
  readonly endpointName: string | null;
  readonly kind: CallerKind;
}

/** What one unit contributes to what the others are judged by. Free of places, so that equal content is equal. */
export interface UnitFacts {
  readonly usesSageMaker: boolean;
  /** Endpoints that its scaling targets speak of and that are not in the unit. */
  readonly scaledElsewhere: Names;
  /** Endpoints whose log groups it declares; null for a group that may be any endpoint's. */
  readonly loggedEndpoints: Names;
  /** Endpoints that its monitoring schedules watch, those that its alarms and dashboards do, and of these how busy they are. */
  readonly driftMonitored: Names;
  readonly watched: Names;
  readonly utilisationWatched: Names;
  /** Models that its configurations and jobs use and that are not in the unit. */
  readonly modelsUsed: Names;
  readonly calls: readonly OutsideCall[];
  /** What starts code that stands in other files. */
  readonly triggers: readonly Trigger[];
  /** Files whose code starts training jobs, and what pipelines they start. */
  readonly trainingFiles: readonly string[];
  readonly pipelineStarts: readonly { readonly file: string; readonly pipeline: string }[];
  /** The names of pipelines that train. */
  readonly trainingPipelines: readonly string[];
  /** Endpoints whose answers its code reads piece by piece, and that are not in the unit. */
  readonly streamed: Names;
  readonly benchmarks: boolean;
  readonly baselines: boolean;
  readonly optimisations: readonly ('compilation' | 'quantisation' | 'pruning')[];
}

export const NO_FACTS: UnitFacts = {
  usesSageMaker: false,
  scaledElsewhere: [],
  loggedEndpoints: [],
  driftMonitored: [],
  watched: [],
  utilisationWatched: [],
  modelsUsed: [],
  calls: [],
  triggers: [],
  trainingFiles: [],
  pipelineStarts: [],
  trainingPipelines: [],
  streamed: [],
  benchmarks: false,
  baselines: false,
  optimisations: [],
};

const SAGEMAKER: ReadonlySet<string> = new Set([
  'EndpointConfig',
  'Endpoint',
  'Model',
  'InferenceComponent',
  'TransformJob',
]);

export function factsOf(graphs: readonly Graph[]): UnitFacts {
  const all = graphs.map(factsOfGraph);
  const [first, ...others] = all;
  if (first === undefined) return NO_FACTS;
  return others.length === 0 ? first : orNone(others.reduce(together, first));
}

function together(a: UnitFacts, b: UnitFacts): UnitFacts {
  return {
    usesSageMaker: a.usesSageMaker || b.usesSageMaker,
    scaledElsewhere: [...a.scaledElsewhere, ...b.scaledElsewhere],
    loggedEndpoints: [...a.loggedEndpoints, ...b.loggedEndpoints],
    driftMonitored: [...a.driftMonitored, ...b.driftMonitored],
    watched: [...a.watched, ...b.watched],
    utilisationWatched: [...a.utilisationWatched, ...b.utilisationWatched],
    modelsUsed: [...a.modelsUsed, ...b.modelsUsed],
    calls: [...a.calls, ...b.calls],
    triggers: [...a.triggers, ...b.triggers],
    trainingFiles: [...new Set([...a.trainingFiles, ...b.trainingFiles])],
    pipelineStarts: [...a.pipelineStarts, ...b.pipelineStarts],
    trainingPipelines: [...new Set([...a.trainingPipelines, ...b.trainingPipelines])],
    streamed: [...a.streamed, ...b.streamed],
    benchmarks: a.benchmarks || b.benchmarks,
    baselines: a.baselines || b.baselines,
    optimisations: [...new Set([...a.optimisations, ...b.optimisations])],
  };
}

function factsOfGraph(graph: Graph): UnitFacts {
  const resources = [...graph.resources.values()];
  const { observations } = graph;
  const metrics = resourcesOf(graph, 'Alarm').flatMap(metricsOf);
  const lookedAt = [
    ...resourcesOf(graph, 'Dashboard').flatMap((each) => (mentionsSageMaker(each.properties) ? [null] : [])),
    ...(observations.some((each) => each.kind === 'monitoring' && each.of === 'utilisation') ? endpointsOr(graph) : []),
  ];
  const facts: UnitFacts = {
    usesSageMaker: resources.some((each) => SAGEMAKER.has(each.type) || isLogGroupOfSageMaker(each)),
    scaledElsewhere: scaledElsewhere(graph),
    loggedEndpoints: resourcesOf(graph, 'LogGroup').flatMap(loggedEndpoint),
    driftMonitored: [
      ...resourcesOf(graph, 'MonitoringSchedule').flatMap((each) => monitoredEndpoint(graph, each)),
      ...observations.flatMap((each) => (each.kind === 'monitoring' && each.of === 'drift' ? [null] : [])),
    ],
    watched: [...metrics.flatMap((each) => watchedEndpoint(graph, each)), ...lookedAt],
    utilisationWatched: [
      ...metrics.filter((each) => !isOfAnswers(each)).flatMap((each) => watchedEndpoint(graph, each)),
      ...lookedAt,
    ],
    modelsUsed: modelsUsed(graph),
    calls: observations.flatMap((each): OutsideCall[] =>
      each.kind === 'invocation' && each.resource === null
        ? [{ file: each.at.file, endpointName: each.endpointName ?? null, kind: each.onDevice ? 'edge' : 'code' }]
        : [],
    ),
    triggers: triggersOf(graph),
    ...trainingOf(graph),
    streamed: observations.flatMap((each) =>
      each.kind === 'invocation' && each.resource === null && each.streaming ? [each.endpointName ?? null] : [],
    ),
    benchmarks: observations.some((each) => each.kind === 'benchmark'),
    baselines: observations.some((each) => each.kind === 'baseline'),
    optimisations: [...new Set(observations.flatMap((each) => (each.kind === 'optimisation' ? [each.how] : [])))],
  };
  return orNone(facts);
}

function trainingOf(graph: Graph): Pick<UnitFacts, 'trainingFiles' | 'pipelineStarts' | 'trainingPipelines'> {
  const { observations } = graph;
  const files = new Set(observations.flatMap((each) => (each.kind === 'trainingJob' ? [each.at.file] : [])));
  const declared = resourcesOf(graph, 'Pipeline').filter(trains);
  return {
    trainingFiles: [...files],
    pipelineStarts: observations.flatMap((each) =>
      each.kind === 'pipelineStart' ? [{ file: each.at.file, pipeline: each.name }] : [],
    ),
    trainingPipelines: [
      ...declared.flatMap((each) => known(asString(property(each, 'PipelineName'))) ?? []),
      // A pipeline of a program does what the program's steps do.
      ...observations.flatMap((each) => (each.kind === 'pipeline' && files.has(each.at.file) ? [each.name] : [])),
    ],
  };
}

function scaledElsewhere(graph: Graph): (string | null)[] {
  const names: (string | null)[] = [];
  for (const target of resourcesOf(graph, 'ScalableTarget')) {
    const scaled = scaledVariant(graph, target);
    if (scaled !== null && scaled.endpoint === null) names.push(scaled.endpointName);
  }
  for (const observation of graph.observations)
    if (observation.kind === 'unfollowed' && observation.type === 'ScalableTarget') names.push(null);
  return names;
}

const ENDPOINT_LOGS = '/aws/sagemaker/Endpoints/';

/** The endpoint whose log group it is, as far as its name tells. */
function loggedEndpoint(group: Resource): (string | null)[] {
  const name = property(group, 'LogGroupName');
  if (name.kind === 'absent') return [];
  const text = beginningOf(name);
  if (text !== null && !text.startsWith(ENDPOINT_LOGS) && !ENDPOINT_LOGS.startsWith(text)) return [];
  return [name.kind === 'scalar' && text !== null ? text.slice(ENDPOINT_LOGS.length) : null];
}

/** The text that a name begins with, where it is written. */
function beginningOf(name: Value): string | null {
  const first = name.kind === 'interpolation' ? name.parts[0] : name;
  return first?.kind === 'scalar' ? String(first.value) : null;
}

/** A log group under one of SageMaker's own names. */
function isLogGroupOfSageMaker(resource: Resource): boolean {
  return (
    resource.type === 'LogGroup' &&
    beginningOf(property(resource, 'LogGroupName'))?.startsWith('/aws/sagemaker/') === true
  );
}

/** The endpoint that a schedule of Model Monitor watches: null where its job definition stands elsewhere. */
function monitoredEndpoint(graph: Graph, schedule: Resource): (string | null)[] {
  const inputs = property(
    schedule,
    'MonitoringScheduleConfig',
    'MonitoringJobDefinition',
    'MonitoringInputs',
    0,
    'EndpointInput',
    'EndpointName',
  );
  return [endpointNameOf(graph, inputs)];
}

/** An endpoint's name, or the id of one of this graph whose name is not known. */
function endpointNameOf(graph: Graph, value: Value): string | null {
  const endpoint = pointedAt(graph, 'Endpoint', value);
  const name = endpoint === null ? value : property(endpoint, 'EndpointName');
  return known(asString(name)) ?? endpoint?.id ?? null;
}

/** What code looks at: the endpoints that it makes, or any where it makes none. */
function endpointsOr(graph: Graph): (string | null)[] {
  const own = resourcesOf(graph, 'Endpoint');
  return own.length === 0 ? [null] : own.map((each) => known(asString(property(each, 'EndpointName'))) ?? each.id);
}

/** Namespaces of an endpoint's metrics: of its requests, and of its instances. */
const NAMESPACES: ReadonlySet<string> = new Set(['AWS/SageMaker', '/aws/sagemaker/Endpoints']);

function watchedEndpoint(graph: Graph, metric: Value): (string | null)[] {
  const namespace = valueAt(metric, ['Namespace']);
  if (namespace.kind === 'absent') return mentionsSageMaker(metric) ? [null] : [];
  if (namespace.kind === 'scalar' && !NAMESPACES.has(String(namespace.value))) return [];
  const dimensions = valueAt(metric, ['Dimensions']);
  if (dimensions.kind !== 'list') return [null];
  const dimension = dimensions.items.find((item) => known(asString(valueAt(item, ['Name']))) === 'EndpointName');
  return [dimension === undefined ? null : endpointNameOf(graph, valueAt(dimension, ['Value']))];
}

/** Metrics of what is answered, and how fast: whoever watches them alone never sees idle instances. */
const OF_ANSWERS: ReadonlySet<string> = new Set([
  'Invocation4XXErrors',
  'Invocation5XXErrors',
  'InvocationModelErrors',
  'ModelLatency',
  'OverheadLatency',
]);

function isOfAnswers(metric: Value): boolean {
  return OF_ANSWERS.has(known(asString(valueAt(metric, ['MetricName']))) ?? '');
}

/** What an alarm looks at: its own metric, or those that it computes with. */
function metricsOf({ properties }: Resource): readonly Value[] {
  const several = valueAt(properties, ['Metrics']);
  if (several.kind !== 'list' || several.open) return [properties];
  return several.items.map((each) => {
    const one = valueAt(each, ['MetricStat', 'Metric']);
    return one.kind === 'absent' ? each : one;
  });
}

/** Whether a text in it names a namespace of SageMaker's metrics. */
function mentionsSageMaker(value: Value): boolean {
  switch (value.kind) {
    case 'scalar':
      return [...NAMESPACES].some((name) => String(value.value).includes(name));
    case 'interpolation':
      return value.parts.some(mentionsSageMaker);
    case 'list':
      return value.items.some(mentionsSageMaker);
    case 'object':
      return [...value.entries.values()].some((entry) => mentionsSageMaker(entry.value));
    case 'oneOf':
      return value.branches.some(mentionsSageMaker);
    case 'absent':
    case 'unresolved':
    case 'reference':
      return false;
  }
}

function modelsUsed(graph: Graph): (string | null)[] {
  const users: Value[] = resourcesOf(graph, 'TransformJob').map((job) => job.properties);
  for (const config of resourcesOf(graph, 'EndpointConfig'))
    for (const list of ['ProductionVariants', 'ShadowProductionVariants']) {
      const variants = property(config, list);
      if (variants.kind === 'list') users.push(...variants.items);
    }
  return users.flatMap((user) => {
    const name = valueAt(user, ['ModelName']);
    if (name.kind === 'absent' || modelOf(graph, user) !== null) return [];
    return [known(asString(name)) ?? null];
  });
}

const textOf = oncePer((facts: UnitFacts) => JSON.stringify(facts));

/** What is empty is `NO_FACTS`. */
function orNone(facts: UnitFacts): UnitFacts {
  const isEmpty = Object.values(facts).every((value: UnitFacts[keyof UnitFacts]) =>
    typeof value === 'boolean' ? !value : value.length === 0,
  );
  return isEmpty ? NO_FACTS : facts;
}

export function sameFacts(a: UnitFacts, b: UnitFacts): boolean {
  return a === b || (a !== NO_FACTS && b !== NO_FACTS && textOf(a) === textOf(b));
}
