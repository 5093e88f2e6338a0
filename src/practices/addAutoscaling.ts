import { servesInferenceComponents, type Deployment } from '../model/deployment';
import { isDeployedByCloudFormation, kindOfDialect } from '../model/dialect';
import type { Plain } from '../model/operation';
import type { Pricing, Proposal } from '../model/proposal';
import { known, valueAt } from '../model/value';
import { ARTICLE, type Practice, type PracticeContext } from './practice';
import { newTarget, scaledVariantOf, trackingPolicy } from './proposedScaling';
import { scalingOf } from './scaling';
import { instanceCountOf, variantNameOf } from './variant';

/** The figure of AWS's own example; it is marked as one to replace, never as a recommendation. */
const EXAMPLE_TARGET = 70;
const LOAD_TEST = 'replace by your load test: most requests per second of one instance x 0.5 (safety) x 60';

const INVOCATIONS: { readonly [property: string]: Plain } = {
  TargetValue: { placeholder: EXAMPLE_TARGET, note: LOAD_TEST },
  PredefinedMetricSpecification: { properties: { PredefinedMetricType: 'SageMakerVariantInvocationsPerInstance' } },
};

/** A fixed number of instances: let it follow the traffic. */
export const addAutoscaling: Practice = {
  id: 'add-autoscaling',
  aliases: [],
  title: 'Let the instance count follow the traffic',
  articleName: 'Automatic scaling',
  why: `A fixed number of instances is sized for the peak and idles the rest of the day. Automatic scaling runs what the traffic
needs. It brings a saving only where fewer instances than today may run at times: with one instance, which is the least that a
real-time endpoint without inference components can have, it brings headroom and no saving.`,
  sources: [
    ARTICLE,
    {
      text: 'Automatic scaling of SageMaker models: prerequisites, capacity, cool-down, service-linked role',
      url: 'https://docs.aws.amazon.com/sagemaker/latest/dg/endpoint-auto-scaling-prerequisites.html',
    },
    {
      text: 'Load testing for the target value',
      url: 'https://docs.aws.amazon.com/sagemaker/latest/dg/endpoint-scaling-loadtest.html',
    },
    {
      text: "Burstable types can't be scaled",
      url: 'https://docs.aws.amazon.com/sagemaker/latest/dg/endpoint-auto-scaling-add-console.html',
    },
    {
      text: 'AWS::SageMaker::Endpoint, RetainAllVariantProperties',
      url: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sagemaker-endpoint.html',
    },
  ],
  defaultVisibility: 'squiggle',
  waitsForWorkspace: true,
  detect: (context) => context.deployments.flatMap((deployment) => proposalFor(context, deployment)),
};

function proposalFor(context: PracticeContext, deployment: Deployment): Proposal[] {
  const { endpoint } = deployment;
  const count = instanceCountOf(deployment);
  const variant = variantNameOf(deployment);
  if (endpoint === null || count === null || count < 1 || variant === null) return [];
  if (!canScale(context, deployment) || scalingOf(context, deployment).kind !== 'none') return [];
  const least = leastOf(context, deployment, count);
  const most = Math.max(2, 2 * count);
  const scaled = scaledVariantOf(endpoint, variant);
  const target = newTarget(scaled, least, most);
  return [
    {
      practice: addAutoscaling.id,
      deployment: deployment.id,
      resource: deployment.resource.id,
      path: [...deployment.path, 'InitialInstanceCount'],
      grade: count >= 2 ? 'likely' : 'consider',
      effort: 'code',
      subject: `${instancesText(count)} at all times → ${least} to ${most} with the traffic`,
      title: `Scale between ${least} and ${most} instances`,
      changes: { minCapacity: least, maxCapacity: most },
      ops: [
        { op: 'add', resource: target },
        { op: 'add', resource: trackingPolicy(scaled, target.id, { name: 'InvocationsPerInstance' }, INVOCATIONS) },
      ],
      // Its target value comes from a load test.
      preferred: false,
      recipe: null,
      pricing: pricingOf(count, least),
      notes: notesOn(deployment, count, least, most),
      generation: 0,
      retired: false,
      // What makes the number itself smaller saves more than what may.
      leads: 'last',
      // With one instance there is nothing to save, only headroom to win.
      ...(count === 1 ? { visibility: 'report' as const } : {}),
      keep: () => true,
    },
  ];
}

function instancesText(count: number): string {
  return count === 1 ? '1 instance' : `${count} instances`;
}

function canScale({ graph, catalogue }: PracticeContext, deployment: Deployment): boolean {
  if (deployment.kind !== 'endpoint-variant' || deployment.mode !== 'realtime' || deployment.shadow) return false;
  // What a notebook starts, or a script that deletes it, is over before its traffic changes.
  if (deployment.lifetime === 'session' || servesInferenceComponents(graph, deployment)) return false;
  const held = ['ManagedInstanceScaling', 'CapacityReservationConfig', 'InstancePools'];
  if (held.some((name) => valueAt(deployment.capacity, [name]).kind !== 'absent')) return false;
  const type = catalogue.instanceType(known(deployment.instanceType) ?? '');
  // AWS refuses to scale burstable types.
  return type !== undefined && !/^t\d/.test(type.family);
}

/** Today's count, unless the stated traffic may be served by fewer. */
function leastOf(context: PracticeContext, deployment: Deployment, count: number): number {
  const stated = context.profileOf(deployment)?.minInstances;
  return stated === undefined ? count : Math.min(Math.max(1, Math.ceil(stated)), count);
}

function pricingOf(count: number, least: number): Pricing {
  if (least < count) return { kind: 'capacity' };
  if (count === 1)
    return { kind: 'none', why: 'one instance stays the least there is: this brings headroom, no saving' };
  return {
    kind: 'none',
    why: `it saves once fewer than ${count} instances may run: state \`minInstances\` in a traffic profile to see how much`,
  };
}

function notesOn(deployment: Deployment, count: number, least: number, most: number): string[] {
  const notes = [
    `\`TargetValue\` is AWS's example figure, not a recommendation: ${LOAD_TEST}.`,
    least < count
      ? `\`MinCapacity\` ${least} is what the traffic profile states; with one instance there is no second Availability Zone.`
      : `\`MinCapacity\` ${least} is today's count, so nothing is taken away; instance-hours fall only when it is lowered.`,
    `\`MaxCapacity\` ${most} is twice today's count: it bounds what a peak may cost.`,
    'No role is named: Application Auto Scaling uses its service-linked role for SageMaker endpoints.',
    'Afterwards the instance type can be changed only while the variant is deregistered as a target.',
  ];
  if (isDeployedByCloudFormation(deployment.dialect))
    notes.push(
      '`RetainAllVariantProperties: true` on the endpoint keeps the count that scaling has reached when the stack updates the endpoint; without it each update goes back to `InitialInstanceCount`.',
    );
  if (kindOfDialect(deployment.dialect) !== 'declared')
    notes.push(
      '`retain_all_variant_properties` (`RetainAllVariantProperties`) keeps the reached count when the endpoint is updated.',
    );
  notes.push('What decides is how much the traffic varies: a steady load gains nothing.');
  return notes;
}
