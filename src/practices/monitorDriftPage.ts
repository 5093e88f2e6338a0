import type { Page } from './page';

const TEMPLATE = `Resources:
  Endpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointName: ranking-prod
      EndpointConfigName: !GetAtt Config.EndpointConfigName
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: ranking-7
          InstanceType: ml.m5.large
          InitialInstanceCount: 2
`;

export const monitorDriftPage: Page = {
  whatItDetects: `An endpoint that a name, a tag, the environment, a parameter or the path calls prod, production, prd or live as a
whole word, with no data capture and no monitoring schedule anywhere in the workspace. It stands in the report.`,
  whenSilent: [
    'Data capture is written for the endpoint, whatever it says, or a monitoring schedule of the workspace watches it or may do so.',
    'Containers that serve language models, packages by their ARN and models of JumpStart: Model Monitor compares tabular data.',
    'Nothing says production, or something says development as well.',
    "Serverless endpoints, for which Model Monitor doesn't work; what a notebook starts, or a script that also deletes it.",
    'Not all files of the workspace have been read yet.',
  ],
  fix: `None: what to capture, which baseline to compare with and how often are decisions. Shown is a snippet with data capture, a
baseline and a daily check.`,
  wouldBeWrongIf: [
    'Drift is watched by something else: your own metrics, a feature store, another product.',
    'Answers are checked against the truth anyway, or the model is replaced more often than drift could matter.',
  ],
  examples: [
    {
      dialect: 'cloudformation',
      file: 'ranking.yaml',
      before: TEMPLATE,
      after: TEMPLATE,
    },
  ],
};
