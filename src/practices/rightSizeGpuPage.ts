import type { Page } from './page';

export const rightSizeGpuPage: Page = {
  whatItDetects: `GPUs that are paid for and have nothing to do, on an NVIDIA type:

- Text Generation Inference that is told to use fewer GPUs than its instance has (\`SM_NUM_GPUS\`, else \`NUM_SHARD\`): the others are idle, for certain.
- LMI (DJL Serving) with a tensor-parallel degree below the number of GPUs (\`OPTION_TENSOR_PARALLEL_DEGREE\`, \`TENSOR_PARALLEL_DEGREE\`, the
  argument of \`DJLModel\`). It starts further copies of the model on the other GPUs, so this is a hint: the traffic decides whether they are needed.
- vLLM with \`SM_VLLM_TENSOR_PARALLEL_SIZE\` below the number of GPUs: a hint too.
- A framework that serves on CPUs only: scikit-learn, SparkML, the built-in algorithms Random Cut Forest and LDA, and every version of an image
  that AWS lists for CPUs alone (XGBoost up to 1.0). Later XGBoost is a hint, because AWS serves it on GPU instances too.
- An image of AWS's that is a CPU build (\`…-cpu-…\`): it sees no GPU.

The container is told by its image (URI or look-up) or the class of the Python SDK. For fewer GPUs, the smallest type of the family with enough
GPUs is proposed whose host has at least the memory of the GPUs in use; larger ones are alternatives. For no GPU, a CPU type with the vCPUs and
the memory of the host, Graviton among them where the image has an arm64 build.`,
  whenSilent: [
    'The number is not known, or is set nowhere, or is as high as the GPUs are.',
    'Workers, data or pipeline parallelism are set, or the GPUs are chosen by `CUDA_VISIBLE_DEVICES`: then the others may work.',
    'The family has no type with fewer GPUs that is enough (two of four GPUs of a g5.12xlarge).',
    'The image is your own, or that of a JumpStart model, which brings its settings itself.',
    'The memory of the GPUs is not known.',
    'Inference components or instance pools decide for themselves; a capacity reservation ties the type down.',
    'Built-in algorithms that can use a GPU, or of which AWS does not say it.',
  ],
  fix: `The instance type changes; where the image is looked up for a type, the look-up follows, and a configuration with a fixed name gets a
new one in CloudFormation. It is the preferred fix where the GPUs are idle for certain. The other fix, to let the idle GPUs work, is yours to
choose: it raises no bill.`,
  wouldBeWrongIf: [
    'The number is a mistake, and all GPUs were meant to work: raise it instead.',
    'The smaller host is too slow to load or to feed the model: a larger size with as many GPUs is among the alternatives.',
    'LMI or vLLM serves the traffic with all its copies: then fewer GPUs serve less.',
    'A script in the model archive sets the number itself (a `serving.properties`).',
    'The entry point of a CPU framework installs a GPU library when it starts.',
  ],
  examples: [
    {
      dialect: 'python-sdk',
      file: 'serve_llm.py',
      before: `from sagemaker.huggingface import HuggingFaceModel, get_huggingface_llm_image_uri

model = HuggingFaceModel(
    role=role,
    image_uri=get_huggingface_llm_image_uri("huggingface", version="2.2.0"),
    env={"HF_MODEL_ID": "acme/summary-7b", "SM_NUM_GPUS": "1"},
)
predictor = model.deploy(initial_instance_count=1, instance_type="ml.g5.12xlarge")
`,
      after: `from sagemaker.huggingface import HuggingFaceModel, get_huggingface_llm_image_uri

model = HuggingFaceModel(
    role=role,
    image_uri=get_huggingface_llm_image_uri("huggingface", version="2.2.0"),
    env={"HF_MODEL_ID": "acme/summary-7b", "SM_NUM_GPUS": "1"},
)
predictor = model.deploy(initial_instance_count=1, instance_type="ml.g5.2xlarge")
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
        Image: 763104351884.dkr.ecr.us-east-1.amazonaws.com/djl-inference:0.27.0-deepspeed0.12.6-cu121
        Environment:
          HF_MODEL_ID: acme/summary-13b
          OPTION_TENSOR_PARALLEL_DEGREE: "4"
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: !GetAtt Model.ModelName
          InstanceType: ml.g5.48xlarge
          InitialInstanceCount: 1
`,
      after: `Resources:
  Model:
    Type: AWS::SageMaker::Model
    Properties:
      ExecutionRoleArn: !GetAtt Role.Arn
      PrimaryContainer:
        Image: 763104351884.dkr.ecr.us-east-1.amazonaws.com/djl-inference:0.27.0-deepspeed0.12.6-cu121
        Environment:
          HF_MODEL_ID: acme/summary-13b
          OPTION_TENSOR_PARALLEL_DEGREE: "4"
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: !GetAtt Model.ModelName
          InstanceType: ml.g5.12xlarge
          InitialInstanceCount: 1
`,
    },
    {
      dialect: 'boto3',
      file: 'deploy_scores.py',
      before: `import boto3
from sagemaker import image_uris

sm = boto3.client("sagemaker", region_name="us-east-1")
image = image_uris.retrieve("sklearn", "us-east-1", version="1.2-1", instance_type="ml.g4dn.xlarge")
sm.create_model(
    ModelName=model_name,
    ExecutionRoleArn=role,
    PrimaryContainer={"Image": image, "ModelDataUrl": model_data},
)
sm.create_endpoint_config(
    EndpointConfigName=config_name,
    ProductionVariants=[
        {
            "VariantName": "AllTraffic",
            "ModelName": model_name,
            "InstanceType": "ml.g4dn.xlarge",
            "InitialInstanceCount": 1,
        }
    ],
)
`,
      after: `import boto3
from sagemaker import image_uris

sm = boto3.client("sagemaker", region_name="us-east-1")
image = image_uris.retrieve("sklearn", "us-east-1", version="1.2-1", instance_type="ml.m7i.xlarge")
sm.create_model(
    ModelName=model_name,
    ExecutionRoleArn=role,
    PrimaryContainer={"Image": image, "ModelDataUrl": model_data},
)
sm.create_endpoint_config(
    EndpointConfigName=config_name,
    ProductionVariants=[
        {
            "VariantName": "AllTraffic",
            "ModelName": model_name,
            "InstanceType": "ml.m7i.xlarge",
            "InitialInstanceCount": 1,
        }
    ],
)
`,
    },
  ],
};
