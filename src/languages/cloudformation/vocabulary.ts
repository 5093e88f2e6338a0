import type { ResourceType } from '../../model/resource';

/** How CloudFormation says what the API says. Names that don't stand here are the same in both. */
export interface Words {
  /** `AWS::SageMaker::EndpointConfig`. */
  readonly type: string;
  /** The API's property name → CloudFormation's. */
  readonly properties: Readonly<Record<string, string>>;
  /** What only CloudFormation asks for, and always has the same value. */
  readonly fixed: Readonly<Record<string, string>>;
}

function sameWords(type: string): Words {
  return { type, properties: {}, fixed: {} };
}

/** What is a job, or a plan of Edge Manager, is no CloudFormation resource. */
type NotHere = 'TransformJob' | 'EdgePackagingJob' | 'EdgeDeploymentPlan';

export const WORDS: Readonly<Record<Exclude<ResourceType, NotHere>, Words>> = {
  EndpointConfig: sameWords('AWS::SageMaker::EndpointConfig'),
  Endpoint: sameWords('AWS::SageMaker::Endpoint'),
  Model: sameWords('AWS::SageMaker::Model'),
  InferenceComponent: sameWords('AWS::SageMaker::InferenceComponent'),
  ScalableTarget: {
    type: 'AWS::ApplicationAutoScaling::ScalableTarget',
    properties: {},
    fixed: { ServiceNamespace: 'sagemaker' },
  },
  ScalingPolicy: {
    type: 'AWS::ApplicationAutoScaling::ScalingPolicy',
    properties: { ScalingTarget: 'ScalingTargetId' },
    fixed: {},
  },
  Alarm: sameWords('AWS::CloudWatch::Alarm'),
  LogGroup: sameWords('AWS::Logs::LogGroup'),
  Dashboard: sameWords('AWS::CloudWatch::Dashboard'),
  MonitoringSchedule: sameWords('AWS::SageMaker::MonitoringSchedule'),
  Pipeline: sameWords('AWS::SageMaker::Pipeline'),
  Bucket: sameWords('AWS::S3::Bucket'),
  Repository: sameWords('AWS::ECR::Repository'),
  Rule: sameWords('AWS::Events::Rule'),
  Schedule: sameWords('AWS::Scheduler::Schedule'),
  EventSourceMapping: sameWords('AWS::Lambda::EventSourceMapping'),
  StateMachine: sameWords('AWS::StepFunctions::StateMachine'),
  Function: sameWords('AWS::Lambda::Function'),
  TaskDefinition: sameWords('AWS::ECS::TaskDefinition'),
  Instance: sameWords('AWS::EC2::Instance'),
  LaunchTemplate: sameWords('AWS::EC2::LaunchTemplate'),
  DeviceFleet: sameWords('AWS::SageMaker::DeviceFleet'),
  EdgeDevice: sameWords('AWS::SageMaker::Device'),
};

/** CloudFormation's words for a type, or null where it has no such resource. */
export function wordsFor(type: ResourceType): Words | null {
  return Object.hasOwn(WORDS, type) ? WORDS[type as Exclude<ResourceType, NotHere>] : null;
}

const TYPES: ReadonlyMap<string, ResourceType> = new Map([
  ...Object.entries(WORDS).map(([type, words]): [string, ResourceType] => [words.type, type as ResourceType]),
  // SAM's own, which also say what starts them.
  ['AWS::Serverless::Function', 'Function'],
  ['AWS::Serverless::StateMachine', 'StateMachine'],
]);

/** The resource type of a CloudFormation type, or null where it is none of ours. */
export function typeOf(cloudFormationType: string): ResourceType | null {
  return TYPES.get(cloudFormationType) ?? null;
}

/** CloudFormation's name of an API property. */
export function toCloudFormation(type: ResourceType, name: string): string {
  return wordsFor(type)?.properties[name] ?? name;
}

/** The API's name of a CloudFormation property. */
export function fromCloudFormation(type: ResourceType, name: string): string {
  const found = Object.entries(wordsFor(type)?.properties ?? {}).find(([, theirs]) => theirs === name);
  return found?.[0] ?? name;
}
