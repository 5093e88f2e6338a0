import type { Dialect } from './dialect';
import type { Existence } from './existence';
import type { Origin } from './origin';
import type { ObjectValue, OneOfValue, ResourceId, Sourced, Value } from './value';

/**
 * The resources the advisor knows, by their API names. Properties carry the API's own names in PascalCase, whatever the
 * language. Where a language says a thing its own way, the reader brings it into this form:
 *
 * - `EndpointConfig`: `EndpointConfigName`, `ProductionVariants[]` (`VariantName`, `ModelName`, `InstanceType`,
 *   `InitialInstanceCount`, `ServerlessConfig`, `ManagedInstanceScaling`, `CapacityReservationConfig`, `InstancePools`,
 *   `AcceleratorType` …), `ShadowProductionVariants[]`, `AsyncInferenceConfig`, `DataCaptureConfig`, `VpcConfig`,
 *   `EnableNetworkIsolation`.
 * - `Endpoint`: `EndpointName`, `EndpointConfigName`, `UpdatedTo[]` (names of the configurations that later calls give it).
 * - `Model`: `ModelName`, `PrimaryContainer` or `Containers[]`, `VpcConfig`, `EnableNetworkIsolation`. A container holds
 *   `Image` (text), or `ImageRetrieve` (the arguments of `image_uris.retrieve`: `framework`, `version`, `instance_type`,
 *   `image_scope`, `py_version`, `region`), or `Framework`, `FrameworkVersion` and `PyVersion` as an SDK class gives them;
 *   `Mode`, `ModelDataUrl`, `Environment`; `SdkClass` names the SDK's class, `TensorParallelDegree` is an argument of some.
 * - `InferenceComponent`: `InferenceComponentName`, `EndpointName`, `VariantName`, `Specification`, `RuntimeConfig`.
 * - `TransformJob`: `TransformJobName`, `ModelName`, `TransformResources` (`InstanceType`, `InstanceCount`).
 * - `ScalableTarget`: `ResourceId`, `ScalableDimension`, `MinCapacity`, `MaxCapacity`.
 * - `ScalingPolicy`: `PolicyName`, `PolicyType`, `ScalingTarget` (a reference to the target, or absent where it isn't in
 *   sight), `TargetTrackingScalingPolicyConfiguration`, `StepScalingPolicyConfiguration`.
 * - `Alarm`, `Dashboard`: as CloudWatch names them. `LogGroup`: `LogGroupName`, `RetentionInDays`.
 * - `MonitoringSchedule`: `MonitoringScheduleName`, `MonitoringScheduleConfig`. `Pipeline`: `PipelineName`, `PipelineDefinition`.
 * - `Bucket`: `BucketName`, `LifecycleConfiguration`, `NotificationConfiguration`. `Repository` (ECR): `RepositoryName`,
 *   `LifecyclePolicy` (`LifecyclePolicyText`).
 * - What starts something: `Rule` (EventBridge: `ScheduleExpression`, `EventPattern`, `Targets[]`), `Schedule` (EventBridge
 *   Scheduler: `ScheduleExpression`, `Target`), `EventSourceMapping` (`EventSourceArn`, `FunctionName`), `StateMachine`
 *   (`Definition` or `DefinitionString`), `Function` (`FunctionName`, `Handler`, `CodeUri`, `Environment`, `Events`).
 * - Where Elastic Inference may stand: `TaskDefinition` (ECS: `InferenceAccelerators[]`), `Instance` and `LaunchTemplate`
 *   (EC2: `ElasticInferenceAccelerators[]`, in a template under `LaunchTemplateData`).
 * - Of Edge Manager: `DeviceFleet`, `EdgeDevice` (`RegisterDevices`), `EdgePackagingJob`, `EdgeDeploymentPlan`.
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
  | 'LogGroup'
  | 'Dashboard'
  | 'MonitoringSchedule'
  | 'Pipeline'
  | 'Bucket'
  | 'Repository'
  | 'Rule'
  | 'Schedule'
  | 'EventSourceMapping'
  | 'StateMachine'
  | 'Function'
  | 'TaskDefinition'
  | 'Instance'
  | 'LaunchTemplate'
  | 'DeviceFleet'
  | 'EdgeDevice'
  | 'EdgePackagingJob'
  | 'EdgeDeploymentPlan';

export type { Dialect };

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
  /** Tags that it gets without saying so itself; its own ones of the same key beat them. */
  readonly defaultTags?: Value;
  /** Made by the same call as others (an SDK's `deploy`): not a block of its own. */
  readonly implied: boolean;
  /** The undecided conditions that say whether the resource is there; else it always is. */
  readonly existsIf?: Existence;
  /** What the resources of one declaration have in common, where it declares several: by a loop, or by calls of a module. */
  readonly declaredAs?: string;
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
  /** A request to an endpoint. */
  | {
      readonly kind: 'invocation';
      readonly resource: ResourceId | null;
      /** The endpoint's name as far as it is written; null where it isn't known. */
      readonly endpointName?: string | null;
      readonly inLoop: boolean;
      /** Once for each part of a data set (rows, batches, files): not for a few samples, nor to measure anything. */
      readonly overDataSet?: boolean;
      /** The answer comes piece by piece. */
      readonly streaming?: boolean;
      /** Asynchronously: the request lies in S3. */
      readonly asynchronous?: boolean;
      /** Code waits for the answers of asynchronous requests. */
      readonly awaited?: boolean;
      /** From code that runs on a device: a Greengrass component, an IoT client. */
      readonly onDevice?: boolean;
      /** The endpoint whose answer this request carries on: its id, or its name where another file makes it. */
      readonly inputFrom?: string;
      readonly at: Origin;
    }
  | {
      readonly kind: 'trainingJob';
      readonly instanceType?: Sourced<string>;
      readonly instanceCount?: Sourced<number>;
      readonly at: Origin;
    }
  /** Code that makes a SageMaker pipeline, or starts one, by its name. */
  | { readonly kind: 'pipeline' | 'pipelineStart'; readonly name: string; readonly at: Origin }
  /** Code that starts something by the clock: a cron expression or rate, and what it starts as far as that is known. */
  | {
      readonly kind: 'schedule';
      readonly expression?: string;
      readonly starts?: 'training' | 'inference' | 'unknown';
      readonly at: Origin;
    }
  /** A step that makes a model faster or smaller: compilation, optimisation, quantisation, pruning, distillation. */
  | {
      readonly kind: 'optimisation';
      readonly how: 'compilation' | 'quantisation' | 'pruning';
      readonly name: string;
      /** What SageMaker Neo is told to compile, where the call says it. */
      readonly framework?: string;
      readonly frameworkVersion?: string;
      readonly at: Origin;
    }
  /** A `serving.properties` that the code writes, or that lies in what is packed or uploaded: how the server of LMI is set. */
  | {
      readonly kind: 'serverSettings';
      readonly values: Readonly<Record<string, string>>;
      /** The model that it is uploaded with, where that is known. */
      readonly resource?: ResourceId;
      readonly at: Origin;
    }
  /** Files of weights that a model is served with, as their headers say: no weight is read. */
  | {
      readonly kind: 'weights';
      /** The model. */
      readonly resource: ResourceId;
      /** The file whose header was read, or the first of several. */
      readonly file: string;
      /** The data type of nine parameters in ten, as safetensors calls it (`F32`); null where they are mixed. */
      readonly dtype: string | null;
      readonly parameters: number;
      /** How much memory they take as they are; null where a data type's width isn't known. */
      readonly bytes: number | null;
      readonly at: Origin;
    }
  /** Code that says in which data type a model's weights are loaded. */
  | {
      readonly kind: 'loading';
      /** The model. */
      readonly resource: ResourceId;
      /** The file that says it. */
      readonly file: string;
      readonly dtype: 'float32' | 'fewerBits';
      readonly at: Origin;
    }
  /** Code that runs on a device answers with a model there. */
  | { readonly kind: 'inferenceOnDevice'; readonly at: Origin }
  /** A recommendation or benchmark job: the size is, or will be, measured. */
  | { readonly kind: 'benchmark'; readonly name: string; readonly at: Origin }
  /** A job that works out what normal data look like, for Model Monitor to compare with. */
  | { readonly kind: 'baseline'; readonly name: string; readonly at: Origin }
  /** The endpoint may be used, or deleted, by code that isn't here: its name is returned, kept or given to somebody. */
  | { readonly kind: 'handedOn'; readonly resource: ResourceId; readonly why: string; readonly at: Origin }
  /** Metrics that are looked at by code: an alarm or dashboard that is no resource here. */
  | { readonly kind: 'monitoring'; readonly of: 'drift' | 'utilisation'; readonly at: Origin }
  /** `put_retention_policy`: a log group's retention set by a later call. */
  | { readonly kind: 'retentionSet'; readonly resource: ResourceId | null; readonly at: Origin }
  /** Code that works on scaling targets or log groups in a way that can't be followed. */
  | { readonly kind: 'unfollowed'; readonly type: ResourceType; readonly why: string; readonly at: Origin };
