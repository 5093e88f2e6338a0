import type { Origin } from './origin';
import type { ObjectValue, OneOfValue, ResourceId, Sourced } from './value';

/**
 * The resources the advisor knows, by their API names. Properties carry the API's own names in PascalCase, whatever the
 * language. Where a language says a thing its own way, the reader brings it into this form:
 *
 * - `EndpointConfig`: `EndpointConfigName`, `ProductionVariants[]` (`VariantName`, `ModelName`, `InstanceType`,
 *   `InitialInstanceCount`, `ServerlessConfig`, `ManagedInstanceScaling`, `CapacityReservationConfig`, `InstancePools`,
 *   `AcceleratorType` …), `ShadowProductionVariants[]`, `AsyncInferenceConfig`, `DataCaptureConfig`, `VpcConfig`,
 *   `EnableNetworkIsolation`.
 * - `Endpoint`: `EndpointName`, `EndpointConfigName`.
 * - `Model`: `ModelName`, `PrimaryContainer` or `Containers[]`, `VpcConfig`, `EnableNetworkIsolation`. A container holds
 *   `Image` (text), or `ImageRetrieve` (the arguments of `image_uris.retrieve`: `framework`, `version`, `instance_type`,
 *   `image_scope`, `py_version`, `region`), or `Framework`, `FrameworkVersion` and `PyVersion` as an SDK class gives them;
 *   `Mode`, `ModelDataUrl`, `Environment`; `SdkClass` names the SDK's class.
 * - `InferenceComponent`: `InferenceComponentName`, `EndpointName`, `VariantName`, `Specification`, `RuntimeConfig`.
 * - `TransformJob`: `TransformJobName`, `ModelName`, `TransformResources` (`InstanceType`, `InstanceCount`).
 * - `ScalableTarget`: `ResourceId`, `ScalableDimension`, `MinCapacity`, `MaxCapacity`.
 * - `ScalingPolicy`: `PolicyName`, `PolicyType`, `ScalingTarget` (a reference to the target, or absent where it isn't in
 *   sight), `TargetTrackingScalingPolicyConfiguration`, `StepScalingPolicyConfiguration`.
 * - `Alarm`: as CloudWatch names it. `LogGroup`: `LogGroupName`, `RetentionInDays`.
 */
export type ResourceType =
  | 'EndpointConfig'
  | 'Endpoint'
  | 'Model'
  | 'InferenceComponent'
  | 'TransformJob'
  | 'ScalableTarget'
  | 'ScalingPolicy'
  | 'Alarm'
  | 'LogGroup';

export type Dialect = 'cloudformation' | 'boto3' | 'python-sdk';

export interface Resource {
  readonly id: ResourceId;
  readonly type: ResourceType;
  readonly dialect: Dialect;
  /** A template's logical name, or the call as written (`model.deploy`). */
  readonly logicalName: string;
  readonly properties: ObjectValue;
  /** The whole block or call. */
  readonly declaration: Origin;
  /** The logical name or the called name: the squiggle stands here where a property isn't written. */
  readonly header: Origin;
  /** The Region the code itself names for this resource; absent where it names none. */
  readonly region: Sourced<string>;
  /** Made by the same call as others (an SDK's `deploy`): not a block of its own. */
  readonly implied: boolean;
  /** The undecided condition that says whether the resource is there, and the branch in which it is; else it always is. */
  readonly existsIf?: { readonly condition: string; readonly branch: number };
  /** An undecided condition around all properties at once, as written; `properties` then has its outcomes name by name. */
  readonly choice?: OneOfValue;
}

/** Something the code does that is not a resource. */
export type Observation =
  /** `delete_endpoint`, `delete_model` …; `resource` is null where it can't be told which. */
  | {
      readonly kind: 'deletion';
      readonly of: 'Endpoint' | 'Model' | 'EndpointConfig';
      readonly resource: ResourceId | null;
      readonly at: Origin;
    }
  | { readonly kind: 'invocation'; readonly resource: ResourceId | null; readonly inLoop: boolean; readonly at: Origin }
  | { readonly kind: 'trainingJob'; readonly at: Origin }
  | { readonly kind: 'schedule'; readonly at: Origin }
  | { readonly kind: 'retiredCall'; readonly name: string; readonly at: Origin }
  /** `put_retention_policy`: a log group's retention set by a later call. */
  | { readonly kind: 'retentionSet'; readonly resource: ResourceId | null; readonly at: Origin }
  /** Code that works on scaling targets or log groups in a way that can't be followed. */
  | { readonly kind: 'unfollowed'; readonly type: ResourceType; readonly why: string; readonly at: Origin };
