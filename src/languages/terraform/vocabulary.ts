import type { ResourceType } from '../../model/resource';

/** How Terraform's AWS provider says what the API says. A name that doesn't stand here is the API's in snake_case. */
export interface Words {
  /** Terraform's name → the API's, where it isn't the same in another spelling. */
  readonly names?: Readonly<Record<string, string>>;
  /** Nested blocks, by Terraform's name. */
  readonly blocks?: Readonly<Record<string, BlockWords>>;
  /** Arguments that take JSON as a text: written with `jsonencode`. */
  readonly json?: readonly string[];
}

export interface BlockWords extends Words {
  /** The API's name. */
  readonly name: string;
  /** Whether it may stand several times: the API has a list. */
  readonly many: boolean;
}

export interface ResourceWords extends Words {
  readonly type: ResourceType;
  /** Names that mean nothing in the API, or what only Terraform asks for and always has the same value. */
  readonly fixed?: Readonly<Record<string, string>>;
}

/** Arguments that belong to Terraform itself. */
export const META: ReadonlySet<string> = new Set([
  'count',
  'for_each',
  'provider',
  'depends_on',
  'lifecycle',
  'provisioner',
  'connection',
  'timeouts',
  'region',
  'name_prefix',
]);

function one(name: string, words: Words = {}): BlockWords {
  return { name, many: false, ...words };
}

function many(name: string, words: Words = {}): BlockWords {
  return { name, many: true, ...words };
}

const VARIANT: Words = {
  names: { enable_ssm_access: 'EnableSSMAccess', volume_size_in_gb: 'VolumeSizeInGB' },
  blocks: {
    core_dump_config: one('CoreDumpConfig'),
    routing_config: one('RoutingConfig'),
    capacity_reservation_config: one('CapacityReservationConfig'),
    serverless_config: one('ServerlessConfig', { names: { memory_size_in_mb: 'MemorySizeInMB' } }),
    managed_instance_scaling: one('ManagedInstanceScaling', { blocks: { scale_in_policy: one('ScaleInPolicy') } }),
    instance_pools: many('InstancePools'),
  },
};

const CONTAINER: Words = {
  blocks: {
    image_config: one('ImageConfig', { blocks: { repository_auth_config: one('RepositoryAuthConfig') } }),
    multi_model_config: one('MultiModelConfig'),
    model_data_source: one('ModelDataSource', {
      blocks: { s3_data_source: one('S3DataSource', { blocks: { model_access_config: one('ModelAccessConfig') } }) },
    }),
    additional_model_data_source: many('AdditionalModelDataSources'),
  },
};

const POLICY: Words = {
  blocks: {
    target_tracking_scaling_policy_configuration: one('TargetTrackingScalingPolicyConfiguration', {
      blocks: {
        predefined_metric_specification: one('PredefinedMetricSpecification'),
        customized_metric_specification: one('CustomizedMetricSpecification', {
          blocks: {
            dimensions: many('Dimensions'),
            metrics: many('Metrics', {
              blocks: {
                metric_stat: one('MetricStat', {
                  blocks: { metric: one('Metric', { blocks: { dimensions: many('Dimensions') } }) },
                }),
              },
            }),
          },
        }),
      },
    }),
    step_scaling_policy_configuration: one('StepScalingPolicyConfiguration', {
      blocks: { step_adjustment: many('StepAdjustments') },
    }),
  },
};

/** By Terraform's type. */
export const WORDS: Readonly<Record<string, ResourceWords>> = {
  aws_sagemaker_endpoint_configuration: {
    type: 'EndpointConfig',
    names: { name: 'EndpointConfigName', kms_key_arn: 'KmsKeyId' },
    blocks: {
      production_variants: many('ProductionVariants', VARIANT),
      shadow_production_variants: many('ShadowProductionVariants', VARIANT),
      data_capture_config: one('DataCaptureConfig', {
        blocks: {
          capture_options: many('CaptureOptions'),
          capture_content_type_header: one('CaptureContentTypeHeader'),
        },
      }),
      async_inference_config: one('AsyncInferenceConfig', {
        blocks: {
          client_config: one('ClientConfig'),
          output_config: one('OutputConfig', { blocks: { notification_config: one('NotificationConfig') } }),
        },
      }),
      vpc_config: one('VpcConfig'),
    },
  },
  aws_sagemaker_endpoint: {
    type: 'Endpoint',
    names: { name: 'EndpointName' },
    blocks: { deployment_config: one('DeploymentConfig') },
  },
  aws_sagemaker_model: {
    type: 'Model',
    names: { name: 'ModelName' },
    blocks: {
      primary_container: one('PrimaryContainer', CONTAINER),
      container: many('Containers', CONTAINER),
      inference_execution_config: one('InferenceExecutionConfig'),
      vpc_config: one('VpcConfig'),
    },
  },
  aws_appautoscaling_target: { type: 'ScalableTarget', fixed: { service_namespace: 'sagemaker' } },
  aws_appautoscaling_policy: { type: 'ScalingPolicy', names: { name: 'PolicyName' }, ...POLICY },
  aws_cloudwatch_log_group: { type: 'LogGroup', names: { name: 'LogGroupName' } },
  aws_cloudwatch_metric_alarm: {
    type: 'Alarm',
    blocks: { metric_query: many('Metrics', { blocks: { metric: one('MetricStat') } }) },
  },
  aws_cloudwatch_dashboard: { type: 'Dashboard' },
  aws_sagemaker_monitoring_schedule: {
    type: 'MonitoringSchedule',
    names: { name: 'MonitoringScheduleName' },
    blocks: {
      monitoring_schedule_config: one('MonitoringScheduleConfig', {
        blocks: { schedule_config: one('ScheduleConfig') },
      }),
    },
  },
  aws_sagemaker_pipeline: { type: 'Pipeline' },
  aws_s3_bucket: {
    type: 'Bucket',
    names: { bucket: 'BucketName' },
    // As the provider had it before its fourth version.
    blocks: { lifecycle_rule: many('LifecycleConfiguration') },
  },
  aws_ecr_repository: { type: 'Repository', names: { name: 'RepositoryName' } },
  aws_cloudwatch_event_rule: { type: 'Rule', names: { name: 'Name' } },
  aws_scheduler_schedule: {
    type: 'Schedule',
    names: { name: 'Name' },
    blocks: {
      flexible_time_window: one('FlexibleTimeWindow'),
      target: one('Target', {
        blocks: {
          sagemaker_pipeline_parameters: one('SageMakerPipelineParameters', {
            blocks: { pipeline_parameter: many('PipelineParameterList') },
          }),
        },
      }),
    },
  },
  aws_lambda_event_source_mapping: { type: 'EventSourceMapping' },
  aws_sfn_state_machine: { type: 'StateMachine', names: { name: 'StateMachineName', definition: 'DefinitionString' } },
  aws_lambda_function: { type: 'Function', blocks: { environment: one('Environment') } },
  aws_sagemaker_device_fleet: { type: 'DeviceFleet', blocks: { output_config: one('OutputConfig') } },
  aws_sagemaker_device: { type: 'EdgeDevice', blocks: { device: one('Device') } },
  aws_ecs_task_definition: {
    type: 'TaskDefinition',
    blocks: { inference_accelerator: many('InferenceAccelerators') },
  },
  aws_instance: { type: 'Instance', blocks: { elastic_inference_accelerator: many('ElasticInferenceAccelerators') } },
  aws_launch_template: {
    type: 'LaunchTemplate',
    names: { name: 'LaunchTemplateName' },
    blocks: { elastic_inference_accelerator: many('ElasticInferenceAccelerators') },
  },
};

/** Resources of Terraform that say a part of another one: with which argument they name it, and where the part goes. */
export interface PartWords extends Words {
  readonly of: ResourceType;
  /** The argument that names the resource it belongs to. */
  readonly by: string;
  readonly name: string;
  /** Whether it is one of a list. */
  readonly many: boolean;
}

export const PART_WORDS: Readonly<Record<string, PartWords>> = {
  aws_ecr_lifecycle_policy: {
    of: 'Repository',
    by: 'repository',
    name: 'LifecyclePolicy',
    many: false,
    names: { policy: 'LifecyclePolicyText' },
    json: ['policy'],
  },
  aws_s3_bucket_lifecycle_configuration: {
    of: 'Bucket',
    by: 'bucket',
    name: 'LifecycleConfiguration',
    many: false,
    blocks: {
      rule: many('Rules', {
        names: { id: 'Id' },
        blocks: {
          filter: one('Filter'),
          expiration: one('Expiration'),
          transition: many('Transitions'),
          noncurrent_version_expiration: one('NoncurrentVersionExpiration'),
          abort_incomplete_multipart_upload: one('AbortIncompleteMultipartUpload'),
        },
      }),
    },
  },
  aws_cloudwatch_event_target: { of: 'Rule', by: 'rule', name: 'Targets', many: true },
};

/** Terraform's type of what says a property of a resource apart from it, with its words. */
export function partType(of: ResourceType, property: string): readonly [string, PartWords] | null {
  return Object.entries(PART_WORDS).find(([, words]) => words.of === of && words.name === property) ?? null;
}

/** `initial_instance_count` → `InitialInstanceCount`. */
export function pascal(name: string): string {
  return name
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

/** `InitialInstanceCount` → `initial_instance_count`. */
export function snake(name: string): string {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .toLowerCase();
}

/** The API's name of an argument. */
export function toApi(words: Words, name: string): string {
  return words.names?.[name] ?? pascal(name);
}

/** Terraform's name of an API property that is an argument. */
export function fromApi(words: Words, name: string): string {
  const found = Object.entries(words.names ?? {}).find(([, theirs]) => theirs === name);
  return found?.[0] ?? snake(name);
}

/** The nested block that says an API property, or null where an argument does. */
export function blockFromApi(words: Words, name: string): { readonly type: string; readonly words: BlockWords } | null {
  const found = Object.entries(words.blocks ?? {}).find(([, block]) => block.name === name);
  return found === undefined ? null : { type: found[0], words: found[1] };
}

const TYPES: ReadonlyMap<ResourceType, string> = new Map(
  Object.entries(WORDS).map(([type, { type: api }]) => [api, type]),
);

/** Terraform's type of a resource, or null where the provider has none. */
export function terraformType(type: ResourceType): string | null {
  return TYPES.get(type) ?? null;
}
