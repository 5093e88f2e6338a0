import type { Catalogue } from '../catalogue';
import { deploymentsOf, servesInferenceComponents, type Deployment } from '../model/deployment';
import { containersOf, property, resourcesOf, type Graph } from '../model/graph';
import type { Origin } from '../model/origin';
import type { Observation, Resource } from '../model/resource';
import { asNumber, asString, known, valueAt } from '../model/value';
import { isInCleanRegion, isOfLatestGeneration, trainsOnAlarm, usesAllGpus } from './followedChoices';
import { developmentWord } from './words';

/** The places of a graph in which a practice is surely followed. */
type Followed = (graph: Graph, catalogue: Catalogue) => readonly Origin[];

/** What shows that a practice is followed. Those that aren't here can't be told to be: their absence says nothing. */
const FOLLOWED: Readonly<Record<string, Followed>> = {
  'cleaner-region': (graph, catalogue) => deployed(graph, (each) => isInCleanRegion(graph, each, catalogue)),
  'newer-generation': (graph, catalogue) => deployed(graph, (each) => isOfLatestGeneration(each, catalogue)),
  'right-size-gpu': (graph, catalogue) => deployed(graph, (each) => usesAllGpus(each, catalogue)),
  'retrain-on-drift': (graph) => declared(graph, 'Rule', (each) => trainsOnAlarm(graph, each)),
  'consider-edge': (graph) => observed(graph, ({ kind }) => kind === 'inferenceOnDevice'),
  'use-graviton': (graph, catalogue) =>
    deployed(graph, (each) => catalogue.instanceType(known(each.instanceType) ?? '')?.architecture === 'arm64'),
  'use-inferentia': (graph) => deployed(graph, (each) => /^ml\.inf\d/.test(known(each.instanceType) ?? '')),
  'use-serverless': (graph) => deployed(graph, ({ mode }) => mode === 'serverless'),
  'trim-serverless': (graph) =>
    deployed(
      graph,
      ({ mode, capacity }) =>
        mode === 'serverless' && valueAt(capacity, ['ServerlessConfig', 'ProvisionedConcurrency']).kind === 'absent',
    ),
  'use-async-inference': (graph) => deployed(graph, ({ mode }) => mode === 'async'),
  'use-batch-transform': (graph) => deployed(graph, ({ kind }) => kind === 'transform-job'),
  'single-instance-in-dev': (graph) =>
    deployed(
      graph,
      (each) =>
        each.kind === 'endpoint-variant' && known(each.instanceCount) === 1 && developmentWord(graph, each) !== null,
    ),
  'scale-to-zero': (graph) => declared(graph, 'ScalableTarget', (each) => numberAt(each, 'MinCapacity') === 0),
  'add-autoscaling': (graph) => declared(graph, 'ScalableTarget', isOfSageMaker),
  'log-retention': (graph) => declared(graph, 'LogGroup', (each) => (numberAt(each, 'RetentionInDays') ?? 0) > 0),
  'data-capture-sampling': (graph) =>
    declared(graph, 'EndpointConfig', (each) => {
      const captured = known(asNumber(property(each, 'DataCaptureConfig', 'InitialSamplingPercentage')));
      return captured !== undefined && captured < 100;
    }),
  'image-lifecycle': (graph) =>
    declared(graph, 'Repository', (each) => property(each, 'LifecyclePolicy').kind === 'object'),
  'share-endpoint': (graph) => [
    ...declared(graph, 'Model', (each) => modesOf(each).includes('MultiModel')),
    ...deployed(graph, (each) => each.kind === 'endpoint-variant' && servesInferenceComponents(graph, each)),
  ],
  'share-container-endpoint': (graph) => declared(graph, 'Model', (each) => executionOf(each) === 'Direct'),
  'use-inference-pipeline': (graph) =>
    declared(graph, 'Model', (each) => containersOf(each).length > 1 && executionOf(each) !== 'Direct'),
  'delete-endpoint-after-use': (graph) => observed(graph, isDeletionOf('Endpoint')),
  'delete-unused-model': (graph) => observed(graph, isDeletionOf('Model')),
  'compile-model': (graph) => observed(graph, isOptimisation('compilation')),
  'quantize-model': (graph) => observed(graph, isOptimisation('quantisation')),
  'prune-model': (graph) => observed(graph, isOptimisation('pruning')),
  'right-size-instance': (graph) => observed(graph, ({ kind }) => kind === 'benchmark'),
  'monitor-drift': (graph) => [
    ...declared(graph, 'MonitoringSchedule', () => true),
    ...observed(graph, (each) => each.kind === 'monitoring' && each.of === 'drift'),
  ],
  'measure-utilisation': (graph) => [
    ...declared(graph, 'Alarm', (each) => textAt(each, 'Namespace') === '/aws/sagemaker/Endpoints'),
    ...observed(graph, (each) => each.kind === 'monitoring' && each.of === 'utilisation'),
  ],
};

/** What there is nothing of, where nothing calls for a practice that is about no deployment. */
const ABOUT: Readonly<Record<string, string>> = {
  'log-retention': 'no log group is declared here',
  'image-lifecycle': 'no repository of images is declared here',
  'delete-unused-model': 'no model is seen to be unused',
  'retired-edge-manager': 'nothing of Edge Manager is used here',
  'retrain-on-drift': 'nothing is seen to train by the clock',
  'consider-edge': 'no device is seen to call an endpoint',
};

/** The practices that something is said of here. */
export const CHECKED: ReadonlySet<string> = new Set([...Object.keys(FOLLOWED), ...Object.keys(ABOUT)]);

/** Where a practice is followed in a graph, as far as code can show it. */
export function placesThatFollow(practice: string, graph: Graph, catalogue: Catalogue): readonly Origin[] {
  return Object.hasOwn(FOLLOWED, practice) ? (FOLLOWED[practice]?.(graph, catalogue) ?? []) : [];
}

/** Why a practice has nothing to say, where it is about something else than deployments; null: it is about those. */
export function nothingOfItsKind(practice: string): string | null {
  return Object.hasOwn(ABOUT, practice) ? (ABOUT[practice] ?? null) : null;
}

function deployed(graph: Graph, is: (deployment: Deployment) => boolean): Origin[] {
  return deploymentsOf(graph)
    .filter((each) => !each.shadow && is(each))
    .map(({ at }) => at);
}

function declared(graph: Graph, type: Resource['type'], is: (resource: Resource) => boolean): Origin[] {
  return resourcesOf(graph, type)
    .filter(is)
    .map(({ header }) => header);
}

function observed(graph: Graph, is: (observation: Observation) => boolean): Origin[] {
  return graph.observations.filter(is).map(({ at }) => at);
}

function isDeletionOf(type: 'Endpoint' | 'Model'): (observation: Observation) => boolean {
  return (each) => each.kind === 'deletion' && each.of === type && each.resource !== null;
}

function isOptimisation(how: 'compilation' | 'quantisation' | 'pruning'): (observation: Observation) => boolean {
  return (each) => each.kind === 'optimisation' && each.how === how;
}

function numberAt(resource: Resource, name: string): number | undefined {
  return known(asNumber(property(resource, name)));
}

function textAt(resource: Resource, ...path: string[]): string | undefined {
  return known(asString(property(resource, ...path)));
}

function isOfSageMaker(target: Resource): boolean {
  return textAt(target, 'ScalableDimension')?.startsWith('sagemaker:') === true;
}

function executionOf(model: Resource): string | undefined {
  return textAt(model, 'InferenceExecutionConfig', 'Mode');
}

function modesOf(model: Resource): (string | undefined)[] {
  return containersOf(model).map(({ container }) => known(asString(valueAt(container, ['Mode']))));
}
