/** Documents with findings, for the tests of the server. */

/** One endpoint on a type with a Graviton successor, in an image that has an arm64 build. */
export function template(type = 'ml.c5.2xlarge', count = '2'): string {
  return `AWSTemplateFormatVersion: '2010-09-09'
Resources:
  Model:
    Type: AWS::SageMaker::Model
    Properties:
      ExecutionRoleArn: arn:aws:iam::123456789012:role/SageMaker
      PrimaryContainer:
        Image: 763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch-inference:2.6.0-cpu-py312-ubuntu22.04-sagemaker
        ModelDataUrl: s3://models/model.tar.gz
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: !GetAtt Model.ModelName
          InstanceType: ${type}
          InitialInstanceCount: ${count}
          InitialVariantWeight: 1
  Endpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointName: ranking
      EndpointConfigName: !GetAtt Config.EndpointConfigName
`;
}

/** The same with the type in a parameter. */
export const PARAMETRISED = `AWSTemplateFormatVersion: '2010-09-09'
Parameters:
  Type:
    Type: String
    Default: ml.c5.2xlarge
${template('!Ref Type').slice(template('!Ref Type').indexOf('Resources:'))}`;

export const SCRIPT = `import boto3

client = boto3.client("sagemaker")
client.create_endpoint_config(
    EndpointConfigName="ranking",
    ProductionVariants=[
        {
            "VariantName": "AllTraffic",
            "ModelName": "ranking",
            "InstanceType": "ml.m5.4xlarge",
            "InitialInstanceCount": 2,
        }
    ],
)
client.create_endpoint(EndpointName="ranking", EndpointConfigName="ranking")
`;

/** What registers the endpoint of the script for autoscaling, from another file. */
export const SCALING = `import boto3

scaling = boto3.client("application-autoscaling")
sagemaker = "sagemaker"
scaling.register_scalable_target(
    ServiceNamespace="sagemaker",
    ResourceId="endpoint/ranking/variant/AllTraffic",
    ScalableDimension="sagemaker:variant:DesiredInstanceCount",
    MinCapacity=1,
    MaxCapacity=4,
)
`;

export const CELLS = [
  ['markdown', '# Deploys a model'],
  ['python', 'from sagemaker.pytorch import PyTorchModel\n\nINSTANCE = "ml.c5.2xlarge"'],
  ['shellscript', 'echo ml.c5.2xlarge'],
  [
    'python',
    'model = PyTorchModel(model_data="s3://models/model.tar.gz", role="r", framework_version="2.1", py_version="py310", entry_point="inference.py")\n' +
      'predictor = model.deploy(initial_instance_count=1, instance_type=INSTANCE)',
  ],
] as const;

/** The notebook of those cells as a file. */
export function notebookFile(): string {
  const cells = CELLS.map(([language, source]) => ({
    cell_type: language === 'markdown' ? 'markdown' : 'code',
    metadata: language === 'shellscript' ? { vscode: { languageId: 'shellscript' } } : {},
    ...(language === 'markdown' ? {} : { execution_count: null, outputs: [] }),
    source: source.split(/(?<=\n)/),
  }));
  return JSON.stringify(
    { cells, metadata: { language_info: { name: 'python' } }, nbformat: 4, nbformat_minor: 5 },
    null,
    1,
  );
}
