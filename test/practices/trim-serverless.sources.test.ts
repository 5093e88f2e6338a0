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

  describe('memory beyond what the model needs', () => {
    const header = (dtype: string, count: number): Record<string, string> => ({
      'model/model.safetensors': JSON.stringify({ [dtype]: count }),
    });
    const deploy = (memory: string, squiggle = '', given = 'model_data=uri'): string => `import sagemaker
from sagemaker.huggingface import HuggingFaceModel
from sagemaker.serverless import ServerlessInferenceConfig

net.save_pretrained("model")
model = HuggingFaceModel(${given}, role=role, transformers_version="4.49.0", pytorch_version="2.6.0")
model.deploy(
    serverless_inference_config=ServerlessInferenceConfig(memory_size_in_mb=${memory}, max_concurrency=10),
${squiggle})
`;
    const file = 'deploy.py';
    const under = (to: number): string => `#${' '.repeat(75)}^^^^ 6 GB of memory → ${String(to)} GB\n`;
    const HUB = 'env={"HF_MODEL_ID": "acme/classifier-110m", "HF_TASK": "text-classification"}';

    it('comes down to what the header of its file, or its name, tells', () => {
      fires(trimServerless, {
        file,
        grade: 'consider',
        preferred: false,
        files: header('F32', 67e6),
        source: deploy('6144', under(2)),
        fixed: deploy('2048'),
      });
      fires(trimServerless, { file, files: header('F32', 200e6), source: deploy('6144', under(3)) });
      fires(trimServerless, { file, source: deploy('6144', under(2), HUB), fixed: deploy('2048', '', HUB) });
    });

    it('is named beside copies that are kept warm', () => {
      const marks = `${under(2)}#${' '.repeat(105)}^ 2 kept warm → none\n`;
      fires(trimServerless, {
        file,
        files: header('F32', 67e6),
        source: deploy('6144, provisioned_concurrency=2', marks),
      });
    });

    it('comes down in boto3', () => {
      const code = (memory: string, squiggle = ''): string => `import boto3
sm = boto3.client("sagemaker")
image = "763104351884.dkr.ecr.us-east-1.amazonaws.com/huggingface-pytorch-inference:2.6.0-transformers4.49.0-cpu-py312-ubuntu22.04"
container = {"Image": image, "Environment": {"HF_MODEL_ID": "acme/classifier-110m", "HF_TASK": "text-classification"}}
sm.create_model(ModelName="m", PrimaryContainer=container, ExecutionRoleArn=role)
serverless = {"MemorySizeInMB": ${memory}, "MaxConcurrency": 10}
${squiggle}variant = {"VariantName": "a", "ModelName": "m", "ServerlessConfig": serverless}
sm.create_endpoint_config(EndpointConfigName=name, ProductionVariants=[variant])
sm.create_endpoint(EndpointName="ranking", EndpointConfigName=name)
`;
      fires(trimServerless, {
        file,
        source: code('4096', `#${' '.repeat(31)}^^^^ 4 GB of memory → 2 GB\n`),
        fixed: code('2048'),
      });
      silent(trimServerless, { file, source: code('2048') });
    });

    it('is left alone where it is needed, or nothing tells how large the model is', () => {
      silent(trimServerless, { file, files: header('F32', 67e6), source: deploy('2048') });
      silent(trimServerless, { file, files: header('F32', 67e6), source: deploy('1024') });
      silent(trimServerless, { file, files: header('F32', 67e6), source: deploy('settings.memory') });
      silent(trimServerless, { file, files: header('F32', 800e6), source: deploy('6144') });
      silent(trimServerless, { file, files: header('F32', 1.3e9), source: deploy('6144') });
      silent(trimServerless, { file, files: header('OTHER', 67e6), source: deploy('6144') });
      silent(trimServerless, { file, source: deploy('6144') });
      silent(trimServerless, { file, source: deploy('6144', '', HUB.replace('-110m', '')) });
      silent(trimServerless, { file, source: deploy('6144', '', HUB.replace('110m', '110m-gptq')) });
    });
  });
});
