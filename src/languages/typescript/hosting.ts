import type { Origin } from '../../model/origin';
import type { Round } from './rounds';
import { originAt } from '../../model/origin';
import type { ResourceType } from '../../model/resource';
import type { CallExpr, CandidateCall } from './fragment';
import { isConstruction } from './fragment';
import { sourceOf } from './sourceText';
import type { Path } from '../cdk/libraries';
import { clientModule, libraryOf } from '../cdk/libraries';
import { pathOf } from './paths';
import type { PlacedChunk } from './reading';
import type { PlacedExpr, TypeScriptScope } from './scope';
import { constructionBehind } from './behind';

/** A call that says something about hosting, and what it is. */
export interface HostingCall {
  readonly placed: PlacedExpr<CallExpr>;
  readonly candidate: CandidateCall;
  /** Calls as written; a construct's own name. */
  readonly logicalName: string;
  readonly declaration: Origin;
  readonly header: Origin;
  readonly of: CallOwner;
  /** The round of the loops around it in which it is made, where they are followed. */
  readonly round: Round | null;
}

export type CallOwner =
  /** An operation of the API, under the name of its command (`CreateModel`), with its input and its client. */
  | {
      readonly kind: 'operation';
      readonly operation: string;
      readonly input: PlacedExpr | null;
      readonly client: PlacedExpr | null;
      readonly service: string;
    }
  /** A construct of the CDK; `library` is the module that it is of. */
  | {
      readonly kind: 'construct';
      readonly className: string;
      readonly library: string;
      readonly props: PlacedExpr | null;
    }
  /** A method of a construct. */
  | { readonly kind: 'method'; readonly base: PlacedExpr };

interface Operation {
  readonly service: string;
  /** Properties that only this operation's input has: one of them tells it where the client isn't known. */
  readonly telling: readonly string[];
  readonly makes: ResourceType | null;
}

const SAGEMAKER = 'sagemaker';
const RUNTIME = 'sagemaker-runtime';
const AUTOSCALING = 'application-auto-scaling';
const CLOUDWATCH_LOGS = 'cloudwatch-logs';

function operation(service: string, telling: string, makes: ResourceType | null = null): Operation {
  return { service, telling: telling.split(' '), makes };
}

export const OPERATIONS: Readonly<Record<string, Operation>> = {
  CreateCompilationJob: operation(SAGEMAKER, 'CompilationJobName'),
  CreateDeviceFleet: operation(SAGEMAKER, 'DeviceFleetName', 'DeviceFleet'),
  CreateEdgeDeploymentPlan: operation(SAGEMAKER, 'EdgeDeploymentPlanName', 'EdgeDeploymentPlan'),
  CreateEdgePackagingJob: operation(SAGEMAKER, 'EdgePackagingJobName', 'EdgePackagingJob'),
  CreateEndpoint: operation(SAGEMAKER, 'EndpointConfigName', 'Endpoint'),
  CreateEndpointConfig: operation(SAGEMAKER, 'ProductionVariants', 'EndpointConfig'),
  CreateInferenceComponent: operation(SAGEMAKER, 'InferenceComponentName Specification', 'InferenceComponent'),
  CreateInferenceRecommendationsJob: operation(SAGEMAKER, 'JobName'),
  CreateLaunchTemplate: operation('ec2', 'LaunchTemplateData', 'LaunchTemplate'),
  CreateLaunchTemplateVersion: operation('ec2', 'LaunchTemplateData', 'LaunchTemplate'),
  CreateLogGroup: operation(CLOUDWATCH_LOGS, 'logGroupName', 'LogGroup'),
  CreateModel: operation(SAGEMAKER, 'PrimaryContainer Containers ExecutionRoleArn', 'Model'),
  CreateOptimizationJob: operation(SAGEMAKER, 'OptimizationJobName'),
  // CodeCommit has an operation of this name, and names its repositories alike.
  CreateRepository: operation('ecr', 'imageTagMutability imageScanningConfiguration', 'Repository'),
  CreateTrainingJob: operation(SAGEMAKER, 'TrainingJobName'),
  CreateTransformJob: operation(SAGEMAKER, 'TransformResources TransformJobName', 'TransformJob'),
  DeleteEndpoint: operation(SAGEMAKER, 'EndpointName'),
  DeleteEndpointConfig: operation(SAGEMAKER, 'EndpointConfigName'),
  DeleteModel: operation(SAGEMAKER, 'ModelName'),
  DeleteRetentionPolicy: operation(CLOUDWATCH_LOGS, 'logGroupName'),
  DeregisterScalableTarget: operation(AUTOSCALING, 'ScalableDimension'),
  InvokeEndpoint: operation(RUNTIME, 'EndpointName'),
  InvokeEndpointAsync: operation(RUNTIME, 'EndpointName'),
  InvokeEndpointWithResponseStream: operation(RUNTIME, 'EndpointName'),
  PutLifecyclePolicy: operation('ecr', 'lifecyclePolicyText'),
  PutMetricAlarm: operation('cloudwatch', 'AlarmName', 'Alarm'),
  PutRetentionPolicy: operation(CLOUDWATCH_LOGS, 'retentionInDays'),
  PutScalingPolicy: operation(
    AUTOSCALING,
    'ScalableDimension TargetTrackingScalingPolicyConfiguration',
    'ScalingPolicy',
  ),
  RegisterDevices: operation(SAGEMAKER, 'DeviceFleetName', 'EdgeDevice'),
  RegisterScalableTarget: operation(AUTOSCALING, 'ScalableDimension', 'ScalableTarget'),
  RegisterTaskDefinition: operation('ecs', 'inferenceAccelerators', 'TaskDefinition'),
  RunInstances: operation('ec2', 'ElasticInferenceAccelerators', 'Instance'),
  StartPipelineExecution: operation(SAGEMAKER, 'PipelineName'),
};

/** The client classes of each service: of the third version, its aggregated one, and of the second. */
export const CLIENTS: Readonly<Record<string, readonly string[]>> = {
  [SAGEMAKER]: ['SageMakerClient', 'SageMaker'],
  [RUNTIME]: ['SageMakerRuntimeClient', 'SageMakerRuntime'],
  [AUTOSCALING]: ['ApplicationAutoScalingClient', 'ApplicationAutoScaling'],
  [CLOUDWATCH_LOGS]: ['CloudWatchLogsClient', 'CloudWatchLogs'],
  cloudwatch: ['CloudWatchClient', 'CloudWatch'],
  ec2: ['EC2Client', 'EC2'],
  ecr: ['ECRClient', 'ECR'],
  ecs: ['ECSClient', 'ECS'],
};

/** What a candidate is, or null where it is nothing of ours. */
export function hostingCall(scope: TypeScriptScope, chunk: PlacedChunk, candidate: CandidateCall): HostingCall | null {
  const placed: PlacedExpr<CallExpr> = { expr: candidate.call, chunk };
  const of = isConstruction(candidate.call) ? constructed(scope, placed, candidate) : called(scope, placed, candidate);
  if (of === null) return null;
  const id = of.kind === 'construct' ? constructId(scope, placed) : null;
  return {
    placed,
    candidate,
    logicalName: id ?? sourceOf(candidate.call.callee),
    declaration: originAt(chunk, candidate),
    header: originAt(chunk, candidate.header),
    of,
    round: null,
  };
}

/** The name of a construct in its scope, where it is written. */
function constructId(scope: TypeScriptScope, { expr, chunk }: PlacedExpr<CallExpr>): string | null {
  const id = expr.args[1]?.value;
  const value = id === undefined ? null : scope.value({ expr: id, chunk });
  return value?.kind === 'scalar' && value.value !== '' ? String(value.value) : null;
}

function argument({ expr, chunk }: PlacedExpr<CallExpr>, index: number): PlacedExpr | null {
  const given = expr.args[index];
  return given === undefined || given.keyword !== null ? null : { expr: given.value, chunk };
}

function constructed(
  scope: TypeScriptScope,
  placed: PlacedExpr<CallExpr>,
  { method, sentBy }: CandidateCall,
): CallOwner | null {
  const { chunk } = placed;
  const path = pathOf(scope, { expr: placed.expr.callee, chunk });
  if (path === null) return null;
  const name = /^(\w+)Command$/.exec(method)?.[1];
  const known = name !== undefined && Object.hasOwn(OPERATIONS, name) ? OPERATIONS[name] : undefined;
  if (name !== undefined && known !== undefined) {
    const client = clientModule(path.module);
    if (path.name !== method || (client !== known.service && path.module !== '')) return null;
    const sender = sentBy === null ? null : { expr: sentBy, chunk };
    return { kind: 'operation', operation: name, input: argument(placed, 0), client: sender, service: known.service };
  }
  const library = libraryOf(path);
  return library === null ? null : { kind: 'construct', className: path.name, library, props: argument(placed, 2) };
}

function called(scope: TypeScriptScope, placed: PlacedExpr<CallExpr>, { method }: CandidateCall): CallOwner | null {
  const { expr, chunk } = placed;
  if (expr.callee.kind !== 'attribute') return null;
  const base: PlacedExpr = { expr: expr.callee.base, chunk };
  const name = method.charAt(0).toUpperCase() + method.slice(1);
  const known = Object.hasOwn(OPERATIONS, name) ? OPERATIONS[name] : undefined;
  if (known === undefined) return { kind: 'method', base };
  if (/mock|stub/i.test(sourceOf(expr.callee))) return null;
  const client = constructionBehind(scope, base);
  const path = client === null ? null : pathOf(scope, { expr: client.expr.callee, chunk: client.chunk });
  const isOurs = path === null ? tells(scope, argument(placed, 0), known.telling) : isClient(path, known.service);
  if (!isOurs) return null;
  return { kind: 'operation', operation: name, input: argument(placed, 0), client: base, service: known.service };
}

/** Whether a class is the client of a service, in any version of the SDK. */
export function isClient({ module, name }: Path, service: string): boolean {
  const last = name.slice(name.lastIndexOf('.') + 1);
  const isSdk = clientModule(module) === service || /^aws-sdk(?:\/|$)/.test(module) || module === '';
  if (last === 'default')
    return /^aws-sdk\/clients\//.test(module) && module.replace(/^.*\//, '') === service.replaceAll('-', '');
  return isSdk && CLIENTS[service]?.includes(last) === true;
}

function tells(scope: TypeScriptScope, input: PlacedExpr | null, telling: readonly string[]): boolean {
  if (input === null) return false;
  const value = scope.value(input);
  return value.kind === 'object' && telling.some((name) => value.entries.has(name));
}
