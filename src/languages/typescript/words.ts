import type { Resource } from '../../model/resource';
import type { Path } from '../../model/value';
import type { HostingCall } from './hosting';
import * as paths from './paths';
import { cdkName } from './properties';

/** How a resource is said: by an operation of the API, by a construct of the first level, or by one above it. */
export type Level = 'operation' | 'levelOne' | 'above';

export function levelOf(call: HostingCall): Level {
  if (call.of.kind === 'operation') return 'operation';
  if (call.of.kind !== 'construct') return 'above';
  const { className, library } = call.of;
  return className.startsWith('Cfn') || className === 'ScalableTarget' || library === paths.SOLUTIONS
    ? 'levelOne'
    : 'above';
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

/** The name under which a call says a property, or null where it can't. */
export function keyFor(resource: Resource, call: HostingCall, path: Path): string | number | null {
  const last = path.at(-1);
  if (typeof last !== 'string') return last ?? null;
  // Names of variables are the user's own.
  if (path.at(-2) === 'Environment') return last;
  switch (levelOf(call)) {
    case 'operation':
      return resource.type === 'LogGroup' ? null : last;
    case 'levelOne':
      return cdkName(last);
    case 'above': {
      const isWhole = call.of.kind === 'construct' && call.of.library === paths.GENERATIVE_AI;
      const names = (isWhole ? WHOLE : ABOVE)[resource.type] ?? {};
      const key = path.filter((step) => typeof step === 'string').join('.');
      return Object.hasOwn(names, key) ? (names[key] ?? null) : null;
    }
  }
}

/** The name of a nested property of a new object. */
export function nestedKey(call: HostingCall, path: Path): (name: string) => string {
  if (path.at(-1) === 'Environment' || levelOf(call) === 'operation') return (name) => name;
  return cdkName;
}
