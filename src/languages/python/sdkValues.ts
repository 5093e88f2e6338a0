import { movedTo } from '../../model/evaluate';
import type { Origin } from '../../model/origin';
import type { Entry, ObjectValue, Value } from '../../model/value';
import { ABSENT } from '../../model/value';
import type { GivenArgument } from './callArguments';
import { argumentsOf, entryOf, objectOf, apiName, withApiNames, withEntryAt } from './callArguments';
import { CONFIG_CLASSES, isConfigClass, RETRIEVE_POSITIONS } from './deployArguments';

import { asDefault } from './defaults';
import { lastOf } from './meaning';
import type { PythonScope } from './scope';
import type { CallExpr, PlacedExpr } from './placed';

/** The name under which `image_uris.retrieve(…)` stands as a value until a container takes it up. */
const RETRIEVED = 'ImageRetrieve';

const SHAPES = /^(?:sagemaker_core|sagemaker\.core)\b.*\bshapes\b/;

/** What a call of the SDK is worth as a value: configuration objects, variants, images. Null for any other call. */
export function sdkValue(scope: PythonScope, placed: PlacedExpr<CallExpr>, here: Origin): Value | null {
  const { callee } = placed.expr;
  for (const thing of scope.meanings.of({ expr: callee, statement: placed.statement })) {
    if (thing.kind === 'imported') return importedValue(scope, thing.path, placed, here);
  }
  return null;
}

function importedValue(scope: PythonScope, path: string, placed: PlacedExpr<CallExpr>, here: Origin): Value | null {
  const name = lastOf(path);
  if (path === 'json.dumps' || path === 'copy.deepcopy' || path === 'copy.copy') {
    const [first] = placed.expr.args;
    const value = first === undefined ? null : scope.value({ expr: first.value, statement: placed.statement });
    return value?.kind === 'scalar' || path !== 'json.dumps' ? (value === null ? null : movedTo(value, here)) : null;
  }
  if (!/^sagemaker(?:_core)?\b/.test(path)) return null;
  if (isConfigClass(name) && !SHAPES.test(path)) return configValue(scope, CONFIG_CLASSES[name], placed, here);
  if (SHAPES.test(path)) return shapeValue(scope, placed, here);
  switch (name) {
    case 'retrieve':
      return path.includes('image_uris') ? retrieved(scope, placed, here, RETRIEVE_POSITIONS, {}) : null;
    case 'get_image_uri':
      return retrieved(scope, placed, here, ['region', 'framework', 'version'], {
        region_name: 'region',
        repo_name: 'framework',
        repo_version: 'version',
      });
    case 'get_huggingface_llm_image_uri':
      return largeModelImage(scope, placed, here);
    case 'ParameterString':
    case 'ParameterInteger':
      return path.includes('workflow') ? pipelineParameter(scope, placed, here) : null;
    case 'production_variant':
      return variantValue(scope, placed, here);
    case 'ResourceRequirements':
      return requirements(scope, placed, here);
    case 'container_def':
      return containerValue(scope, placed, here);
    default:
      return null;
  }
}

function configValue(
  scope: PythonScope,
  { positions, fields }: (typeof CONFIG_CLASSES)[keyof typeof CONFIG_CLASSES],
  placed: PlacedExpr<CallExpr>,
  here: Origin,
): ObjectValue {
  const { given, open } = argumentsOf(scope, placed, positions);
  let object = objectOf([], here, open);
  for (const argument of given.values()) {
    const path = Object.hasOwn(fields, argument.name) ? fields[argument.name] : undefined;
    if (path !== undefined && argument.value.kind !== 'absent')
      object = withEntryAt(object, path, entryOf(argument.name, argument));
  }
  return object;
}

/** A shape of sagemaker-core: the API's structure with Python's names. */
function shapeValue(scope: PythonScope, placed: PlacedExpr<CallExpr>, here: Origin): Value {
  const { given, open } = argumentsOf(scope, placed);
  const entries = [...given.values()].map((argument) =>
    entryOf(apiName(argument.name), { ...argument, value: withApiNames(argument.value) }),
  );
  return objectOf(entries, here, open);
}

function retrieved(
  scope: PythonScope,
  placed: PlacedExpr<CallExpr>,
  here: Origin,
  positions: readonly string[],
  renamed: Readonly<Record<string, string>>,
): ObjectValue {
  const { given, open } = argumentsOf(scope, placed, positions);
  const entries = [...given.values()].map((argument) => entryOf(renamed[argument.name] ?? argument.name, argument));
  return marked(objectOf(entries, here, open), here);
}

function largeModelImage(scope: PythonScope, placed: PlacedExpr<CallExpr>, here: Origin): ObjectValue {
  const { given, open } = argumentsOf(scope, placed, ['backend', 'session', 'region', 'version']);
  const entries: Entry[] = [];
  for (const argument of given.values()) {
    if (argument.name === 'backend' && argument.value.kind === 'scalar') {
      const framework =
        argument.value.value === 'huggingface' ? 'huggingface-llm' : `${String(argument.value.value)}-llm`;
      entries.push(entryOf('framework', { ...argument, value: { ...argument.value, value: framework } }));
    } else if (argument.name === 'version' || argument.name === 'region')
      entries.push(entryOf(argument.name, argument));
  }
  return marked(objectOf(entries, here, open), here);
}

function marked(retrieve: ObjectValue, here: Origin): ObjectValue {
  return objectOf([{ key: RETRIEVED, value: retrieve, origin: here, keyOrigin: here }], here);
}

/** A parameter of a SageMaker pipeline: each execution may give another value. */
function pipelineParameter(scope: PythonScope, placed: PlacedExpr<CallExpr>, here: Origin): Value {
  const { given } = argumentsOf(scope, placed, ['name', 'default_value']);
  const name = given.get('name')?.value;
  const decidedBy = name?.kind === 'scalar' ? String(name.value) : 'a parameter of the pipeline';
  return asDefault(given.get('default_value')?.value ?? ABSENT, decidedBy, here);
}

/** How a container names its image: by its text, or by what `image_uris.retrieve` is asked for. */
export function imageEntry(argument: GivenArgument): Entry {
  const retrieve = retrievedIn(argument.value);
  return retrieve === null ? entryOf('Image', argument) : entryOf(RETRIEVED, { ...argument, value: retrieve });
}

function retrievedIn(value: Value): Value | null {
  if (value.kind === 'object') return value.entries.get(RETRIEVED)?.value ?? null;
  if (value.kind !== 'oneOf') return null;
  const branches = value.branches.map(retrievedIn);
  return branches.every((branch) => branch !== null) ? { ...value, branches } : null;
}

/** A container whose image was retrieved says so. */
export function withRetrievedImage(container: Value): Value {
  if (container.kind !== 'object') return container;
  const image = container.entries.get('Image');
  if (image === undefined || retrievedIn(image.value) === null) return container;
  const entries = new Map(container.entries);
  entries.delete('Image');
  const entry = imageEntry({ name: 'Image', expr: null, ...image });
  entries.set(entry.key, entry);
  return { ...container, entries };
}

const VARIANT_ARGUMENTS: Readonly<Record<string, string>> = {
  accelerator_type: 'AcceleratorType',
  container_startup_health_check_timeout: 'ContainerStartupHealthCheckTimeoutInSeconds',
  initial_instance_count: 'InitialInstanceCount',
  initial_weight: 'InitialVariantWeight',
  instance_type: 'InstanceType',
  managed_instance_scaling: 'ManagedInstanceScaling',
  model_data_download_timeout: 'ModelDataDownloadTimeoutInSeconds',
  model_name: 'ModelName',
  routing_config: 'RoutingConfig',
  serverless_inference_config: 'ServerlessConfig',
  variant_name: 'VariantName',
  volume_size: 'VolumeSizeInGB',
};

const VARIANT_POSITIONS = [
  'model_name',
  'instance_type',
  'initial_instance_count',
  'variant_name',
  'initial_weight',
  'accelerator_type',
];

function variantValue(scope: PythonScope, placed: PlacedExpr<CallExpr>, here: Origin): ObjectValue {
  return renamedObject(scope, placed, here, VARIANT_POSITIONS, VARIANT_ARGUMENTS);
}

/** `ResourceRequirements(requests={…}, limits={…})`: what one copy of a model needs, and how many copies there are. */
const REQUIREMENTS: Readonly<Record<string, readonly string[]>> = {
  'limits.memory': ['ComputeResourceRequirements', 'MaxMemoryRequiredInMb'],
  'requests.copies': ['CopyCount'],
  'requests.memory': ['ComputeResourceRequirements', 'MinMemoryRequiredInMb'],
  'requests.num_accelerators': ['ComputeResourceRequirements', 'NumberOfAcceleratorDevicesRequired'],
  'requests.num_cpus': ['ComputeResourceRequirements', 'NumberOfCpuCoresRequired'],
};

function requirements(scope: PythonScope, placed: PlacedExpr<CallExpr>, here: Origin): ObjectValue {
  const { given, open } = argumentsOf(scope, placed, ['requests', 'limits']);
  let object = objectOf([], here, open);
  for (const { name, value } of given.values()) {
    if (value.kind !== 'object') continue;
    for (const entry of value.entries.values()) {
      const path = REQUIREMENTS[`${name}.${entry.key}`];
      if (path !== undefined) object = withEntryAt(object, path, entry);
    }
  }
  return object;
}

const CONTAINER_ARGUMENTS: Readonly<Record<string, string>> = {
  container_mode: 'Mode',
  env: 'Environment',
  model_data_url: 'ModelDataUrl',
};

function containerValue(scope: PythonScope, placed: PlacedExpr<CallExpr>, here: Origin): Value {
  const positions = ['image_uri', 'model_data_url', 'env', 'container_mode'];
  return withRetrievedImage(
    renamedObject(scope, placed, here, positions, { ...CONTAINER_ARGUMENTS, image_uri: 'Image' }),
  );
}

function renamedObject(
  scope: PythonScope,
  placed: PlacedExpr<CallExpr>,
  here: Origin,
  positions: readonly string[],
  names: Readonly<Record<string, string>>,
): ObjectValue {
  const { given, open } = argumentsOf(scope, placed, positions);
  const entries = [...given.values()].flatMap((argument) => {
    const name = Object.hasOwn(names, argument.name) ? names[argument.name] : undefined;
    return name === undefined ? [] : [entryOf(name, argument)];
  });
  return objectOf(entries, here, open);
}
