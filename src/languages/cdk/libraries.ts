import { append } from '../../model/append';

/** Libraries of constructs, under the names of their modules in TypeScript, and what of theirs is ours. */

/** What is imported: the module in its present name, and the name in it (`CfnModel`, `RetentionDays.ONE_WEEK`). */
export interface Path {
  /** Empty for a name that nothing in the file defines. */
  readonly module: string;
  readonly name: string;
}

export const SAGEMAKER_L1 = 'aws-cdk-lib/aws-sagemaker';
export const SAGEMAKER_L2 = '@aws-cdk/aws-sagemaker-alpha';
export const GENERATIVE_AI = '@cdklabs/generative-ai-cdk-constructs';
export const LOGS = 'aws-cdk-lib/aws-logs';
export const SCALING = 'aws-cdk-lib/aws-applicationautoscaling';
export const EC2 = 'aws-cdk-lib/aws-ec2';
export const ECS = 'aws-cdk-lib/aws-ecs';
export const ECR = 'aws-cdk-lib/aws-ecr';
export const EVENTS = 'aws-cdk-lib/aws-events';
export const SCHEDULER = 'aws-cdk-lib/aws-scheduler';
export const LAMBDA = 'aws-cdk-lib/aws-lambda';
export const STEP_FUNCTIONS = 'aws-cdk-lib/aws-stepfunctions';
export const CLOUDWATCH = 'aws-cdk-lib/aws-cloudwatch';
export const SOLUTIONS = '@aws-solutions-constructs/aws-lambda-sagemakerendpoint';

/** The client of the JavaScript SDK that a module holds: `sagemaker`, `cloudwatch-logs`. */
export function clientModule(module: string): string | null {
  return /^@aws-sdk\/client-([a-z0-9-]+)/.exec(module)?.[1] ?? null;
}

const CONSTRUCTS: Readonly<Record<string, readonly string[]>> = {
  [SAGEMAKER_L1]: [
    'CfnDevice',
    'CfnDeviceFleet',
    'CfnEndpoint',
    'CfnEndpointConfig',
    'CfnInferenceComponent',
    'CfnModel',
    'CfnMonitoringSchedule',
    'CfnPipeline',
  ],
  [SAGEMAKER_L2]: ['Endpoint', 'EndpointConfig', 'Model'],
  [LOGS]: ['CfnLogGroup', 'LogGroup', 'LogRetention'],
  [SCALING]: ['CfnScalableTarget', 'CfnScalingPolicy', 'ScalableTarget'],
  [EC2]: ['CfnInstance', 'CfnLaunchTemplate'],
  [ECS]: ['CfnTaskDefinition'],
  [ECR]: ['CfnRepository', 'Repository'],
  [EVENTS]: ['CfnRule', 'Rule'],
  [SCHEDULER]: ['CfnSchedule', 'Schedule'],
  '@aws-cdk/aws-scheduler-alpha': ['Schedule'],
  [LAMBDA]: ['CfnFunction', 'DockerImageFunction', 'Function'],
  'aws-cdk-lib/aws-lambda-nodejs': ['NodejsFunction'],
  '@aws-cdk/aws-lambda-python-alpha': ['PythonFunction'],
  [STEP_FUNCTIONS]: ['CfnStateMachine', 'StateMachine'],
  [CLOUDWATCH]: ['CfnAlarm'],
  [GENERATIVE_AI]: ['CustomSageMakerEndpoint', 'HuggingFaceSageMakerEndpoint', 'JumpStartSageMakerEndpoint'],
  [SOLUTIONS]: ['LambdaToSagemakerEndpoint'],
};

export const CONSTRUCT_CLASSES: readonly string[] = Object.values(CONSTRUCTS).flat();

/** Newer versions of the library of generative AI have its endpoints in a namespace. */
export function withoutNamespace({ module, name }: Path): Path {
  const bare = module === GENERATIVE_AI ? name.replace(/^sagemaker_deployment(?:\.|$)/, '') : name;
  return { module, name: bare === '' ? '*' : bare };
}

const LIBRARIES: ReadonlyMap<string, readonly string[]> = librariesByConstruct();

function librariesByConstruct(): ReadonlyMap<string, readonly string[]> {
  const libraries = new Map<string, string[]>();
  for (const [library, names] of Object.entries(CONSTRUCTS)) for (const name of names) append(libraries, name, library);
  return libraries;
}

/** The library that a construct is of; a name that nothing defines is taken for what only one library has. */
export function libraryOf({ module, name }: Path): string | null {
  const libraries = LIBRARIES.get(name);
  if (libraries === undefined) return null;
  const found = libraries.find((library) => module === library || module.startsWith(`${library}/`));
  if (found !== undefined) return found;
  if (module !== '') return null;
  return /^Cfn(?:EndpointConfig|InferenceComponent)$|SageMakerEndpoint$/.test(name) ? (libraries[0] ?? null) : null;
}
