import { compilation } from './inferentiaRecipe';
import type { Page } from './page';

const TEMPLATE = `Resources:
  Model:
    Type: AWS::SageMaker::Model
    Properties:
      ExecutionRoleArn: !GetAtt Role.Arn
      PrimaryContainer:
        Image: 763104351884.dkr.ecr.us-east-1.amazonaws.com/huggingface-pytorch-inference:2.6.0-transformers4.49.0-gpu-py312-cu124-ubuntu22.04
        ModelDataUrl: s3://acme-models/sentiment/model.tar.gz
        Environment:
          HF_TASK: text-classification
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: !GetAtt Model.ModelName
          InstanceType: ml.g5.xlarge
          InitialInstanceCount: 1
  Endpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointConfigName: !GetAtt Config.EndpointConfigName
`;

const BOTO3 = `import boto3

sm = boto3.client("sagemaker", region_name="us-east-1")
sm.create_model(
    ModelName=model_name,
    ExecutionRoleArn=role,
    PrimaryContainer={
        "Image": "763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch-inference:2.6.0-gpu-py312-cu124-ubuntu22.04-sagemaker",
        "ModelDataUrl": model_data,
    },
)
sm.create_endpoint_config(
    EndpointConfigName=config_name,
    ProductionVariants=[
        {
            "VariantName": "AllTraffic",
            "ModelName": model_name,
            "InstanceType": "ml.g5.xlarge",
            "InitialInstanceCount": 1,
        }
    ],
)
sm.create_endpoint(EndpointName=endpoint_name, EndpointConfigName=config_name)
`;

const SDK = `from sagemaker.pytorch import PyTorchModel

model = PyTorchModel(
    model_data="s3://acme-models/detector/model.tar.gz",
    role=role,
    entry_point="inference.py",
    framework_version="2.6.0",
    py_version="py312",
)
predictor = model.deploy(initial_instance_count=1, instance_type="ml.g5.xlarge")
`;

const recipe = (compiled: 'pytorch' | 'huggingface', dialect: 'cloudformation' | 'boto3' | 'python-sdk'): string =>
  compilation(compiled, 'ml.inf2.xlarge', 'text-classification').snippets[dialect] ?? '';

export const useInferentiaPage: Page = {
  whatItDetects: `- A variant or transform job on one GPU of the G families with at most 32 GB of memory (\`g4dn\`, \`g5\`, \`g6\`), whose
  container serves PyTorch or the Hugging Face toolkit in a version that a NeuronX image reaches: proposed is \`ml.inf2\` with one
  chip of 32 GB. \`ml.inf1\` stands beside it, marked as frozen, only where the model is old enough for its last images (PyTorch 1.9,
  transformers 4.12) and Inf2 isn't dearer than today.
- An endpoint on \`ml.inf1\` that serves PyTorch: its way to \`ml.inf2\`, with what has to be compiled anew.`,
  whenSilent: [
    'TensorFlow and MXNet: Neuron supports neither on Inf2 any more (TensorFlow since Neuron 2.29).',
    'Servers of large language models (LMI, Text Generation Inference, vLLM, SGLang), tasks that generate text or images, models whose name says that they would not fit the chip, GPUs with more than 32 GB.',
    "Triton, an image of your own, an image or version that isn't known, or a version later than the Neuron images.",
    'Several models or containers, inference components, shadow variants, instance types that a reservation ties down.',
    'ml.inf2 is not offered in the Region, or one of the two prices is not known.',
  ],
  fix: `None by an edit: a model that isn't compiled does not run on the chip. The rewrite that is shown has the compilation step and the
image, in the language of the file. The difference in money is that of the two prices, with its sign; what costs more never leads.
Carbon is not ranked, because AWS publishes no power of its chips.`,
  wouldBeWrongIf: [
    'The model has operators or control flow that Neuron does not compile, or custom CUDA kernels.',
    'The inputs have shapes that differ widely: each shape is compiled by itself, or padded to.',
    'One GPU serves several models, or the host needs more memory than the type with the chip has.',
    'Somebody has to keep the compilation up with every version of the model and of Neuron.',
  ],
  examples: [
    {
      dialect: 'cloudformation',
      file: 'sentiment.yaml',
      before: TEMPLATE,
      after: TEMPLATE,
      recipe: recipe('huggingface', 'cloudformation'),
    },
    {
      dialect: 'boto3',
      file: 'deploy_detector.py',
      before: BOTO3,
      after: BOTO3,
      recipe: recipe('pytorch', 'boto3'),
    },
    {
      dialect: 'python-sdk',
      file: 'deploy.py',
      before: SDK,
      after: SDK,
      recipe: recipe('pytorch', 'python-sdk'),
    },
  ],
};
