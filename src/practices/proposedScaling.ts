import { kindOfDialect } from '../model/dialect';
import type { NewResource, Plain } from '../model/operation';
import type { Resource } from '../model/resource';

/** What a new target scales: a variant's instances, or a component's copies. */
export interface Scaled {
  /** The endpoint or the component, by whose name the target and the metrics name it. */
  readonly resource: Resource;
  /** The id of a new target for it. */
  readonly targetId: string;
  readonly nameProperty: 'EndpointName' | 'InferenceComponentName';
  readonly resourceId: Plain;
  readonly dimension: string;
  /** What new resources are called after. */
  readonly hint: string;
}

export function scaledVariantOf(endpoint: Resource, variant: string): Scaled {
  return {
    resource: endpoint,
    targetId: `${endpoint.id}~target~${variant}`,
    nameProperty: 'EndpointName',
    resourceId: { parts: ['endpoint/', { reference: endpoint.id, attribute: 'EndpointName' }, `/variant/${variant}`] },
    dimension: 'sagemaker:variant:DesiredInstanceCount',
    hint: hintOf(endpoint, 'Endpoint'),
  };
}

export function scaledComponentOf(component: Resource): Scaled {
  return {
    resource: component,
    targetId: `${component.id}~target`,
    nameProperty: 'InferenceComponentName',
    resourceId: { parts: ['inference-component/', { reference: component.id, attribute: 'InferenceComponentName' }] },
    dimension: 'sagemaker:inference-component:DesiredCopyCount',
    hint: hintOf(component, 'Component'),
  };
}

/** The template's name of the resource; elsewhere the plain word. */
function hintOf({ logicalName, dialect }: Resource, word: string): string {
  return kindOfDialect(dialect) === 'declared' && /^[A-Za-z0-9]+$/.test(logicalName) ? logicalName : word;
}

export function newTarget(scaled: Scaled, least: number, most: number): NewResource {
  return {
    id: scaled.targetId,
    type: 'ScalableTarget',
    nameHint: `${scaled.hint}ScalingTarget`,
    beside: scaled.resource.id,
    properties: {
      ResourceId: scaled.resourceId,
      ScalableDimension: scaled.dimension,
      MinCapacity: least,
      MaxCapacity: most,
    },
  };
}

/** A policy that keeps a metric at a value. */
export function trackingPolicy(
  scaled: Scaled,
  target: string,
  { name, hint = 'ScalingPolicy' }: { readonly name: string; readonly hint?: string },
  configuration: { readonly [property: string]: Plain },
): NewResource {
  return {
    id: `${target}~policy`,
    type: 'ScalingPolicy',
    nameHint: `${scaled.hint}${hint}`,
    beside: target,
    properties: {
      PolicyName: name,
      PolicyType: 'TargetTrackingScaling',
      ScalingTarget: { reference: target, attribute: 'Ref' },
      TargetTrackingScalingPolicyConfiguration: { properties: configuration },
    },
  };
}

/** A metric that says that requests wait, or fail, while nothing is up. */
export interface WakeUpMetric {
  readonly name: string;
  readonly statistic: 'Average' | 'Sum';
  readonly aggregation: 'Average' | 'Maximum';
  readonly cooldown: number;
  readonly periods: number;
}

/** From zero nothing can be tracked: a step policy adds the first one, and an alarm on the metric calls it. */
export function wakeUp(scaled: Scaled, target: string, metric: WakeUpMetric): NewResource[] {
  const policy: NewResource = {
    id: `${target}~wakeUp`,
    type: 'ScalingPolicy',
    nameHint: `${scaled.hint}WakeUpPolicy`,
    beside: target,
    properties: {
      PolicyName: 'WakeUpFromZero',
      PolicyType: 'StepScaling',
      ScalingTarget: { reference: target, attribute: 'Ref' },
      StepScalingPolicyConfiguration: {
        properties: {
          AdjustmentType: 'ChangeInCapacity',
          MetricAggregationType: metric.aggregation,
          Cooldown: metric.cooldown,
          StepAdjustments: { items: [{ properties: { MetricIntervalLowerBound: 0, ScalingAdjustment: 1 } }] },
        },
      },
    },
  };
  return [policy, wakeUpAlarm(scaled, policy, metric)];
}

function wakeUpAlarm(scaled: Scaled, policy: NewResource, metric: WakeUpMetric): NewResource {
  return {
    id: `${policy.id}~alarm`,
    type: 'Alarm',
    nameHint: `${scaled.hint}WakeUpAlarm`,
    beside: policy.id,
    properties: {
      AlarmName: { parts: [{ reference: scaled.resource.id, attribute: scaled.nameProperty }, '-wake-up'] },
      Namespace: 'AWS/SageMaker',
      MetricName: metric.name,
      Dimensions: dimensionsOf(scaled),
      Statistic: metric.statistic,
      Period: 60,
      EvaluationPeriods: metric.periods,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      AlarmActions: { items: [{ reference: policy.id, attribute: 'Ref' }] },
    },
  };
}

/** The dimensions of the metrics of an endpoint or a component. */
export function dimensionsOf({ resource, nameProperty }: Scaled): Plain {
  const value: Plain = { reference: resource.id, attribute: nameProperty };
  return { items: [{ properties: { Name: nameProperty, Value: value } }] };
}
