import type { Graph } from './graph';
import { configOf, containersOf, modelOf, property, scaledVariant } from './graph';
import type { Resource } from './resource';
import { ANY, LISTS, NAMES, RANGES, REQUIRED } from './validityRules';
import type { ObjectValue, Path, ResourceId, Value } from './value';
import { asBoolean, asNumber, asString, known, valueAt } from './value';
import { graphIn, worldsOf } from './worlds';

/** Something that AWS would refuse: which resource, where in it, and one sentence that says why. */
export interface Violation {
  readonly resource: ResourceId;
  readonly path: Path;
  readonly sentence: string;
}

/** Whether the API takes an instance type for hosting or for batch transform. */
export type Accepts = (type: string, use: 'hosting' | 'transform') => boolean;

/**
 * What AWS would refuse in a graph, as far as values are known: what isn't known is never a violation. Conditions are
 * judged branch by branch, so that properties of different branches don't exclude each other.
 */
export function violationsOf(graph: Graph, accepts: Accepts): Violation[] {
  const found = new Map<string, Violation>();
  for (const world of worldsOf(graph.resources.values()) ?? [new Map<string, number>()])
    for (const violation of violationsIn(graphIn(world, graph), accepts))
      found.set(`${violation.resource}\n${violation.path.join('.')}\n${violation.sentence}`, violation);
  return [...found.values()];
}

function violationsIn(graph: Graph, accepts: Accepts): Violation[] {
  return [...graph.resources.values()].flatMap((resource) => {
    if (scalesAnotherService(resource)) return [];
    const found: Violation[] = [];
    const report: Report = (path, sentence) => found.push({ resource: resource.id, path, sentence });
    byTable(resource, report);
    switch (resource.type) {
      case 'EndpointConfig':
        endpointConfig(graph, resource, accepts, report);
        break;
      case 'Model':
        model(resource, report);
        break;
      case 'TransformJob':
        instanceType(resource, ['TransformResources', 'InstanceType'], 'transform', accepts, report);
        break;
      case 'ScalableTarget':
        scalableTarget(graph, resource, report);
        break;
      case 'ScalingPolicy':
        scalingPolicy(graph, resource, report);
        break;
      case 'Endpoint':
      case 'InferenceComponent':
      case 'Alarm':
      case 'LogGroup':
      case 'Dashboard':
      case 'MonitoringSchedule':
      case 'Pipeline':
      case 'Bucket':
      case 'Repository':
      case 'Rule':
      case 'Schedule':
      case 'EventSourceMapping':
      case 'StateMachine':
      case 'Function':
      case 'TaskDefinition':
      case 'Instance':
      case 'LaunchTemplate':
      case 'DeviceFleet':
      case 'EdgeDevice':
      case 'EdgePackagingJob':
      case 'EdgeDeploymentPlan':
        break;
    }
    return found;
  });
}

/** A table, a service's tasks … are scaled by the same API, under rules of their own. */
function scalesAnotherService(resource: Resource): boolean {
  if (resource.type !== 'ScalableTarget') return false;
  const dimension = known(asString(property(resource, 'ScalableDimension')));
  return dimension !== undefined && !dimension.startsWith('sagemaker:');
}

type Report = (path: Path, sentence: string) => void;

/** Ranges, closed lists, patterns and required properties. */
function byTable(resource: Resource, report: Report): void {
  for (const rule of RANGES.filter((each) => each.type === resource.type)) {
    for (const [path, value] of matches(resource.properties, rule.path)) {
      const number = known(asNumber(value));
      if (number === undefined) continue;
      const { min, max = Infinity, step = 1 } = rule;
      const inStep = step === 0 || Number.isInteger((number - min) / step);
      if (number < min || number > max || !inStep) report(path, `${last(path)} is ${number}: ${rule.says}.`);
    }
  }
  for (const rule of LISTS.filter((each) => each.type === resource.type)) {
    for (const [path, value] of matches(resource.properties, rule.path)) {
      const text = known(asString(value));
      if (text !== undefined && !rule.values.includes(text))
        report(path, `${last(path)} can't be ${text}: one of ${rule.values.join(', ')}.`);
    }
  }
  for (const rule of NAMES.filter((each) => each.type === resource.type)) {
    for (const [path, value] of matches(resource.properties, rule.path)) {
      const text = known(asString(value));
      if (text === undefined) continue;
      if (text.length > rule.longest)
        report(path, `${last(path)} has ${text.length} characters: at most ${rule.longest}.`);
      else if (!rule.pattern.test(text)) report(path, `${last(path)} can't be "${text}": ${rule.says}.`);
    }
  }
  // What an SDK's call leaves out, the SDK fills in.
  if (resource.implied || resource.dialect === 'python-sdk') return;
  for (const rule of REQUIRED.filter((each) => each.type === resource.type)) {
    for (const [path, value] of matches(resource.properties, rule.within)) {
      if (value.kind !== 'object' || value.open !== null) continue;
      const names = rule.oneOf.filter((name) => mayBeThere(value, name));
      if (names.length === 0) report(path, `${rule.oneOf.join(' or ')} is missing.`);
    }
  }
}

/** Every value at a path in which `ANY` stands for all items of a list. */
function matches(root: Value, path: readonly (string | typeof ANY)[]): [Path, Value][] {
  let found: [Path, Value][] = [[[], root]];
  for (const step of path) {
    found = found.flatMap(([before, value]): [Path, Value][] => {
      if (step !== ANY) return [[[...before, step], valueAt(value, [step])]];
      return value.kind === 'list' ? value.items.map((item, index): [Path, Value] => [[...before, index], item]) : [];
    });
  }
  return found;
}

function last(path: Path): string {
  return String(path.findLast((step) => typeof step === 'string'));
}

/** Whether a property surely has a value. */
function isThere(object: Value, name: string): boolean {
  const kind = entryKind(object, name);
  return kind !== 'absent' && kind !== 'unresolved';
}

/** Whether a property has a value, or may have one that can't be seen. */
function mayBeThere(object: Value, name: string): boolean {
  if (object.kind !== 'object') return object.kind !== 'absent';
  return object.open !== null || entryKind(object, name) !== 'absent';
}

function entryKind(object: Value, name: string): Value['kind'] {
  return object.kind === 'object' ? (object.entries.get(name)?.value.kind ?? 'absent') : 'absent';
}

function endpointConfig(graph: Graph, config: Resource, accepts: Accepts, report: Report): void {
  const variants = property(config, 'ProductionVariants');
  const shadows = property(config, 'ShadowProductionVariants');
  const production = variants.kind === 'list' ? variants.items.length : 0;
  const shadow = shadows.kind === 'list' ? shadows.items.length : 0;
  // https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateEndpointConfig.html
  if (production > 10) report(['ProductionVariants'], `${production} variants: at most 10.`);
  if (shadow > 0 && (shadow > 1 || production > 1))
    report(['ShadowProductionVariants'], 'With a shadow variant there is one production and one shadow variant.');
  for (const list of ['ProductionVariants', 'ShadowProductionVariants'])
    for (const [path, variant] of matches(config.properties, [list, ANY])) {
      if (variant.kind !== 'object') continue;
      instanceType(config, [...path, 'InstanceType'], 'hosting', accepts, report);
      if (isThere(variant, 'ServerlessConfig')) serverless(graph, config, path, variant, production + shadow, report);
      else onInstances(config, path, variant, report);
    }
}

function instanceType(
  resource: Resource,
  path: Path,
  use: 'hosting' | 'transform',
  accepts: Accepts,
  report: Report,
): void {
  const type = known(asString(valueAt(resource.properties, path)));
  if (type === undefined || type === 'local' || type === 'local_gpu' || accepts(type, use)) return;
  report(path, `${type} is no instance type for ${use === 'hosting' ? 'hosting' : 'batch transform'}.`);
}

// What a variant may not hold beside ServerlessConfig: these are settings of the instances that it doesn't have.
const OF_INSTANCES = [
  'InstanceType',
  'InitialInstanceCount',
  'AcceleratorType',
  'VolumeSizeInGB',
  'ManagedInstanceScaling',
  'InstancePools',
  'CapacityReservationConfig',
];

// "Feature exclusions" in https://docs.aws.amazon.com/sagemaker/latest/dg/serverless-endpoints.html
const NOT_SERVERLESS = ['AsyncInferenceConfig', 'DataCaptureConfig', 'ShadowProductionVariants', 'VpcConfig'];

function serverless(
  graph: Graph,
  config: Resource,
  path: Path,
  variant: ObjectValue,
  variants: number,
  report: Report,
): void {
  for (const name of OF_INSTANCES)
    if (isThere(variant, name)) report([...path, name], `${name} and ServerlessConfig exclude each other.`);
  for (const name of NOT_SERVERLESS)
    if (isThere(config.properties, name)) report([name], `Serverless inference takes no ${name}.`);
  if (variants > 1) report([...path, 'ServerlessConfig'], 'A serverless endpoint has one variant.');
  const most = known(asNumber(valueAt(variant, ['ServerlessConfig', 'MaxConcurrency'])));
  const provisioned = known(asNumber(valueAt(variant, ['ServerlessConfig', 'ProvisionedConcurrency'])));
  if (most !== undefined && provisioned !== undefined && provisioned > most)
    report(
      [...path, 'ServerlessConfig', 'ProvisionedConcurrency'],
      `ProvisionedConcurrency is ${provisioned}: at most MaxConcurrency, ${most}.`,
    );
  for (const [holder, where] of [
    [config, ''],
    [modelOf(graph, variant), 'of the model '],
  ] as const)
    if (holder !== null && known(asBoolean(property(holder, 'EnableNetworkIsolation'))) === true)
      report(
        [...path, 'ServerlessConfig'],
        `Serverless inference has no network isolation: EnableNetworkIsolation ${where}is true.`,
      );
  servedModel(modelOf(graph, variant), path, report);
}

function servedModel(served: Resource | null, path: Path, report: Report): void {
  if (served === null) return;
  const at = [...path, 'ServerlessConfig'];
  if (isThere(served.properties, 'VpcConfig')) report(at, 'Serverless inference takes no model with a VpcConfig.');
  const containers = containersOf(served);
  if (containers.length > 1) report(at, 'Serverless inference takes no model of several containers.');
  if (containers.some(({ container }) => known(asString(valueAt(container, ['Mode']))) === 'MultiModel'))
    report(at, 'Serverless inference takes no multi-model container.');
}

function onInstances(config: Resource, path: Path, variant: ObjectValue, report: Report): void {
  const count = known(asNumber(valueAt(variant, ['InitialInstanceCount'])));
  const scaling = valueAt(variant, ['ManagedInstanceScaling']);
  if (count === 0 && !mayBeThere(variant, 'ManagedInstanceScaling'))
    report([...path, 'InitialInstanceCount'], 'InitialInstanceCount is 0: at least 1 without ManagedInstanceScaling.');
  const least = known(asNumber(valueAt(scaling, ['MinInstanceCount'])));
  const most = known(asNumber(valueAt(scaling, ['MaxInstanceCount'])));
  if (least !== undefined && most !== undefined && least > most)
    report(
      [...path, 'ManagedInstanceScaling', 'MinInstanceCount'],
      `MinInstanceCount is ${least}: at most MaxInstanceCount, ${most}.`,
    );
  if (config.implied || config.dialect === 'python-sdk' || variant.open !== null) return;
  if (!['InstanceType', 'InstancePools', 'ServerlessConfig'].some((name) => mayBeThere(variant, name)))
    report(path, 'InstanceType or ServerlessConfig is missing.');
}

function model(resource: Resource, report: Report): void {
  // https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateModel.html
  if (isThere(resource.properties, 'PrimaryContainer') && isThere(resource.properties, 'Containers'))
    report(['Containers'], 'PrimaryContainer and Containers exclude each other.');
  const containers = property(resource, 'Containers');
  if (containers.kind === 'list' && containers.items.length > 15)
    report(['Containers'], `${containers.items.length} containers: at most 15.`);
}

const DIMENSION = {
  instances: 'sagemaker:variant:DesiredInstanceCount',
  concurrency: 'sagemaker:variant:DesiredProvisionedConcurrency',
  copies: 'sagemaker:inference-component:DesiredCopyCount',
} as const;

function scalableTarget(graph: Graph, target: Resource, report: Report): void {
  const least = known(asNumber(property(target, 'MinCapacity')));
  const most = known(asNumber(property(target, 'MaxCapacity')));
  if (least !== undefined && most !== undefined && least > most)
    report(['MinCapacity'], `MinCapacity is ${least}: at most MaxCapacity, ${most}.`);
  const dimension = known(asString(property(target, 'ScalableDimension')));
  const id = known(asString(property(target, 'ResourceId')));
  const form = dimension === DIMENSION.copies ? /^inference-component\/[^/]+$/ : /^endpoint\/[^/]+\/variant\/[^/]+$/;
  if (id !== undefined && dimension !== undefined && !form.test(id))
    report(
      ['ResourceId'],
      `ResourceId can't be "${id}": ${dimension === DIMENSION.copies ? 'inference-component/NAME' : 'endpoint/NAME/variant/VARIANT'}.`,
    );
  const scaled = scaledOf(graph, target);
  if (scaled === null) return;
  if (least === 0 && dimension === DIMENSION.instances && !mayBeThere(scaled.config.properties, 'AsyncInferenceConfig'))
    report(['MinCapacity'], 'MinCapacity is 0: at least 1, except for an asynchronous endpoint.');
  const isServerless = isThere(scaled.variant, 'ServerlessConfig');
  if (isServerless && dimension === DIMENSION.instances)
    report(['ScalableDimension'], 'A serverless variant has no instances to scale.');
  if (!mayBeThere(scaled.variant, 'ServerlessConfig') && dimension === DIMENSION.concurrency)
    report(['ScalableDimension'], 'Only a serverless variant has provisioned concurrency to scale.');
  if (
    isServerless &&
    dimension === DIMENSION.concurrency &&
    !mayBeThere(valueAt(scaled.variant, ['ServerlessConfig']), 'ProvisionedConcurrency')
  )
    report(['ScalableDimension'], 'The serverless variant has no provisioned concurrency to scale.');
  // https://docs.aws.amazon.com/sagemaker/latest/dg/endpoint-auto-scaling-add-console.html: burstable instances such as T2
  const type = known(asString(valueAt(scaled.variant, ['InstanceType'])));
  if (type !== undefined && /^ml\.t\d/.test(type))
    report(['ResourceId'], `${type} can't be autoscaled: it is burstable.`);
}

/** The variant that a target scales, where this graph holds it. */
function scaledOf(graph: Graph, target: Resource): { readonly config: Resource; readonly variant: ObjectValue } | null {
  const scaled = scaledVariant(graph, target);
  const config = scaled?.endpoint ? configOf(graph, scaled.endpoint) : null;
  if (scaled === null || config === null) return null;
  for (const [, variant] of matches(config.properties, ['ProductionVariants', ANY])) {
    const name = known(asString(valueAt(variant, ['VariantName'])));
    if (variant.kind === 'object' && name !== undefined && name === scaled.variantName) return { config, variant };
  }
  return null;
}

// https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PredefinedMetricSpecification.html
const METRICS: Readonly<Record<string, readonly string[]>> = {
  [DIMENSION.instances]: [
    'SageMakerVariantInvocationsPerInstance',
    'SageMakerVariantConcurrentRequestsPerModelHighResolution',
  ],
  [DIMENSION.concurrency]: ['SageMakerVariantProvisionedConcurrencyUtilization'],
  [DIMENSION.copies]: [
    'SageMakerInferenceComponentInvocationsPerCopy',
    'SageMakerInferenceComponentConcurrentRequestsPerCopyHighResolution',
  ],
};

const TRACKING = 'TargetTrackingScalingPolicyConfiguration';
const STEPS = 'StepScalingPolicyConfiguration';

function scalingPolicy(graph: Graph, policy: Resource, report: Report): void {
  const type = known(asString(property(policy, 'PolicyType')));
  const [own, other] =
    type === 'TargetTrackingScaling' ? [TRACKING, STEPS] : type === 'StepScaling' ? [STEPS, TRACKING] : [];
  if (own !== undefined && !mayBeThere(policy.properties, own)) report([own], `${own} is missing for ${type}.`);
  if (other !== undefined && isThere(policy.properties, other)) report([other], `${other} doesn't go with ${type}.`);
  const tracking = property(policy, TRACKING);
  const metrics = ['PredefinedMetricSpecification', 'CustomizedMetricSpecification'];
  const isNone = tracking.kind === 'object' && !metrics.some((name) => mayBeThere(tracking, name));
  if (isNone || metrics.every((name) => isThere(tracking, name)))
    report([TRACKING], 'A policy tracks one metric: PredefinedMetricSpecification or CustomizedMetricSpecification.');
  const metric = known(asString(valueAt(tracking, ['PredefinedMetricSpecification', 'PredefinedMetricType'])));
  const reference = property(policy, 'ScalingTarget');
  const target = reference.kind === 'reference' ? graph.resources.get(reference.resource) : undefined;
  const dimension = target && known(asString(property(target, 'ScalableDimension')));
  const ours = Object.values(METRICS).flat();
  const allowed = dimension === undefined ? (metric?.startsWith('SageMaker') === true ? ours : []) : METRICS[dimension];
  if (metric !== undefined && allowed !== undefined && allowed.length > 0 && !allowed.includes(metric))
    report(
      [TRACKING, 'PredefinedMetricSpecification', 'PredefinedMetricType'],
      `${metric} is no metric of ${dimension ?? 'SageMaker'}.`,
    );
}
