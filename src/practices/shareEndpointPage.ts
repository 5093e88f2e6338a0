import type { Page } from './page';

const model = (name: string, image: string): string => `  ${name}Model:
    Type: AWS::SageMaker::Model
    Properties:
      ExecutionRoleArn: !GetAtt Role.Arn
      PrimaryContainer:
        Image: 763104351884.dkr.ecr.us-east-1.amazonaws.com/${image}
        ModelDataUrl: s3://acme-models/${name}/model.tar.gz
  ${name}Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: !GetAtt ${name}Model.ModelName
          InstanceType: ml.m5.large
          InitialInstanceCount: 1
  ${name}Endpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointConfigName: !GetAtt ${name}Config.EndpointConfigName
`;

const IMAGE = 'pytorch-inference:2.4.0-cpu-py311-ubuntu22.04-sagemaker';
const TEMPLATE = `Resources:\n${model('Ranking', IMAGE)}${model('Pricing', IMAGE)}`;

export const shareEndpointPage: Page = {
  whatItDetects: `Two or more endpoints of the workspace, each with one model of one container of the same framework, on instances of
their own: on CPUs, or on types with a single GPU. They are in the same Region and environment, and of the same purpose as far as names
and tags say. PyTorch, TensorFlow, MXNet, scikit-learn and XGBoost on CPUs are told of a multi-model endpoint; everything else, and
everything on GPUs, of inference components. It stands in the report, once for each group.`,
  whenSilent: [
    'Different frameworks (see share-container-endpoint), or a chain in which one carries on the answer of the other (see use-inference-pipeline).',
    "The image is your own or isn't known: whether its server can hold several models isn't either.",
    'Several production variants, shadow variants, serverless, asynchronous and multi-model endpoints, inference components, reserved capacity.',
    'Endpoints of different Regions, environments or purposes; what a notebook starts, or a script that also deletes it.',
    'Not all files of the workspace have been read yet.',
  ],
  fix: `None: what each model needs has to be measured. A snippet shows the way that fits. The delta is a range: from nothing, where the
models need as many instances as today, to all instances but one. It is part of no total.`,
  wouldBeWrongIf: [
    'The models are busy at the same time: they would press each other out, and need as many instances as today.',
    'They must not fail, be updated, or be seen together: other teams, other customers, other data.',
    'One of them can not wait until it is loaded.',
  ],
  examples: [
    {
      dialect: 'cloudformation',
      file: 'models.yaml',
      before: TEMPLATE,
      after: TEMPLATE,
      recipe: `      PrimaryContainer:
        Image: the image that all of them use
        Mode: MultiModel
        ModelDataUrl: s3://BUCKET/models/ # the prefix with every model.tar.gz
# callers name the model: invoke_endpoint(..., TargetModel="ranking.tar.gz")
`,
    },
  ],
};
