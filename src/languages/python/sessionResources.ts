import type { Entry, ObjectValue, ResourceId, Value } from '../../model/value';
import { argumentsOf, entryOf, objectOf, withEntryAt } from './callArguments';
import type { HostingCall } from './hosting';
import type { PythonScope } from './scope';
import { referenceEntry } from './sdkResources';

/** Positional arguments of the session's methods. */
const POSITIONS: Readonly<Record<string, readonly string[]>> = {
  create_endpoint: ['endpoint_name', 'config_name'],
  create_endpoint_config: ['name', 'model_name', 'initial_instance_count', 'instance_type'],
  endpoint_from_production_variants: ['name', 'production_variants'],
};

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

/** What methods of the SDK's session make: `create_endpoint_config`, `endpoint_from_production_variants` … */
export function sessionProperties(
  scope: PythonScope,
  call: HostingCall,
  id: ResourceId,
): { readonly config: ObjectValue; readonly endpoint: ObjectValue } {
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
  if (call.method === 'create_endpoint_config') {
    const value: Value = { kind: 'list', items: [variant], open: false, origin: at, usedAt: call.header };
    config = withEntryAt(config, ['ProductionVariants'], { key: '', value, origin: at, keyOrigin: call.header });
  }
  if (call.method === 'endpoint_from_production_variants')
    endpoint.push(referenceEntry('EndpointConfigName', id, 'EndpointConfigName', call.header));
  return { config, endpoint: objectOf(endpoint, at, open) };
}
