import type { Deployment } from '../model/deployment';
import { alarmsOf, policiesOf, property, resourcesOf, type Graph } from '../model/graph';
import type { Op } from '../model/operation';
import type { Resource } from '../model/resource';
import { asNumber, asString, known, valueAt } from '../model/value';
import type { PracticeContext } from './practice';
import {
  dimensionsOf,
  newTarget,
  scaledVariantOf,
  trackingPolicy,
  wakeUp,
  type Scaled,
  type WakeUpMetric,
} from './proposedScaling';
import { scalingOf } from './scaling';
import { instanceCountOf, variantNameOf } from './variant';

/** The figure of AWS's own example; it is marked as one to replace, never as a recommendation. */
export const EXAMPLE_BACKLOG = 5;
export const OF_QUEUE = "AWS's example: the requests that may wait for each instance";

const BACKLOG: WakeUpMetric = {
  name: 'HasBacklogWithoutCapacity',
  statistic: 'Average',
  aggregation: 'Average',
  cooldown: 300,
  periods: 2,
};
/** What lets an asynchronous variant go to zero instances while its queue is empty. */
export interface QueueScaling {
  /** The target that is there already, or null. */
  readonly target: Resource | null;
  /** The least that it keeps; 0 without a target. */
  readonly least: number;
  /** Instances that the endpoint starts with. */
  readonly count: number;
  readonly ops: readonly Op[];
}

/** Null where it goes to zero already, or where that can't be told or changed here. */
export function queueScaling(context: PracticeContext, deployment: Deployment): QueueScaling | null {
  const { endpoint } = deployment;
  const variant = variantNameOf(deployment);
  const count = instanceCountOf(deployment);
  if (endpoint === null || variant === null || count === null || count < 1) return null;
  if (!canScale(context, deployment)) return null;
  const scaled = scaledVariantOf(endpoint, variant);
  const scaling = scalingOf(context, deployment);
  if (scaling.kind === 'none') {
    const added = newTarget(scaled, 0, count);
    const policies = policiesForQueue(scaled, added.id, { tracks: false, wakes: false });
    return { target: null, least: 0, count, ops: [{ op: 'add', resource: added }, ...policies] };
  }
  const [target, ...others] = scaling.kind === 'here' ? scaling.targets : [];
  if (target === undefined || others.length > 0 || hasLoosePolicy(context.graph)) return null;
  const least = known(asNumber(property(target, 'MinCapacity')));
  if (least === undefined || least < 1) return null;
  const lowered: Op = { op: 'set', resource: target.id, path: ['MinCapacity'], value: 0 };
  const policies = policiesForQueue(scaled, target.id, presentPolicies(context.graph, target));
  return { target, least, count, ops: [lowered, ...policies] };
}

function canScale({ catalogue }: PracticeContext, deployment: Deployment): boolean {
  const held = ['ManagedInstanceScaling', 'CapacityReservationConfig', 'InstancePools', 'ServerlessConfig'];
  if (held.some((name) => valueAt(deployment.capacity, [name]).kind !== 'absent')) return false;
  const type = catalogue.instanceType(known(deployment.instanceType) ?? '');
  // AWS refuses to scale burstable types.
  return type !== undefined && !/^t\d/.test(type.family);
}

/** What a target has already: something that scales it in, something that wakes it up. */
interface Present {
  readonly tracks: boolean;
  readonly wakes: boolean;
}

function presentPolicies(graph: Graph, target: Resource): Present {
  const policies = policiesOf(graph, target);
  const isOf = (policy: Resource, type: string): boolean => known(asString(property(policy, 'PolicyType'))) === type;
  const tracking = policies.filter((each) => isOf(each, 'TargetTrackingScaling'));
  const steps = policies.filter((each) => !isOf(each, 'TargetTrackingScaling'));
  // A step policy whose alarm isn't in sight may be the one that wakes.
  const wakes = steps.some((each) => {
    const alarms = alarmsOf(graph, each);
    return (
      alarms.length === 0 || alarms.some((alarm) => known(asString(property(alarm, 'MetricName'))) === BACKLOG.name)
    );
  });
  return { tracks: tracking.length > 0, wakes };
}

/** A policy that may be anybody's. */
export function hasLoosePolicy(graph: Graph): boolean {
  return resourcesOf(graph, 'ScalingPolicy').some((each) => property(each, 'ScalingTarget').kind !== 'reference');
}

function policiesForQueue(scaled: Scaled, target: string, present: Present): Op[] {
  const tracking = trackingPolicy(
    scaled,
    target,
    { name: 'BacklogPerInstance' },
    {
      TargetValue: { placeholder: EXAMPLE_BACKLOG, note: OF_QUEUE },
      CustomizedMetricSpecification: {
        properties: {
          MetricName: 'ApproximateBacklogSizePerInstance',
          Namespace: 'AWS/SageMaker',
          Dimensions: dimensionsOf(scaled),
          Statistic: 'Average',
        },
      },
    },
  );
  const added = [...(present.tracks ? [] : [tracking]), ...(present.wakes ? [] : wakeUp(scaled, target, BACKLOG))];
  return added.map((resource): Op => ({ op: 'add', resource }));
}
