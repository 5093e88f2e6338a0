import type { Page } from './page';

export const retiredElasticInferencePage: Page = {
  whatItDetects: `Whatever asks for an Elastic Inference accelerator, which can't be created any more:

- \`AcceleratorType: ml.eia…\` of a production or shadow variant, \`accelerator_type="ml.eia…"\` of the Python SDK's \`deploy\`,
- \`accelerator_type\` in \`image_uris.retrieve\`, and an image that AWS built for it (\`tensorflow-inference-eia\`, \`mxnet-inference-eia\`,
  \`pytorch-inference-eia\` and the older \`sagemaker-…-eia\`),
- \`InferenceAccelerators\` of an ECS task definition, \`ElasticInferenceAccelerators\` of an EC2 instance or launch template, and the calls
  that make these (\`register_task_definition\`, \`run_instances\`, \`create_launch_template\`).

It is a warning and struck through, because the deployment fails, whatever it would save.`,
  whenSilent: [
    'The accelerator is decided elsewhere: a parameter without default, an argument, an environment variable.',
    'An image of your own registry, whatever its name: nobody but you knows what it holds.',
    'Notebook instances, and code that only describes, lists or mocks such a configuration.',
  ],
  fix: `The accelerator goes. In the same edit its image becomes the one without \`-eia\` where AWS lists that version for CPUs, a look-up
of the image loses its \`accelerator_type\`, the containers of a task lose the requirement that names the accelerator, and a configuration
or model with a fixed name gets a new one in CloudFormation. Where no such image is listed, or an EC2 instance that is declared
would be replaced, the fix is not the preferred one.

What may stand in its place depends on the model, so it is said with its price and not done: a small GPU (offered as a second fix where the
SDK finds the GPU image by itself), serverless inference, Inferentia 2, an endpoint that several models share.`,
  wouldBeWrongIf: [
    'The instance alone is too slow for the model: then one of the alternatives is the fix.',
    'The model was saved for Elastic Inference only (an eia build of its framework): save it again.',
    'An endpoint with an accelerator still runs and must not be touched: it works until it is changed, and this change is one.',
  ],
  examples: [
    {
      dialect: 'python-sdk',
      file: 'deploy.py',
      before: `from sagemaker.tensorflow import TensorFlowModel

model = TensorFlowModel(model_data="s3://acme-models/vision/model.tar.gz", role=role, framework_version="2.3.0")
predictor = model.deploy(
    initial_instance_count=1,
    instance_type="ml.m5.xlarge",
    accelerator_type="ml.eia2.medium",
)
`,
      after: `from sagemaker.tensorflow import TensorFlowModel

model = TensorFlowModel(model_data="s3://acme-models/vision/model.tar.gz", role=role, framework_version="2.3.0")
predictor = model.deploy(
    initial_instance_count=1,
    instance_type="ml.m5.xlarge",
)
`,
    },
    {
      dialect: 'cloudformation',
      file: 'endpoint.yaml',
      before: `Resources:
  Model:
    Type: AWS::SageMaker::Model
    Properties:
      ExecutionRoleArn: !GetAtt Role.Arn
      PrimaryContainer:
        Image: 763104351884.dkr.ecr.us-east-1.amazonaws.com/tensorflow-inference-eia:2.3.0-cpu
        ModelDataUrl: s3://acme-models/vision/model.tar.gz
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: !GetAtt Model.ModelName
          InstanceType: ml.m5.large
          AcceleratorType: ml.eia2.medium
          InitialInstanceCount: 1
`,
      after: `Resources:
  Model:
    Type: AWS::SageMaker::Model
    Properties:
      ExecutionRoleArn: !GetAtt Role.Arn
      PrimaryContainer:
        Image: 763104351884.dkr.ecr.us-east-1.amazonaws.com/tensorflow-inference:2.3.0-cpu
        ModelDataUrl: s3://acme-models/vision/model.tar.gz
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: !GetAtt Model.ModelName
          InstanceType: ml.m5.large
          InitialInstanceCount: 1
`,
    },
    {
      dialect: 'boto3',
      file: 'deploy_vision.py',
      before: `import boto3

sm = boto3.client("sagemaker")
sm.create_endpoint_config(
    EndpointConfigName=config_name,
    ProductionVariants=[
        {
            "VariantName": "AllTraffic",
            "ModelName": model_name,
            "InstanceType": "ml.m5.large",
            "InitialInstanceCount": 1,
            "AcceleratorType": "ml.eia1.medium",
        }
    ],
)
`,
      after: `import boto3

sm = boto3.client("sagemaker")
sm.create_endpoint_config(
    EndpointConfigName=config_name,
    ProductionVariants=[
        {
            "VariantName": "AllTraffic",
            "ModelName": model_name,
            "InstanceType": "ml.m5.large",
            "InitialInstanceCount": 1,
        }
    ],
)
`,
    },
  ],
};
