import { join } from '../../model/evaluate';
import type { Existence } from '../../model/existence';
import type { Origin } from '../../model/origin';
import type { ResourceType } from '../../model/resource';
import type { Entry, ObjectValue, ResourceId, Value } from '../../model/value';
import { ABSENT, asString, known, withPartsChanged } from '../../model/value';
import * as libraries from './libraries';
import { policyOfRules } from './lifecycleRules';
import {
  byDefault,
  canonicalProperties,
  entryAt,
  listAt,
  literalAt,
  objectOf,
  overridden,
  referenceAt,
  renamedEntry,
  withApiNames,
} from './properties';
import { functionProperties, rule, schedule, stateMachine } from './clocks';

/** A class of constructs. */
export interface ConstructClass {
  readonly className: string;
  /** The module that it is of. */
  readonly library: string;
}

/** Where a construct is made. */
export interface MadeAt {
  readonly declaration: Origin;
  readonly header: Origin;
}

/** The types of the resources that a construct makes; the first is what the object itself stands for. */
export function madeByConstruct(of: ConstructClass): readonly ResourceType[] {
  if (of.library === libraries.GENERATIVE_AI)
    return of.className === 'CustomSageMakerEndpoint'
      ? ['Endpoint', 'EndpointConfig', 'Model', 'ScalableTarget']
      : ['Endpoint', 'EndpointConfig', 'Model'];
  if (of.library === libraries.SOLUTIONS) return ['Endpoint', 'EndpointConfig', 'Model'];
  const name = of.className.replace(/^Cfn/, '').replace(/^(?:DockerImage|Nodejs|Python)Function$/, 'Function');
  if (name === 'Device') return ['EdgeDevice'];
  return name === 'LogRetention' ? ['LogGroup'] : [name as ResourceType];
}

/** The identifiers of the resources that a construct makes. */
export type Ids = Partial<Readonly<Record<ResourceType, ResourceId>>>;

/** The canonical properties of what a construct makes of the properties it is given, under their names in TypeScript. */
export function constructProperties(
  of: ConstructClass,
  props: ObjectValue,
  { declaration, header: at }: MadeAt,
  ids: Ids,
): Partial<Record<ResourceType, ObjectValue>> {
  const { library, className } = of;
  if (library === libraries.GENERATIVE_AI) return generativeAi(of, at, props, ids);
  if (library === libraries.SOLUTIONS) return solution(at, props, ids);
  const asTheApi = (): Partial<Record<ResourceType, ObjectValue>> => {
    const [type] = madeByConstruct(of);
    return type === undefined ? {} : { [type]: levelOne(type, props, declaration) };
  };
  if (/Function$/.test(className)) return { Function: functionProperties(props) };
  if (className.startsWith('Cfn')) return asTheApi();
  switch (className) {
    case 'Model':
      return { Model: model(props) };
    case 'EndpointConfig':
      return { EndpointConfig: endpointConfig(props, at) };
    case 'Endpoint':
      return {
        Endpoint: objectOf(
          [...named('EndpointName', props, 'endpointName'), ...named('EndpointConfigName', props, 'endpointConfig')],
          props.origin,
          props.open,
        ),
      };
    case 'LogGroup':
    case 'LogRetention':
      return { LogGroup: logGroup(props, at, className === 'LogGroup') };
    case 'Repository':
      return { Repository: repository(props) };
    case 'Rule':
      return { Rule: rule(props) };
    case 'Schedule':
      return { Schedule: schedule(props) };
    case 'StateMachine':
      return { StateMachine: stateMachine(props) };
    default:
      return asTheApi();
  }
}

function levelOne(type: ResourceType, props: ObjectValue, declaration: Origin): ObjectValue {
  return canonicalProperties(type, withApiNames(props), declaration);
}

function valueIn(props: ObjectValue, name: string): Value {
  return props.entries.get(name)?.value ?? ABSENT;
}

function named(key: string, props: ObjectValue, name: string): Entry[] {
  return renamedEntry(key, props.entries.get(name));
}

/* The alpha module's constructs */

const DEFAULT_TYPE = 'ml.t2.medium';

function endpointConfig(props: ObjectValue, at: Origin): ObjectValue {
  const written = props.entries.get('instanceProductionVariants');
  const serverless = props.entries.get('serverlessProductionVariant');
  const entries: Entry[] = [
    ...named('EndpointConfigName', props, 'endpointConfigName'),
    ...named('KmsKeyId', props, 'encryptionKey'),
  ];
  if (written?.value.kind === 'list') {
    const items = written.value.items.map((item) => instanceVariant(item, at));
    entries.push({ ...written, key: 'ProductionVariants', value: { ...written.value, items } });
  } else if (written !== undefined) entries.push({ ...written, key: 'ProductionVariants' });
  else if (serverless?.value.kind === 'object')
    entries.push({
      ...serverless,
      key: 'ProductionVariants',
      value: listAt([serverlessVariant(serverless.value)], serverless.origin),
    });
  return canonicalProperties('EndpointConfig', objectOf(entries, props.origin, props.open), at);
}

/** A variant as the alpha module takes it, with what it fills in. */
export function instanceVariant(variant: Value, at: Origin): Value {
  if (variant.kind !== 'object') return variant;
  const entries: Entry[] = [
    ...named('VariantName', variant, 'variantName'),
    ...named('ModelName', variant, 'model'),
    ...named('InstanceType', variant, 'instanceType'),
    ...named('InitialInstanceCount', variant, 'initialInstanceCount'),
    ...named('InitialVariantWeight', variant, 'initialVariantWeight'),
    ...named('AcceleratorType', variant, 'acceleratorType'),
  ];
  const given = new Set(entries.map((entry) => entry.key));
  const decidedBy = 'the default of EndpointConfig';
  if (variant.open === null && !given.has('InstanceType'))
    entries.push(entryAt('InstanceType', byDefault(DEFAULT_TYPE, decidedBy, at), at));
  if (variant.open === null && !given.has('InitialInstanceCount'))
    entries.push(entryAt('InitialInstanceCount', byDefault(1, decidedBy, at), at));
  return { ...objectOf(entries, variant.origin, variant.open), usedAt: variant.usedAt };
}

/** A serverless variant as the alpha module takes it, in versions that have it. */
export function serverlessVariant(variant: Value): Value {
  if (variant.kind !== 'object') return variant;
  const config = objectOf(
    [
      ...named('MaxConcurrency', variant, 'maxConcurrency'),
      ...named('MemorySizeInMB', variant, variant.entries.has('memorySizeInMB') ? 'memorySizeInMB' : 'memorySizeInMb'),
      ...named('ProvisionedConcurrency', variant, 'provisionedConcurrency'),
    ],
    variant.origin,
    variant.open,
  );
  const entries = [
    ...named('VariantName', variant, 'variantName'),
    ...named('ModelName', variant, 'model'),
    ...named('InitialVariantWeight', variant, 'initialVariantWeight'),
    entryAt('ServerlessConfig', config, variant.origin),
  ];
  return { ...objectOf(entries, variant.origin, variant.open), usedAt: variant.usedAt };
}

function model(props: ObjectValue): ObjectValue {
  const entries: Entry[] = [
    ...named('ModelName', props, 'modelName'),
    ...named('EnableNetworkIsolation', props, 'networkIsolation'),
    ...named('VpcConfig', props, 'vpc'),
  ];
  const containers = props.entries.get('containers');
  let { open } = props;
  if (containers?.value.kind === 'list') {
    const items = containers.value.items.map(container);
    const [only] = items;
    if (items.length === 1 && only !== undefined) entries.push({ ...containers, key: 'PrimaryContainer', value: only });
    else entries.push({ ...containers, key: 'Containers', value: { ...containers.value, items } });
  } else open ??= 'its containers are added elsewhere';
  return objectOf(entries, props.origin, open);
}

function container(value: Value): Value {
  if (value.kind !== 'object') return value;
  const entries: Entry[] = [
    ...named('Image', value, 'image'),
    ...named('ModelDataUrl', value, 'modelData'),
    ...named('Environment', value, 'environment'),
  ];
  return { ...objectOf(entries, value.origin, value.open), usedAt: value.usedAt };
}

/* Around them */

/** Days that `LogGroup` keeps events where it is told nothing. */
const DEFAULT_RETENTION = 731;

function logGroup(props: ObjectValue, at: Origin, hasDefault: boolean): ObjectValue {
  const entries: Entry[] = [
    ...named('LogGroupName', props, 'logGroupName'),
    ...named('LogGroupClass', props, 'logGroupClass'),
    ...named('RetentionInDays', props, 'retention'),
  ];
  if (hasDefault && !props.entries.has('retention') && props.open === null)
    entries.push(entryAt('RetentionInDays', byDefault(DEFAULT_RETENTION, 'the default of LogGroup', at), at));
  // `INFINITE` sets nothing: the place where it is written is what a retention takes.
  return objectOf(entries, props.origin, props.open);
}

function repository(props: ObjectValue): ObjectValue {
  const rules = props.entries.get('lifecycleRules');
  const entries = [
    ...named('RepositoryName', props, 'repositoryName'),
    ...named('ImageTagMutability', props, 'imageTagMutability'),
  ];
  if (rules !== undefined && !(rules.value.kind === 'list' && rules.value.items.length === 0))
    entries.push({ ...rules, key: 'LifecyclePolicy', value: policyOfRules(rules.value, rules.origin) });
  return objectOf(entries, props.origin, props.open);
}

/* Constructs that make a whole endpoint */

function generativeAi(
  of: ConstructClass,
  header: Origin,
  props: ObjectValue,
  ids: Ids,
): Partial<Record<ResourceType, ObjectValue>> {
  const variant: Entry[] = [
    entryAt('VariantName', literalAt('AllTraffic', header), header),
    ...named('InstanceType', props, 'instanceType'),
    ...named('InitialInstanceCount', props, 'instanceCount'),
    entryAt('ModelName', referenceAt(ids.Model ?? '', 'ModelName', header), header),
  ];
  const given = (name: string): boolean => props.entries.has(name) || props.open !== null;
  if (!given('instanceCount'))
    variant.push(entryAt('InitialInstanceCount', byDefault(1, `the default of ${of.className}`, header), header));
  if (!props.entries.has('instanceType')) variant.push(entryAt('InstanceType', unnamedType(props, header), header));
  const config: Entry[] = [
    entryAt('ProductionVariants', listAt([objectOf(variant, props.origin, props.open)], header), header),
  ];
  const asynchronous = props.entries.get('asyncInference');
  if (asynchronous !== undefined)
    config.push({ ...asynchronous, key: 'AsyncInferenceConfig', value: asyncConfig(asynchronous.value, header) });
  const endpoint: Entry[] = [
    ...endpointName(of, props, header),
    entryAt('EndpointConfigName', referenceAt(ids.EndpointConfig ?? '', 'EndpointConfigName', header), header),
  ];
  const container = objectOf(
    named('Environment', props, 'environment'),
    props.origin,
    'an image that the construct picks',
  );
  const model: Entry[] = [entryAt('PrimaryContainer', container, header), ...named('VpcConfig', props, 'vpcConfig')];
  return {
    EndpointConfig: objectOf(config, header),
    Endpoint: objectOf(endpoint, header),
    Model: objectOf(model, header),
    ...(ids.ScalableTarget === undefined ? {} : { ScalableTarget: ownTarget(props, ids, header) }),
  };
}

/** A JumpStart endpoint has a prefix before the name that it is given. */
function endpointName({ className }: ConstructClass, props: ObjectValue, at: Origin): Entry[] {
  const given = named('EndpointName', props, 'endpointName');
  if (className !== 'JumpStartSageMakerEndpoint') return given;
  return given.map((entry) => ({ ...entry, value: join([literalAt('jumpstart-', at), entry.value], at) }));
}

/** `outputPath` and the like, in the API's structure. */
function asyncConfig(given: Value, at: Origin): Value {
  if (given.kind !== 'object') return withPartsChanged(given, (part) => asyncConfig(part, at));
  const output = [...named('S3OutputPath', given, 'outputPath'), ...named('S3FailurePath', given, 'failurePath')];
  const client = named('MaxConcurrentInvocationsPerInstance', given, 'maxConcurrentInvocationsPerInstance');
  const parts = [
    entryAt('OutputConfig', objectOf(output, given.origin, given.open), at),
    ...(client.length === 0 ? [] : [entryAt('ClientConfig', objectOf(client, given.origin), at)]),
  ];
  return { ...objectOf(parts, given.origin, given.open), usedAt: given.usedAt };
}

function unnamedType(props: ObjectValue, at: Origin): Value {
  const why = props.open ?? 'the model decides its instance type';
  return { kind: 'unresolved', why, decidedBy: 'model', usedAt: at };
}

/** The scaling target that `CustomSageMakerEndpoint` makes. */
function ownTarget(props: ObjectValue, ids: Ids, at: Origin): ObjectValue {
  const id: Value = {
    kind: 'interpolation',
    parts: [
      literalAt('endpoint/', at),
      referenceAt(ids.Endpoint ?? '', 'EndpointName', at),
      literalAt('/variant/AllTraffic', at),
    ],
    usedAt: at,
  };
  const decidedBy = 'the default of CustomSageMakerEndpoint';
  const capacity = (key: string, name: string, otherwise: number): Entry[] => {
    if (props.entries.has(name)) return named(key, props, name);
    return [entryAt(key, byDefault(otherwise, decidedBy, at), at)];
  };
  return objectOf(
    [
      entryAt('ResourceId', id, at),
      entryAt('ScalableDimension', literalAt('sagemaker:variant:DesiredInstanceCount', at), at),
      ...capacity('MinCapacity', 'minCapacity', 1),
      ...capacity('MaxCapacity', 'maxCapacity', 2),
    ],
    at,
  );
}

/** `endpointConfigProps` and the like are those of the constructs of the first level. */
function solution(header: Origin, props: ObjectValue, ids: Ids): Partial<Record<ResourceType, ObjectValue>> {
  if (valueIn(props, 'existingSagemakerEndpointObj').kind !== 'absent') return {};
  const inner = (name: string, type: ResourceType): ObjectValue => {
    const value = valueIn(props, name);
    if (value.kind === 'object') return levelOne(type, value, header);
    const open = value.kind === 'absent' ? null : 'properties that are not known';
    return levelOne(type, objectOf([], header, open), header);
  };
  const config = inner('endpointConfigProps', 'EndpointConfig');
  const endpoint = inner('endpointProps', 'Endpoint');
  const configName = entryAt(
    'EndpointConfigName',
    referenceAt(ids.EndpointConfig ?? '', 'EndpointConfigName', header),
    header,
  );
  const modelName = entryAt('ModelName', referenceAt(ids.Model ?? '', 'ModelName', header), header);
  const decidedBy = 'the default of LambdaToSagemakerEndpoint';
  const variant = objectOf(
    [
      entryAt('VariantName', literalAt('AllTraffic', header), header),
      entryAt('InstanceType', byDefault('ml.m4.xlarge', decidedBy, header), header),
      entryAt('InitialInstanceCount', byDefault(1, decidedBy, header), header),
      modelName,
    ],
    header,
  );
  const isGiven = config.entries.has('ProductionVariants') || config.open !== null;
  return {
    EndpointConfig: isGiven
      ? config
      : objectOf([entryAt('ProductionVariants', listAt([variant], header), header)], header),
    Endpoint: { ...endpoint, entries: new Map([...endpoint.entries, [configName.key, configName]]) },
    Model: inner('modelProps', 'Model'),
  };
}

/** The properties after an override by a path like `ProductionVariants.0.InstanceType`; `when` is what the override depends on. */
export function withOverride(
  properties: ObjectValue,
  method: string,
  path: Value,
  entry: Entry,
  when: Existence | null,
): ObjectValue {
  const text = known(asString(path));
  if (text === undefined) return { ...properties, open: properties.open ?? 'overridden in a way that is not followed' };
  const steps = text.split(/(?<!\\)\./).map((step) => step.replaceAll('\\.', '.'));
  if (method === 'addOverride' && steps.shift() !== 'Properties') return properties;
  const value = overridden(properties, steps, entry, when);
  return value.kind === 'object' ? value : properties;
}

/** A table, a service's tasks … are scaled by the same constructs, under rules of their own. */
export function scalesAnotherService(
  { className }: ConstructClass,
  properties: ObjectValue,
  props: ObjectValue,
): boolean {
  if (!/Scal(?:able|ing)/.test(className)) return false;
  const dimension = properties.entries.get('ScalableDimension')?.value;
  const named = dimension === undefined ? undefined : known(asString(dimension));
  if (named !== undefined) return !named.startsWith('sagemaker:');
  const service = props.entries.get('serviceNamespace')?.value;
  if (service === undefined) return false;
  const text = known(asString(service));
  return text === undefined ? service.kind === 'unresolved' : text !== 'sagemaker';
}
