import type { Path } from '../../model/value';

/**
 * How the arguments of the SageMaker Python SDK's calls say what the API calls by its own names. Signatures are those of
 * sagemaker 2.257.6 (`Model.deploy`, `EstimatorBase.deploy`, `serve.ModelBuilder.deploy`) and 3.20.0
 * (`serve.ModelBuilder.deploy`).
 */

/** Which resource of the implied three holds what an argument says, and where. */
export interface ArgumentMeaning {
  readonly resource: 'EndpointConfig' | 'Endpoint';
  readonly path: Path;
}

const VARIANT: Path = ['ProductionVariants', 0];

function ofVariant(name: string): ArgumentMeaning {
  return { resource: 'EndpointConfig', path: [...VARIANT, name] };
}

/** Arguments of `deploy`, whichever class it belongs to. `inference_config` means what its class says: see CONFIG_CLASSES. */
export const DEPLOY_ARGUMENTS: Readonly<Record<string, ArgumentMeaning>> = {
  endpoint_name: { resource: 'Endpoint', path: ['EndpointName'] },
  endpoint_config_name: { resource: 'EndpointConfig', path: ['EndpointConfigName'] },
  initial_instance_count: ofVariant('InitialInstanceCount'),
  instance_type: ofVariant('InstanceType'),
  accelerator_type: ofVariant('AcceleratorType'),
  volume_size: ofVariant('VolumeSizeInGB'),
  model_data_download_timeout: ofVariant('ModelDataDownloadTimeoutInSeconds'),
  container_startup_health_check_timeout: ofVariant('ContainerStartupHealthCheckTimeoutInSeconds'),
  managed_instance_scaling: ofVariant('ManagedInstanceScaling'),
  routing_config: ofVariant('RoutingConfig'),
  inference_ami_version: ofVariant('InferenceAmiVersion'),
  serverless_inference_config: ofVariant('ServerlessConfig'),
  async_inference_config: { resource: 'EndpointConfig', path: ['AsyncInferenceConfig'] },
  data_capture_config: { resource: 'EndpointConfig', path: ['DataCaptureConfig'] },
  explainer_config: { resource: 'EndpointConfig', path: ['ExplainerConfig'] },
  kms_key: { resource: 'EndpointConfig', path: ['KmsKeyId'] },
};

/** Whose `deploy` it is: the order of its positional arguments follows. */
export type DeploySignature = 'model' | 'largeModel' | 'modelBuilder2' | 'modelBuilder3';

/** Positional arguments in order, as far as all classes of a signature agree. */
export const DEPLOY_POSITIONS: Readonly<Record<DeploySignature, readonly string[]>> = {
  model: ['initial_instance_count', 'instance_type', 'serializer', 'deserializer', 'accelerator_type', 'endpoint_name'],
  /** `DJLModel.deploy`, up to the version that took over the order of `Model.deploy`. */
  largeModel: ['instance_type', 'initial_instance_count', 'serializer', 'deserializer', 'endpoint_name'],
  modelBuilder2: [
    'endpoint_name',
    'container_timeout_in_second',
    'instance_type',
    'initial_instance_count',
    'inference_config',
    'update_endpoint',
  ],
  modelBuilder3: [
    'endpoint_name',
    'initial_instance_count',
    'instance_type',
    'wait',
    'update_endpoint',
    'container_timeout_in_seconds',
    'inference_config',
  ],
};

/** `transformer(...)` of models and estimators. */
export const TRANSFORMER_POSITIONS: readonly string[] = ['instance_count', 'instance_type', 'strategy'];

/** Positional arguments of `image_uris.retrieve`, under the names they keep in `ImageRetrieve`. */
export const RETRIEVE_POSITIONS: readonly string[] = [
  'framework',
  'region',
  'version',
  'py_version',
  'instance_type',
  'accelerator_type',
  'image_scope',
];

/** Classes whose `deploy` refuses to be called without a count and a type: they are written as None there. */
export const COUNT_AND_TYPE_REQUIRED: ReadonlySet<string> = new Set([
  'HyperparameterTuner',
  'MultiDataModel',
  'PipelineModel',
]);

/** A class that an argument of `deploy` takes, and what its constructor's arguments mean below the argument's path. */
export interface ConfigClass {
  readonly meaning: ArgumentMeaning;
  readonly positions: readonly string[];
  readonly fields: Readonly<Record<string, Path>>;
  /** The module to import it from, by the SDK's major version. */
  readonly modules: Readonly<Record<SdkVersion, string>>;
}

/** The SDK's major version, which decides names of modules and arguments. */
export type SdkVersion = 2 | 3;

export type ConfigClassName = 'ServerlessInferenceConfig' | 'AsyncInferenceConfig' | 'DataCaptureConfig';

/**
 * In version 3 `ModelBuilder.deploy` tells its `inference_config` by the classes of `sagemaker.core.inference_config`; the
 * class of the same name in `sagemaker.core.serverless_inference_config` is another one, which it doesn't know.
 */
export const CONFIG_CLASSES: Readonly<Record<ConfigClassName, ConfigClass>> = {
  ServerlessInferenceConfig: {
    meaning: ofVariant('ServerlessConfig'),
    positions: ['memory_size_in_mb', 'max_concurrency', 'provisioned_concurrency'],
    fields: {
      memory_size_in_mb: ['MemorySizeInMB'],
      max_concurrency: ['MaxConcurrency'],
      provisioned_concurrency: ['ProvisionedConcurrency'],
    },
    modules: { 2: 'sagemaker.serverless', 3: 'sagemaker.core.inference_config' },
  },
  AsyncInferenceConfig: {
    meaning: { resource: 'EndpointConfig', path: ['AsyncInferenceConfig'] },
    positions: [
      'output_path',
      'max_concurrent_invocations_per_instance',
      'kms_key_id',
      'notification_config',
      'failure_path',
    ],
    fields: {
      output_path: ['OutputConfig', 'S3OutputPath'],
      failure_path: ['OutputConfig', 'S3FailurePath'],
      kms_key_id: ['OutputConfig', 'KmsKeyId'],
      notification_config: ['OutputConfig', 'NotificationConfig'],
      max_concurrent_invocations_per_instance: ['ClientConfig', 'MaxConcurrentInvocationsPerInstance'],
    },
    modules: { 2: 'sagemaker.async_inference', 3: 'sagemaker.core.inference_config' },
  },
  DataCaptureConfig: {
    meaning: { resource: 'EndpointConfig', path: ['DataCaptureConfig'] },
    positions: ['enable_capture', 'sampling_percentage', 'destination_s3_uri', 'kms_key_id', 'capture_options'],
    fields: {
      enable_capture: ['EnableCapture'],
      sampling_percentage: ['InitialSamplingPercentage'],
      destination_s3_uri: ['DestinationS3Uri'],
      kms_key_id: ['KmsKeyId'],
      capture_options: ['CaptureOptions'],
      csv_content_types: ['CaptureContentTypeHeader', 'CsvContentTypes'],
      json_content_types: ['CaptureContentTypeHeader', 'JsonContentTypes'],
    },
    modules: { 2: 'sagemaker.model_monitor', 3: 'sagemaker.core.model_monitor' },
  },
};

/** The classes that the one `inference_config` of a ModelBuilder's `deploy` takes, where Models take an argument each. */
export const INFERENCE_CONFIG_CLASSES: readonly ConfigClassName[] = [
  'ServerlessInferenceConfig',
  'AsyncInferenceConfig',
];

export function isConfigClass(name: string): name is ConfigClassName {
  return Object.hasOwn(CONFIG_CLASSES, name);
}

/** The argument of a class or call that says what stands at a path, or null. */
export function argumentAt(fields: Readonly<Record<string, Path>>, path: Path): string | null {
  const found = Object.entries(fields).find(([, each]) => samePath(each, path));
  return found?.[0] ?? null;
}

/** The argument of `deploy` that says a property of the resources it makes, or null. */
export function deployArgumentAt(resource: ArgumentMeaning['resource'], path: Path): string | null {
  const found = Object.entries(DEPLOY_ARGUMENTS).find(
    ([, meaning]) => meaning.resource === resource && samePath(meaning.path, path),
  );
  return found?.[0] ?? null;
}

function samePath(a: Path, b: Path): boolean {
  return a.length === b.length && a.every((step, index) => step === b[index]);
}
