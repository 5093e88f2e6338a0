import type { ResourceType } from './resource';

/**
 * Ranges, closed lists and patterns of the API, by resource and path. Sources, where a rule names no other: the API
 * model of SageMaker (2017-07-24), Application Auto Scaling (2016-02-06) and CloudWatch Logs (2014-03-28), as their API
 * references print it: https://docs.aws.amazon.com/sagemaker/latest/APIReference/,
 * https://docs.aws.amazon.com/autoscaling/application/APIReference/,
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/.
 */

/** Every item of a list. */
export const ANY = Symbol('every item');

type Pattern = readonly (string | typeof ANY)[];

interface Rule {
  readonly type: ResourceType;
  readonly path: Pattern;
}

export interface RangeRule extends Rule {
  readonly min: number;
  readonly max?: number;
  /** Distance of allowed values, counted from `min`; 1 where nothing is said, 0 for any number. */
  readonly step?: number;
  readonly says: string;
}

/** The same rule for production and shadow variants. */
function inVariants<T extends Rule>(...rules: readonly T[]): T[] {
  return rules.flatMap((rule) => [
    { ...rule, path: ['ProductionVariants', ANY, ...rule.path] },
    { ...rule, path: ['ShadowProductionVariants', ANY, ...rule.path] },
  ]);
}

export const RANGES: readonly RangeRule[] = [
  ...inVariants<RangeRule>(
    // API_ProductionVariant.html; 0 is judged with ManagedInstanceScaling.
    { type: 'EndpointConfig', path: ['InitialInstanceCount'], min: 0, says: 'a whole number from 0 on' },
    { type: 'EndpointConfig', path: ['InitialVariantWeight'], min: 0, step: 0, says: 'at least 0' },
    { type: 'EndpointConfig', path: ['VolumeSizeInGB'], min: 1, max: 512, says: 'from 1 to 512' },
    {
      type: 'EndpointConfig',
      path: ['ModelDataDownloadTimeoutInSeconds'],
      min: 60,
      max: 3600,
      says: 'from 60 to 3600',
    },
    {
      type: 'EndpointConfig',
      path: ['ContainerStartupHealthCheckTimeoutInSeconds'],
      min: 60,
      max: 3600,
      says: 'from 60 to 3600',
    },
    // API_ProductionVariantServerlessConfig.html
    {
      type: 'EndpointConfig',
      path: ['ServerlessConfig', 'MemorySizeInMB'],
      min: 1024,
      max: 6144,
      step: 1024,
      says: '1024, 2048, 3072, 4096, 5120 or 6144',
    },
    { type: 'EndpointConfig', path: ['ServerlessConfig', 'MaxConcurrency'], min: 1, max: 200, says: 'from 1 to 200' },
    {
      type: 'EndpointConfig',
      path: ['ServerlessConfig', 'ProvisionedConcurrency'],
      min: 1,
      max: 200,
      says: 'from 1 to 200',
    },
    // API_ProductionVariantManagedInstanceScaling.html
    { type: 'EndpointConfig', path: ['ManagedInstanceScaling', 'MinInstanceCount'], min: 0, says: 'at least 0' },
    { type: 'EndpointConfig', path: ['ManagedInstanceScaling', 'MaxInstanceCount'], min: 1, says: 'at least 1' },
  ),
  // API_DataCaptureConfig.html
  {
    type: 'EndpointConfig',
    path: ['DataCaptureConfig', 'InitialSamplingPercentage'],
    min: 0,
    max: 100,
    says: 'from 0 to 100',
  },
  // API_AsyncInferenceClientConfig.html
  {
    type: 'EndpointConfig',
    path: ['AsyncInferenceConfig', 'ClientConfig', 'MaxConcurrentInvocationsPerInstance'],
    min: 1,
    max: 1000,
    says: 'from 1 to 1000',
  },
  // API_InferenceComponentRuntimeConfig.html
  { type: 'InferenceComponent', path: ['RuntimeConfig', 'CopyCount'], min: 0, says: 'at least 0' },
  // API_TransformResources.html
  { type: 'TransformJob', path: ['TransformResources', 'InstanceCount'], min: 1, says: 'at least 1' },
  // API_RegisterScalableTarget.html
  { type: 'ScalableTarget', path: ['MinCapacity'], min: 0, says: 'at least 0' },
  { type: 'ScalableTarget', path: ['MaxCapacity'], min: 1, says: 'at least 1' },
  // API_TargetTrackingScalingPolicyConfiguration.html
  {
    type: 'ScalingPolicy',
    path: ['TargetTrackingScalingPolicyConfiguration', 'TargetValue'],
    min: Number.MIN_VALUE,
    step: 0,
    says: 'more than 0',
  },
  {
    type: 'ScalingPolicy',
    path: ['TargetTrackingScalingPolicyConfiguration', 'ScaleInCooldown'],
    min: 0,
    says: 'at least 0 seconds',
  },
  {
    type: 'ScalingPolicy',
    path: ['TargetTrackingScalingPolicyConfiguration', 'ScaleOutCooldown'],
    min: 0,
    says: 'at least 0 seconds',
  },
];

export interface ListRule extends Rule {
  readonly values: readonly string[];
}

export const LISTS: readonly ListRule[] = [
  ...inVariants<ListRule>({
    type: 'EndpointConfig',
    path: ['ManagedInstanceScaling', 'Status'],
    values: ['ENABLED', 'DISABLED'],
  }),
  // API_CaptureOption.html
  {
    type: 'EndpointConfig',
    path: ['DataCaptureConfig', 'CaptureOptions', ANY, 'CaptureMode'],
    values: ['Input', 'Output', 'InputAndOutput'],
  },
  {
    // https://docs.aws.amazon.com/autoscaling/application/userguide/services-that-can-integrate-sagemaker.html
    type: 'ScalableTarget',
    path: ['ScalableDimension'],
    values: [
      'sagemaker:variant:DesiredInstanceCount',
      'sagemaker:variant:DesiredProvisionedConcurrency',
      'sagemaker:inference-component:DesiredCopyCount',
    ],
  },
  // API_PutScalingPolicy.html; predictive scaling is for Amazon ECS.
  { type: 'ScalingPolicy', path: ['PolicyType'], values: ['TargetTrackingScaling', 'StepScaling'] },
  {
    // API_PutRetentionPolicy.html
    type: 'LogGroup',
    path: ['RetentionInDays'],
    values: [
      1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
    ].map(String),
  },
];

export interface NameRule extends Rule {
  readonly longest: number;
  readonly pattern: RegExp;
  readonly says: string;
}

const HYPHENATED = {
  longest: 63,
  pattern: /^[a-zA-Z0-9](-*[a-zA-Z0-9])*$/,
  says: 'letters, digits and hyphens between them',
};

export const NAMES: readonly NameRule[] = [
  ...inVariants<NameRule>(
    { type: 'EndpointConfig', path: ['VariantName'], ...HYPHENATED },
    { type: 'EndpointConfig', path: ['ModelName'], ...HYPHENATED },
  ),
  { type: 'EndpointConfig', path: ['EndpointConfigName'], ...HYPHENATED },
  { type: 'Endpoint', path: ['EndpointName'], ...HYPHENATED },
  { type: 'Endpoint', path: ['EndpointConfigName'], ...HYPHENATED },
  { type: 'Model', path: ['ModelName'], ...HYPHENATED },
  { type: 'InferenceComponent', path: ['InferenceComponentName'], ...HYPHENATED },
  { type: 'InferenceComponent', path: ['EndpointName'], ...HYPHENATED },
  { type: 'InferenceComponent', path: ['VariantName'], ...HYPHENATED },
  { type: 'TransformJob', path: ['TransformJobName'], ...HYPHENATED },
  { type: 'TransformJob', path: ['ModelName'], ...HYPHENATED },
  { type: 'ScalingPolicy', path: ['PolicyName'], longest: 256, pattern: /^\P{C}+$/u, says: 'printable characters' },
  {
    type: 'LogGroup',
    path: ['LogGroupName'],
    longest: 512,
    pattern: /^[-._/#A-Za-z0-9]+$/,
    says: 'letters, digits and any of . - _ / #',
  },
];

export interface RequiredRule {
  readonly type: ResourceType;
  /** The object that must hold one of the names, where the object itself is there. */
  readonly within: Pattern;
  readonly oneOf: readonly string[];
}

export const REQUIRED: readonly RequiredRule[] = [
  { type: 'EndpointConfig', within: [], oneOf: ['ProductionVariants'] },
  { type: 'EndpointConfig', within: ['ProductionVariants', ANY], oneOf: ['VariantName'] },
  { type: 'EndpointConfig', within: ['ProductionVariants', ANY, 'ServerlessConfig'], oneOf: ['MemorySizeInMB'] },
  { type: 'EndpointConfig', within: ['ProductionVariants', ANY, 'ServerlessConfig'], oneOf: ['MaxConcurrency'] },
  { type: 'EndpointConfig', within: ['AsyncInferenceConfig'], oneOf: ['OutputConfig'] },
  { type: 'EndpointConfig', within: ['DataCaptureConfig'], oneOf: ['InitialSamplingPercentage'] },
  { type: 'EndpointConfig', within: ['DataCaptureConfig'], oneOf: ['DestinationS3Uri'] },
  { type: 'EndpointConfig', within: ['DataCaptureConfig'], oneOf: ['CaptureOptions'] },
  { type: 'Endpoint', within: [], oneOf: ['EndpointConfigName'] },
  { type: 'TransformJob', within: ['TransformResources'], oneOf: ['InstanceType'] },
  { type: 'TransformJob', within: ['TransformResources'], oneOf: ['InstanceCount'] },
  { type: 'ScalableTarget', within: [], oneOf: ['ResourceId'] },
  { type: 'ScalableTarget', within: [], oneOf: ['ScalableDimension'] },
  { type: 'ScalableTarget', within: [], oneOf: ['MinCapacity'] },
  { type: 'ScalableTarget', within: [], oneOf: ['MaxCapacity'] },
  { type: 'ScalingPolicy', within: [], oneOf: ['PolicyName'] },
  { type: 'ScalingPolicy', within: ['TargetTrackingScalingPolicyConfiguration'], oneOf: ['TargetValue'] },
];
