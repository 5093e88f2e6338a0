import type { Entry, ObjectValue, ResourceId, Value } from '../../model/value';
import type { GivenArgument } from './callArguments';
import { argumentsOf, entryOf, objectOf, withEntryAt } from './callArguments';
import type { HostingCall } from './hosting';
import type { PythonScope } from './scope';
import { referenceEntry } from './sdkResources';
import { imageEntry } from './sdkValues';

/** Positional arguments of the session's methods. */
const POSITIONS: Readonly<Record<string, readonly string[]>> = {
  create_endpoint: ['endpoint_name', 'config_name'],
  create_endpoint_config: ['name', 'model_name', 'initial_instance_count', 'instance_type'],
  endpoint_from_job: ['job_name', 'initial_instance_count', 'instance_type', 'image_uri', 'name'],
  endpoint_from_model_data: ['model_s3_location', 'image_uri', 'initial_instance_count', 'instance_type', 'name'],
  endpoint_from_production_variants: ['name', 'production_variants'],
  update_endpoint: ['initial_instance_count', 'instance_type', 'accelerator_type', 'model_name'],
};

/** Methods that make a model and a configuration for one endpoint, which all have its name. */
export const FROM_ONE_MODEL: ReadonlySet<string> = new Set(['endpoint_from_job', 'endpoint_from_model_data']);

const VARIANT: Readonly<Record<string, string>> = {
  accelerator_type: 'AcceleratorType',
  initial_instance_count: 'InitialInstanceCount',
  instance_type: 'InstanceType',
  model_name: 'ModelName',
  volume_size: 'VolumeSizeInGB',
};

const CONFIG: Readonly<Record<string, string>> = {
  async_inference_config_dict: 'AsyncInferenceConfig',
  data_capture_config_dict: 'DataCaptureConfig',
  kms_key: 'KmsKeyId',
  production_variants: 'ProductionVariants',
};

export interface SessionMade {
  readonly config: ObjectValue;
  readonly endpoint: ObjectValue;
  readonly model: ObjectValue;
}

/**
 * What methods of the SDK's session make: `create_endpoint_config`, `endpoint_from_production_variants` … The model is
 * only there where the method makes one.
 */
export function sessionProperties(
  scope: PythonScope,
  call: HostingCall,
  id: ResourceId,
  model: ResourceId | null,
): SessionMade {
  const { given, open } = argumentsOf(scope, call.placed, POSITIONS[call.method] ?? []);
  const at = call.declaration;
  let config = objectOf([], at, open);
  let variant = objectOf([], at, open);
  const endpoint: Entry[] = [];
  for (const argument of given.values()) {
    const { name } = argument;
    const inVariant = Object.hasOwn(VARIANT, name) ? VARIANT[name] : undefined;
    const inConfig = Object.hasOwn(CONFIG, name) ? CONFIG[name] : undefined;
    if (inVariant !== undefined) variant = withEntryAt(variant, [inVariant], entryOf(inVariant, argument));
    else if (inConfig !== undefined) config = withEntryAt(config, [inConfig], entryOf(inConfig, argument));
    else if (name === 'name' && call.method === 'create_endpoint_config')
      config = withEntryAt(config, ['EndpointConfigName'], entryOf(name, argument));
    else if (name === 'name' || name === 'endpoint_name') endpoint.push(entryOf('EndpointName', argument));
    else if (name === 'config_name') endpoint.push(entryOf('EndpointConfigName', argument));
  }
  if (model !== null)
    variant = withEntryAt(variant, ['ModelName'], referenceEntry('ModelName', model, 'ModelName', call.header));
  if (call.method === 'create_endpoint_config' || call.method === 'update_endpoint' || model !== null) {
    const value: Value = { kind: 'list', items: [variant], open: false, origin: at, usedAt: call.header };
    config = withEntryAt(config, ['ProductionVariants'], { key: '', value, origin: at, keyOrigin: call.header });
  }
  if (call.method.startsWith('endpoint_from_'))
    endpoint.push(referenceEntry('EndpointConfigName', id, 'EndpointConfigName', call.header));
  return { config, endpoint: objectOf(endpoint, at, open), model: containerOf(call, given, open) };
}

function containerOf(call: HostingCall, given: ReadonlyMap<string, GivenArgument>, open: string | null): ObjectValue {
  const at = call.declaration;
  const image = given.get('image_uri') ?? given.get('deployment_image') ?? given.get('primary_container_image');
  const data = given.get('model_s3_location');
  const environment = given.get('model_environment_vars');
  const container = objectOf(
    [
      ...(image === undefined || image.value.kind === 'absent' ? [] : [imageEntry(image)]),
      ...(data === undefined ? [] : [entryOf('ModelDataUrl', data)]),
      ...(environment === undefined ? [] : [entryOf('Environment', environment)]),
    ],
    at,
    open,
  );
  return objectOf([{ key: 'PrimaryContainer', value: container, origin: at, keyOrigin: call.header }], at, open);
}
