import assert from 'node:assert/strict';
import { Advisor } from '../../../src/advisor/advisor';
import { deploymentsOf } from '../../../src/model/deployment';
import { plainContent, resourcesOf, type Graph } from '../../../src/model/graph';
import { known } from '../../../src/model/value';
import { terraform } from '../../../src/languages/terraform';
import { at, first, graphOf, graphsOf, moduleOf, textAt, type Files } from './modules';

const CONFIG = (variant: string): string => `resource "aws_sagemaker_endpoint_configuration" "c" {
  name = "ranking"

  production_variants {
${variant}
  }
}
`;

const variantOf = (text: string | Files): unknown =>
  plainContent(at(graphOf(text), 'EndpointConfig', 'ProductionVariants', 0));
const typeIn = (text: string | Files): unknown =>
  at(graphOf(text), 'EndpointConfig', 'ProductionVariants', 0, 'InstanceType');

describe('Terraform, reading', () => {
  it('reads a configuration in the names of the API', () => {
    const graph = graphOf(`resource "aws_sagemaker_endpoint_configuration" "c" {
  name        = "ranking"
  kms_key_arn = "arn:aws:kms:x"
  tags = {
    Team = "a"
  }

  production_variants {
    variant_name           = "one"
    model_name             = aws_sagemaker_model.m.name
    initial_instance_count = 2
    instance_type          = "ml.c5.xlarge"
    volume_size_in_gb      = 30
    enable_ssm_access      = true

    managed_instance_scaling {
      status             = "ENABLED"
      min_instance_count = 0
    }
    routing_config {
      routing_strategy = "RANDOM"
    }
  }

  production_variants {
    variant_name = "two"
    serverless_config {
      max_concurrency         = 5
      memory_size_in_mb       = 2048
      provisioned_concurrency = 1
    }
  }

  shadow_production_variants {
    variant_name = "three"
  }

  data_capture_config {
    initial_sampling_percentage = 20
    destination_s3_uri          = "s3://b/p"
    capture_options { capture_mode = "Input" }
    capture_options { capture_mode = "Output" }
  }

  async_inference_config {
    output_config { s3_output_path = "s3://b/o" }
    client_config { max_concurrent_invocations_per_instance = 4 }
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_sagemaker_model" "m" {
  name               = "m"
  execution_role_arn = aws_iam_role.r.arn
  primary_container {
    image          = "i"
    model_data_url = "s3://b/m.tar.gz"
    environment = {
      LOG_LEVEL = "20"
    }
  }
  vpc_config {
    subnets            = ["subnet-1"]
    security_group_ids = ["sg-1"]
  }
}
`);
    assert.deepEqual(plainContent(first(graph, 'EndpointConfig').properties), {
      EndpointConfigName: 'ranking',
      KmsKeyId: 'arn:aws:kms:x',
      Tags: { Team: 'a' },
      ProductionVariants: [
        {
          VariantName: 'one',
          ModelName: { reference: '.#aws_sagemaker_model.m' },
          InitialInstanceCount: 2,
          InstanceType: 'ml.c5.xlarge',
          VolumeSizeInGB: 30,
          EnableSSMAccess: true,
          ManagedInstanceScaling: { Status: 'ENABLED', MinInstanceCount: 0 },
          RoutingConfig: { RoutingStrategy: 'RANDOM' },
        },
        {
          VariantName: 'two',
          ServerlessConfig: { MaxConcurrency: 5, MemorySizeInMB: 2048, ProvisionedConcurrency: 1 },
        },
      ],
      ShadowProductionVariants: [{ VariantName: 'three' }],
      DataCaptureConfig: {
        InitialSamplingPercentage: 20,
        DestinationS3Uri: 's3://b/p',
        CaptureOptions: [{ CaptureMode: 'Input' }, { CaptureMode: 'Output' }],
      },
      AsyncInferenceConfig: {
        OutputConfig: { S3OutputPath: 's3://b/o' },
        ClientConfig: { MaxConcurrentInvocationsPerInstance: 4 },
      },
    });
    assert.deepEqual(plainContent(first(graph, 'Model').properties), {
      ModelName: 'm',
      ExecutionRoleArn: { unresolved: 'aws_iam_role.r.arn' },
      PrimaryContainer: { Image: 'i', ModelDataUrl: 's3://b/m.tar.gz', Environment: { LOG_LEVEL: '20' } },
      VpcConfig: { Subnets: ['subnet-1'], SecurityGroupIds: ['sg-1'] },
    });
  });

  it('ties endpoints, configurations, models, targets, policies and alarms together', () => {
    const graph = graphOf(`${CONFIG('    instance_type = "ml.c5.xlarge"\n    initial_instance_count = 1')}
resource "aws_sagemaker_endpoint" "e" {
  name                 = "ranking"
  endpoint_config_name = aws_sagemaker_endpoint_configuration.c.name
}
resource "aws_appautoscaling_target" "t" {
  min_capacity       = 1
  max_capacity       = 4
  resource_id        = "endpoint/\${aws_sagemaker_endpoint.e.name}/variant/\${aws_sagemaker_endpoint_configuration.c.production_variants[0].variant_name}"
  scalable_dimension = "sagemaker:variant:DesiredInstanceCount"
  service_namespace  = "sagemaker"
}
resource "aws_appautoscaling_policy" "p" {
  name               = "p"
  policy_type        = "TargetTrackingScaling"
  resource_id        = aws_appautoscaling_target.t.resource_id
  scalable_dimension = aws_appautoscaling_target.t.scalable_dimension
  service_namespace  = aws_appautoscaling_target.t.service_namespace
  target_tracking_scaling_policy_configuration {
    target_value = 70
    predefined_metric_specification {
      predefined_metric_type = "SageMakerVariantInvocationsPerInstance"
    }
  }
}
resource "aws_appautoscaling_target" "dynamo" {
  resource_id        = "table/x"
  scalable_dimension = "dynamodb:table:ReadCapacityUnits"
  service_namespace  = "dynamodb"
}
resource "aws_cloudwatch_metric_alarm" "a" {
  alarm_name    = "a"
  namespace     = "AWS/SageMaker"
  alarm_actions = [aws_appautoscaling_policy.p.arn]
  dimensions = {
    EndpointName = aws_sagemaker_endpoint.e.name
  }
}
`);
    assert.deepEqual(plainContent(first(graph, 'Endpoint').properties), {
      EndpointName: 'ranking',
      EndpointConfigName: { reference: '.#aws_sagemaker_endpoint_configuration.c' },
    });
    assert.equal(resourcesOf(graph, 'ScalableTarget').length, 1);
    assert.deepEqual(plainContent(at(graph, 'ScalableTarget', 'ServiceNamespace')), undefined);
    assert.deepEqual(plainContent(first(graph, 'ScalingPolicy').properties), {
      PolicyName: 'p',
      PolicyType: 'TargetTrackingScaling',
      ScalingTarget: { reference: '.#aws_appautoscaling_target.t' },
      TargetTrackingScalingPolicyConfiguration: {
        TargetValue: 70,
        PredefinedMetricSpecification: { PredefinedMetricType: 'SageMakerVariantInvocationsPerInstance' },
      },
    });
    assert.deepEqual(plainContent(at(graph, 'Alarm', 'Dimensions')), [
      { Name: 'EndpointName', Value: { reference: '.#aws_sagemaker_endpoint.e' } },
    ]);
    assert.deepEqual(plainContent(at(graph, 'Alarm', 'AlarmActions')), [
      { reference: '.#aws_appautoscaling_policy.p' },
    ]);
    const [deployment] = deploymentsOf(graph);
    assert.equal(deployment?.endpoint?.id, '.#aws_sagemaker_endpoint.e');
  });

  it('reads what stands around: log groups, repositories and buckets with their rules, schedules, accelerators', () => {
    const graph = graphOf(`resource "aws_cloudwatch_log_group" "l" {
  name              = "/aws/sagemaker/Endpoints/x"
  retention_in_days = 0
}
resource "aws_ecr_repository" "r" {
  name = "images"
}
resource "aws_ecr_lifecycle_policy" "r" {
  repository = aws_ecr_repository.r.name
  policy = jsonencode({ rules = [{ rulePriority = 1 }] })
}
resource "aws_s3_bucket" "b" {
  bucket = "data"
}
resource "aws_s3_bucket_lifecycle_configuration" "b" {
  bucket = aws_s3_bucket.b.id
  rule {
    id     = "old"
    status = "Enabled"
    filter { prefix = "capture/" }
    expiration { days = 30 }
  }
}
resource "aws_cloudwatch_event_rule" "nightly" {
  name                = "nightly"
  schedule_expression = "rate(1 day)"
}
resource "aws_cloudwatch_event_target" "one" {
  rule = aws_cloudwatch_event_rule.nightly.name
  arn  = aws_lambda_function.f.arn
}
resource "aws_lambda_function" "f" {
  function_name = "f"
  handler       = "score.handler"
  environment {
    variables = { ENDPOINT = "x" }
  }
}
resource "aws_scheduler_schedule" "s" {
  schedule_expression = "cron(0 2 * * ? *)"
  flexible_time_window { mode = "OFF" }
  target {
    arn      = "arn:aws:sagemaker:eu-west-1:111122223333:pipeline/train"
    role_arn = "r"
  }
}
resource "aws_ecs_task_definition" "t" {
  family = "t"
  inference_accelerator {
    device_name = "d"
    device_type = "eia1.medium"
  }
}
`);
    assert.deepEqual(plainContent(first(graph, 'LogGroup').properties), { LogGroupName: '/aws/sagemaker/Endpoints/x' });
    assert.deepEqual(
      plainContent(at(graph, 'Repository', 'LifecyclePolicy', 'LifecyclePolicyText')),
      '{"rules":[{"rulePriority":1}]}',
    );
    assert.deepEqual(plainContent(at(graph, 'Bucket', 'LifecycleConfiguration', 'Rules', 0)), {
      Id: 'old',
      Status: 'Enabled',
      Prefix: 'capture/',
      ExpirationInDays: 30,
    });
    assert.deepEqual(plainContent(first(graph, 'Rule').properties), {
      Name: 'nightly',
      ScheduleExpression: 'rate(1 day)',
      Targets: [{ Arn: { reference: '.#aws_lambda_function.f' } }],
    });
    assert.equal(plainContent(at(graph, 'Schedule', 'Target', 'RoleArn')), 'r');
    assert.deepEqual(plainContent(at(graph, 'Function', 'Environment', 'Variables', 'ENDPOINT')), 'x');
    assert.deepEqual(
      plainContent(at(graph, 'TaskDefinition', 'InferenceAccelerators', 0, 'DeviceType')),
      'eia1.medium',
    );
  });

  it('says where everything stands', () => {
    const files = {
      'variables.tf': 'variable "type" {\n  default = "ml.c5.xlarge"\n}\n',
      'main.tf': CONFIG('    instance_type = var.type'),
    };
    const graph = graphOf(files);
    const config = first(graph, 'EndpointConfig');
    assert.equal(textAt(files, config.header), '"aws_sagemaker_endpoint_configuration" "c"');
    assert.equal(textAt(files, config.declaration), files['main.tf'].trimEnd());
    const value = at(graph, 'EndpointConfig', 'ProductionVariants', 0, 'InstanceType');
    assert.equal(value.kind === 'scalar' ? textAt(files, value.origin) : '', '"ml.c5.xlarge"');
    assert.equal(value.kind === 'scalar' ? textAt(files, value.usedAt) : '', 'var.type');
    assert.equal(value.kind === 'scalar' ? value.origin.file : '', 'variables.tf');
  });
});

describe('Terraform, values', () => {
  const variable = (rest: string): string => `variable "type" {\n  ${rest}\n}\n`;
  const use = CONFIG('    instance_type = var.type');
  const seen = (text: string | Files): unknown => {
    const value = typeIn(text) as { kind: string; how?: string; value?: unknown; decidedBy?: unknown; why?: unknown };
    return value.kind === 'scalar'
      ? [value.how, value.value, value.decidedBy]
      : [value.kind, value.decidedBy ?? null, value.why ?? null];
  };

  it('a variable has its default, and says who decides', () => {
    assert.deepEqual(seen(variable('default = "ml.c5.xlarge"') + use), ['default', 'ml.c5.xlarge', 'var.type']);
    assert.deepEqual(seen(variable('type = string') + use), ['unresolved', 'var.type', 'variable without default']);
    assert.deepEqual(seen(variable('default = null') + use), [
      'unresolved',
      'var.type',
      'variable that is null by default',
    ]);
    assert.deepEqual(seen(use), ['unresolved', 'var.type', 'no variable "type"']);
  });

  it('terraform.tfvars and *.auto.tfvars decide, the last one by name', () => {
    const files = { 'main.tf': variable('default = "a"') + use, 'terraform.tfvars': 'type = "ml.m5.large"\n' };
    assert.deepEqual(seen(files), ['binding', 'ml.m5.large', 'var.type']);
    assert.deepEqual(
      seen({ ...files, 'b.auto.tfvars': 'type = "ml.m5.xlarge"\n', 'a.auto.tfvars.json': '{"type": "x"}' }),
      ['binding', 'ml.m5.xlarge', 'var.type'],
    );
  });

  it('every other file of values is an environment of its own', () => {
    const files = {
      'infra/main.tf': variable('default = "a"') + use,
      'infra/prod.tfvars': 'type = "ml.m5.large"\n',
      'infra/env/staging.tfvars': 'type = "ml.t2.medium"\n',
      'infra/environments/dev/terraform.tfvars': 'type = "ml.c5.large"\n',
      'infra/modules/x/other.tfvars': 'type = "ml.c5.large"\n',
      'infra/unrelated.tfvars': 'size = 3\n',
    };
    const graphs = graphsOf(files, 'infra/*.tf');
    assert.deepEqual(
      graphs.map((graph) => {
        const value = at(graph, 'EndpointConfig', 'ProductionVariants', 0, 'InstanceType');
        return [graph.environment, value.kind === 'scalar' ? value.value : null];
      }),
      [
        ['dev', 'ml.c5.large'],
        ['prod', 'ml.m5.large'],
        ['staging', 'ml.t2.medium'],
      ],
    );
  });

  it('locals, functions and templates', () => {
    const value = (expr: string, more = ''): unknown => {
      const found = typeIn(
        `${variable('default = "ml.c5.xlarge"')}variable "size" {}\n${more}\n${CONFIG(`    instance_type = ${expr}`)}`,
      ) as {
        kind: string;
        value?: unknown;
      };
      return found.kind === 'scalar' ? found.value : found.kind;
    };
    const locals = 'locals {\n  types = { a = "ml.m5.large", b = "ml.m5.xlarge" }\n  key = "b"\n  list = ["x", "y"]\n}';
    assert.equal(value('local.types["a"]', locals), 'ml.m5.large');
    assert.equal(value('local.types[local.key]', locals), 'ml.m5.xlarge');
    assert.equal(value('lookup(local.types, "c", "ml.t2.medium")', locals), 'ml.t2.medium');
    assert.equal(value('lookup(local.types, var.size, "ml.t2.medium")', locals), 'unresolved');
    assert.equal(value('merge(local.types, { a = "z" }).a', locals), 'z');
    assert.equal(value('element(local.list, 3)', locals), 'y');
    assert.equal(value('coalesce("", null, var.type)'), 'ml.c5.xlarge');
    assert.equal(value('coalesce(var.size, var.type)'), 'unresolved');
    assert.equal(value('try(local.types.q, "w")', locals), 'w');
    assert.equal(value('format("ml.%s.%s", "c5", "large")'), 'ml.c5.large');
    assert.equal(value('"ml.${lower("C5")}.large"'), 'ml.c5.large');
    assert.equal(value('join(".", ["ml", "c5", "large"])'), 'ml.c5.large');
    assert.equal(value('[for t in local.list : upper(t)][1]', locals), 'Y');
    assert.equal(value('{ for k, t in local.types : t => k if k != "a" }["ml.m5.xlarge"]', locals), 'b');
    assert.equal(value('toString(1)'), 'unresolved');
    assert.equal(value('constructor(1)'), 'unresolved');
    assert.equal(value('local.self', 'locals {\n  self = local.other\n  other = local.self\n}'), 'unresolved');
  });

  it('a condition that nothing decides keeps both outcomes; a given value decides', () => {
    const text = `variable "prod" {\n  default = false\n}\n${CONFIG('    instance_type = var.prod ? "ml.c5.xlarge" : "ml.t2.medium"')}`;
    assert.deepEqual(variantOf(text), {
      InstanceType: { oneOf: 'var.prod', branches: ['ml.c5.xlarge', 'ml.t2.medium'] },
    });
    assert.deepEqual(variantOf({ 'main.tf': text, 'terraform.tfvars': 'prod = true' }), {
      InstanceType: 'ml.c5.xlarge',
    });
    const negated = text.replace('var.prod ?', '!var.prod ?');
    assert.deepEqual(variantOf(negated), {
      InstanceType: { oneOf: 'var.prod', branches: ['ml.t2.medium', 'ml.c5.xlarge'] },
    });
    const equal = text.replace('var.prod ?', 'var.env != "prod" ?').replace('"prod" {\n  default = false', '"env" {');
    assert.deepEqual(variantOf(equal), {
      InstanceType: { oneOf: 'var.env == "prod"', branches: ['ml.t2.medium', 'ml.c5.xlarge'] },
    });
  });

  it('count says whether a resource is there, for_each how often', () => {
    const group = (head: string, name: string): string =>
      `resource "aws_cloudwatch_log_group" "l" {\n  ${head}\n  name = ${name}\n}\n`;
    const groups = (text: string): unknown =>
      resourcesOf(graphOf(text), 'LogGroup').map(({ id, properties, existsIf }) => [
        id.slice(2),
        (plainContent(properties) as { LogGroupName: unknown }).LogGroupName,
        existsIf ?? null,
      ]);
    const flag = 'variable "on" {\n  default = true\n}\n';
    assert.deepEqual(groups(flag + group('count = var.on ? 1 : 0', '"a"')), [
      ['aws_cloudwatch_log_group.l[0]', 'a', { condition: 'var.on', branch: 0 }],
    ]);
    assert.deepEqual(groups(flag + group('count = var.on ? 0 : 1', '"a"')), [
      ['aws_cloudwatch_log_group.l[0]', 'a', { condition: 'var.on', branch: 1 }],
    ]);
    assert.deepEqual(groups(group('count = 0', '"a"')), []);
    assert.deepEqual(groups(group('count = 2', '"a-${count.index}"')), [
      ['aws_cloudwatch_log_group.l[0]', 'a-0', null],
      ['aws_cloudwatch_log_group.l[1]', 'a-1', null],
    ]);
    assert.deepEqual(groups(group('for_each = toset(["x", "y"])', 'each.key')), [
      ['aws_cloudwatch_log_group.l["x"]', 'x', null],
      ['aws_cloudwatch_log_group.l["y"]', 'y', null],
    ]);
    assert.deepEqual(groups(group('for_each = { x = { name = "n" } }', 'each.value.name')), [
      ['aws_cloudwatch_log_group.l["x"]', 'n', null],
    ]);
    assert.deepEqual(groups(`variable "all" {}\n${group('for_each = var.all', 'each.value.name')}`), [
      ['aws_cloudwatch_log_group.l[*]', { unresolved: 'var.all.name' }, null],
    ]);
    assert.deepEqual(groups(`variable "n" {}\n${group('count = var.n', '"a"')}`), [
      ['aws_cloudwatch_log_group.l[0]', 'a', { condition: 'var.n > 0', branch: 0 }],
    ]);
  });

  it('dynamic blocks over what is known are blocks; over what is not, nobody knows', () => {
    const dynamic = (
      list: string,
    ): string => `variable "on" {\n  default = true\n}\nvariable "any" {}\nresource "aws_sagemaker_endpoint_configuration" "c" {
  dynamic "production_variants" {
    for_each = ${list}
    content {
      variant_name  = production_variants.key
      instance_type = production_variants.value.type
    }
  }
}
`;
    const variants = (list: string): unknown =>
      plainContent(at(graphOf(dynamic(list)), 'EndpointConfig', 'ProductionVariants'));
    assert.deepEqual(variants('{ a = { type = "x" }, b = { type = "y" } }'), [
      { VariantName: 'a', InstanceType: 'x' },
      { VariantName: 'b', InstanceType: 'y' },
    ]);
    assert.deepEqual(variants('var.any'), ['…']);
    const single = (list: string): unknown =>
      variantOf(
        `variable "on" {\n  default = true\n}\nvariable "any" {}\n${CONFIG(`    dynamic "serverless_config" {\n      for_each = ${list}\n      content {\n        max_concurrency = 5\n      }\n    }`)}`,
      );
    assert.deepEqual(single('[1]'), { ServerlessConfig: { MaxConcurrency: 5 } });
    assert.deepEqual(single('[]'), {});
    assert.deepEqual(single('var.on ? [1] : []'), {
      ServerlessConfig: { oneOf: 'var.on', branches: [{ MaxConcurrency: 5 }, undefined] },
    });
    assert.deepEqual(single('var.any'), {
      ServerlessConfig: { unresolved: 'it is not known whether the block stands' },
    });
  });

  it('providers name the Region; a resource may name its own', () => {
    const group = 'resource "aws_cloudwatch_log_group" "l" {\n  provider = aws.west\n}\n';
    const graph = graphOf(
      `provider "aws" {\n  region = "eu-west-1"\n}\nprovider "aws" {\n  alias  = "west"\n  region = "us-west-2"\n}\n${group}`,
    );
    assert.equal(known(graph.region), 'eu-west-1');
    assert.equal(known(first(graph, 'LogGroup').region), 'us-west-2');
    assert.equal(
      known(first(graphOf(group.replace('provider = aws.west', 'region = "eu-north-1"')), 'LogGroup').region),
      'eu-north-1',
    );
    assert.equal(graphOf('variable "r" {}\nprovider "aws" {\n  region = var.r\n}\n').region.how, 'unresolved');
    assert.equal(graphOf('provider "google" {\n  region = "x"\n}\n').region.how, 'assumed');
  });
});

describe('Terraform, modules that call modules', () => {
  const MODULE = `variable "type" {
  default = "ml.m5.large"
}
${CONFIG('    instance_type = var.type')}
output "name" {
  value = aws_sagemaker_endpoint_configuration.c.name
}
`;
  const types = (files: Files, unit = '*.tf'): unknown =>
    graphsOf(files, unit).flatMap((graph) =>
      resourcesOf(graph, 'EndpointConfig').map((config) => {
        const list = plainContent(config.properties) as { ProductionVariants: { InstanceType: unknown }[] };
        return [config.id, list.ProductionVariants[0]?.InstanceType];
      }),
    );

  it('a call gives values to the variables, and each call deploys', () => {
    const files = {
      'main.tf':
        'module "a" {\n  source = "./modules/endpoint"\n  type   = "ml.c5.large"\n}\nmodule "b" {\n  source = "./modules/endpoint"\n}\n',
      'modules/endpoint/main.tf': MODULE,
    };
    assert.deepEqual(types(files), [
      ['.#module.a.aws_sagemaker_endpoint_configuration.c', 'ml.c5.large'],
      ['.#module.b.aws_sagemaker_endpoint_configuration.c', 'ml.m5.large'],
    ]);
    const [graph] = graphsOf(files);
    assert.deepEqual(graph?.includes, ['modules/endpoint/*.tf']);
    const value = at(graph, 'EndpointConfig', 'ProductionVariants', 0, 'InstanceType');
    assert.equal(value.kind === 'scalar' ? textAt(files, value.origin) : '', '"ml.c5.large"');
    assert.equal(value.kind === 'scalar' ? value.usedAt.file : '', 'modules/endpoint/main.tf');
  });

  it('values go through several modules, and come back as outputs', () => {
    const files = {
      'root/main.tf': `variable "type" {}
module "outer" {
  source = "../outer"
  type   = var.type
}
resource "aws_sagemaker_endpoint" "e" {
  endpoint_config_name = module.outer.config
}
`,
      'root/prod.tfvars': 'type = "ml.c5.large"\n',
      'outer/main.tf':
        'variable "type" {}\nmodule "inner" {\n  source = "../endpoint"\n  type = var.type\n}\noutput "config" {\n  value = module.inner.name\n}\n',
      'endpoint/main.tf': MODULE,
    };
    assert.deepEqual(types(files, 'root/*.tf'), [
      ['root#module.outer.module.inner.aws_sagemaker_endpoint_configuration.c', 'ml.c5.large'],
    ]);
    const [graph] = graphsOf(files, 'root/*.tf');
    assert.ok(graph);
    assert.deepEqual(plainContent(at(graph, 'Endpoint', 'EndpointConfigName')), {
      reference: 'root#module.outer.module.inner.aws_sagemaker_endpoint_configuration.c',
    });
  });

  it('a call may be counted, and may be under a condition', () => {
    const call = (head: string): Files => ({
      'main.tf': `variable "on" {\n  default = true\n}\nmodule "a" {\n  source = "./m"\n  ${head}\n}\n`,
      'm/main.tf': MODULE,
    });
    assert.deepEqual(types(call('for_each = { x = "ml.c5.large", y = "ml.c5.xlarge" }\n  type = each.value')), [
      ['.#module.a["x"].aws_sagemaker_endpoint_configuration.c', 'ml.c5.large'],
      ['.#module.a["y"].aws_sagemaker_endpoint_configuration.c', 'ml.c5.xlarge'],
    ]);
    const [graph] = graphsOf(call('count = var.on ? 1 : 0'));
    assert.ok(graph);
    assert.deepEqual(first(graph, 'EndpointConfig').existsIf, { condition: 'var.on', branch: 0 });
  });

  it('what is not in the workspace, and what calls itself, deploys nothing', () => {
    const call = (source: string): string => `module "a" {\n  source = "${source}"\n}\n`;
    assert.deepEqual(types({ 'main.tf': call('terraform-aws-modules/sagemaker/aws') }), []);
    assert.deepEqual(types({ 'main.tf': call('./missing') }), []);
    assert.deepEqual(types({ 'main.tf': call('../outside') }), []);
    assert.deepEqual(types({ 'a/main.tf': call('../b'), 'b/main.tf': call('../a') + MODULE }, 'a/*.tf'), [
      ['a#module.a.aws_sagemaker_endpoint_configuration.c', 'ml.m5.large'],
    ]);
    assert.deepEqual(types({ 'main.tf': call('./') + MODULE }), [
      ['.#aws_sagemaker_endpoint_configuration.c', 'ml.m5.large'],
    ]);
  });
});

describe('Terraform, files that override others', () => {
  const OF_ONE = `resource "aws_sagemaker_endpoint" "e" {
  name = "e"
}
`;
  const countIn = (files: Readonly<Record<string, string>>): unknown =>
    [...(graphsOf(files)[0]?.resources.keys() ?? [])].length;

  it('are those of one machine: they deploy nothing', () => {
    const files = { 'override.tf': OF_ONE, 'main_override.tf': OF_ONE, 'b_override.tf.json': '{}' };
    assert.equal(countIn({ 'main.tf': OF_ONE, ...files }), 1);
    assert.equal(countIn({ 'main.tf': OF_ONE, 'overrides.tf': OF_ONE }), 2);
  });
});

describe('Terraform, modules that are not in the workspace', () => {
  const told = (source: string, name = 'sagemaker'): unknown =>
    graphsOf({ 'main.tf': `module "${name}" {\n  source = "${source}"\n}\n` })[0]?.observations.map((each) =>
      each.kind === 'unfollowed' ? each.why : each.kind,
    );

  it('deploy what is not known, and say so', () => {
    assert.deepEqual(told('terraform-aws-modules/sagemaker/aws'), [
      'module.sagemaker comes from terraform-aws-modules/sagemaker/aws, which is not in the workspace',
    ]);
    assert.deepEqual(told('git::https://example.com/modules.git//hosting', 'sagemaker_hosting'), [
      'module.sagemaker_hosting comes from git::https://example.com/modules.git//hosting, which is not in the workspace',
    ]);
    assert.deepEqual(told('../elsewhere'), ['module.sagemaker comes from ../elsewhere, which is not in the workspace']);
  });

  it('are told where an argument is an instance type', () => {
    const call = (line: string): string => `module "a" {\n  source = "../modules/a"\n  ${line}\n}\n`;
    const why = (line: string, files = {}): unknown =>
      graphsOf({ 'live/main.tf': call(line), ...files }, 'live/*.tf')[0]?.observations.length;
    assert.equal(why('instance_type = "ml.m5.large"'), 1);
    assert.equal(why('instance_type = "m5.large"'), 0);
    assert.equal(why('domain = "ml.example.com"'), 0);
    assert.equal(why('instance_type = "ml.m5.large"', { 'modules/a/main.tf': 'variable "instance_type" {}\n' }), 0);
  });

  it('are of no interest where nothing says SageMaker', () => {
    assert.deepEqual(told('terraform-aws-modules/vpc/aws', 'network'), []);
  });

  it('are told to the user once, with the place', () => {
    const advisor = new Advisor();
    const text = 'module "sagemaker" {\n  source = "example/sagemaker-endpoint/aws"\n}\n';
    for (const [file, each] of [
      ['main.tf', text],
      ['dev.tfvars', 'type = "a"\n'],
      ['prod.tfvars', 'type = "b"\n'],
    ] as const)
      advisor.update({ file, cells: [{ index: null, text: each, code: true }] });
    const { notices, deployments } = advisor.advise('main.tf');
    assert.deepEqual(deployments, []);
    assert.deepEqual(
      notices.map((each) => [each.kind, each.at.file, each.message]),
      [
        [
          'unresolved',
          'main.tf',
          'What is deployed here is not counted: module.sagemaker comes from example/sagemaker-endpoint/aws, which is not in the workspace',
        ],
      ],
    );
  });
});

describe('Terraform in JSON', () => {
  it('is read as the other syntax is, whatever the resource', () => {
    const resources: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
      aws_sagemaker_endpoint_configuration: {
        name: 'c',
        production_variants: [
          {
            variant_name: 'a',
            model_name: '${aws_sagemaker_model.r.name}',
            instance_type: 'ml.m5.large',
            initial_instance_count: 2,
          },
          { variant_name: 'b', model_name: 'n', serverless_config: { max_concurrency: 2, memory_size_in_mb: 2048 } },
        ],
        shadow_production_variants: { variant_name: 's', instance_type: 'ml.m5.large', initial_instance_count: 1 },
        data_capture_config: {
          enable_capture: true,
          initial_sampling_percentage: 100,
          destination_s3_uri: 's3://b',
          capture_options: { capture_mode: 'Input' },
        },
        async_inference_config: { output_config: { s3_output_path: 's3://b' } },
      },
      aws_sagemaker_endpoint: { name: 'e', endpoint_config_name: '${aws_sagemaker_endpoint_configuration.r.name}' },
      aws_sagemaker_model: {
        name: 'm',
        execution_role_arn: 'r',
        primary_container: { image: 'i', environment: { A: '1' } },
      },
      aws_appautoscaling_target: {
        resource_id: 'endpoint/${aws_sagemaker_endpoint.r.name}/variant/a',
        scalable_dimension: 'sagemaker:variant:DesiredInstanceCount',
        service_namespace: 'sagemaker',
        min_capacity: 1,
        max_capacity: 3,
      },
      aws_appautoscaling_policy: {
        name: 'p',
        policy_type: 'TargetTrackingScaling',
        resource_id: '${aws_appautoscaling_target.r.resource_id}',
        scalable_dimension: '${aws_appautoscaling_target.r.scalable_dimension}',
        service_namespace: 'sagemaker',
        target_tracking_scaling_policy_configuration: {
          target_value: 5,
          predefined_metric_specification: { predefined_metric_type: 'SageMakerVariantInvocationsPerInstance' },
        },
      },
      aws_cloudwatch_metric_alarm: {
        alarm_name: 'a',
        metric_name: 'CPUUtilization',
        namespace: 'n',
        dimensions: { EndpointName: '${aws_sagemaker_endpoint.r.name}' },
        alarm_actions: ['x'],
      },
      aws_cloudwatch_log_group: { name: '/aws/sagemaker/Endpoints/e', retention_in_days: 7 },
      aws_ecr_repository: { name: 'images' },
      aws_ecr_lifecycle_policy: { repository: '${aws_ecr_repository.r.name}', policy: 'x' },
      aws_s3_bucket: { bucket: 'b' },
      aws_s3_bucket_lifecycle_configuration: {
        bucket: '${aws_s3_bucket.r.id}',
        rule: { id: 'r', status: 'Enabled', expiration: { days: 30 } },
      },
      aws_scheduler_schedule: {
        name: 's',
        schedule_expression: 'rate(1 day)',
        target: { arn: 'a', role_arn: 'r' },
        flexible_time_window: { mode: 'OFF' },
      },
      aws_cloudwatch_event_rule: { name: 'r', schedule_expression: 'rate(1 day)' },
      aws_cloudwatch_event_target: { rule: '${aws_cloudwatch_event_rule.r.name}', arn: 'a' },
    };
    const text = (value: unknown): string =>
      typeof value === 'string'
        ? `"${value}"`
        : Array.isArray(value)
          ? `[${value.map(text).join(', ')}]`
          : String(value);
    const MAPS = new Set(['environment', 'dimensions']);
    const lines = (body: Readonly<Record<string, unknown>>): string =>
      Object.entries(body)
        .map(([key, value]) => {
          const many = (Array.isArray(value) ? value : [value]) as unknown[];
          if (many.some((each) => typeof each === 'object'))
            return many
              .map(
                (each) =>
                  `${key} ${MAPS.has(key) ? '= ' : ''}{\n${lines(each as Readonly<Record<string, unknown>>)}}\n`,
              )
              .join('');
          return `${key} = ${text(value)}\n`;
        })
        .join('');
    const written = Object.entries(resources).map(([type, body]) => `resource "${type}" "r" {\n${lines(body)}}\n`);
    const json = {
      resource: Object.fromEntries(Object.entries(resources).map(([type, body]) => [type, { r: body }])),
    };
    const content = (graph: Graph): unknown =>
      [...graph.resources.values()].map((each) => [each.id, plainContent(each.properties)]).sort();
    const inJson = graphOf({ 'main.tf.json': JSON.stringify(json, null, 2) });
    assert.ok(inJson.resources.size >= 10);
    assert.deepEqual(content(inJson), content(graphOf(written.join('\n'))));
  });

  it('is read as the other syntax is', () => {
    const graph = graphOf({
      'main.tf.json': JSON.stringify({
        '//': 'written by hand',
        variable: { type: { default: 'ml.c5.xlarge' } },
        resource: {
          aws_sagemaker_endpoint_configuration: {
            c: {
              name: 'ranking',
              production_variants: [
                { variant_name: 'a', instance_type: '${var.type}', serverless_config: { max_concurrency: 2 } },
              ],
            },
          },
          aws_sagemaker_endpoint: { e: { endpoint_config_name: '${aws_sagemaker_endpoint_configuration.c.name}' } },
        },
      }),
    });
    assert.deepEqual(plainContent(first(graph, 'EndpointConfig').properties), {
      EndpointConfigName: 'ranking',
      ProductionVariants: [{ VariantName: 'a', InstanceType: 'ml.c5.xlarge', ServerlessConfig: { MaxConcurrency: 2 } }],
    });
    assert.deepEqual(plainContent(at(graph, 'Endpoint', 'EndpointConfigName')), {
      reference: '.#aws_sagemaker_endpoint_configuration.c',
    });
  });
});

describe('Terraform, what is read at all', () => {
  it('files are units by their folders', () => {
    const unit = (file: string): unknown => terraform.unitOf?.(file);
    assert.equal(unit('a/b/main.tf'), 'a/b/*.tf');
    assert.equal(unit('main.tf.json'), '*.tf');
    assert.equal(unit('a/terraform.tfvars'), 'a/*.tf');
    assert.equal(unit('a/x.auto.tfvars'), 'a/*.tf');
    assert.equal(unit('a/prod.tfvars'), null);
    assert.equal(unit('a/main.tftest.hcl'), null);
    assert.equal(unit('a/package.json'), null);
  });

  it('a module in which nothing is ours is not read', () => {
    assert.equal(terraform.concerns('main.tf', 'resource "aws_instance" "x" {}'), false);
    assert.equal(terraform.concerns('main.tf', 'resource "aws_cloudwatch_log_group" "x" {}'), true);
    assert.equal(terraform.concerns('main.tf', 'module "x" {\n  source = "./modules/endpoint"\n}'), true);
    assert.equal(terraform.concerns('main.py', 'aws_sagemaker_endpoint'), false);
  });

  it('outputs that only refer to resources are nothing', () => {
    assert.equal(graphOf('output "x" {\n  value = aws_sagemaker_endpoint.e.name\n}\n').resources.size, 0);
  });

  it('conflicts and binary files are left alone', () => {
    const conflict = '<<<<<<< HEAD\nresource "a" "b" {}\n=======\n>>>>>>> x\n';
    assert.equal(terraform.read(moduleOf({ 'main.tf': conflict }, '*.tf'), null).skipped, 'merge conflict markers');
    assert.equal(terraform.read(moduleOf({ 'main.tf': 'a\u0000' }, '*.tf'), null).skipped, 'binary file');
  });
});
