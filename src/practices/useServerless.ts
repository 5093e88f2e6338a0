import { apply } from '../model/apply';
import type { Delta } from '../model/delta';
import { servesInferenceComponents, type Deployment } from '../model/deployment';
import { containersOf, property } from '../model/graph';
import type { Op } from '../model/operation';
import type { TrafficProfile } from '../model/profile';
import type { Proposal } from '../model/proposal';
import type { Resource } from '../model/resource';
import { asBoolean, asNumber, asString, known, valueAt, type ObjectValue, type Value } from '../model/value';
import { ARTICLE, type Practice, type PracticeContext } from './practice';
import { replacementOf } from './replacement';
import { scalingOf, scalingResources } from './scaling';
import { serverlessMemory, type ServerlessMemory } from './serverlessMemory';
import { instanceCountOf } from './variant';
import { developmentWord } from './words';

/** The largest that serverless inference has; where it has that, it has all. */
const MOST_MEMORY_MB = 6144;
/** What the SageMaker Python SDK takes where nobody says it. */
const DEFAULT_CONCURRENCY = 5;
const MOST_CONCURRENCY = 200;
const MOST_MEMORY_GIB = 16;
const MOST_PAYLOAD_KB = 4096;
const MOST_SECONDS = 60;
const LEAST_SAVING = 0.05;

/** One small CPU instance that waits for requests: serverless, which costs nothing while there are none. */
export const useServerless: Practice = {
  id: 'use-serverless',
  aliases: [],
  title: 'Use serverless inference for rare traffic',
  articleName: 'Serverless Inference',
  why: `A real-time endpoint is billed, and draws power, every hour that it stands, whether anybody asks it anything or not. A
serverless endpoint is billed by the seconds that it works and scales to nothing in between. With rare or uneven traffic that is
most of the bill; with steady traffic it costs more. Which of the two holds depends on the number of requests, so the advice
names the break-even instead of a saving, until a traffic profile states the traffic.`,
  sources: [
    ARTICLE,
    {
      text: 'Serverless inference: limits and feature exclusions',
      url: 'https://docs.aws.amazon.com/sagemaker/latest/dg/serverless-endpoints.html',
    },
    {
      text: 'Invoking a serverless endpoint: payload, timeouts and cold starts',
      url: 'https://docs.aws.amazon.com/sagemaker/latest/dg/serverless-endpoints-invoke.html',
    },
    {
      text: 'ProductionVariantServerlessConfig in the API reference',
      url: 'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ProductionVariantServerlessConfig.html',
    },
    {
      text: 'Transformers: a model is held twice while it is loaded in the usual way',
      url: 'https://huggingface.co/docs/transformers/v4.49.0/big_models',
    },
    {
      text: 'What the API refuses beside ServerlessConfig, as tested for the Kubernetes controller (volume size, data capture, asynchronous, several variants)',
      url: 'https://github.com/aws-controllers-k8s/sagemaker-controller/pull/193',
    },
    {
      text: 'SageMaker Python SDK, `production_variant`: what it leaves out for a serverless variant',
      url: 'https://github.com/aws/sagemaker-python-sdk/blob/a24812666d258d9d19c9a82d0c9385ca0bd3ba01/sagemaker-core/src/sagemaker/core/helper/session_helper.py',
    },
  ],
  defaultVisibility: 'squiggle',
  detect: (context) => context.deployments.flatMap((deployment) => proposalFor(context, deployment)),
};

function proposalFor(context: PracticeContext, deployment: Deployment): Proposal[] {
  const profile = context.profileOf(deployment);
  const concurrency = concurrencyFor(profile);
  if (concurrency === null || !isCandidate(context, deployment)) return [];
  const memory = serverlessMemory(context.graph, deployment, context.catalogue);
  const ops = memory === null ? null : changesFor(context, deployment, memory, concurrency);
  if (memory === null || ops === null) return [];
  const word = developmentWord(context.graph, deployment);
  const type = known(deployment.instanceType) ?? '';
  const replaced = replacementOf(context.graph, deployment.resource);
  return [
    {
      practice: useServerless.id,
      deployment: deployment.id,
      resource: deployment.resource.id,
      path: [...deployment.path, 'InstanceType'],
      grade: word === null ? 'consider' : 'likely',
      effort: deployment.lifetime === 'standing' ? 'code' : 'redeploy',
      // A VPC and network isolation are the model's.
      subject: `${type} → serverless with ${memory.mb / 1024} GB${deployment.model === null ? ', if the model needs no VPC' : ''}`,
      title: `Use serverless with ${memory.mb / 1024} GB`,
      changes: {
        instanceType: null,
        initialInstanceCount: null,
        memorySizeInMB: memory.mb,
        maxConcurrency: concurrency,
      },
      ops: [...ops, ...replaced.ops],
      // The memory is a decision that only somebody who knows the model can take.
      preferred: false,
      recipe: null,
      pricing: { kind: 'capacity' },
      notes: [
        memory.note,
        ...notesOn(context, deployment, concurrency, profile),
        ...(replaced.note === null ? [] : [replaced.note]),
      ],
      generation: 0,
      retired: false,
      keep: isWorthTelling,
    },
  ];
}

/** Where the traffic is stated, it has to save; where it isn't, the break-even is what there is to say. */
function isWorthTelling(delta: Delta): boolean {
  return delta.usdShare === null || delta.usdShare <= -LEAST_SAVING;
}

/** The concurrency that the stated traffic needs; null where serverless inference can't take that traffic. */
function concurrencyFor(profile: TrafficProfile | null): number | null {
  const { payloadKb = 0, secondsPerRequest = 0, requestsPerDay = 0, latency } = profile ?? {};
  if (payloadKb > MOST_PAYLOAD_KB || secondsPerRequest > MOST_SECONDS || latency === 'minutes') return null;
  const busyHours = profile?.activeHours?.hours ?? 24;
  const mean = (requestsPerDay * secondsPerRequest) / (busyHours * 3600);
  const peak = Math.ceil(mean * (profile?.peakToMean ?? 1));
  return peak > MOST_CONCURRENCY ? null : Math.max(peak, DEFAULT_CONCURRENCY);
}

// Settings of a variant that ask for an instance of one's own, or that nobody says serverless inference has.
const NEEDS_INSTANCES = [
  'CapacityReservationConfig',
  'InstancePools',
  'ManagedInstanceScaling',
  'AcceleratorType',
  'EnableSSMAccess',
  'CoreDumpConfig',
];
const NEEDS_REAL_TIME = ['AsyncInferenceConfig', 'ShadowProductionVariants', 'VpcConfig', 'ExplainerConfig'];

function isCandidate(context: PracticeContext, deployment: Deployment): boolean {
  if (deployment.kind !== 'endpoint-variant' || deployment.mode !== 'realtime' || deployment.shadow) return false;
  if (servesInferenceComponents(context.graph, deployment)) return false;
  if (!runsOnOneSmallCpu(context, deployment) || !isOfferedIn(context, known(deployment.region))) return false;
  const { resource, capacity } = deployment;
  const variants = property(resource, 'ProductionVariants');
  if (variants.kind !== 'list' || variants.open || variants.items.length !== 1) return false;
  if (NEEDS_INSTANCES.some((name) => isThere(capacity, name))) return false;
  if (NEEDS_REAL_TIME.some((name) => isThere(resource.properties, name))) return false;
  if (!isSurelyOff(property(resource, 'EnableNetworkIsolation'))) return false;
  if (!isSurelyOff(captureOf(resource))) return false;
  return deployment.model === null || canServe(deployment.model);
}

function runsOnOneSmallCpu({ catalogue }: PracticeContext, deployment: Deployment): boolean {
  const type = catalogue.instanceType(known(deployment.instanceType) ?? '');
  if (type === undefined || instanceCountOf(deployment) !== 1) return false;
  // Serverless inference runs x86 images.
  return type.accelerator === null && type.architecture === 'x86_64' && type.memoryGib <= MOST_MEMORY_GIB;
}

function isOfferedIn({ catalogue }: PracticeContext, region: string | undefined): boolean {
  return region !== undefined && catalogue.serverlessUsdPerSecond(MOST_MEMORY_MB, region) !== undefined;
}

function isThere(object: ObjectValue, name: string): boolean {
  return valueAt(object, [name]).kind !== 'absent';
}

function isSurelyOff(value: Value): boolean {
  return value.kind === 'absent' || known(asBoolean(value)) === false;
}

function captureOf(config: Resource): Value {
  const capture = property(config, 'DataCaptureConfig');
  // Without the switch written, the block itself turns the capture on.
  return capture.kind === 'object' && isThere(capture, 'EnableCapture') ? valueAt(capture, ['EnableCapture']) : capture;
}

const SERVES_MANY: ReadonlySet<string> = new Set(['MultiDataModel', 'PipelineModel']);

/** Whether the model needs nothing that serverless inference lacks: VPC, isolation, several containers, many models. */
function canServe(model: Resource): boolean {
  if (isThere(model.properties, 'VpcConfig') || !isSurelyOff(property(model, 'EnableNetworkIsolation'))) return false;
  const containers = containersOf(model);
  if (isThere(model.properties, 'Containers') && containers.length !== 1) return false;
  return containers.every(({ container }) => {
    const mode = valueAt(container, ['Mode']);
    if (mode.kind !== 'absent' && known(asString(mode)) !== 'SingleModel') return false;
    const sdkClass = known(asString(valueAt(container, ['SdkClass'])));
    if (sdkClass !== undefined && SERVES_MANY.has(sdkClass)) return false;
    // A package may be one of the marketplace's; a private registry is reached through a VPC.
    return !isThere(container, 'ModelPackageName') && !isThere(container, 'ImageConfig');
  });
}

// Settings of instances: the API refuses them beside ServerlessConfig, or the SDK doesn't send them.
const OF_INSTANCES = [
  'InstanceType',
  'InitialInstanceCount',
  'VolumeSizeInGB',
  'ModelDataDownloadTimeoutInSeconds',
  'ContainerStartupHealthCheckTimeoutInSeconds',
  'RoutingConfig',
  'InferenceAmiVersion',
];

/** The whole change, or null where something would be left behind. */
function changesFor(
  context: PracticeContext,
  deployment: Deployment,
  memory: ServerlessMemory,
  concurrency: number,
): Op[] | null {
  const { id } = deployment.resource;
  const ops: Op[] = OF_INSTANCES.filter((name) => isThere(deployment.capacity, name)).map((name) => ({
    op: 'unset',
    resource: id,
    path: [...deployment.path, name],
  }));
  if (isThere(deployment.resource.properties, 'DataCaptureConfig'))
    ops.push({ op: 'unset', resource: id, path: ['DataCaptureConfig'] });
  ops.push({
    op: 'set',
    resource: id,
    path: [...deployment.path, 'ServerlessConfig'],
    value: { properties: { MemorySizeInMB: memory.mb, MaxConcurrency: concurrency } },
  });
  const scaling = scalingOf(context, deployment);
  if (scaling.kind === 'elsewhere') return null;
  if (scaling.kind === 'here') {
    if (scaling.targets.some((target) => keepsSeveral(target))) return null;
    for (const each of scalingResources(context, scaling.targets)) ops.push({ op: 'remove', resource: each.id });
  }
  return leavesDangling(context, ops) ? null : ops;
}

/** Whether a target holds the variant at two instances or more, or may do so. */
function keepsSeveral(target: Resource): boolean {
  const least = known(asNumber(property(target, 'MinCapacity')));
  return least === undefined || least > 1;
}

/** Whether something that stays refers to something that goes: an alarm's other action, a composite alarm. */
function leavesDangling({ graph }: PracticeContext, ops: readonly Op[]): boolean {
  const removed = new Set(ops.flatMap((op) => (op.op === 'remove' ? [op.resource] : [])));
  if (removed.size === 0) return false;
  return [...apply(graph, ops).resources.values()].some((each) => refersTo(each.properties, removed));
}

function refersTo(value: Value, ids: ReadonlySet<string>): boolean {
  switch (value.kind) {
    case 'reference':
      return ids.has(value.resource);
    case 'list':
      return value.items.some((item) => refersTo(item, ids));
    case 'object':
      return [...value.entries.values()].some((entry) => refersTo(entry.value, ids));
    case 'interpolation':
      return value.parts.some((part) => refersTo(part, ids));
    case 'oneOf':
      return value.branches.some((branch) => refersTo(branch, ids));
    case 'scalar':
    case 'absent':
    case 'unresolved':
      return false;
  }
}

function notesOn(
  context: PracticeContext,
  deployment: Deployment,
  concurrency: number,
  profile: TrafficProfile | null,
): string[] {
  const notes = [
    'Limits: 6 GB of memory, 5 GB of disk, an image of at most 10 GB, 4 MB a request, 60 s a request, 200 requests at a time.',
    'Cold starts: after a pause the first request waits until model and container are loaded (up to 4 minutes).',
    `\`MaxConcurrency\` ${concurrency} is ${profile?.requestsPerDay === undefined ? "the Python SDK's default" : 'what the stated traffic needs'}: requests beyond it are throttled.`,
  ];
  if (deployment.model === null)
    notes.push("Only if the model needs no VPC and no network isolation: its definition isn't in sight.");
  if (deployment.lifetime === 'standing')
    notes.push(
      "A running endpoint can't be changed to serverless: deploy it as a new endpoint, move the callers, then delete the old one.",
    );
  const scaling = scalingOf(context, deployment);
  if (scaling.kind === 'here')
    notes.push('Its scaling target, policies and their alarms go too: serverless scales by itself.');
  if (scaling.kind === 'unknown') notes.push('If a scaling target elsewhere names this variant, it has to go too.');
  if (context.graph.environment !== null)
    notes.push('The template serves several environments: the change has to be right for all of them.');
  notes.push('What decides is the traffic: below the break-even serverless costs less, above it the instance does.');
  return notes;
}
