import { useInferentia } from '../../src/practices/useInferentia';
import { fires, silent } from './practiceCase';

const DLC = '763104351884.dkr.ecr.us-east-1.amazonaws.com';
const TRANSFORMERS = `${DLC}/huggingface-pytorch-inference:2.6.0-transformers4.49.0-gpu-py312-cu124-ubuntu22.04`;
const PYTORCH = `${DLC}/pytorch-inference:2.6.0-gpu-py312-cu124-ubuntu22.04-sagemaker`;

const template = (image: string, type: string, environment = ''): string => `Resources:
  Model:
    Type: AWS::SageMaker::Model
    Properties:
      ExecutionRoleArn: !GetAtt Role.Arn
      PrimaryContainer:
        Image: ${image}
        ModelDataUrl: s3://acme-models/m/model.tar.gz${environment}
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: !GetAtt Model.ModelName
          InstanceType: ${type}
          InitialInstanceCount: 1
`;
const UNDER = '#                       ';

const script = (image: string, type: string): string => `import boto3

sm = boto3.client("sagemaker", region_name="us-east-1")
sm.create_model(
    ModelName=model_name,
    ExecutionRoleArn=role,
    PrimaryContainer={"Image": "${image}", "ModelDataUrl": model_data},
)
sm.create_endpoint_config(
    EndpointConfigName=config_name,
    ProductionVariants=[
        {
            "VariantName": "AllTraffic",
            "ModelName": model_name,
            "InstanceType": ${type}
            "InitialInstanceCount": 1,
        }
    ],
)
`;

const sdk = (model: string, type: string): string => `from sagemaker.huggingface import HuggingFaceModel
from sagemaker.pytorch import PyTorchModel
from sagemaker.tensorflow import TensorFlowModel

model = ${model}
model.deploy(initial_instance_count=1, instance_type="${type}")
`;
const UNDER_SDK = '#                                                    ';

describe('use-inferentia in source text', () => {
  it('speaks of one GPU that serves transformers in a template', () => {
    fires(useInferentia, {
      file: 'endpoint.yaml',
      grade: 'consider',
      preferred: false,
      source: template(
        TRANSFORMERS,
        `ml.g5.xlarge\n${UNDER}^^^^^^^^^^^^ ml.g5.xlarge → ml.inf2.xlarge, compiled for it`,
      ),
    });
  });

  it('speaks of one GPU that serves PyTorch in a script', () => {
    fires(useInferentia, {
      file: 'deploy.py',
      source: script(
        PYTORCH,
        `"ml.g6.xlarge",\n#                           ^^^^^^^^^^^^^^ ml.g6.xlarge → ml.inf2.xlarge, compiled for it`,
      ),
    });
  });

  it('speaks of classes of the Python SDK', () => {
    fires(useInferentia, {
      file: 'deploy.py',
      source:
        sdk(
          'PyTorchModel(model_data=data, role=role, framework_version="2.1.0", py_version="py310")',
          'ml.g4dn.xlarge',
        ) + `${UNDER_SDK}^^^^^^^^^^^^^^^^ ml.g4dn.xlarge → ml.inf2.xlarge, compiled for it\n`,
    });
    fires(useInferentia, {
      file: 'deploy.py',
      source:
        sdk(
          'HuggingFaceModel(model_data=data, role=role, transformers_version="4.37.0", pytorch_version="2.1.0")',
          'ml.g5.xlarge',
        ) + `${UNDER_SDK}^^^^^^^^^^^^^^ ml.g5.xlarge → ml.inf2.xlarge, compiled for it\n`,
    });
  });

  it('tells an endpoint on Inferentia 1 its way', () => {
    const NEO = '785573368785.dkr.ecr.us-east-1.amazonaws.com/sagemaker-neo-pytorch:1.9-inf-py3';
    fires(useInferentia, {
      file: 'endpoint.yaml',
      source: template(NEO, `ml.inf1.xlarge\n${UNDER}^^^^^^^^^^^^^^ ml.inf1.xlarge → ml.inf2.xlarge, compiled for it`),
    });
    fires(useInferentia, {
      file: 'endpoint.yaml',
      source: template(
        NEO,
        `ml.inf1.6xlarge\n${UNDER}^^^^^^^^^^^^^^^ ml.inf1.6xlarge → ml.inf2.8xlarge, compiled for it`,
      ),
    });
  });

  it('is silent about what Neuron does not serve', () => {
    const silentOf = (image: string, type = 'ml.g5.xlarge', environment = ''): void => {
      silent(useInferentia, { file: 'endpoint.yaml', source: template(image, type, environment) });
    };
    silentOf(`${DLC}/tensorflow-inference:2.14.1-gpu`);
    silentOf(`${DLC}/mxnet-inference:1.9.0-gpu-py38`);
    silentOf(`${DLC}/sagemaker-tritonserver:25.09-py3`);
    silentOf(`${DLC}/djl-inference:0.36.0-lmi18.0.0-cu128`);
    silentOf('123456789012.dkr.ecr.us-east-1.amazonaws.com/pytorch-inference:2.6.0-gpu');
    silentOf(`${DLC}/huggingface-pytorch-inference:2.6.0-transformers5.5.3-gpu-py312-cu124-ubuntu22.04`);
    silentOf('785573368785.dkr.ecr.us-east-1.amazonaws.com/sagemaker-neo-tensorflow:2.5.2-inf-py3', 'ml.inf1.xlarge');
    silentOf(`${DLC}/pytorch-inference-neuronx:2.9.0-neuronx-py312-sdk2.31.1-ubuntu24.04`, 'ml.inf2.xlarge');
  });

  it('is silent about models that may not fit, several GPUs, CPUs and types that are not known', () => {
    const silentOf = (type: string, environment = ''): void => {
      silent(useInferentia, { file: 'endpoint.yaml', source: template(TRANSFORMERS, type, environment) });
    };
    silentOf('ml.g6e.xlarge');
    silentOf('ml.g5.12xlarge');
    silentOf('ml.m5.xlarge');
    silentOf('!Ref InstanceType');
    silentOf('ml.g5.xlarge', '\n        Environment: { HF_TASK: text-generation }');
    silentOf('ml.g5.xlarge', '\n        Environment: { HF_TASK: !Ref Task }');
    silentOf('ml.g5.xlarge', '\n        Environment: { HF_MODEL_ID: acme/embedder-13b }');
  });

  it('is silent about scripts whose version or image is not known', () => {
    silent(useInferentia, { file: 'deploy.py', source: script(`${DLC}/pytorch-inference`, '"ml.g5.xlarge",') });
    silent(useInferentia, {
      file: 'deploy.py',
      source: sdk('PyTorchModel(model_data=data, role=role, framework_version=version)', 'ml.g5.xlarge'),
    });
    silent(useInferentia, {
      file: 'deploy.py',
      source: sdk('TensorFlowModel(model_data=data, role=role, framework_version="2.14.1")', 'ml.g5.xlarge'),
    });
  });

  it('is silent where Inf2 is not offered', () => {
    silent(useInferentia, {
      file: 'endpoint.yaml',
      settings: { region: 'af-south-1' },
      source: template(TRANSFORMERS.replace('us-east-1', 'af-south-1'), 'ml.g4dn.xlarge'),
    });
  });
});
