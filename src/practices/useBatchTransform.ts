import { servesInferenceComponents, soleContainer, type Deployment } from '../model/deployment';
import { resourcesOf, type Graph } from '../model/graph';
import type { Proposal, Recipe } from '../model/proposal';
import type { Resource } from '../model/resource';
import { asString, known, valueAt } from '../model/value';
import { jobRecipe, scheduleRecipe, type Job } from './batchRecipe';
import { callersOf, functionsThatCall } from './callers';
import { ARTICLE, type Practice, type PracticeContext, type WorkspaceFacts } from './practice';
import { hoursBetweenRuns, schedulesOf } from './schedules';
import { instanceCountOf } from './variant';

/** An endpoint that is there for one pass over a data set. */
export const useBatchTransform: Practice = {
  id: 'use-batch-transform',
  aliases: [],
  title: 'Run a batch transform job for a data set',
  articleName: "Batch Transform when real time isn't needed",
  why: `A batch transform job starts instances, sends them all of a data set from S3, writes the answers to S3 and ends by itself. An
endpoint for the same work is up from its deployment to its deletion, whatever the program does in between, and stays up when the
program fails on the way.`,
  sources: [
    ARTICLE,
    {
      text: 'Batch transform for inference',
      url: 'https://docs.aws.amazon.com/sagemaker/latest/dg/batch-transform.html',
    },
    {
      text: 'CreateTransformJob',
      url: 'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateTransformJob.html',
    },
    {
      text: 'Universal targets of EventBridge Scheduler',
      url: 'https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-universal.html',
    },
  ],
  defaultVisibility: 'squiggle',
  detect: (context) => context.deployments.flatMap((deployment) => proposalFor(context, deployment)),
};

function proposalFor(context: PracticeContext, deployment: Deployment): Proposal[] {
  const { endpoint } = deployment;
  const type = known(deployment.instanceType);
  const count = instanceCountOf(deployment);
  if (endpoint === null || type === undefined || count === null || !isPlain(context, deployment)) return [];
  if (!context.catalogue.accepts(type, 'transform')) return [];
  const job: Job = { deployment, endpoint, type, count };
  if (context.graph.unitKind === 'template') return onSchedule(context, job);
  const inOneProgram = overDataSet(context, job);
  return inOneProgram.length > 0 || !isLeftUp(context.graph) ? inOneProgram : onSchedule(context, job);
}

/** A program that makes endpoints and has done: it neither asks one nor deletes one. */
function isLeftUp({ unitKind, observations }: Graph): boolean {
  const isDone = observations.every((each) => each.kind !== 'invocation' && each.kind !== 'deletion');
  return unitKind === 'script' && isDone;
}

/** One model on instances of its own, in real time. */
function isPlain(context: PracticeContext, deployment: Deployment): boolean {
  if (deployment.kind !== 'endpoint-variant' || deployment.mode !== 'realtime' || deployment.shadow) return false;
  if (context.deployments.filter((each) => each.endpoint === deployment.endpoint).length > 1) return false;
  if (servesInferenceComponents(context.graph, deployment)) return false;
  const container = soleContainer(deployment)?.container;
  return container === undefined || known(asString(valueAt(container, ['Mode']))) !== 'MultiModel';
}

/** Deployed, asked once for each part of a data set, and deleted, all in one program. */
function overDataSet({ graph }: PracticeContext, job: Job): Proposal[] {
  const { deployment, endpoint } = job;
  const isOnly = resourcesOf(graph, 'Endpoint').length === 1;
  const isOfThis = (resource: string | null): boolean => resource === endpoint.id || (resource === null && isOnly);
  const isDeleted = graph.observations.some(
    (each) => each.kind === 'deletion' && each.of === 'Endpoint' && isOfThis(each.resource),
  );
  const isAsked = graph.observations.some(
    (each) => each.kind === 'invocation' && each.overDataSet === true && each.resource === endpoint.id,
  );
  const recipe = jobRecipe(job);
  if (!isDeleted || !isAsked || recipe === null) return [];
  return [
    {
      ...told(job, recipe),
      subject: 'endpoint for one pass over a data set → batch transform job',
      pricing: { kind: 'none', why: HOURS },
      notes: [
        'An instance-hour of a job costs what one of an endpoint costs: what is saved is the time between the end of the start-up and the deletion in which no request runs, and every hour that the endpoint is left up after a failure.',
        INPUT,
      ],
      deployment: deployment.id,
    },
  ];
}

const HOURS = 'how many hours the endpoint is up, and how many the job would run, is not in the code';
const INPUT =
  'The data set has to lie in S3, in lines or files that the container takes one by one; a job starts its instances anew, which takes some minutes.';

/** A template's endpoint that nothing but a clock has called. */
function onSchedule({ graph, workspace }: PracticeContext, job: Job): Proposal[] {
  const { endpoint } = job;
  const callers = callersOf(graph, endpoint, workspace);
  if (callers.kind !== 'deferred' || callers.by !== 'a schedule') return [];
  const caller = callers.elsewhere ? callerElsewhere(endpoint, workspace) : callerHere(graph, endpoint);
  if (caller === null || caller.hours < LEAST_HOURS) return [];
  const hours = hoursText(caller.hours);
  return [
    {
      ...told(job, scheduleRecipe(job)),
      // The same choice as any other that is made about the variant's instances.
      resource: job.deployment.resource.id,
      path: [...job.deployment.path, 'InstanceType'],
      subject: 'endpoint that only a schedule calls → scheduled batch transform',
      pricing: { kind: 'none', why: HOURS },
      notes: [
        `\`${caller.name}\` is started at most once in ${hours}, and nothing else in the ${callers.elsewhere ? 'workspace' : 'template'} calls the endpoint. On the same instances the job costs less than the endpoint as long as a run takes less than ${hours}.`,
        INPUT,
      ],
      deployment: job.deployment.id,
      ...(callers.elsewhere ? { waitsForWorkspace: true } : {}),
    },
  ];
}

interface ScheduledCaller {
  readonly name: string;
  readonly hours: number;
}

function callerHere(graph: Graph, endpoint: Resource): ScheduledCaller | null {
  const [caller, ...others] = functionsThatCall(graph, endpoint);
  if (caller === undefined || others.length > 0) return null;
  const [only, ...further] = schedulesOf(graph, caller).map(hoursBetweenRuns);
  return only === undefined || only === null || further.length > 0 ? null : { name: caller.logicalName, hours: only };
}

/** The one file that calls it by its name. */
function callerElsewhere(endpoint: Resource, workspace: WorkspaceFacts): ScheduledCaller | null {
  const [caller, ...others] = workspace.callersOf?.(endpoint) ?? [];
  return caller?.hours === undefined || others.length > 0 ? null : { name: caller.file, hours: caller.hours };
}

/** A job takes minutes to start: more often than that, an endpoint is the right thing. */
const LEAST_HOURS = 1;

function hoursText(hours: number): string {
  return hours === 1 ? 'an hour' : `${hours} hours`;
}

function told(
  { endpoint, type, count }: Job,
  recipe: Recipe,
): Omit<Proposal, 'subject' | 'pricing' | 'notes' | 'deployment'> {
  return {
    practice: useBatchTransform.id,
    resource: endpoint.id,
    path: ['EndpointName'],
    grade: 'likely',
    effort: 'code',
    title: 'Run a batch transform job instead',
    changes: { transformInstanceType: type, transformInstanceCount: count },
    ops: [],
    preferred: false,
    recipe,
    generation: 0,
    retired: false,
    keep: () => true,
  };
}
