import { trimServerless } from '../../src/practices/trimServerless';
import { fires, silent } from './practiceCase';

const template = (warm: string, more = ''): string => `Parameters:
  Warm: { Type: Number }
Resources:
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: ranking-7
          ServerlessConfig:
            MemorySizeInMB: 2048
            MaxConcurrency: 10
${warm}  Endpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointName: ranking
      EndpointConfigName: !GetAtt Config.EndpointConfigName
${more}`;
const WARM = '            ProvisionedConcurrency: 4\n';
const SQUIGGLE = '#                                   ^ 4 kept warm → ';
const busy = (requestsPerDay: number) => ({
  profiles: { busy: { requestsPerDay, secondsPerRequest: 1, peakToMean: 2 } },
  endpoints: [{ match: { name: 'ranking' }, profile: 'busy' }],
});

describe('trim-serverless in source text', () => {
  it('takes away what nobody states a need for', () => {
    fires(trimServerless, {
      file: 'ranking.yaml',
      grade: 'consider',
      preferred: false,
      source: template(`${WARM}${SQUIGGLE}none\n`),
      fixed: template(''),
    });
  });

  it('leaves what the stated traffic needs', () => {
    fires(trimServerless, {
      file: 'ranking.yaml',
      settings: busy(43_200),
      source: template(`${WARM}${SQUIGGLE}1\n`),
      fixed: template(WARM.replace('4', '1')),
    });
    silent(trimServerless, { file: 'ranking.yaml', settings: busy(172_800), source: template(WARM) });
  });

  it('speaks at the argument of the Python SDK, in notebooks too', () => {
    const cell = (warm: string, squiggle = ''): string => `model.deploy(
    serverless_inference_config=ServerlessInferenceConfig(memory_size_in_mb=2048, max_concurrency=10${warm}),
${squiggle}    endpoint_name="ranking",
)
`;
    const imports = `from sagemaker.serverless import ServerlessInferenceConfig
from sagemaker.sklearn import SKLearnModel
model = SKLearnModel(model_data=data, role=role, entry_point="inference.py", framework_version="1.2-1")
`;
    fires(trimServerless, {
      file: 'ranking.ipynb',
      source: [imports, cell(', provisioned_concurrency=2', `#${' '.repeat(125)}^ 2 kept warm → none\n`)],
      fixed: [imports, cell('')],
    });
  });

  it('speaks in boto3', () => {
    const code = (warm: string, squiggle = ''): string => `import boto3
sm = boto3.client("sagemaker")
serverless = {"MemorySizeInMB": 2048, "MaxConcurrency": 10${warm}}
${squiggle}variant = {"VariantName": "a", "ModelName": "m", "ServerlessConfig": serverless}
sm.create_endpoint_config(EndpointConfigName=name, ProductionVariants=[variant])
sm.create_endpoint(EndpointName="ranking", EndpointConfigName=name)
`;
    fires(trimServerless, {
      file: 'ranking.py',
      source: code(', "ProvisionedConcurrency": 3', `#${' '.repeat(85)}^ 3 kept warm → none\n`),
      fixed: code(''),
    });
  });

  it('is silent where a target follows the traffic, or a number is not known', () => {
    silent(trimServerless, { file: 'ranking.yaml', source: template('') });
    silent(trimServerless, { file: 'ranking.yaml', source: template(WARM.replace('4', '!Ref Warm')) });
    silent(trimServerless, {
      file: 'ranking.yaml',
      source: template(
        WARM,
        `  Target:
    Type: AWS::ApplicationAutoScaling::ScalableTarget
    Properties:
      ServiceNamespace: sagemaker
      ResourceId: !Sub endpoint/\${Endpoint.EndpointName}/variant/AllTraffic
      ScalableDimension: sagemaker:variant:DesiredProvisionedConcurrency
      MinCapacity: 1
      MaxCapacity: 4
`,
      ),
    });
    silent(trimServerless, {
      file: 'ranking.yaml',
      source: template(WARM),
      files: {
        'scaling.py': `import boto3
boto3.client("application-autoscaling").register_scalable_target(
    ServiceNamespace="sagemaker", ResourceId="endpoint/ranking/variant/AllTraffic",
    ScalableDimension="sagemaker:variant:DesiredProvisionedConcurrency", MinCapacity=1, MaxCapacity=4)
`,
      },
    });
  });
});
