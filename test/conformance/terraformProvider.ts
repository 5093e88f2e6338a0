import type { Expr } from '../../src/model/expression';
import { parseHcl } from '../../src/languages/terraform/parseHcl';
import type { HclBlock, HclBody } from '../../src/languages/terraform/hcl';

/** What the documentation of the AWS provider says of a block: its arguments and its nested blocks. */
interface Schema {
  readonly required?: readonly string[];
  readonly optional?: readonly string[];
  /** `?` at most once, `!` exactly once, `*` any number, `+` at least once. */
  readonly blocks?: Readonly<Record<string, readonly ['?' | '!' | '*' | '+', Schema]>>;
  /** Sentences on what else is wrong. */
  readonly also?: (body: HclBody) => readonly string[];
}

const META = ['count', 'for_each', 'provider', 'depends_on'];
const META_BLOCKS = ['lifecycle', 'timeouts', 'provisioner', 'connection'];

function written(body: HclBody, name: string): Expr | undefined {
  return body.attributes.find((attribute) => attribute.name === name)?.value;
}

function number(body: HclBody, name: string): number | null {
  const value = written(body, name);
  return value?.kind === 'literal' ? Number(value.value) : null;
}

function between(body: HclBody, name: string, least: number, most: number): string[] {
  const value = number(body, name);
  return value === null || (value >= least && value <= most) ? [] : [`${name} is ${String(value)}`];
}

const SERVERLESS: Schema = {
  required: ['max_concurrency', 'memory_size_in_mb'],
  optional: ['provisioned_concurrency'],
  also: (body) => {
    const memory = number(body, 'memory_size_in_mb');
    const wrong = memory !== null && (memory % 1024 !== 0 || memory < 1024 || memory > 6144);
    return [
      ...between(body, 'max_concurrency', 1, 200),
      ...between(body, 'provisioned_concurrency', 1, 200),
      ...(wrong ? [`memory_size_in_mb is ${String(memory)}`] : []),
    ];
  },
};

const VARIANT: Schema = {
  optional: [
    'accelerator_type',
    'container_startup_health_check_timeout_in_seconds',
    'enable_ssm_access',
    'inference_ami_version',
    'initial_instance_count',
    'initial_variant_weight',
    'instance_type',
    'model_data_download_timeout_in_seconds',
    'model_name',
    'variant_name',
    'volume_size_in_gb',
  ],
  blocks: {
    capacity_reservation_config: ['?', { optional: ['capacity_reservation_preference', 'ml_reservation_arn'] }],
    core_dump_config: ['?', { required: ['destination_s3_uri', 'kms_key_id'] }],
    routing_config: ['*', { required: ['routing_strategy'] }],
    serverless_config: ['?', SERVERLESS],
    managed_instance_scaling: [
      '?',
      {
        optional: ['max_instance_count', 'min_instance_count', 'status'],
        blocks: {
          scale_in_policy: ['?', { required: ['strategy'], optional: ['cooldown_in_minutes', 'maximum_step_size'] }],
        },
      },
    ],
  },
  also: (body) =>
    body.blocks.some((block) => block.type === 'serverless_config')
      ? [
          'instance_type',
          'initial_instance_count',
          'volume_size_in_gb',
          'container_startup_health_check_timeout_in_seconds',
        ]
          .filter((name) => written(body, name) !== undefined)
          .map((name) => `${name} stands beside serverless_config`)
      : [],
};

const DIMENSIONS: Schema = { required: ['name', 'value'] };

/** As of the documentation in `website/docs/r` of the provider. */
const RESOURCES: Readonly<Record<string, Schema>> = {
  aws_sagemaker_endpoint_configuration: {
    optional: ['execution_role_arn', 'kms_key_arn', 'name', 'name_prefix', 'region', 'tags'],
    blocks: {
      production_variants: ['+', VARIANT],
      shadow_production_variants: ['*', VARIANT],
      data_capture_config: [
        '?',
        {
          required: ['initial_sampling_percentage', 'destination_s3_uri'],
          optional: ['enable_capture', 'kms_key_id'],
          blocks: {
            capture_options: ['+', { required: ['capture_mode'] }],
            capture_content_type_header: ['?', { optional: ['csv_content_types', 'json_content_types'] }],
          },
          also: (body) => between(body, 'initial_sampling_percentage', 0, 100),
        },
      ],
      async_inference_config: [
        '?',
        {
          blocks: {
            client_config: ['?', { optional: ['max_concurrent_invocations_per_instance'] }],
            output_config: [
              '!',
              {
                required: ['s3_output_path'],
                optional: ['s3_failure_path', 'kms_key_id'],
                blocks: {
                  notification_config: [
                    '?',
                    { optional: ['error_topic', 'include_inference_response_in', 'success_topic'] },
                  ],
                },
              },
            ],
          },
        },
      ],
    },
  },
  aws_sagemaker_endpoint: {
    required: ['endpoint_config_name'],
    optional: ['name', 'region', 'tags'],
    blocks: { deployment_config: ['?', {}] },
  },
  aws_appautoscaling_target: {
    required: ['max_capacity', 'min_capacity', 'resource_id', 'scalable_dimension', 'service_namespace'],
    optional: ['role_arn', 'region', 'tags'],
    also: (body) => {
      const [least, most] = [number(body, 'min_capacity'), number(body, 'max_capacity')];
      return least !== null && most !== null && least > most ? ['min_capacity is more than max_capacity'] : [];
    },
  },
  aws_appautoscaling_policy: {
    required: ['name', 'resource_id', 'scalable_dimension', 'service_namespace'],
    optional: ['policy_type', 'region'],
    blocks: {
      step_scaling_policy_configuration: [
        '?',
        {
          required: ['adjustment_type'],
          optional: ['cooldown', 'metric_aggregation_type', 'min_adjustment_magnitude'],
          blocks: {
            step_adjustment: [
              '*',
              {
                required: ['scaling_adjustment'],
                optional: ['metric_interval_lower_bound', 'metric_interval_upper_bound'],
              },
            ],
          },
        },
      ],
      target_tracking_scaling_policy_configuration: [
        '?',
        {
          required: ['target_value'],
          optional: ['disable_scale_in', 'scale_in_cooldown', 'scale_out_cooldown'],
          blocks: {
            predefined_metric_specification: [
              '?',
              { required: ['predefined_metric_type'], optional: ['resource_label'] },
            ],
            customized_metric_specification: [
              '?',
              {
                optional: ['metric_name', 'namespace', 'statistic', 'unit'],
                blocks: { dimensions: ['*', DIMENSIONS] },
              },
            ],
          },
        },
      ],
    },
  },
  aws_s3_bucket: { optional: ['bucket', 'bucket_prefix', 'force_destroy', 'object_lock_enabled', 'region', 'tags'] },
  aws_s3_bucket_lifecycle_configuration: {
    required: ['bucket'],
    optional: ['expected_bucket_owner', 'region', 'transition_default_minimum_object_size'],
    blocks: {
      rule: [
        '+',
        {
          required: ['id', 'status'],
          blocks: {
            filter: ['?', { optional: ['object_size_greater_than', 'object_size_less_than', 'prefix'] }],
            expiration: ['?', { optional: ['date', 'days', 'expired_object_delete_marker'] }],
          },
        },
      ],
    },
  },
  aws_ecr_repository: {
    required: ['name'],
    optional: ['force_delete', 'image_tag_mutability', 'region', 'tags'],
    blocks: {
      encryption_configuration: ['*', { optional: ['encryption_type', 'kms_key'] }],
      image_scanning_configuration: ['?', { required: ['scan_on_push'] }],
    },
  },
  aws_ecr_lifecycle_policy: {
    required: ['policy', 'repository'],
    optional: ['region'],
    also: (body) => {
      const policy = written(body, 'policy');
      const made = policy?.kind === 'call' && policy.callee.kind === 'name' && policy.callee.name === 'jsonencode';
      return made || policy?.kind !== 'object' ? [] : ['policy is no text'];
    },
  },
  aws_cloudwatch_log_group: {
    optional: [
      'name',
      'name_prefix',
      'skip_destroy',
      'log_group_class',
      'retention_in_days',
      'kms_key_id',
      'region',
      'tags',
    ],
    also: (body) => {
      const days = number(body, 'retention_in_days');
      const accepted = [
        0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
      ];
      return days === null || accepted.includes(days) ? [] : [`retention_in_days is ${String(days)}`];
    },
  },
  aws_cloudwatch_metric_alarm: {
    required: ['alarm_name', 'comparison_operator', 'evaluation_periods'],
    optional: [
      'metric_name',
      'namespace',
      'period',
      'statistic',
      'threshold',
      'actions_enabled',
      'alarm_actions',
      'alarm_description',
      'datapoints_to_alarm',
      'dimensions',
      'insufficient_data_actions',
      'ok_actions',
      'unit',
      'extended_statistic',
      'treat_missing_data',
      'region',
      'tags',
    ],
    blocks: {
      metric_query: [
        '*',
        { required: ['id'], optional: ['expression', 'label', 'return_data', 'period'], blocks: { metric: ['?', {}] } },
      ],
    },
  },
};

/** What the provider would refuse in the resources of a file, a sentence each. Types that don't stand here are left alone. */
export function providerViolations(text: string): readonly string[] {
  const { body } = parseHcl(text);
  if (body.broken !== null) return [`it can't be parsed: ${body.broken}`];
  const names = new Set<string>();
  return body.blocks.flatMap((block) => {
    if (block.type !== 'resource') return [];
    const [type = '', name = ''] = block.labels.map((label) => label.text);
    const address = `${type}.${name}`;
    const twice = names.has(address) ? [`${address} is declared twice`] : [];
    names.add(address);
    const schema = RESOURCES[type];
    return schema === undefined ? twice : [...twice, ...violationsIn(block, schema, address)];
  });
}

function violationsIn({ body }: HclBlock, schema: Schema, where: string): string[] {
  const names = body.attributes.map((attribute) => attribute.name);
  const known = new Set([...(schema.required ?? []), ...(schema.optional ?? []), ...META]);
  const dynamic = body.blocks.filter((block) => block.type === 'dynamic').map((block) => block.labels[0]?.text);
  const found = [
    ...names.filter((name) => !known.has(name)).map((name) => `${where} has no argument ${name}`),
    ...names.filter((name, index) => names.indexOf(name) !== index).map((name) => `${where} has ${name} twice`),
    ...(schema.required ?? []).filter((name) => !names.includes(name)).map((name) => `${where} needs ${name}`),
    ...(schema.also?.(body) ?? []).map((sentence) => `${where}: ${sentence}`),
  ];
  for (const block of body.blocks) {
    if (META_BLOCKS.includes(block.type) || block.type === 'dynamic') continue;
    const nested = schema.blocks?.[block.type];
    if (nested === undefined) found.push(`${where} has no block ${block.type}`);
    else if (nested[1].required !== undefined || nested[1].optional !== undefined || nested[1].blocks !== undefined)
      found.push(...violationsIn(block, nested[1], `${where}.${block.type}`));
  }
  for (const [type, [often]] of Object.entries(schema.blocks ?? {})) {
    const count = body.blocks.filter((block) => block.type === type).length;
    if (dynamic.includes(type)) continue;
    if ((often === '?' || often === '!') && count > 1) found.push(`${where} has ${type} ${String(count)} times`);
    if ((often === '!' || often === '+') && count === 0) found.push(`${where} needs ${type}`);
  }
  return found;
}
