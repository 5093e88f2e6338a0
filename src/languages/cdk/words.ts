import type { Resource } from '../../model/resource';
import type { Path } from '../../model/value';
import type { ConstructClass } from './constructs';
import { GENERATIVE_AI, SOLUTIONS } from './libraries';
import { cdkName } from './properties';

/** Whether a construct is of the first level, which says all that CloudFormation says, in CloudFormation's structure. */
export function isLevelOne({ className, library }: ConstructClass): boolean {
  return className.startsWith('Cfn') || className === 'ScalableTarget' || library === SOLUTIONS;
}

/** What the constructs above the first level say, by the API's path without list positions. */
const ABOVE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  EndpointConfig: {
    'ProductionVariants.InstanceType': 'instanceType',
    'ProductionVariants.InitialInstanceCount': 'initialInstanceCount',
    'ProductionVariants.InitialVariantWeight': 'initialVariantWeight',
    'ProductionVariants.VariantName': 'variantName',
    EndpointConfigName: 'endpointConfigName',
  },
  Endpoint: { EndpointName: 'endpointName' },
  Model: { ModelName: 'modelName', EnableNetworkIsolation: 'networkIsolation' },
  ScalableTarget: { MinCapacity: 'minCapacity', MaxCapacity: 'maxCapacity' },
  Repository: { LifecyclePolicy: 'lifecycleRules', RepositoryName: 'repositoryName' },
  LogGroup: { RetentionInDays: 'retention', LogGroupName: 'logGroupName' },
};

/** What the constructs of the generative-AI library say. */
const WHOLE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  EndpointConfig: {
    'ProductionVariants.InstanceType': 'instanceType',
    'ProductionVariants.InitialInstanceCount': 'instanceCount',
  },
  Endpoint: { EndpointName: 'endpointName' },
  Model: { 'PrimaryContainer.Environment': 'environment' },
  ScalableTarget: { MinCapacity: 'minCapacity', MaxCapacity: 'maxCapacity' },
};

/** The name under which a construct says a property, as TypeScript has it, or null where it can't. */
export function constructKey(resource: Resource, of: ConstructClass, path: Path): string | number | null {
  const last = path.at(-1);
  if (typeof last !== 'string') return last ?? null;
  // Names of variables are the user's own.
  if (path.at(-2) === 'Environment') return last;
  if (isLevelOne(of)) return cdkName(last);
  const names = (of.library === GENERATIVE_AI ? WHOLE : ABOVE)[resource.type] ?? {};
  const key = path.filter((step) => typeof step === 'string').join('.');
  return Object.hasOwn(names, key) ? (names[key] ?? null) : null;
}
