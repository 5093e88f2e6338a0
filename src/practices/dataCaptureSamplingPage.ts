import type { Page } from './page';

export const dataCaptureSamplingPage: Page = {
  whatItDetects: `An endpoint configuration with data capture turned on

- that captures every request: \`InitialSamplingPercentage\` 100,
- or whose capture goes to a bucket of the same template that has no lifecycle rule, so that it stays for ever.

What is shown is the price of S3 Standard storage as a rate, by GB and month: how much is captured isn't in the code. It stands in
the report and the lightbulb only.`,
  whenSilent: [
    'Data capture is off, or whether it is on, or how much it captures, is decided when it is deployed.',
    'A baseline is being built in the workspace: `suggest_baseline`, or a job definition for data quality, model quality, bias or explainability.',
    "The bucket has a lifecycle configuration of any kind, or isn't one of the template.",
  ],
  fix: `The percentage becomes 20, which is what the SageMaker Python SDK captures where nobody says how much; or the bucket gets a
lifecycle rule for the prefix of the capture with an example of 30 days. Both are decisions, so neither is a preferred fix. Where the
capture lies at the root of the bucket there is no fix, because the rule would delete all else too.`,
  wouldBeWrongIf: [
    'An audit, a regulation or later labels ask for every request: keep 100, and let the rule move old data to a colder class.',
    'The endpoint has so little traffic that a sample of it is too small for the statistics of Model Monitor.',
    'Somebody sets the lifecycle of the bucket outside of the template.',
  ],
  examples: [
    {
      dialect: 'cloudformation',
      file: 'claims.yaml',
      before: `Resources:
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      DataCaptureConfig:
        EnableCapture: true
        InitialSamplingPercentage: 100
        DestinationS3Uri: s3://acme-capture/claims
        CaptureOptions: [{ CaptureMode: Input }]
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: !Ref ModelName
          InstanceType: ml.c6i.xlarge
          InitialInstanceCount: 2
`,
      after: `Resources:
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      DataCaptureConfig:
        EnableCapture: true
        InitialSamplingPercentage: 20
        DestinationS3Uri: s3://acme-capture/claims
        CaptureOptions: [{ CaptureMode: Input }]
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: !Ref ModelName
          InstanceType: ml.c6i.xlarge
          InitialInstanceCount: 2
`,
    },
    {
      dialect: 'terraform',
      file: 'claims.tf',
      before: `resource "aws_s3_bucket" "capture" {
  bucket = "acme-capture"
}

resource "aws_sagemaker_endpoint_configuration" "claims" {
  production_variants {
    model_name             = var.model_name
    instance_type          = "ml.c6i.xlarge"
    initial_instance_count = 2
  }

  data_capture_config {
    enable_capture              = true
    initial_sampling_percentage = 20
    destination_s3_uri          = "s3://\${aws_s3_bucket.capture.bucket}/claims"

    capture_options {
      capture_mode = "Input"
    }
  }
}
`,
      after: `resource "aws_s3_bucket" "capture" {
  bucket = "acme-capture"
}

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

resource "aws_sagemaker_endpoint_configuration" "claims" {
  production_variants {
    model_name             = var.model_name
    instance_type          = "ml.c6i.xlarge"
    initial_instance_count = 2
  }

  data_capture_config {
    enable_capture              = true
    initial_sampling_percentage = 20
    destination_s3_uri          = "s3://\${aws_s3_bucket.capture.bucket}/claims"

    capture_options {
      capture_mode = "Input"
    }
  }
}
`,
    },
    {
      dialect: 'boto3',
      file: 'claims.py',
      before: `import boto3

sm = boto3.client("sagemaker")
sm.create_endpoint_config(
    EndpointConfigName=f"claims-{stamp}",
    ProductionVariants=[{"VariantName": "a", "ModelName": model, "InstanceType": "ml.c6i.xlarge", "InitialInstanceCount": 2}],
    DataCaptureConfig={
        "EnableCapture": True,
        "InitialSamplingPercentage": 100,
        "DestinationS3Uri": "s3://acme-capture/claims",
        "CaptureOptions": [{"CaptureMode": "Input"}],
    },
)
`,
      after: `import boto3

sm = boto3.client("sagemaker")
sm.create_endpoint_config(
    EndpointConfigName=f"claims-{stamp}",
    ProductionVariants=[{"VariantName": "a", "ModelName": model, "InstanceType": "ml.c6i.xlarge", "InitialInstanceCount": 2}],
    DataCaptureConfig={
        "EnableCapture": True,
        "InitialSamplingPercentage": 20,
        "DestinationS3Uri": "s3://acme-capture/claims",
        "CaptureOptions": [{"CaptureMode": "Input"}],
    },
)
`,
    },
    {
      dialect: 'python-sdk',
      file: 'claims_sdk.py',
      before: `from sagemaker.model_monitor import DataCaptureConfig
from sagemaker.xgboost import XGBoostModel

model = XGBoostModel(model_data="s3://acme-models/claims.tar.gz", role=role, framework_version="1.7-1")
model.deploy(
    initial_instance_count=2,
    instance_type="ml.c6i.xlarge",
    data_capture_config=DataCaptureConfig(enable_capture=True, sampling_percentage=100),
)
`,
      after: `from sagemaker.model_monitor import DataCaptureConfig
from sagemaker.xgboost import XGBoostModel

model = XGBoostModel(model_data="s3://acme-models/claims.tar.gz", role=role, framework_version="1.7-1")
model.deploy(
    initial_instance_count=2,
    instance_type="ml.c6i.xlarge",
    data_capture_config=DataCaptureConfig(enable_capture=True, sampling_percentage=20),
)
`,
    },
  ],
};
