import { compileModel } from '../../src/practices/compileModel';
import { considerEdge } from '../../src/practices/considerEdge';
import { measureUtilisation } from '../../src/practices/measureUtilisation';
import { retiredEdgeManager } from '../../src/practices/retiredEdgeManager';
import { shareContainerEndpoint } from '../../src/practices/shareContainerEndpoint';
import { shareEndpoint } from '../../src/practices/shareEndpoint';
import { useInferencePipeline } from '../../src/practices/useInferencePipeline';
import { useInferentia } from '../../src/practices/useInferentia';
import { fires, silent } from './practiceCase';

const DLC = '763104351884.dkr.ecr.us-east-1.amazonaws.com';
const PYTORCH = `${DLC}/pytorch-inference:2.6.0-cpu-py312`;
const PYTORCH_GPU = `${DLC}/pytorch-inference:2.6.0-gpu-py312-cu124-ubuntu22.04-sagemaker`;
const TENSORFLOW = `${DLC}/tensorflow-inference:2.14.1-cpu`;

interface Served {
  readonly image?: string;
  readonly type?: string;
  /** Drawn under the type. */
  readonly told?: string;
  /** Drawn under the endpoint's name. */
  readonly toldOfEndpoint?: string;
  readonly data?: string;
  readonly endpoint?: string;
}

/** A model, its configuration and its endpoint. */
function served(
  name: string,
  {
    image = PYTORCH,
    type = '"ml.c5.xlarge"',
    told,
    toldOfEndpoint,
    data = 's3://acme/m.tar.gz',
    endpoint,
  }: Served = {},
): string {
  const called = endpoint ?? `"${name}"`;
  const squiggle = (column: number, text: string, subject?: string): string =>
    subject === undefined ? '' : `#${' '.repeat(column - 1)}${'^'.repeat(text.length)} ${subject}\n`;
  return `resource "aws_sagemaker_model" "${name}" {
  execution_role_arn = var.role_arn
  primary_container {
    image          = "${image}"
    model_data_url = "${data}"
  }
}

resource "aws_sagemaker_endpoint_configuration" "${name}" {
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = aws_sagemaker_model.${name}.name
    instance_type          = ${type}
${squiggle(29, type, told)}    initial_instance_count = 1
  }
}

resource "aws_sagemaker_endpoint" "${name}" {
  name                 = ${called}
${squiggle(25, called, toldOfEndpoint)}  endpoint_config_name = aws_sagemaker_endpoint_configuration.${name}.name
}

`;
}

const file = 'infra/main.tf';
const VARIABLES = 'variable "instance_type" { type = string }\nvariable "image" { type = string }\n';

describe('Terraform: compile-model', () => {
  const TOLD = 'PyTorch as trained → torch.compile';

  it('tells of a model that is served as it was trained', () => {
    fires(compileModel, { file, visibility: 'report', source: served('claims', { told: TOLD }) });
    const prebuilt = served('claims', { told: 'XGBoost as trained → Treelite' }).replace(
      `"${PYTORCH}"`,
      'data.aws_sagemaker_prebuilt_ecr_image.xgboost.registry_path',
    );
    fires(compileModel, {
      file,
      source: `${prebuilt}data "aws_sagemaker_prebuilt_ecr_image" "xgboost" {
  repository_name = "sagemaker-xgboost"
  image_tag       = "1.7-1"
  region          = "us-east-1"
}
`,
    });
    fires(compileModel, {
      file,
      files: { 'infra/variables.tf': 'variable "image" {\n  default = "' + PYTORCH + '"\n}\n' },
      source: served('claims', { told: TOLD }).replace(`"${PYTORCH}"`, 'var.image'),
    });
  });

  it('is silent where it is compiled, or not known', () => {
    silent(compileModel, { file, source: served('claims', { data: 's3://acme/claims-onnx/m.tar.gz' }) });
    silent(compileModel, {
      file,
      files: { 'src/inference.py': 'import torch\n\n\ndef model_fn(path):\n    return torch.compile(load(path))\n' },
      source: served('claims'),
    });
    silent(compileModel, { file, source: served('claims', { type: 'var.instance_type' }) + VARIABLES });
    silent(compileModel, { file, source: VARIABLES + served('claims').replace(`"${PYTORCH}"`, 'var.image') });
  });
});

describe('Terraform: use-inferentia', () => {
  const TOLD = 'ml.g5.xlarge → ml.inf2.xlarge, compiled for it';

  it('tells of one GPU that serves PyTorch', () => {
    fires(useInferentia, {
      file,
      grade: 'consider',
      preferred: false,
      source: served('claims', { image: PYTORCH_GPU, type: '"ml.g5.xlarge"', told: TOLD }),
    });
    fires(useInferentia, {
      file,
      files: { 'infra/variables.tf': 'variable "instance_type" {\n  default = "ml.g5.xlarge"\n}\n' },
      source: served('claims', { image: PYTORCH_GPU, type: 'var.instance_type', told: TOLD }),
    });
  });

  it('is silent about several GPUs, other frameworks, own images and what is not known', () => {
    const on = (type: string, image = PYTORCH_GPU): string => served('claims', { image, type });
    silent(useInferentia, { file, source: on('"ml.g5.12xlarge"') });
    silent(useInferentia, { file, source: on('var.instance_type') + VARIABLES });
    silent(useInferentia, { file, source: on('"ml.g5.xlarge"', `${DLC}/tensorflow-inference:2.14.1-gpu`) });
    silent(useInferentia, {
      file,
      source: on('"ml.g5.xlarge"', '123456789012.dkr.ecr.us-east-1.amazonaws.com/pytorch-inference:2.6.0-gpu'),
    });
    silent(useInferentia, {
      file,
      source: on('"ml.g5.xlarge"').replace('primary_container {', 'primary_container {\n    mode = "MultiModel"'),
    });
  });
});

describe('Terraform: share-endpoint', () => {
  const TOLD = '2 pytorch endpoints → one shared';

  it('tells of endpoints of one framework, in one module and in two', () => {
    fires(shareEndpoint, {
      file,
      grade: 'consider',
      visibility: 'report',
      source: served('claims', { told: TOLD }) + served('offers'),
    });
    fires(shareEndpoint, {
      file: 'a/main.tf',
      files: { 'b/main.tf': served('offers') },
      source: served('claims', { told: TOLD }),
    });
  });

  it('tells of what for_each makes', () => {
    const each = served('model', { told: TOLD, endpoint: 'each.key' })
      .replaceAll(/^resource .*$/gm, '$&\n  for_each = toset(["claims", "offers"])')
      .replaceAll(/(aws_sagemaker_(?:model|endpoint_configuration)\.model)\./g, '$1[each.key].');
    fires(shareEndpoint, { file, source: each });
  });

  it('is silent about stages, several variants, and one endpoint for each environment', () => {
    silent(shareEndpoint, { file, source: served('claims-dev') + served('claims-prod') });
    silent(shareEndpoint, { file, source: served('claims') + served('offers', { image: TENSORFLOW }) });
    silent(shareEndpoint, {
      file,
      files: { 'infra/dev.tfvars': 'stage = "dev"\n', 'infra/prod.tfvars': 'stage = "prod"\n' },
      source: `variable "stage" {}\n${served('claims', { endpoint: '"claims-${var.stage}"' })}`,
    });
    silent(shareEndpoint, {
      file,
      source:
        served('claims') +
        served('offers').replace('  primary_container {', '  primary_container {\n    mode = "MultiModel"'),
    });
  });
});

describe('Terraform: share-container-endpoint', () => {
  it('tells of different frameworks on CPUs', () => {
    fires(shareContainerEndpoint, {
      file,
      grade: 'consider',
      visibility: 'report',
      source:
        served('claims', { told: 'endpoints of 2 frameworks → one with 2 containers' }) +
        served('offers', { image: TENSORFLOW }),
    });
  });

  it('is silent about GPUs, and where the image is not known', () => {
    silent(shareContainerEndpoint, {
      file,
      source:
        served('claims', { image: PYTORCH_GPU, type: '"ml.g5.xlarge"' }) +
        served('offers', { image: `${DLC}/tensorflow-inference:2.14.1-gpu`, type: '"ml.g5.xlarge"' }),
    });
    silent(shareContainerEndpoint, {
      file,
      source:
        VARIABLES + served('claims') + served('offers', { image: TENSORFLOW }).replace(`"${TENSORFLOW}"`, 'var.image'),
    });
  });
});

describe('Terraform: measure-utilisation', () => {
  const TOLD = 'nobody watches how busy it is → alarm and dashboard';
  const alarm = (
    metric: string,
    namespace: string,
    endpoint: string,
  ): string => `resource "aws_cloudwatch_metric_alarm" "a" {
  alarm_name          = "claims"
  namespace           = "${namespace}"
  metric_name         = "${metric}"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 1
  dimensions = {
    EndpointName = ${endpoint}
    VariantName  = "AllTraffic"
  }
}
`;

  it('tells of an endpoint that nobody watches, or only for errors', () => {
    fires(measureUtilisation, { file, visibility: 'report', source: served('claims', { toldOfEndpoint: TOLD }) });
    fires(measureUtilisation, {
      file,
      source:
        served('claims', { toldOfEndpoint: TOLD }) +
        alarm('Invocation5XXErrors', 'AWS/SageMaker', 'aws_sagemaker_endpoint.claims.name'),
    });
    fires(measureUtilisation, {
      file,
      source: served('claims', { toldOfEndpoint: TOLD }) + alarm('CPUUtilization', 'AWS/EC2', '"claims"'),
    });
  });

  it('is silent where somebody watches, or may', () => {
    for (const endpoint of ['aws_sagemaker_endpoint.claims.name', '"claims"', 'var.endpoint'])
      silent(measureUtilisation, {
        file,
        source: served('claims') + alarm('CPUUtilization', '/aws/sagemaker/Endpoints', endpoint),
      });
    silent(measureUtilisation, {
      file,
      source: served('claims'),
      files: { 'alarms/main.tf': alarm('CPUUtilization', '/aws/sagemaker/Endpoints', '"claims"') },
    });
    silent(measureUtilisation, {
      file,
      source: `${served('claims')}resource "aws_cloudwatch_dashboard" "d" {
  dashboard_name = "claims"
  dashboard_body = jsonencode({
    widgets = [{ type = "metric", properties = { metrics = [["/aws/sagemaker/Endpoints", "CPUUtilization", "EndpointName", "claims"]] } }]
  })
}
`,
    });
  });

  const computed = (
    metric: string,
    endpoint: string,
    namespace = '/aws/sagemaker/Endpoints',
  ): string => `resource "aws_cloudwatch_metric_alarm" "busy" {
  alarm_name          = "claims"
  comparison_operator = "LessThanThreshold"
  evaluation_periods  = 7
  metric_query {
    id          = "shown"
    expression  = "measured / 8"
    return_data = true
  }
  metric_query {
    id = "measured"
    metric {
      namespace   = "${namespace}"
      metric_name = "${metric}"
      period      = 3600
      stat        = "Maximum"
      dimensions  = { EndpointName = ${endpoint}, VariantName = "AllTraffic" }
    }
  }
}
`;

  it('tells of one beside which something else is computed', () => {
    const told = served('claims', { toldOfEndpoint: TOLD });
    for (const alarm of [
      computed('CPUUtilization', '"other"'),
      computed('Invocation5XXErrors', 'aws_sagemaker_endpoint.claims.name', 'AWS/SageMaker'),
      computed('CPUUtilization', '"claims"', 'AWS/ECS'),
    ]) {
      fires(measureUtilisation, { file, source: told + alarm });
      fires(measureUtilisation, { file, source: told, files: { 'alarms/main.tf': alarm } });
    }
  });

  it('is silent where a metric is computed, or may be of it, and about serverless endpoints', () => {
    for (const endpoint of ['aws_sagemaker_endpoint.claims.name', '"claims"', 'var.endpoint'])
      silent(measureUtilisation, { file, source: served('claims') + computed('CPUUtilization', endpoint) });
    silent(measureUtilisation, {
      file,
      source: served('claims'),
      files: { 'alarms/main.tf': computed('CPUUtilization', '"claims"') },
    });
    silent(measureUtilisation, {
      file,
      source: served('claims').replace(
        / {4}instance_type .*\n {4}initial.*\n/,
        '    serverless_config {\n      memory_size_in_mb = 2048\n      max_concurrency   = 5\n    }\n',
      ),
    });
  });
});

describe('Terraform: consider-edge', () => {
  const device = (name: string): string =>
    `import boto3\nimport greengrasssdk\nruntime = boto3.client("sagemaker-runtime")\nruntime.invoke_endpoint(EndpointName=${name}, Body=frame)\n`;

  it('tells of an endpoint that devices call', () => {
    fires(considerEdge, {
      file,
      visibility: 'report',
      source: served('claims', { toldOfEndpoint: 'devices call this endpoint → the model on the device' }),
      files: { 'device/main.py': device('"claims"') },
    });
  });

  it('is silent about others', () => {
    silent(considerEdge, { file, source: served('claims'), files: { 'device/main.py': device('"other"') } });
    silent(considerEdge, {
      file,
      source: `variable "name" {}\n${served('claims', { endpoint: 'var.name' })}`,
      files: { 'device/main.py': device('"claims"') },
    });
  });
});

describe('Terraform: retired-edge-manager', () => {
  const TOLD = 'Edge Manager ended in April 2024 → Greengrass V2 component';

  it('speaks of its resources', () => {
    fires(retiredEdgeManager, {
      file: 'edge/main.tf',
      grade: 'certain',
      source: `resource "aws_sagemaker_device_fleet" "cameras" {
#        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ${TOLD}
  device_fleet_name = "cameras"
  role_arn          = var.role_arn
  output_config {
    s3_output_location = "s3://acme/cameras/"
  }
}
resource "aws_sagemaker_device" "door" {
#        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ${TOLD}
  device_fleet_name = aws_sagemaker_device_fleet.cameras.device_fleet_name
  device {
    device_name = "door"
  }
}
`,
    });
  });

  it('is silent about other fleets', () => {
    silent(retiredEdgeManager, {
      file: 'edge/main.tf',
      source:
        'resource "aws_devicefarm_device_pool" "p" {\n  name = "sagemaker"\n}\nresource "aws_iot_thing" "t" {\n  name = "cameras"\n}\n# resource "aws_sagemaker_device_fleet" "x" {}\n',
    });
  });
});

describe('Terraform: use-inference-pipeline', () => {
  const calls = (first: string, second: string): string => `import boto3
runtime = boto3.client("sagemaker-runtime")
response = runtime.invoke_endpoint(EndpointName="claims", Body=body)
runtime.invoke_endpoint(EndpointName=${first}, Body=${second})
`;

  it('tells of two endpoints of which one gets the answer of the other', () => {
    fires(useInferencePipeline, {
      file,
      source: served('claims', { told: 'two endpoints in a row → one inference pipeline' }) + served('offers'),
      files: { 'app/main.py': calls('"offers"', 'response["Body"].read()') },
    });
  });

  it('is silent where both are asked the same, the names are not known, or not one endpoint has that name', () => {
    const BODY = 'response["Body"].read()';
    const quiet = (call: string, more: Readonly<Record<string, string>> = {}, offers = served('offers')): void => {
      silent(useInferencePipeline, {
        file,
        source: served('claims') + offers,
        files: { 'app/main.py': call, ...more },
      });
    };
    quiet(calls('"offers"', 'body'));
    quiet(calls('"claims"', BODY));
    quiet(calls('"other"', BODY));
    quiet(calls('settings.endpoint', BODY));
    quiet(calls('"offers"', BODY), {}, served('offers', { endpoint: 'var.name' }));
    quiet(calls('"offers"', BODY), { 'other/main.tf': served('offers') });
    const asynchronous =
      '$&  async_inference_config {\n    output_config {\n      s3_output_path = "s3://acme/o/"\n    }\n  }\n';
    quiet(calls('"offers"', BODY), {}, served('offers').replace(/^.*_configuration" .*\n/m, asynchronous));
  });

  it('leaves such a chain to the pipeline alone', () => {
    const files = { 'app/main.py': calls('"offers"', 'response["Body"].read()') };
    silent(shareEndpoint, { file, files, source: served('claims') + served('offers') });
    silent(shareContainerEndpoint, { file, files, source: served('claims') + served('offers', { image: TENSORFLOW }) });
  });
});
