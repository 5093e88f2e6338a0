import assert from 'node:assert/strict';
import type { Graph } from '../../../src/model/graph';
import type { RefusalReason } from '../../../src/model/language';
import type { NewResource, Op, Plain } from '../../../src/model/operation';
import type { Resource, ResourceType } from '../../../src/model/resource';
import type { Path } from '../../../src/model/value';

/** A plain file, or the cells of a notebook. */
export type Code = string | readonly string[];

/** Code, what is to change, and the code after it or why it can't be written. */
export interface WriteCase {
  readonly what: string;
  readonly before: Code;
  readonly ops: (graph: Graph) => readonly Op[];
  readonly after?: Code;
  readonly refused?: RefusalReason;
  /** The code can be run as it is, by a Python that has boto3 and a stand-in for the SDK. */
  readonly runs?: boolean;
}

/** The nth resource of a type. */
export function resource(graph: Graph, type: ResourceType, index = 0): Resource {
  const found = [...graph.resources.values()].filter((each) => each.type === type)[index];
  assert.ok(found, `no ${type} ${index} in ${[...graph.resources.values()].map((each) => each.type).join(', ')}`);
  return found;
}

export const VARIANT: Path = ['ProductionVariants', 0];

export function set(type: ResourceType, path: Path, value: Plain, index = 0): WriteCase['ops'] {
  return (graph) => [{ op: 'set', resource: resource(graph, type, index).id, path, value }];
}

export function unset(type: ResourceType, path: Path, index = 0): WriteCase['ops'] {
  return (graph) => [{ op: 'unset', resource: resource(graph, type, index).id, path }];
}

export function remove(...types: readonly ResourceType[]): WriteCase['ops'] {
  return (graph) => types.map((type) => ({ op: 'remove', resource: resource(graph, type).id }));
}

export function all(...parts: readonly WriteCase['ops'][]): WriteCase['ops'] {
  return (graph) => parts.flatMap((part) => part(graph));
}

export function setType(type: string, index = 0): WriteCase['ops'] {
  return set('EndpointConfig', [...VARIANT, 'InstanceType'], type, index);
}

/** From an instance to serverless: type and count go, memory and concurrency come. */
export function serverless(index = 0): WriteCase['ops'] {
  return (graph) => {
    const config = resource(graph, 'EndpointConfig', index);
    return [
      { op: 'unset', resource: config.id, path: [...VARIANT, 'InstanceType'] },
      { op: 'unset', resource: config.id, path: [...VARIANT, 'InitialInstanceCount'] },
      {
        op: 'set',
        resource: config.id,
        path: [...VARIANT, 'ServerlessConfig'],
        value: { properties: { MemorySizeInMB: 6144, MaxConcurrency: 5 } },
      },
    ];
  };
}

/** A scaling target with a policy for an endpoint. */
export function scaling(index = 0, variant = 'AllTraffic'): WriteCase['ops'] {
  return (graph) => {
    const endpoint = resource(graph, 'Endpoint', index);
    const target: NewResource = {
      id: 'new~target',
      type: 'ScalableTarget',
      nameHint: 'EndpointScalingTarget',
      beside: endpoint.id,
      properties: {
        ResourceId: {
          parts: ['endpoint/', { reference: endpoint.id, attribute: 'EndpointName' }, `/variant/${variant}`],
        },
        ScalableDimension: 'sagemaker:variant:DesiredInstanceCount',
        MinCapacity: 1,
        MaxCapacity: 2,
      },
    };
    const policy: NewResource = {
      id: 'new~policy',
      type: 'ScalingPolicy',
      nameHint: 'EndpointScalingPolicy',
      beside: target.id,
      properties: {
        PolicyName: 'InvocationsPerInstance',
        PolicyType: 'TargetTrackingScaling',
        ScalingTarget: { reference: target.id, attribute: 'Ref' },
        TargetTrackingScalingPolicyConfiguration: {
          properties: {
            TargetValue: { placeholder: 70, note: 'set from your load test' },
            PredefinedMetricSpecification: {
              properties: { PredefinedMetricType: 'SageMakerVariantInvocationsPerInstance' },
            },
          },
        },
      },
    };
    return [
      { op: 'add', resource: target },
      { op: 'add', resource: policy },
    ];
  };
}
