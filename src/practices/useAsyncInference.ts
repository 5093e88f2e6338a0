import { apply } from '../model/apply';
import type { Delta } from '../model/delta';
import { deploymentsOf, servesInferenceComponents, type Deployment } from '../model/deployment';
import { kindOfDialect } from '../model/dialect';
import { containersOf, property, resourcesOf, type Graph } from '../model/graph';
import { deletes } from '../model/lifetime';
import type { Op, Plain } from '../model/operation';
import type { TrafficProfile } from '../model/profile';
import type { Grade, Proposal } from '../model/proposal';
import type { Resource } from '../model/resource';
import { asBoolean, asString, known, valueAt } from '../model/value';
import { callersOf } from './callers';
import { ARTICLE, type Practice, type PracticeContext } from './practice';
import { EXAMPLE_BACKLOG, OF_QUEUE, queueScaling } from './queueScaling';
import { replacementOf } from './replacement';
import { nameTexts, wordsOf } from './words';

const LEAST_SAVING = 0.05;
/** What asynchronous inference takes: 1 GB a request, an hour of processing. */
const MOST_PAYLOAD_KB = 1024 * 1024;
const MOST_SECONDS = 3600;
const OUTPUT = 's3://REPLACE-WITH-YOUR-BUCKET/async-inference/';
const OUTPUT_NOTE = "a bucket of yours that the model's role may write to";

/** Instances that wait for requests whose answers nobody waits for: a queue, and none while it is empty. */
export const useAsyncInference: Practice = {
  id: 'use-async-inference',
  aliases: [],
  title: 'Queue requests that can wait',
  articleName: 'Asynchronous Inference',
  why: `A real-time endpoint stands, is billed and draws power all day so that an answer comes at once. Where the answer may come
minutes later, an asynchronous endpoint keeps the requests in a queue, works them off at full load, and scales to zero instances
when there are none. It takes larger requests (to 1 GB) and longer ones (to an hour), and its callers put the input into S3.`,
  sources: [
    ARTICLE,
    {
      text: 'Asynchronous inference: how it works, limits, callers',
      url: 'https://docs.aws.amazon.com/sagemaker/latest/dg/async-inference.html',
    },
    {
      text: 'Autoscale an asynchronous endpoint, to zero and back',
      url: 'https://docs.aws.amazon.com/sagemaker/latest/dg/async-inference-autoscale.html',
    },
    {
      text: 'InvokeEndpointAsync in the API reference',
      url: 'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_runtime_InvokeEndpointAsync.html',
    },
  ],
  defaultVisibility: 'squiggle',
  detect: (context) => context.deployments.flatMap((deployment) => proposalFor(context, deployment)),
};

/** Why the answers may come later. */
interface Reason {
  readonly grade: Grade;
  readonly note: string;
  /** Other files say so: all have to be read. */
  readonly waitsForWorkspace?: boolean;
}

function proposalFor(context: PracticeContext, deployment: Deployment): Proposal[] {
  const { graph } = context;
  if (!canBeAsynchronous(context, deployment)) return [];
  const reason = reasonFor(context, deployment);
  if (reason === null) return [];
  const output = outputIn(graph);
  const mode: Op = {
    op: 'set',
    resource: deployment.resource.id,
    path: ['AsyncInferenceConfig'],
    value: { properties: { OutputConfig: { properties: { S3OutputPath: output } } } },
  };
  const scaling = scalingAfter(context, deployment, mode);
  const replaced = replacementOf(graph, deployment.resource);
  const type = known(deployment.instanceType);
  return [
    {
      practice: useAsyncInference.id,
      deployment: deployment.id,
      resource: deployment.resource.id,
      path: [...deployment.path, 'InstanceType'],
      grade: reason.grade,
      effort: 'code',
      subject: `${type === undefined ? '' : `${type}, `}real time → asynchronous${scaling.length === 0 ? '' : ', from 0 instances'}`,
      title: `Use asynchronous inference${scaling.length === 0 ? '' : ' that scales to zero'}`,
      changes: {
        s3OutputPath: typeof output === 'object' && 'placeholder' in output ? OUTPUT : null,
        ...(scaling.length === 0 ? {} : { minCapacity: 0 }),
      },
      ops: [mode, ...scaling, ...replaced.ops],
      // Its callers have to change with it.
      preferred: false,
      recipe: null,
      pricing: { kind: 'capacity' },
      notes: [
        reason.note,
        ...notesOn(deployment, scaling.length > 0),
        ...(replaced.note === null ? [] : [replaced.note]),
      ],
      generation: 0,
      retired: false,
      keep: isWorthTelling,
      ...(reason.waitsForWorkspace === true ? { waitsForWorkspace: true } : {}),
    },
  ];
}

/** Where the traffic is stated, it has to save; where it isn't, the break-even is what there is to say. */
function isWorthTelling(delta: Delta): boolean {
  return delta.usdShare === null || delta.usdShare <= -LEAST_SAVING;
}

function reasonFor(context: PracticeContext, deployment: Deployment): Reason | null {
  const profile = context.profileOf(deployment);
  if (profile !== null && !mayWait(profile)) return null;
  const callers =
    deployment.endpoint === null ? null : callersOf(context.graph, deployment.endpoint, context.workspace);
  if (callers?.kind === 'waiting') return null;
  if (callers?.kind === 'deferred')
    return {
      grade: 'likely',
      note: `In this ${callers.elsewhere ? 'workspace' : 'template'} only ${callers.by} calls it: nobody waits for the answer.`,
      waitsForWorkspace: callers.elsewhere,
    };
  if (profile?.latency === 'minutes')
    return { grade: 'likely', note: 'The traffic profile says that an answer may take minutes.' };
  const type = context.catalogue.instanceType(known(deployment.instanceType) ?? '');
  if (type === undefined || type.accelerator === null) return null;
  return {
    grade: 'consider',
    note: 'What decides is whether callers can wait: minutes after a pause, and for their place in the queue.',
  };
}

function mayWait({ latency, payloadKb, secondsPerRequest }: TrafficProfile): boolean {
  if (latency === 'interactive' || latency === 'seconds') return false;
  return (payloadKb ?? 0) <= MOST_PAYLOAD_KB && (secondsPerRequest ?? 0) <= MOST_SECONDS;
}

const HELD = [
  ...['ServerlessConfig', 'ManagedInstanceScaling', 'CapacityReservationConfig', 'InstancePools'],
  ...['AcceleratorType', 'EnableSSMAccess'],
];
const NEEDS_REAL_TIME = ['ShadowProductionVariants', 'ExplainerConfig'];
/** Names that say that somebody waits, and watches. */
const WATCHED: ReadonlySet<string> = new Set([
  'chat',
  'chatbot',
  'stream',
  'streaming',
  'realtime',
  'interactive',
  'autocomplete',
  'online',
  'live',
]);

function canBeAsynchronous({ graph, workspace }: PracticeContext, deployment: Deployment): boolean {
  const { resource, capacity, endpoint, model } = deployment;
  if (deployment.kind !== 'endpoint-variant' || deployment.mode !== 'realtime' || deployment.shadow) return false;
  if (servesInferenceComponents(graph, deployment)) return false;
  const variants = property(resource, 'ProductionVariants');
  if (variants.kind !== 'list' || variants.open || variants.items.length !== 1) return false;
  if (property(resource, 'AsyncInferenceConfig').kind !== 'absent') return false;
  if (HELD.some((name) => valueAt(capacity, [name]).kind !== 'absent')) return false;
  if (NEEDS_REAL_TIME.some((name) => property(resource, name).kind !== 'absent')) return false;
  if (mayCapture(resource) || (endpoint !== null && deletes(graph, endpoint)) || isStreamed(graph, endpoint))
    return false;
  if ((workspace.streamingFrom?.(endpoint) ?? 'none') !== 'none') return false;
  const named = [endpoint, resource, model].filter((each) => each !== null);
  const words = [deployment.name, ...named.flatMap((each) => nameTexts(each))].flatMap(wordsOf);
  if (words.some((word, index) => WATCHED.has(word) || (word === 'real' && words[index + 1] === 'time'))) return false;
  return model === null || servesOneOfItsOwn(model);
}

/** Captured data would have to be captured otherwise. */
function mayCapture(config: Resource): boolean {
  const capture = property(config, 'DataCaptureConfig');
  return capture.kind !== 'absent' && known(asBoolean(valueAt(capture, ['EnableCapture']))) !== false;
}

/** Whether answers are read piece by piece, or may be: asynchronous answers come whole. */
function isStreamed(graph: Graph, endpoint: Resource | null): boolean {
  return graph.observations.some(
    (each) =>
      each.kind === 'invocation' &&
      each.streaming === true &&
      (each.resource === null || endpoint === null || each.resource === endpoint.id),
  );
}

const OTHERS: ReadonlySet<string> = new Set(['MultiDataModel', 'PipelineModel', 'ModelPackage', 'AlgorithmEstimator']);

/** One container with one model: no package that may be the Marketplace's, no model of many. */
function servesOneOfItsOwn(model: Resource): boolean {
  const containers = containersOf(model);
  if (property(model, 'Containers').kind !== 'absent' && containers.length !== 1) return false;
  return containers.every(({ container }) => {
    const mode = valueAt(container, ['Mode']);
    if (mode.kind !== 'absent' && known(asString(mode)) !== 'SingleModel') return false;
    if (OTHERS.has(known(asString(valueAt(container, ['SdkClass']))) ?? '')) return false;
    return valueAt(container, ['ModelPackageName']).kind === 'absent';
  });
}

/** A bucket of the unit that starts nothing when something is written to it, or a marked placeholder. */
function outputIn(graph: Graph): Plain {
  const [bucket, ...others] = resourcesOf(graph, 'Bucket').filter(
    (each) => property(each, 'NotificationConfiguration').kind === 'absent',
  );
  if (
    bucket !== undefined &&
    others.length === 0 &&
    kindOfDialect(bucket.dialect) === 'declared' &&
    isSilent(graph, bucket)
  )
    return { parts: ['s3://', { reference: bucket.id, attribute: 'Ref' }, '/async-inference/'] };
  return { placeholder: OUTPUT, note: OUTPUT_NOTE };
}

/** Whether no function of the unit speaks of the bucket: its own events may be among what it says. */
function isSilent(graph: Graph, bucket: Resource): boolean {
  return !resourcesOf(graph, 'Function').some((each) => JSON.stringify(property(each, 'Events')).includes(bucket.id));
}

/** What lets it scale to zero once it is asynchronous; nothing where that can't be told or changed here. */
function scalingAfter(context: PracticeContext, deployment: Deployment, mode: Op): readonly Op[] {
  const graph = apply(context.graph, [mode]);
  const after = deploymentsOf(graph).find((each) => each.id === deployment.id);
  return after === undefined ? [] : (queueScaling({ ...context, graph }, after)?.ops ?? []);
}

function notesOn(deployment: Deployment, scales: boolean): string[] {
  const notes = [
    'Callers change: the input goes to S3 and `InvokeEndpointAsync` (`invoke_endpoint_async`, `predict_async`) names it; the answer is written to the output path, and a notification to SNS can say so.',
    "An `AsyncInferenceConfig` can't be taken off an endpoint again, and a running real-time endpoint may have to be replaced by a new one.",
    "The model's role has to be allowed to read the input and to write the output.",
  ];
  if (scales)
    notes.push(
      `It scales from zero: requests wait for minutes while nothing is up. \`TargetValue\` is a decision: ${EXAMPLE_BACKLOG} is ${OF_QUEUE}.`,
    );
  else notes.push('It saves only once it scales to zero: register a target with `MinCapacity: 0`.');
  if (kindOfDialect(deployment.dialect) === 'called' && scales)
    notes.push('Scaling can be registered once the endpoint is in service: wait for it (`endpoint_in_service`) first.');
  return notes;
}
