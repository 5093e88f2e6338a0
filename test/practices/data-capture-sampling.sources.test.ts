import assert from 'node:assert/strict';
import { Advisor } from '../../src/advisor/advisor';
import { dataCaptureSampling } from '../../src/practices/dataCaptureSampling';
import { sourceOf } from '../law';
import { fires, silent } from './practiceCase';

const SUBJECT = 'InitialSamplingPercentage 100 → 20';
const NO_RULE = 'no lifecycle rule for captured data → expires';

const config = (capture: string): string => `Resources:
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      DataCaptureConfig:
${capture}        CaptureOptions: [{ CaptureMode: Input }]
      ProductionVariants:
        - { VariantName: a, ModelName: !Ref M, InstanceType: ml.m5.large, InitialInstanceCount: 1 }
`;
const bucket = (more: string, mark = ''): string => `  CaptureBucket:
${mark}    Type: AWS::S3::Bucket
${more}`;
const quiet = (file: string, source: string): void => {
  silent(dataCaptureSampling, { file, source });
};

describe('data-capture-sampling in source text', () => {
  describe('CloudFormation', () => {
    it('lowers the percentage, in the report only', () => {
      const capture = (percentage: string): string => `        EnableCapture: true
        InitialSamplingPercentage: ${percentage}
        DestinationS3Uri: s3://acme/capture
`;
      fires(dataCaptureSampling, {
        file: 'claims.yaml',
        grade: 'consider',
        preferred: false,
        visibility: 'report',
        source: config(capture(`100\n#                                  ^^^ ${SUBJECT}`)),
        fixed: config(capture('20')),
      });
    });

    it('gives the bucket a rule for the prefix of the capture', () => {
      const capture = `        InitialSamplingPercentage: 30
        DestinationS3Uri: !Sub s3://\${CaptureBucket}/claims/capture
`;
      fires(dataCaptureSampling, {
        file: 'claims.yaml',
        preferred: false,
        visibility: 'report',
        source: config(capture) + bucket('', `# ^^^^^^^^^^^^^ ${NO_RULE}\n`),
        fixed:
          config(capture) +
          bucket(`    Properties:
      LifecycleConfiguration:
        Rules:
          - Id: ExpireCapturedData
            Status: Enabled
            Prefix: claims/capture/
            ExpirationInDays: 30 # replace by the number of days that captured data is needed for
`),
      });
    });

    it('knows a bucket by its written name', () => {
      fires(dataCaptureSampling, {
        file: 'claims.yaml',
        source:
          config('        InitialSamplingPercentage: 10\n        DestinationS3Uri: s3://acme-claims/capture/\n') +
          bucket('    Properties:\n      BucketName: acme-claims\n', `# ^^^^^^^^^^^^^ ${NO_RULE}\n`),
        fixed:
          config('        InitialSamplingPercentage: 10\n        DestinationS3Uri: s3://acme-claims/capture/\n') +
          bucket(`    Properties:
      BucketName: acme-claims
      LifecycleConfiguration:
        Rules:
          - Id: ExpireCapturedData
            Status: Enabled
            Prefix: capture/
            ExpirationInDays: 30 # replace by the number of days that captured data is needed for
`),
      });
    });

    it('changes nothing where a rule would delete all that the bucket holds', () => {
      const source =
        config('        InitialSamplingPercentage: 10\n        DestinationS3Uri: !Sub s3://${CaptureBucket}\n') +
        bucket('');
      const advisor = new Advisor({});
      advisor.update(sourceOf('claims.yaml', source));
      const [finding] = advisor
        .advise('claims.yaml')
        .findings.filter((each) => each.practice === dataCaptureSampling.id);
      assert.ok(finding);
      assert.deepEqual(advisor.fixes('claims.yaml', finding), []);
      assert.match(finding.candidates[0].proposal.recipe?.snippets.cloudformation ?? '', /Prefix: capture\//);
      assert.equal(finding.message, `${NO_RULE}: $0.023 per GB-month for as long as it is kept`);
    });

    it('is silent about samples, capture that is off or decided later, and buckets with a rule', () => {
      const capture = (more: string): string => config(`${more}        DestinationS3Uri: s3://acme/capture\n`);
      quiet('a.yaml', capture('        EnableCapture: true\n        InitialSamplingPercentage: 25\n'));
      quiet('a.yaml', capture('        EnableCapture: false\n        InitialSamplingPercentage: 100\n'));
      quiet('a.yaml', `Parameters:\n  P: { Type: Number }\n${capture('        InitialSamplingPercentage: !Ref P\n')}`);
      quiet(
        'a.yaml',
        `Parameters:\n  E: { Type: String }\n${capture('        EnableCapture: !Ref E\n        InitialSamplingPercentage: 100\n')}`,
      );
      const inBucket =
        '        InitialSamplingPercentage: 30\n        DestinationS3Uri: !Sub s3://${CaptureBucket}/c\n';
      quiet(
        'a.yaml',
        config(inBucket) +
          bucket(`    Properties:
      LifecycleConfiguration:
        Rules: [{ Status: Enabled, ExpirationInDays: 7 }]
`),
      );
      const job = '  Quality:\n    Type: AWS::SageMaker::DataQualityJobDefinition\n    Properties: { RoleArn: r }\n';
      quiet('a.yaml', capture('        EnableCapture: true\n        InitialSamplingPercentage: 100\n') + job);
      quiet('a.yaml', config(inBucket.replace('${CaptureBucket}', '${OtherBucket}')) + bucket(''));
    });
  });

  describe('boto3', () => {
    const source = (percentage: string, mark = ''): string => `import boto3

sm = boto3.client("sagemaker")
sm.create_endpoint_config(
    EndpointConfigName=f"claims-{stamp}",
    ProductionVariants=[{"VariantName": "a", "ModelName": "m", "InstanceType": "ml.m5.large", "InitialInstanceCount": 1}],
    DataCaptureConfig={
        "EnableCapture": True,
        "InitialSamplingPercentage": ${percentage},
${mark}        "DestinationS3Uri": "s3://acme/capture",
    },
)
`;

    it('lowers the percentage', () => {
      fires(dataCaptureSampling, {
        file: 'claims.py',
        source: source('100', `#                                    ^^^ ${SUBJECT}\n`),
        fixed: source('20'),
      });
    });

    it('is silent while a baseline is built', () => {
      quiet('claims.py', `${source('100')}sm.create_data_quality_job_definition(JobDefinitionName="d")\n`);
    });
  });

  describe('the Python SDK', () => {
    const source = (arguments_: string): string => `from sagemaker.model_monitor import DataCaptureConfig
from sagemaker.xgboost import XGBoostModel

capture = DataCaptureConfig(${arguments_}
model = XGBoostModel(model_data="s3://acme/m.tar.gz", role=role, framework_version="1.7-1")
model.deploy(1, "ml.m5.large", data_capture_config=capture)
`;

    it('lowers the percentage where the configuration is made', () => {
      fires(dataCaptureSampling, {
        file: 'claims.py',
        source: source(
          `enable_capture=True, sampling_percentage=100)\n#                                                                    ^^^ ${SUBJECT}`,
        ),
        fixed: source('enable_capture=True, sampling_percentage=20)'),
      });
    });

    it("is silent about the SDK's default, and while a baseline is built", () => {
      quiet('claims.py', source('enable_capture=True)'));
      quiet(
        'claims.py',
        `${source('enable_capture=True, sampling_percentage=100)')}monitor.suggest_baseline(baseline_dataset=train)\n`,
      );
    });

    it('speaks of notebooks too', () => {
      const cells = source('True, 100)').split('\n\n');
      fires(dataCaptureSampling, {
        file: 'claims.ipynb',
        source: cells.map((cell) =>
          cell.replace('True, 100)', `True, 100)\n#                                 ^^^ ${SUBJECT}`),
        ),
        fixed: cells.map((cell) => cell.replace('100', '20')),
      });
    });
  });

  describe('Terraform', () => {
    const capturing = (
      bucketBody: string,
      mark: string,
      sampling: string,
    ): string => `resource "aws_s3_bucket" "capture" {
${mark}${bucketBody}}

resource "aws_sagemaker_endpoint_configuration" "claims" {
  production_variants {
    model_name             = "m"
    instance_type          = "ml.m5.large"
    initial_instance_count = 1
  }

  data_capture_config {
    enable_capture              = true
    initial_sampling_percentage = ${sampling}
    destination_s3_uri          = "s3://\${aws_s3_bucket.capture.id}/claims"

    capture_options {
      capture_mode = "Input"
    }
  }
}
`;
    const named = '  bucket = "acme-capture"\n';
    const rule = (of: string, body = ''): string => `
resource "aws_s3_bucket_lifecycle_configuration" "r" {
${body}  bucket = ${of}

  rule {
    id     = "old"
    status = "Enabled"

    expiration {
      days = 90
    }
  }
}
`;

    it('lowers the percentage', () => {
      fires(dataCaptureSampling, {
        file: 'claims.tf',
        source:
          capturing(named, '', `100\n#                                 ^^^ ${SUBJECT}`) +
          rule('aws_s3_bucket.capture.id'),
        fixed: capturing(named, '', '20') + rule('aws_s3_bucket.capture.id'),
      });
    });

    it('gives the bucket a rule for the prefix of the capture, in a resource of its own', () => {
      fires(dataCaptureSampling, {
        file: 'claims.tf',
        source: capturing(named, `#        ^^^^^^^^^^^^^^^^^^^^^^^^^ ${NO_RULE}\n`, '10'),
        fixed: capturing(named, '', '10').replace(
          '}\n',
          `}

resource "aws_s3_bucket_lifecycle_configuration" "capture" {
  bucket = aws_s3_bucket.capture.bucket

  rule {
    id     = "ExpireCapturedData"
    status = "Enabled"

    filter {
      prefix = "claims/"
    }

    expiration {
      days = 30 # replace by the number of days that captured data is needed for
    }
  }
}
`,
        ),
      });
    });

    it('is silent about a bucket that has a rule, or may have one', () => {
      quiet('claims.tf', capturing(named, '', '10') + rule('aws_s3_bucket.capture.id'));
      quiet('claims.tf', capturing(named, '', '10') + rule('"acme-capture"'));
      quiet('claims.tf', capturing(named, '', '10') + rule('each.value', '  for_each = var.buckets\n'));
      quiet('claims.tf', capturing(`${named}\n  lifecycle_rule {\n    enabled = true\n  }\n`, '', '10'));
      quiet('claims.tf', capturing(named, '', 'var.sampling') + rule('aws_s3_bucket.capture.id'));
    });
  });
});
