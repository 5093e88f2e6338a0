import { isInstanceTypeName } from '../../model/deployment';
import type { Origin } from '../../model/origin';
import type { Entry, ObjectValue, ResourceId, Value } from '../../model/value';

import type { CallArguments, GivenArgument } from './callArguments';
import { argumentsOf, entryOf, objectOf, withApiNames, withEntryAt } from './callArguments';
import type { DeploySignature } from './deployArguments';
import { DEPLOY_ARGUMENTS, DEPLOY_POSITIONS, TRANSFORMER_POSITIONS } from './deployArguments';
import type { HostingCall } from './hosting';
import type { SdkObject } from './meaning';
import { lastOf } from './meaning';
import { frameworkOf } from './sdkClasses';
import { localType, withoutLocal } from './localMode';
import type { PythonScope } from './scope';
import { callBehind } from './behind';
import type { CallExpr, PlacedExpr } from './placed';
import { keywordOf, positionalOf } from './calls';

/** The properties of what one `deploy` makes. */
export interface Deployed {
  readonly config: ObjectValue;
  readonly endpoint: ObjectValue;
  /** Where the model is deployed as an inference component on the endpoint's instances. */
  readonly component: ObjectValue | null;
}

export interface DeployedIds {
  readonly config: ResourceId;
  readonly endpoint: ResourceId;
  readonly model: ResourceId;
}

/** Reads the arguments of `deploy` into the API's properties. */
export function deployed(
  scope: PythonScope,
  call: HostingCall,
  objects: readonly SdkObject[],
  ids: DeployedIds,
): Deployed {
  const given = argumentsOf(scope, call.placed, DEPLOY_POSITIONS[signatureOf(scope, call, objects)]);
  const { header } = call;
  let config = objectOf([], call.declaration, given.open);
  let endpoint = objectOf(
    [referenceEntry('EndpointConfigName', ids.config, 'EndpointConfigName', header)],
    call.declaration,
    given.open,
  );
  let component: ObjectValue | null = null;
  let variant = objectOf([], call.declaration, given.open);
  const put = (argument: GivenArgument, name: string): void => {
    const meaning = Object.hasOwn(DEPLOY_ARGUMENTS, name) ? DEPLOY_ARGUMENTS[name] : undefined;
    if (meaning === undefined) return;
    const value = name === 'instance_type' ? withoutLocal(argument.value) : ofConfig(argument.value);
    const entry = entryOf(name, { ...argument, value });
    if (meaning.resource === 'Endpoint') endpoint = withEntryAt(endpoint, meaning.path, entry);
    else if (meaning.path[0] === 'ProductionVariants') variant = withEntryAt(variant, meaning.path.slice(2), entry);
    else config = withEntryAt(config, meaning.path, entry);
  };
  let serverless = false;
  for (const argument of given.given.values()) {
    const name = argument.name === 'inference_config' ? inferenceConfig(scope, call, argument) : argument.name;
    serverless ||= name === 'serverless_inference_config' && argument.value.kind !== 'absent';
    if (name === 'resources') component = componentOf(argument, ids, header);
    else if (name !== null) put(argument, name);
  }
  const ofConstructor = serverless ? null : typeOfConstructor(scope, given, objects);
  if (ofConstructor !== null) put(ofConstructor, 'instance_type');
  const local = localType(scope, call, objects);
  if (local !== null) variant = withEntryAt(variant, ['InstanceType'], local);
  if (component === null)
    variant = withEntryAt(variant, ['ModelName'], referenceEntry('ModelName', ids.model, 'ModelName', header));
  const componentName = given.given.get('inference_component_name');
  if (component !== null && componentName !== undefined)
    component = withEntryAt(component, ['InferenceComponentName'], entryOf('InferenceComponentName', componentName));
  const list: Value = { kind: 'list', items: [variant], open: false, origin: call.declaration, usedAt: header };
  config = withEntryAt(config, ['ProductionVariants'], {
    key: '',
    value: list,
    origin: call.declaration,
    keyOrigin: header,
  });
  return { config, endpoint, component };
}

function signatureOf(scope: PythonScope, { placed }: HostingCall, [object]: readonly SdkObject[]): DeploySignature {
  if (object?.role !== 'builder') {
    const first = positionalOf(placed.expr, 0);
    if (first === null || !frameworkOf(object?.className ?? '')?.framework.startsWith('djl')) return 'model';
    const value = scope.value({ expr: first, statement: placed.statement });
    return value.kind === 'scalar' && isInstanceTypeName(String(value.value)) ? 'largeModel' : 'model';
  }
  return scope.reading.sdkMajor === 2 ? 'modelBuilder2' : 'modelBuilder3';
}

/** Some say the type where the object is made, and not where it is deployed. Null where the call says it. */
function typeOfConstructor(
  scope: PythonScope,
  { given }: CallArguments,
  [object, ...others]: readonly SdkObject[],
): GivenArgument | null {
  if (object === undefined || others.length > 0) return null;
  if ((given.get('instance_type')?.value.kind ?? 'absent') !== 'absent') return null;
  for (let each: SdkObject | null = object; each !== null; each = each.source) {
    if (each.made === null || !TAKES_TYPE.test(each.className) || each.role === 'estimator') continue;
    const made = argumentsOf(scope, each.made).given.get('instance_type');
    if (made !== undefined && made.value.kind !== 'absent') return made;
  }
  return null;
}

const TAKES_TYPE = /^(?:ModelBuilder|JumpStartModel)$/;

const BATCH = 'BatchTransformInferenceConfig';

/** The configuration by which a ModelBuilder's `deploy` makes a batch transform and no endpoint; null where it doesn't. */
export function batchConfig(scope: PythonScope, { placed }: HostingCall): PlacedExpr<CallExpr> | null {
  const config = keywordOf(placed.expr, 'inference_config');
  if (config === null) return null;
  const at = { expr: config, statement: placed.statement };
  return classNameOf(scope, at) === BATCH ? callBehind(scope, at) : null;
}

/** What `inference_config` is, by the class of its value; null where that can't be told. */
function inferenceConfig(scope: PythonScope, { placed }: HostingCall, { expr }: GivenArgument): string | null {
  if (expr === null) return null;
  const className = classNameOf(scope, { expr, statement: placed.statement });
  switch (className) {
    case 'ServerlessInferenceConfig':
      return 'serverless_inference_config';
    case 'AsyncInferenceConfig':
      return 'async_inference_config';
    case 'ResourceRequirements':
      return 'resources';
    case null:
    default:
      return null;
  }
}

function classNameOf(scope: PythonScope, placed: Parameters<PythonScope['value']>[0]): string | null {
  const call = callBehind(scope, placed);
  if (call === null) return null;
  for (const thing of scope.meanings.of({ expr: call.expr.callee, statement: call.statement }))
    if (thing.kind === 'imported') return lastOf(thing.path);
  return null;
}

/** Settings written as plain dictionaries have the API's names. */
function ofConfig(value: Value): Value {
  return value.kind === 'object' ? withApiNames(value) : value;
}

function componentOf({ value, origin, keyOrigin }: GivenArgument, ids: DeployedIds, header: Origin): ObjectValue {
  let component = objectOf([referenceEntry('EndpointName', ids.endpoint, 'EndpointName', header)], origin);
  component = withEntryAt(
    component,
    ['Specification', 'ModelName'],
    referenceEntry('ModelName', ids.model, 'ModelName', header),
  );
  const requirements =
    value.kind === 'object' ? value.entries.get('ComputeResourceRequirements') : { value, origin, keyOrigin };
  const copies = value.kind === 'object' ? value.entries.get('CopyCount') : undefined;
  if (requirements !== undefined)
    component = withEntryAt(component, ['Specification', 'ComputeResourceRequirements'], { key: '', ...requirements });
  return copies === undefined ? component : withEntryAt(component, ['RuntimeConfig', 'CopyCount'], copies);
}

export function referenceEntry(key: string, resource: ResourceId, attribute: string, at: Origin): Entry {
  return { key, keyOrigin: at, origin: at, value: { kind: 'reference', resource, attribute, usedAt: at } };
}

const TRANSFORM_RESOURCES: Readonly<Record<string, string>> = {
  instance_count: 'InstanceCount',
  instance_type: 'InstanceType',
  volume_kms_key: 'VolumeKmsKeyId',
};

const TRANSFORM: Readonly<Record<string, string>> = {
  max_concurrent_transforms: 'MaxConcurrentTransforms',
  max_payload: 'MaxPayloadInMB',
  model_name: 'ModelName',
  strategy: 'BatchStrategy',
};

/** Reads `x.transformer(…)`, `Transformer(…)` and a `deploy` for batch transform into a transform job. */
export function transformJob(
  scope: PythonScope,
  call: HostingCall,
  objects: readonly SdkObject[],
  model: ResourceId | null,
): ObjectValue {
  const positions = call.of.kind === 'constructor' ? ['model_name', ...TRANSFORMER_POSITIONS] : TRANSFORMER_POSITIONS;
  const { given, open } = argumentsOf(scope, batchConfig(scope, call) ?? call.placed, positions);
  let job = objectOf(
    model === null ? [] : [referenceEntry('ModelName', model, 'ModelName', call.header)],
    call.declaration,
    open,
  );
  let resources = objectOf([], call.declaration, open);
  for (const argument of given.values()) {
    const inResources = Object.hasOwn(TRANSFORM_RESOURCES, argument.name)
      ? TRANSFORM_RESOURCES[argument.name]
      : undefined;
    const inJob = Object.hasOwn(TRANSFORM, argument.name) ? TRANSFORM[argument.name] : undefined;
    if (inResources !== undefined)
      resources = withEntryAt(
        resources,
        [inResources],
        entryOf(inResources, { ...argument, value: withoutLocal(argument.value) }),
      );
    else if (inJob !== undefined) job = withEntryAt(job, [inJob], entryOf(inJob, argument));
  }
  const local = localType(scope, call, objects);
  if (local !== null) resources = withEntryAt(resources, ['InstanceType'], local);
  const entry: Entry = {
    key: 'TransformResources',
    value: resources,
    origin: call.declaration,
    keyOrigin: call.header,
  };
  return withEntryAt(job, ['TransformResources'], entry);
}
