import { cleanerRegion } from '../../src/practices/cleanerRegion';
import { dataCaptureSampling } from '../../src/practices/dataCaptureSampling';
import { monitorDrift } from '../../src/practices/monitorDrift';
import { newerGeneration } from '../../src/practices/newerGeneration';
import { retiredElasticInference } from '../../src/practices/retiredElasticInference';
import { rightSizeGpu } from '../../src/practices/rightSizeGpu';
import { rightSizeInstance } from '../../src/practices/rightSizeInstance';
import { scaleToZero } from '../../src/practices/scaleToZero';
import { singleInstanceInDev } from '../../src/practices/singleInstanceInDev';
import { trimServerless } from '../../src/practices/trimServerless';
import { useAsyncInference } from '../../src/practices/useAsyncInference';
import { useBatchTransform } from '../../src/practices/useBatchTransform';
import type { Practice } from '../../src/practices';
import { fires, silent } from './practiceCase';

interface Parts {
  readonly variant?: string;
  readonly config?: string;
  readonly name?: string;
  readonly image?: string;
  readonly container?: string;
  readonly rest?: string;
}

const OWN = '123456789012.dkr.ecr.us-east-1.amazonaws.com/own:1';

/** A module with an endpoint of one variant. */
function module({ variant, config = '', name = 'claims', image = OWN, container = '', rest = '' }: Parts): string {
  return `resource "aws_sagemaker_model" "m" {
  name               = "claims"
  execution_role_arn = var.role_arn

  primary_container {
    image = "${image}"
${container}  }
}

resource "aws_sagemaker_endpoint_configuration" "c" {
  production_variants {
    variant_name = "AllTraffic"
    model_name   = aws_sagemaker_model.m.name
${variant ?? '    instance_type          = "ml.m5.large"\n    initial_instance_count = 1\n'}  }
${config}}

resource "aws_sagemaker_endpoint" "e" {
  name                 = "${name}"
  endpoint_config_name = aws_sagemaker_endpoint_configuration.c.name
}
${rest}`;
}

function on(type: string, count = '1', typeMark = '', countMark = ''): string {
  return `    instance_type          = ${type}\n${typeMark}    initial_instance_count = ${count}\n${countMark}`;
}

const UNDER = '#                            ';
const file = 'main.tf';

const tells = (practice: Practice, source: string, fixed?: string): void => {
  fires(practice, { file, source, ...(fixed === undefined ? {} : { fixed }) });
};
const quiet = (practice: Practice, source: string): void => {
  silent(practice, { file, source });
};

describe('Terraform: what most practices say of an endpoint', () => {
  it('newer-generation', () => {
    const mark = `${UNDER}^^^^^^^^^^^^^^ ml.m4.xlarge → ml.m5.xlarge\n`;
    tells(
      newerGeneration,
      module({ variant: on('"ml.m4.xlarge"', '1', mark) }),
      module({ variant: on('"ml.m5.xlarge"') }),
    );
    quiet(newerGeneration, module({ variant: on('"ml.m7i.xlarge"') }));
    quiet(newerGeneration, module({ variant: on('var.instance_type') }));
  });

  it('single-instance-in-dev', () => {
    const variant = on('"ml.m5.large"', '3', '', `${UNDER}^ dev: 3 instances → 1\n`);
    tells(
      singleInstanceInDev,
      module({ name: 'claims-dev', variant }),
      module({ name: 'claims-dev', variant: on('"ml.m5.large"', '1') }),
    );
    quiet(singleInstanceInDev, module({ name: 'latest-claims', variant: on('"ml.m5.large"', '3') }));
    quiet(singleInstanceInDev, module({ name: 'claims-dev', variant: on('"ml.m5.large"', 'var.count') }));
  });

  it('right-size-gpu', () => {
    const tgi =
      '763104351884.dkr.ecr.us-east-1.amazonaws.com/huggingface-pytorch-tgi-inference:2.7.0-tgi3.3.6-gpu-py311-cu124-ubuntu22.04';
    const gpus = (count: string): string => `    environment = {\n      SM_NUM_GPUS = "${count}"\n    }\n`;
    const mark = `${UNDER}^^^^^^^^^^^^^^^^ ml.g5.12xlarge → ml.g5.2xlarge (1 of 4 GPUs)\n`;
    tells(
      rightSizeGpu,
      module({
        image: tgi,
        container: gpus('1'),
        variant: on('"ml.g5.12xlarge"', '1', mark),
      }),
    );
    quiet(
      rightSizeGpu,
      module({
        image: tgi,
        container: gpus('4'),
        variant: on('"ml.g5.12xlarge"'),
      }),
    );
    quiet(rightSizeGpu, module({ image: tgi, variant: on('"ml.g5.12xlarge"') }));
  });

  it('right-size-instance', () => {
    tells(
      rightSizeInstance,
      module({
        variant: on('"ml.m5.4xlarge"', '1', `${UNDER}^^^^^^^^^^^^^^^ ml.m5.4xlarge → a size that is measured\n`),
      }),
    );
    quiet(rightSizeInstance, module({ variant: on('"ml.m5.xlarge"') }));
  });

  it('trim-serverless', () => {
    const serverless = (more: string): string => `
    serverless_config {
      max_concurrency   = 10
      memory_size_in_mb = 4096
${more}    }
`;
    const warm = serverless(
      '      provisioned_concurrency = 5\n#                               ^ 5 kept warm → none\n',
    );
    tells(trimServerless, module({ variant: warm }), module({ variant: serverless('') }));
    quiet(trimServerless, module({ variant: serverless('') }));
    quiet(
      trimServerless,
      module({
        variant: serverless('      provisioned_concurrency = var.warm\n'),
      }),
    );
  });

  it('scale-to-zero', () => {
    const config = `
  async_inference_config {
    output_config {
      s3_output_path = "s3://acme/out/"
    }
  }
`;
    const target = (least: string, mark = ''): string => `
resource "aws_appautoscaling_target" "t" {
  resource_id        = "endpoint/\${aws_sagemaker_endpoint.e.name}/variant/AllTraffic"
  scalable_dimension = "sagemaker:variant:DesiredInstanceCount"
  service_namespace  = "sagemaker"
  max_capacity       = 4
  min_capacity       = ${least}
${mark}}
`;
    tells(
      scaleToZero,
      module({
        config,
        rest: target('1', '#                      ^ MinCapacity 1 → 0 while the queue is empty\n'),
      }),
    );
    quiet(scaleToZero, module({ config, rest: target('0') }));
    quiet(scaleToZero, module({ config, rest: target('var.least') }));
    quiet(scaleToZero, module({ rest: target('1') }));
  });

  it('use-async-inference', () => {
    tells(
      useAsyncInference,
      module({
        variant: on(
          '"ml.g5.xlarge"',
          '1',
          `${UNDER}^^^^^^^^^^^^^^ ml.g5.xlarge, real time → asynchronous, from 0 instances\n`,
        ),
      }),
    );
    quiet(useAsyncInference, module({}));
  });

  it('use-async-inference, where code elsewhere reads the answers piece by piece', () => {
    const mark = `${UNDER}^^^^^^^^^^^^^^ ml.g5.xlarge, real time → asynchronous, from 0 instances\n`;
    const python = (method: string, name: string): string =>
      `import boto3\nruntime = boto3.client("sagemaker-runtime")\nruntime.${method}(EndpointName=${name}, Body=body)\n`;
    const typescript = `import { InvokeEndpointWithResponseStreamCommand, SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
await new SageMakerRuntimeClient({}).send(new InvokeEndpointWithResponseStreamCommand({ EndpointName: 'claims', Body: body }));
`;
    const stream = 'invoke_endpoint_with_response_stream';
    for (const files of [
      { 'app.py': python(stream, '"claims"') },
      { 'app.py': python(stream, 'settings.endpoint') },
      { 'app.ts': typescript },
    ])
      silent(useAsyncInference, { file, files, source: module({ variant: on('"ml.g5.xlarge"') }) });
    fires(useAsyncInference, {
      file,
      files: { 'app.py': python(stream, '"offers"') },
      source: module({ variant: on('"ml.g5.xlarge"', '1', mark) }),
    });
  });

  it('use-batch-transform, where the schedule starts a function that an archive holds', () => {
    const called = (archive: string, more = ''): string => `data "archive_file" "score" {
  type        = "zip"
  ${archive}
  output_path = "score.zip"
}

resource "aws_lambda_function" "score" {
  function_name = "score"
  handler       = "score.handler"
  filename      = data.archive_file.score.output_path
  environment {
    variables = { ENDPOINT = aws_sagemaker_endpoint.e.name }
  }
}

resource "aws_cloudwatch_event_rule" "nightly" {
  schedule_expression = "cron(0 2 * * ? *)"
}

resource "aws_cloudwatch_event_target" "score" {
  rule = aws_cloudwatch_event_rule.nightly.name
  arn  = aws_lambda_function.score.arn
}
${more}`;
    const code = `import os\nimport boto3\nruntime = boto3.client("sagemaker-runtime")\ndef handler(event, context):\n    runtime.invoke_endpoint(EndpointName=os.environ["ENDPOINT"], Body=b"")\n`;
    const mark = `${UNDER}^^^^^^^^^^^^^ endpoint that only a schedule calls → scheduled batch transform\n`;
    const inFolder = 'infra/main.tf';
    for (const [archive, at] of [
      ['source_file = "${path.module}/src/score.py"', 'infra/src/score.py'],
      ['source_dir  = "${path.module}/../src"', 'src/score.py'],
      ['source_dir  = "src"', 'infra/src/score.py'],
    ] as const)
      fires(useBatchTransform, {
        file: inFolder,
        files: { [at]: code },
        source: module({ variant: on('"ml.m5.large"', '1', mark), rest: called(archive) }),
      });
    // Code that no archive is known to hold may be run by anybody.
    for (const [archive, at] of [
      ['source_dir  = var.sources', 'infra/src/score.py'],
      ['source_dir  = "${path.module}/src"', 'infra/tools/score.py'],
    ] as const)
      silent(useBatchTransform, {
        file: inFolder,
        files: { [at]: code },
        source: module({ rest: called(archive) }),
      });
  });

  it('data-capture-sampling, where a baseline is worked out elsewhere', () => {
    const capture = (mark = ''): string => `
  data_capture_config {
    initial_sampling_percentage = 100
${mark}    destination_s3_uri          = "s3://acme/captured/"
    capture_options {
      capture_mode = "Input"
    }
  }
`;
    const monitor = (method: string): string =>
      `from sagemaker.model_monitor import DefaultModelMonitor\nmonitor = DefaultModelMonitor(role=role)\nmonitor.${method}()\n`;
    const source = module({
      config: capture('#                                 ^^^ InitialSamplingPercentage 100 → 20\n'),
    });
    fires(dataCaptureSampling, { file, source, files: { 'monitor.py': monitor('list_executions') } });
    silent(dataCaptureSampling, {
      file,
      source: module({ config: capture() }),
      files: { 'monitor.py': monitor('suggest_baseline') },
    });
  });

  it('retired-elastic-inference', () => {
    tells(
      retiredElasticInference,
      module({
        variant: `${on('"ml.m5.large"')}    accelerator_type       = "ml.eia2.medium"\n#                            ^^^^^^^^^^^^^^^^ Elastic Inference (ml.eia2.medium) is retired → removed\n`,
      }),
      module({ variant: on('"ml.m5.large"') }),
    );
    quiet(retiredElasticInference, module({}));
    const launch = (accelerator: string): string => `resource "aws_launch_template" "l" {
  instance_type = "c5.large"
${accelerator}}
`;
    tells(
      retiredElasticInference,
      launch(`  elastic_inference_accelerator { type = "eia1.medium" }
# ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Elastic Inference is retired → removed
`),
      launch(''),
    );
    quiet(retiredElasticInference, launch('  # elastic_inference_accelerator {}\n'));
  });

  it('cleaner-region', () => {
    const provider = (region: string, mark = ''): string => `
provider "aws" {
  region = ${region}
${mark}}
`;
    tells(
      cleanerRegion,
      module({
        rest: provider('"eu-central-1"', '#          ^^^^^^^^^^^^^^ eu-central-1 → eu-north-1\n'),
      }),
    );
    quiet(cleanerRegion, module({ rest: provider('"eu-north-1"') }));
    quiet(cleanerRegion, module({ rest: provider('var.region') }));
    const pinned = (comment: string): string => provider('"eu-central-1"').replace('provider', `${comment}provider`);
    quiet(cleanerRegion, module({ rest: pinned('# Data residency: Frankfurt\n') }));
    quiet(cleanerRegion, module({ rest: pinned('# GDPR: as agreed with\n# the data protection officer\n') }));
    tells(
      cleanerRegion,
      module({
        rest: `# GDPR: see the wiki\n${provider('"eu-central-1"', '#          ^^^^^^^^^^^^^^ eu-central-1 → eu-north-1\n')}`,
      }),
    );
    quiet(cleanerRegion, module({ rest: provider('"us-gov-west-1"') }));
  });

  it('monitor-drift', () => {
    tells(
      monitorDrift,
      module({ name: 'claims-prod' }).replace(
        '"claims-prod"\n',
        '"claims-prod"\n#                        ^^^^^^^^^^^^^ no drift monitoring in prod → data capture and a schedule\n',
      ),
    );
    quiet(monitorDrift, module({ name: 'claims-dev' }));
    quiet(monitorDrift, module({ name: 'claims' }));
  });
});
