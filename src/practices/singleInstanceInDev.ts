import { isManagedScaling, servesInferenceComponents, type Deployment } from '../model/deployment';
import { property } from '../model/graph';
import type { Op } from '../model/operation';
import type { Proposal } from '../model/proposal';
import type { Resource } from '../model/resource';
import { asNumber, known, valueAt, type Path, type Sourced } from '../model/value';
import { ARTICLE, type Practice, type PracticeContext } from './practice';
import { replacementOf } from './replacement';
import { scalingOf } from './scaling';
import { instanceCountOf } from './variant';
import { developmentWord, developmentWordOfAll, nameTexts, tagTexts, wordsOf } from './words';

/** Several instances in an environment that nobody depends on: one is enough. */
export const singleInstanceInDev: Practice = {
  id: 'single-instance-in-dev',
  aliases: [],
  title: 'Run one instance where nobody depends on it',
  articleName: 'Deploy to a single Availability Zone',
  why: `SageMaker spreads two instances or more over Availability Zones, so that an endpoint outlives the loss of one. An
environment for development or tests doesn't need that: each further instance there is billed, and draws power, day and night.`,
  sources: [
    ARTICLE,
    {
      text: 'Best practices for deploying models: instances across Availability Zones',
      url: 'https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-best-practices.html',
    },
  ],
  defaultVisibility: 'squiggle',
  detect: (context) => context.deployments.flatMap((deployment) => proposalFor(context, deployment)),
};

/** A number of instances that holds more than one up. */
interface Held {
  readonly resource: Resource;
  readonly path: Path;
  readonly count: number;
  readonly how: Sourced<number>['how'];
  /** Its name in the changed fields. */
  readonly field: string;
}

function proposalFor(context: PracticeContext, deployment: Deployment): Proposal[] {
  const { graph } = context;
  const held = heldBy(context, deployment);
  const [first] = held;
  // Most hold one instance: the words of their names aren't looked for.
  if (first === undefined) return [];
  const word = developmentWord(graph, deployment);
  if (word === null || !mayBeOne(context, deployment)) return [];
  const isOfAll = developmentWordOfAll(graph, deployment) !== null;
  // What another environment of the same code would say otherwise: the number has to be this environment's own.
  const own = graph.environment === null ? 'default' : 'binding';
  if (!isOfAll && held.some((each) => each.how !== own)) return [];
  const replaced = held.some((each) => each.resource === deployment.resource)
    ? replacementOf(graph, deployment.resource)
    : { ops: [], note: null };
  const isOfDefault = !isOfAll && own === 'default';
  return [
    {
      practice: singleInstanceInDev.id,
      deployment: deployment.id,
      resource: first.resource.id,
      path: first.path,
      grade: 'likely',
      effort: 'edit',
      subject: `${word}: ${first.count} instances → 1`,
      title: 'Run one instance',
      changes: Object.fromEntries(held.map((each) => [each.field, 1])),
      ops: [
        ...held.map((each): Op => ({ op: 'set', resource: each.resource.id, path: each.path, value: 1 })),
        ...replaced.ops,
      ],
      preferred: replaced.note === null && !isOfDefault,
      recipe: null,
      pricing: { kind: 'capacity' },
      notes: [
        `"${word}" is what says that this isn't for production.`,
        'With one instance an update, a failure or the loss of an Availability Zone is felt by whoever uses it meanwhile.',
        ...(isOfDefault
          ? [`"${word}" is a default: whoever gives another value there, and none for the count, gets 1 as well.`]
          : []),
        ...(replaced.note === null ? [] : [replaced.note]),
      ],
      generation: 0,
      retired: false,
      keep: () => true,
    },
  ];
}

// Several instances are what these are about.
const NEEDS_SEVERAL: ReadonlySet<string> = new Set([
  ...['load', 'loadtest', 'stress', 'perf', 'performance', 'benchmark', 'soak', 'scale', 'scaling'],
  ...['chaos', 'failover', 'resilience', 'ha', 'multiaz', 'ab', 'canary'],
]);

function mayBeOne(context: PracticeContext, deployment: Deployment): boolean {
  const { graph } = context;
  if (deployment.kind !== 'endpoint-variant' || deployment.shadow || deployment.mode === 'serverless') return false;
  const held = ['CapacityReservationConfig', 'InstancePools'];
  if (held.some((name) => valueAt(deployment.capacity, [name]).kind !== 'absent')) return false;
  // Components have to find room: their instances can be fewer only where SageMaker adds what they need.
  if (servesInferenceComponents(graph, deployment) && !isManagedScaling(deployment)) return false;
  if ((context.profileOf(deployment)?.minInstances ?? 1) > 1) return false;
  const named = [deployment.endpoint, deployment.resource].filter((each) => each !== null);
  const texts = [deployment.name, ...named.flatMap((each) => [...nameTexts(each), ...tagTexts(each)]), graph.unit];
  return !texts.flatMap(wordsOf).some((word) => NEEDS_SEVERAL.has(word));
}

/** Every number that is 2 or more: the one to start with, and the least that scaling keeps. */
function heldBy(context: PracticeContext, deployment: Deployment): Held[] {
  const { resource, path, capacity } = deployment;
  const held: Held[] = [];
  const add = (of: Resource, at: Path, number: Sourced<number>, field: string): void => {
    const count = known(number);
    if (count !== undefined && count >= 2) held.push({ resource: of, path: at, count, how: number.how, field });
  };
  if (instanceCountOf(deployment) !== null)
    add(resource, [...path, 'InitialInstanceCount'], deployment.instanceCount, 'initialInstanceCount');
  const managed = ['ManagedInstanceScaling', 'MinInstanceCount'];
  if (isManagedScaling(deployment))
    add(resource, [...path, ...managed], asNumber(valueAt(capacity, managed)), 'minInstanceCount');
  // What waits in a queue may scale to zero instead.
  if (deployment.mode === 'async') return held;
  const scaling = scalingOf(context, deployment);
  for (const target of scaling.kind === 'here' ? scaling.targets : [])
    add(target, ['MinCapacity'], asNumber(property(target, 'MinCapacity')), 'minCapacity');
  return held;
}
