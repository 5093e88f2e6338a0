import type { Delta } from '../model/delta';
import { componentsAt, isManagedScaling, type Deployment } from '../model/deployment';
import { isDeployedByCloudFormation, kindOfDialect } from '../model/dialect';
import { policiesOf, property, resourcesOf, scaledComponent, type Graph } from '../model/graph';
import { deletes } from '../model/lifetime';
import type { Op, Plain } from '../model/operation';
import type { Proposal } from '../model/proposal';
import type { Resource } from '../model/resource';
import { asNumber, asString, known, valueAt } from '../model/value';
import { ARTICLE, type Practice, type PracticeContext } from './practice';
import { newTarget, scaledComponentOf, trackingPolicy, wakeUp, type WakeUpMetric } from './proposedScaling';
import { EXAMPLE_BACKLOG, hasLoosePolicy, OF_QUEUE, queueScaling } from './queueScaling';
import { replacementOf } from './replacement';
import { hasUnreadTarget } from './scaling';
import { developmentWord } from './words';

/** The figures of AWS's own examples; they are marked as ones to replace, never as recommendations. */
const EXAMPLE_INVOCATIONS = 1;
const OF_COPY = "AWS's example: the requests a minute that one copy serves";

const FAILURES: WakeUpMetric = {
  name: 'NoCapacityInvocationFailures',
  statistic: 'Sum',
  aggregation: 'Maximum',
  cooldown: 60,
  periods: 1,
};

/** Capacity that stands while nobody asks for anything, where none has to. */
export const scaleToZero: Practice = {
  id: 'scale-to-zero',
  aliases: [],
  title: 'Scale to zero while nothing waits',
  articleName: 'Scale the instance count to zero',
  why: `An asynchronous endpoint keeps its requests in a queue, so it needs no instance while the queue is empty; an endpoint of
inference components can stand without any too. Each hour at zero costs nothing and draws no power. The price is the first request
after a pause: it waits (asynchronous) or fails (components) until an instance is up, which takes minutes.`,
  sources: [
    ARTICLE,
    {
      text: 'Autoscale an asynchronous endpoint: the metrics, and the policy that scales up from zero',
      url: 'https://docs.aws.amazon.com/sagemaker/latest/dg/async-inference-autoscale.html',
    },
    {
      text: 'Scale an endpoint to zero instances: inference components',
      url: 'https://docs.aws.amazon.com/sagemaker/latest/dg/endpoint-auto-scaling-zero-instances.html',
    },
  ],
  defaultVisibility: 'squiggle',
  detect: (context) =>
    context.deployments.flatMap((deployment) => {
      if (deployment.kind !== 'endpoint-variant' || deployment.shadow || isOver(context, deployment)) return [];
      const proposal = deployment.mode === 'async' ? ofQueue(context, deployment) : ofComponents(context, deployment);
      return proposal === null ? [] : [proposal];
    }),
};

/** Whether the code that makes the endpoint ends it, too. */
function isOver({ graph }: PracticeContext, { endpoint }: Deployment): boolean {
  return endpoint === null || deletes(graph, endpoint);
}

/** What both kinds of proposal have in common. */
const COMMON = {
  practice: 'scale-to-zero',
  effort: 'code',
  // A target value is a decision, and so is the wait after a pause.
  preferred: false,
  pricing: { kind: 'capacity' },
  generation: 0,
  retired: false,
  keep: (delta: Delta) => delta.usdShare === null || delta.usdShare < 0,
} as const;

function ofQueue(context: PracticeContext, deployment: Deployment): Proposal | null {
  const scaling = queueScaling(context, deployment);
  if (scaling === null) return null;
  const { target, least, count, ops } = scaling;
  return {
    ...COMMON,
    deployment: deployment.id,
    grade: 'likely',
    recipe: null,
    resource: target?.id ?? deployment.resource.id,
    path: target === null ? [...deployment.path, 'InitialInstanceCount'] : ['MinCapacity'],
    subject:
      target === null
        ? `${count === 1 ? '1 instance' : `${count} instances`} at all times → 0 to ${count} with the queue`
        : `MinCapacity ${least} → 0 while the queue is empty`,
    title: 'Scale to zero while the queue is empty',
    changes: target === null ? { minCapacity: 0, maxCapacity: count } : { minCapacity: 0 },
    ops,
    notes: notesOnQueue(
      deployment,
      target === null
        ? `\`MaxCapacity\` ${count} is today's count: a long queue may be worth more.`
        : 'Policies that stand there already are left as they are.',
    ),
  };
}

function notesOnQueue(deployment: Deployment, note: string): string[] {
  const notes = [
    'While at zero, a request waits in the queue until an instance is up and has loaded the model: minutes, nothing is lost.',
    'Two policies are needed: at zero there is no backlog per instance to track, so a step policy wakes the endpoint through an alarm on `HasBacklogWithoutCapacity`.',
    `\`TargetValue\` is a decision: ${EXAMPLE_BACKLOG} is ${OF_QUEUE}.`,
    note,
    '`InitialInstanceCount` stays: an endpoint has to start with one instance, and scales in by itself.',
  ];
  if (kindOfDialect(deployment.dialect) === 'called')
    notes.push('Scaling can be registered once the endpoint is in service: wait for it (`endpoint_in_service`) first.');
  if (isDeployedByCloudFormation(deployment.dialect))
    notes.push(
      '`RetainAllVariantProperties: true` on the endpoint keeps the count that scaling has reached when the stack updates the endpoint.',
    );
  notes.push('What decides is how long the pauses are: a queue that is never empty gains nothing.');
  return notes;
}

const MANAGED = 'ManagedInstanceScaling';

function ofComponents(context: PracticeContext, deployment: Deployment): Proposal | null {
  const { graph } = context;
  const { endpoint, capacity } = deployment;
  const managed = valueAt(capacity, [MANAGED]);
  const least = known(asNumber(valueAt(managed, ['MinInstanceCount'])));
  if (endpoint === null || deployment.mode !== 'realtime' || least === undefined || least < 1) return null;
  if (!isManagedScaling(deployment)) return null;
  const components = componentsAt(graph, endpoint);
  if (components.length === 0 || hasUnreadTarget(context) || hasLoosePolicy(graph)) return null;
  if (valueAt(capacity, ['CapacityReservationConfig']).kind !== 'absent') return null;
  if (context.profileOf(deployment)?.latency === 'interactive') return null;
  const ops = components.map((component) => zeroCopies(graph, component));
  const path = [...deployment.path, MANAGED, 'MinInstanceCount'];
  const replaced = replacementOf(graph, deployment.resource);
  const word = developmentWord(graph, deployment);
  const isWhole = ops.every((each) => each !== null);
  return {
    ...COMMON,
    deployment: deployment.id,
    resource: deployment.resource.id,
    path,
    grade: word === null ? 'consider' : 'likely',
    subject: `MinInstanceCount ${least} → 0 while no copy is needed`,
    title: 'Scale to zero instances while no copy is needed',
    changes: { minInstanceCount: 0 },
    ops: isWhole
      ? [{ op: 'set', resource: deployment.resource.id, path, value: 0 }, ...ops.flat(), ...replaced.ops]
      : [],
    recipe: isWhole ? null : RECIPE,
    pricing: isWhole ? { kind: 'capacity' } : { kind: 'none', why: 'it saves the hours in which nobody asks' },
    notes: [
      'Requests fail for minutes while the endpoint is at zero: the failures (`NoCapacityInvocationFailures`) are what wakes it. Callers have to try again.',
      `\`TargetValue\` is a decision: ${EXAMPLE_INVOCATIONS} is ${OF_COPY}.`,
      'Only when all components are at zero copies do the instances go. A target in another file needs `MinCapacity: 0` as well.',
      ...(word === null ? [] : [`"${word}" says that this isn't for production.`]),
      ...(replaced.note === null ? [] : [replaced.note]),
      'What decides is whether callers can wait after a pause.',
    ],
  };
}

/** What lets a component go to zero copies; null where a template can't name a new target's component. */
function zeroCopies(graph: Graph, component: Resource): Op[] | null {
  const scaled = scaledComponentOf(component);
  const [target, ...others] = resourcesOf(graph, 'ScalableTarget').filter(
    (each) => scaledComponent(graph, each)?.id === component.id,
  );
  if (others.length > 0) return null;
  if (target !== undefined) {
    const least = known(asNumber(property(target, 'MinCapacity')));
    if (least === undefined) return null;
    const steps = policiesOf(graph, target).some(
      (each) => known(asString(property(each, 'PolicyType'))) !== 'TargetTrackingScaling',
    );
    // A component without a name of its own has none that CloudFormation could hand to the alarm.
    if (!steps && isNameless(component)) return null;
    return [
      ...(least === 0 ? [] : [{ op: 'set' as const, resource: target.id, path: ['MinCapacity'], value: 0 }]),
      ...(steps ? [] : wakeUp(scaled, target.id, FAILURES)).map((resource): Op => ({ op: 'add', resource })),
    ];
  }
  if (isNameless(component)) return null;
  const copies = known(asNumber(property(component, 'RuntimeConfig', 'CopyCount')));
  const added = newTarget(scaled, 0, Math.max(copies ?? 1, 1));
  const tracking: { readonly [name: string]: Plain } = {
    TargetValue: { placeholder: EXAMPLE_INVOCATIONS, note: OF_COPY },
    PredefinedMetricSpecification: {
      properties: { PredefinedMetricType: 'SageMakerInferenceComponentInvocationsPerCopy' },
    },
  };
  return [
    added,
    trackingPolicy(scaled, added.id, { name: 'InvocationsPerCopy' }, tracking),
    ...wakeUp(scaled, added.id, FAILURES),
  ].map((resource): Op => ({ op: 'add', resource }));
}

/** CloudFormation has no attribute for a component's name, and a written name makes nothing wait for the component. */
function isNameless({ dialect }: Resource): boolean {
  return isDeployedByCloudFormation(dialect);
}

const TEMPLATE = `# MinInstanceCount: 0 in the variant's ManagedInstanceScaling, and for each component:
ComponentTarget:
  Type: AWS::ApplicationAutoScaling::ScalableTarget
  DependsOn: Component
  Properties:
    ServiceNamespace: sagemaker
    ResourceId: inference-component/NAME
    ScalableDimension: sagemaker:inference-component:DesiredCopyCount
    MinCapacity: 0
    MaxCapacity: 1
ComponentTracking:
  Type: AWS::ApplicationAutoScaling::ScalingPolicy
  Properties:
    PolicyName: InvocationsPerCopy
    PolicyType: TargetTrackingScaling
    ScalingTargetId: !Ref ComponentTarget
    TargetTrackingScalingPolicyConfiguration:
      TargetValue: 1 # ${OF_COPY}
      PredefinedMetricSpecification:
        PredefinedMetricType: SageMakerInferenceComponentInvocationsPerCopy
ComponentWakeUp:
  Type: AWS::ApplicationAutoScaling::ScalingPolicy
  Properties:
    PolicyName: WakeUpFromZero
    PolicyType: StepScaling
    ScalingTargetId: !Ref ComponentTarget
    StepScalingPolicyConfiguration:
      AdjustmentType: ChangeInCapacity
      MetricAggregationType: Maximum
      Cooldown: 60
      StepAdjustments:
        - MetricIntervalLowerBound: 0
          ScalingAdjustment: 1
ComponentWakeUpAlarm:
  Type: AWS::CloudWatch::Alarm
  Properties:
    Namespace: AWS/SageMaker
    MetricName: NoCapacityInvocationFailures
    Dimensions:
      - Name: InferenceComponentName
        Value: NAME
    Statistic: Sum
    Period: 60
    EvaluationPeriods: 1
    Threshold: 1
    ComparisonOperator: GreaterThanOrEqualToThreshold
    AlarmActions:
      - !Ref ComponentWakeUp
`;

const RECIPE = { title: 'Let each component go to zero copies', snippets: { cloudformation: TEMPLATE } };
