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

const TEMPLATE = `Resources:\n${model('Ranking', 'pytorch-inference:2.4.0-cpu-py311-ubuntu22.04-sagemaker')}${model('Pricing', 'tensorflow-inference:2.14.1-cpu')}`;

export const shareContainerEndpointPage: Page = {
  whatItDetects: `Two or more endpoints of the workspace on CPUs, each with one model of one container, of which no two use the same
framework. They are in the same Region and environment, and of the same purpose as far as names and tags say. It stands in the report.`,
  whenSilent: [
    'Endpoints of the same framework (see share-endpoint), or a chain in which one carries on the answer of the other.',
    'GPUs; images of your own or not known; several variants, serverless, asynchronous or multi-model endpoints, inference components.',
    'Endpoints of different Regions, environments or purposes; what a notebook starts, or a script that also deletes it.',
    'Not all files of the workspace have been read yet.',
  ],
  fix: `None: what each model needs has to be measured. The form of a multi-container endpoint with direct invocation is shown. The delta
is a range, from nothing to all instances but one, and part of no total.`,
  wouldBeWrongIf: [
    'The containers do not fit into the memory of one instance together: all of them run all the time.',
    'They must not fail, be updated, or be seen together: other teams, other customers, other data.',
  ],
  examples: [
    {
      dialect: 'cloudformation',
      file: 'models.yaml',
      before: TEMPLATE,
      after: TEMPLATE,
      recipe: `      Containers: # in place of PrimaryContainer
        - { ContainerHostname: ranking, Image: ..., ModelDataUrl: ... }
        - { ContainerHostname: pricing, Image: ..., ModelDataUrl: ... }
      InferenceExecutionConfig: { Mode: Direct }
# callers name the container: invoke_endpoint(..., TargetContainerHostname="ranking")
`,
    },
  ],
};
