import { rightSizeGpu } from '../../src/practices/rightSizeGpu';
import { fires, silent } from './practiceCase';

describe('right-size-gpu in source text', () => {
  describe('CloudFormation', () => {
    const template = (
      image: string,
      environment: string,
      type: string,
      name: string,
      squiggle = '',
    ): string => `Parameters:
  Degree:
    Type: String
    Default: "1"
Resources:
  Model:
    Type: AWS::SageMaker::Model
    Properties:
      ExecutionRoleArn: !GetAtt Role.Arn
      PrimaryContainer:
        Image: !Sub 763104351884.dkr.ecr.\${AWS::Region}.amazonaws.com/${image}
        Environment:
          HF_MODEL_ID: acme/summary-7b
          ${environment}
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      EndpointConfigName: ${name}
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: !GetAtt Model.ModelName
          InstanceType: ${type}
${squiggle}          InitialInstanceCount: 1
  Endpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointConfigName: !GetAtt Config.EndpointConfigName
`;
    const TGI = 'huggingface-pytorch-tgi-inference:2.4.0-tgi2.3.1-gpu-py311-cu124-ubuntu22.04';
    const LMI = 'djl-inference:0.36.0-lmi25.0.0-cu128';

    it('takes a smaller type for TGI, with the fixed name', () => {
      fires(rightSizeGpu, {
        file: 'infra/llm.yaml',
        grade: 'certain',
        preferred: true,
        source: template(
          TGI,
          'SM_NUM_GPUS: "1"',
          'ml.g5.12xlarge',
          'llm',
          '#                       ^^^^^^^^^^^^^^ ml.g5.12xlarge → ml.g5.2xlarge (1 of 4 GPUs)\n',
        ),
        fixed: template(TGI, 'SM_NUM_GPUS: "1"', 'ml.g5.2xlarge', 'llm-v2'),
      });
    });

    it('is a hint for LMI, also where a parameter says the degree', () => {
      fires(rightSizeGpu, {
        file: 'infra/llm.yaml',
        grade: 'consider',
        preferred: false,
        source: template(
          LMI,
          'OPTION_TENSOR_PARALLEL_DEGREE: !Ref Degree',
          'ml.g6e.12xlarge',
          'llm',
          '#                       ^^^^^^^^^^^^^^^ ml.g6e.12xlarge → ml.g6e.2xlarge (4 copies of the model → 1)\n',
        ),
        fixed: template(LMI, 'OPTION_TENSOR_PARALLEL_DEGREE: !Ref Degree', 'ml.g6e.2xlarge', 'llm-v2'),
      });
    });

    it('is silent where all GPUs work, or the number is not known', () => {
      const quiet = (image: string, environment: string, type: string): void => {
        silent(rightSizeGpu, { file: 'infra/llm.yaml', source: template(image, environment, type, 'llm') });
      };
      quiet(TGI, 'SM_NUM_GPUS: "4"', 'ml.g5.12xlarge');
      quiet(TGI, 'SM_NUM_GPUS: !Ref Elsewhere', 'ml.g5.12xlarge');
      quiet(TGI, 'SM_NUM_GPUS: "2"', 'ml.g5.12xlarge');
      quiet(LMI, 'OPTION_TENSOR_PARALLEL_DEGREE: max', 'ml.g5.48xlarge');
      quiet(LMI, 'OPTION_TENSOR_PARALLEL_DEGREE: "1"\n          SERVING_MIN_WORKERS: "4"', 'ml.g5.12xlarge');
    });
  });

  describe('boto3', () => {
    const script = (container: string, type: string, squiggle = ''): string => `import boto3
from sagemaker import image_uris

sm = boto3.client("sagemaker", region_name="us-west-2")
sm.create_model(ModelName=name, ExecutionRoleArn=role, PrimaryContainer=${container})
sm.create_endpoint_config(
    EndpointConfigName=f"scores-{stamp}",
    ProductionVariants=[
        {
            "VariantName": "AllTraffic",
            "ModelName": name,
            "InstanceType": "${type}",
${squiggle}            "InitialInstanceCount": 1,
        }
    ],
)
`;
    const mark = (type: string, says: string): string =>
      `#                           ${'^'.repeat(type.length + 2)} ${says}\n`;

    it('moves a CPU framework to a CPU type, with the look-up of its image', () => {
      const container = (type: string): string =>
        `{"Image": image_uris.retrieve("sklearn", "us-west-2", "1.2-1", instance_type="${type}"), "ModelDataUrl": data}`;
      fires(rightSizeGpu, {
        file: 'deploy.py',
        grade: 'certain',
        source: script(
          container('ml.g4dn.2xlarge'),
          'ml.g4dn.2xlarge',
          mark('ml.g4dn.2xlarge', 'ml.g4dn.2xlarge → ml.m7i.2xlarge (no GPU used)'),
        ),
        fixed: script(container('ml.m7i.2xlarge'), 'ml.m7i.2xlarge'),
      });
    });

    it('tells a CPU build on a GPU, and vLLM on too many', () => {
      const build = '{"Image": "763104351884.dkr.ecr.us-west-2.amazonaws.com/tensorflow-inference:2.18.0-cpu"}';
      fires(rightSizeGpu, {
        file: 'deploy.py',
        grade: 'likely',
        preferred: false,
        source: script(build, 'ml.g5.xlarge', mark('ml.g5.xlarge', 'ml.g5.xlarge → ml.m7i.xlarge (no GPU used)')),
        fixed: script(build, 'ml.m7i.xlarge'),
      });
      const vllm =
        '{"Image": "763104351884.dkr.ecr.us-west-2.amazonaws.com/vllm:server-sagemaker-cuda-v1", "Environment": {"SM_VLLM_TENSOR_PARALLEL_SIZE": "1"}}';
      fires(rightSizeGpu, {
        file: 'deploy.py',
        grade: 'consider',
        source: script(vllm, 'ml.g6.48xlarge', mark('ml.g6.48xlarge', 'ml.g6.48xlarge → ml.g6.2xlarge (1 of 8 GPUs)')),
      });
    });

    it('is silent on images of GPU frameworks, own images, and an environment that is put together', () => {
      const quiet = (container: string): void => {
        silent(rightSizeGpu, { file: 'deploy.py', source: script(container, 'ml.g5.12xlarge') });
      };
      quiet('{"Image": image_uris.retrieve("pytorch", "us-west-2", "2.4.0", instance_type="ml.g5.12xlarge")}');
      quiet('{"Image": "123456789012.dkr.ecr.us-west-2.amazonaws.com/sagemaker-scikit-learn:1.2-1-cpu-py3"}');
      quiet(
        '{"Image": image_uris.retrieve("huggingface-llm", "us-west-2", "2.2.0"), "Environment": {"SM_NUM_GPUS": "1", **more}}',
      );
      quiet('{"Image": image_uris.retrieve("linear-learner", "us-west-2")}');
    });
  });

  describe('Python SDK and notebooks', () => {
    it('follows the number through cells and json.dumps', () => {
      const cells = (type: string, squiggle = ''): readonly string[] => [
        `import json
from sagemaker.huggingface import HuggingFaceModel, get_huggingface_llm_image_uri

instance_type = "${type}"
number_of_gpu = 1
`,
        `config = {"HF_MODEL_ID": "acme/summary-7b", "SM_NUM_GPUS": json.dumps(number_of_gpu)}
llm = HuggingFaceModel(role=role, image_uri=get_huggingface_llm_image_uri("huggingface", version="2.2.0"), env=config)
`,
        `%%time
predictor = llm.deploy(
    initial_instance_count=1,
    instance_type=instance_type,
${squiggle}    container_startup_health_check_timeout=300,
)
`,
      ];
      fires(rightSizeGpu, {
        file: 'llm.ipynb',
        grade: 'certain',
        preferred: true,
        source: cells(
          'ml.g5.12xlarge',
          '#                 ^^^^^^^^^^^^^ ml.g5.12xlarge → ml.g5.2xlarge (1 of 4 GPUs)\n',
        ),
        fixed: cells('ml.g5.2xlarge'),
      });
    });

    it('knows the argument of DJLModel', () => {
      const text = (type: string, squiggle = ''): string => `from sagemaker.djl_inference import DJLModel

model = DJLModel(model_id="acme/summary-13b", role=role, tensor_parallel_degree=4)
model.deploy(1, "${type}")
${squiggle}`;
      fires(rightSizeGpu, {
        file: 'lmi.py',
        grade: 'consider',
        source: text(
          'ml.g5.48xlarge',
          '#               ^^^^^^^^^^^^^^^^ ml.g5.48xlarge → ml.g5.12xlarge (2 copies of the model → 1)\n',
        ),
        fixed: text('ml.g5.12xlarge'),
      });
    });

    it('is silent on JumpStart, on a number that is counted when it runs, and on training', () => {
      silent(rightSizeGpu, {
        file: 'jumpstart.py',
        source: `from sagemaker.jumpstart.model import JumpStartModel

JumpStartModel(model_id="meta-textgeneration-llama-2-7b", env={"SM_NUM_GPUS": "1"}).deploy(1, "ml.g5.12xlarge")
`,
      });
      silent(rightSizeGpu, {
        file: 'count.py',
        source: `import json, torch
from sagemaker.huggingface import HuggingFaceModel, get_huggingface_llm_image_uri

env = {"SM_NUM_GPUS": json.dumps(torch.cuda.device_count())}
image = get_huggingface_llm_image_uri("huggingface", version="2.2.0")
HuggingFaceModel(role=role, image_uri=image, env=env).deploy(1, "ml.g5.12xlarge")
`,
      });
      silent(rightSizeGpu, {
        file: 'train.py',
        source: `from sagemaker.sklearn import SKLearn

SKLearn(entry_point="t.py", role=role, framework_version="1.2-1", instance_type="ml.g4dn.xlarge").fit()
`,
      });
    });
  });
});
