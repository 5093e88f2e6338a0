import type { Page } from './page';

const TEMPLATE = (setting: string, type: string): string => `Resources:
  Model:
    Type: AWS::SageMaker::Model
    Properties:
      ExecutionRoleArn: !GetAtt Role.Arn
      PrimaryContainer:
        Image: 763104351884.dkr.ecr.us-east-1.amazonaws.com/djl-inference:0.36.0-lmi18.0.0-cu128
        Environment:
          HF_MODEL_ID: tiiuae/Falcon3-10B-Instruct
          OPTION_MAX_MODEL_LEN: "8192"${setting}
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: !GetAtt Model.ModelName
          InstanceType: ${type}
          InitialInstanceCount: 1
  Endpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointConfigName: !GetAtt Config.EndpointConfigName
`;

const BOTO3 = (dtype: string): string => `import boto3

sm = boto3.client("sagemaker", region_name="us-east-1")
sm.create_model(
    ModelName=model_name,
    ExecutionRoleArn=role,
    PrimaryContainer={
        "Image": "763104351884.dkr.ecr.us-east-1.amazonaws.com/vllm:0.14.0-gpu-py312-cu129-ubuntu22.04-sagemaker",
        "Environment": {
            "SM_VLLM_MODEL": "/opt/ml/model",
            "SM_VLLM_DTYPE": "${dtype}",
        },
        "ModelDataUrl": model_data,
    },
)
sm.create_endpoint_config(
    EndpointConfigName=config_name,
    ProductionVariants=[
        {
            "VariantName": "AllTraffic",
            "ModelName": model_name,
            "InstanceType": "ml.g6e.2xlarge",
            "InitialInstanceCount": 1,
        }
    ],
)
sm.create_endpoint(EndpointName=endpoint_name, EndpointConfigName=config_name)
`;

const SDK = (
  quantise: string,
): string => `from sagemaker.huggingface import HuggingFaceModel, get_huggingface_llm_image_uri

model = HuggingFaceModel(
    image_uri=get_huggingface_llm_image_uri("huggingface", version="3.3.6"),
    env={"HF_MODEL_ID": "mistralai/Mistral-7B-Instruct-v0.3", "SM_NUM_GPUS": "1"${quantise}},
    role=role,
)
predictor = model.deploy(initial_instance_count=1, instance_type="ml.g5.2xlarge")
`;

const TERRAFORM = (entry: string, instanceType: string): string => `resource "aws_sagemaker_model" "llm" {
  execution_role_arn = var.role_arn

  primary_container {
    image = "763104351884.dkr.ecr.us-east-1.amazonaws.com/djl-inference:0.36.0-lmi18.0.0-cu128"

    environment = {
      ${entry === '' ? 'HF_MODEL_ID' : 'HF_MODEL_ID    '} = "tiiuae/Falcon3-10B-Instruct"
${entry}    }
  }
}

resource "aws_sagemaker_endpoint_configuration" "llm" {
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = aws_sagemaker_model.llm.name
    instance_type          = "${instanceType}"
    initial_instance_count = 1
  }
}
`;

export const quantizeModelPage: Page = {
  whatItDetects: `A variant or transform job on NVIDIA GPUs whose container serves language models (LMI/DJL, Text Generation
Inference, vLLM, SGLang) and

- is told to compute in 32 bit (\`OPTION_DTYPE\`, \`SM_VLLM_DTYPE\`, \`SM_SGLANG_DTYPE\`), or
- loads a model of the Hugging Face hub whose name doesn't say that it is quantised, with no quantisation set
  (\`OPTION_QUANTIZE\`, \`HF_MODEL_QUANTIZE\`, \`SM_VLLM_QUANTIZATION\`, \`SM_SGLANG_QUANTIZATION\`), on a GPU for which the server's
  documentation has a quantisation that works while the weights are loaded, or
- loads a model that lies in the workspace, where the header of its file (\`.safetensors\`) says that it isn't quantised.

| server | T4 | A10G, A100 | L4, L40S | H100, H200 |
|---|---|---|---|---|
| LMI (vLLM, 0.33 and later), vLLM | - | fp8 for the weights only | fp8 | fp8 |
| SGLang | - | - | fp8 | fp8 |
| Text Generation Inference | - | EETQ (8 bit) | EETQ (8 bit) | fp8 |

A \`serving.properties\` that a notebook writes (\`%%writefile\`), or that lies in the folder that a program packs or uploads, counts like
the environment of LMI, where it is the only one; so does the one in the folder that the CDK or Terraform uploads for the model. The line
is shown then, because such a file can't be edited from here.

AWQ and GPTQ need weights that were quantised beforehand; bitsandbytes works on all of them but is slower than 16 bit, as the
documentation of Text Generation Inference says, and isn't proposed.

On servers without a setting for it (PyTorch, the Hugging Face toolkit, Triton, an own image) it shows, without an edit, how weights of 32 bit
become 16 on a GPU, where the code that loads them says \`torch_dtype=torch.float32\`, or the header of their file does; and how ONNX
becomes 8 bit on a CPU. Of a file no more than its header is read, and only where code names it: what Python packs
(\`tar\`, \`upload_data\`), saves or loads (\`from_pretrained("./model")\`), or the model's own properties (\`HF_MODEL_ID\` with \`./\`);
what an \`Asset\` or \`ModelData.fromAsset\` of the CDK (TypeScript, JavaScript) uploads, and an \`aws_s3_object\` of Terraform, for a
model that names it. Of an archive that is the folder of its name beside it, and for \`model.tar.gz\` the folder that it lies in.

Where the model's name says how many parameters it has (\`-8B-\`), or the header of its file, a smaller type of the same family is proposed if it takes fewer bits to fit it: the weights then take no
larger share of its GPU memory than in AWS's guide (14 GB of 24 GB), fit in 16 bit while they are loaded, and if it costs at least 5 %
less.`,
  whenSilent: [
    'The weights come from a bucket or the model files: they may be quantised already, and `serving.properties` beside them may say anything. A setting of 32 bit is told even then.',
    'The header of a file says that its weights are quantised or of mixed types; code of the model says `.half()`, a 16-bit `torch_dtype` or a quantisation.',
    'A template says of a model only where it lies in S3. An archive of another name than the folder beside it, or a path that is put together from what is not known, is not looked into.',
    'Which file is served is not certain: the program trains, has several models, or names several; or the folder holds several.',
    'The name of the model says that it is quantised (AWQ, GPTQ, FP8, GGUF, 4bit …), or the family is published that way.',
    'Several `serving.properties` may be the one that is packed, or it names a handler of its own.',
    'Quantisation is set already, or set to something that is not known.',
    'The image is your own, a Neuron or Triton image, or not known; the version of the container is not known or too old.',
    'GPUs that the tables of the servers do not name; CPUs; serverless inference; inference components.',
  ],
  fix: `The entry of the container's environment, and with a smaller type also the number of GPUs that the server is told
(\`SM_NUM_GPUS\`, \`TENSOR_PARALLEL_DEGREE\`). Never the preferred fix: whether the answers stay good enough is measured, not read. A model with
a fixed name gets a new one in the same edit, because AWS can't change a model.`,
  wouldBeWrongIf: [
    'The task is sensitive to small errors (arithmetic, code, long reasoning): compare the answers first.',
    'The model has an architecture that the server can quantise only from prepared weights, or not at all.',
    'An archive was packed of something else than the folder beside it, or of an older state of it.',
    'The name of the model gives another number than that of its parameters.',
    'Requests are long or many: the memory that weights free is what their caches fill.',
  ],
  examples: [
    {
      dialect: 'cloudformation',
      file: 'llm.yaml',
      before: TEMPLATE('', 'ml.g6.12xlarge'),
      after: TEMPLATE('\n          OPTION_QUANTIZE: fp8', 'ml.g6.2xlarge'),
    },
    {
      dialect: 'terraform',
      file: 'llm.tf',
      before: TERRAFORM('', 'ml.g6.12xlarge'),
      after: TERRAFORM('      OPTION_QUANTIZE = "fp8"\n', 'ml.g6.2xlarge'),
    },
    { dialect: 'boto3', file: 'deploy_llm.py', before: BOTO3('float32'), after: BOTO3('bfloat16') },
    {
      dialect: 'python-sdk',
      file: 'deploy.py',
      before: SDK(''),
      after: SDK(', "HF_MODEL_QUANTIZE": "eetq"'),
    },
  ],
};
