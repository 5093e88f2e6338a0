import assert from 'node:assert/strict';
import { Advisor } from '../../src/advisor/advisor';
import { quantizeModel } from '../../src/practices/quantizeModel';
import { fires, silent } from './practiceCase';

const DLC = '763104351884.dkr.ecr.us-east-1.amazonaws.com';

const template = (
  environment: string,
  type: string,
  more: { readonly image?: string; readonly data?: string; readonly name?: string } = {},
): string => `Resources:
  Model:
    Type: AWS::SageMaker::Model
    Properties:${more.name ?? ''}
      ExecutionRoleArn: !GetAtt Role.Arn
      PrimaryContainer:
        Image: ${more.image ?? '!Sub 763104351884.dkr.ecr.${AWS::Region}.amazonaws.com/djl-inference:0.36.0-lmi18.0.0-cu128'}
        Environment:
${environment}${more.data ?? ''}
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: !GetAtt Model.ModelName
          InstanceType: ${type}
          InitialInstanceCount: 1
`;

const script = (container: string, type: string): string => `import boto3

sm = boto3.client("sagemaker", region_name="us-east-1")
sm.create_model(
    ModelName=model_name,
    ExecutionRoleArn=role,
    PrimaryContainer={
${container}
    },
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

describe('quantize-model in source text', () => {
  describe('cloudformation', () => {
    const GUESSED = '          HF_MODEL_ID: tiiuae/Falcon3-10B-Instruct\n          TENSOR_PARALLEL_DEGREE: "4"';

    it('names the smaller type that the quantised model fits, and tells the server how many GPUs there are', () => {
      fires(quantizeModel, {
        file: 'llm.yaml',
        grade: 'consider',
        preferred: false,
        source: template(
          GUESSED,
          'ml.g6.12xlarge\n#                       ^^^^^^^^^^^^^^ ml.g6.12xlarge → ml.g6.2xlarge in fp8',
        ),
        fixed: template(`${GUESSED.replace('"4"', '"1"')}\n          OPTION_QUANTIZE: fp8`, 'ml.g6.2xlarge'),
      });
    });

    it('sets the entry alone where nothing smaller fits, and renames a model that has a name', () => {
      fires(quantizeModel, {
        file: 'llm.yaml',
        source: template('          HF_MODEL_ID: acme/assistant', 'ml.g6e.2xlarge', {
          name: '\n      ModelName: assistant',
        }).replace('  Model:\n', '  Model:\n# ^^^^^ weights in 16 bit → fp8\n'),
        fixed: template('          HF_MODEL_ID: acme/assistant\n          OPTION_QUANTIZE: fp8', 'ml.g6e.2xlarge', {
          name: '\n      ModelName: assistant-v2',
        }),
      });
    });

    it('takes 32 bit for what it is, whatever the weights are', () => {
      fires(quantizeModel, {
        file: 'llm.yaml',
        source: template(
          '          OPTION_DTYPE: fp32\n#                       ^^^^ weights in fp32 → fp16',
          'ml.g4dn.xlarge',
          { data: '\n        ModelDataUrl: s3://acme-models/llm/model.tar.gz' },
        ),
        fixed: template('          OPTION_DTYPE: fp16', 'ml.g4dn.xlarge', {
          data: '\n        ModelDataUrl: s3://acme-models/llm/model.tar.gz',
        }),
      });
    });

    it('is silent where the weights are not known, or known to be quantised', () => {
      const silentOf = (environment: string, type = 'ml.g6.12xlarge', data = ''): void => {
        silent(quantizeModel, { file: 'llm.yaml', source: template(environment, type, { data }) });
      };
      silentOf('          HF_MODEL_ID: TheBloke/Llama-2-13B-AWQ');
      silentOf('          HF_MODEL_ID: openai/gpt-oss-20b');
      silentOf('          HF_MODEL_ID: s3://acme-models/llm-8b/');
      silentOf('          HF_MODEL_ID: /opt/ml/model');
      silentOf(
        '          HF_MODEL_ID: acme/llm-8b',
        'ml.g6.12xlarge',
        '\n        ModelDataUrl: s3://acme-models/m.tar.gz',
      );
      silentOf('          HF_MODEL_ID: acme/llm-8b\n          OPTION_QUANTIZE: awq');
      silentOf('          HF_MODEL_ID: acme/llm-8b\n          OPTION_QUANTIZE: !Ref Quantization');
      silentOf('          HF_MODEL_ID: !Ref ModelId');
    });

    it('is silent where server, version or GPU rule it out', () => {
      const silentOf = (image: string, type: string, more = ''): void => {
        const environment = `          HF_MODEL_ID: acme/llm-8b${more}`;
        silent(quantizeModel, { file: 'llm.yaml', source: template(environment, type, { image }) });
      };
      silentOf(`${DLC}/djl-inference:0.29.0-lmi11.0.0-cu124`, 'ml.g6.12xlarge');
      silentOf(`${DLC}/djl-inference:0.33.0-tensorrtllm0.21.0-cu128`, 'ml.g6.12xlarge');
      silentOf(`${DLC}/djl-inference:0.29.0-neuronx-sdk2.19.1`, 'ml.inf2.8xlarge');
      silentOf(`${DLC}/djl-inference:0.36.0-lmi18.0.0-cu128`, 'ml.g4dn.xlarge');
      silentOf(
        `${DLC}/djl-inference:0.36.0-lmi18.0.0-cu128`,
        'ml.g6.12xlarge',
        '\n          OPTION_ENTRYPOINT: model.py',
      );
      silentOf(`${DLC}/sglang:0.5.8-gpu-py312-cu129-ubuntu22.04-sagemaker`, 'ml.g5.12xlarge');
      silentOf('123456789012.dkr.ecr.us-east-1.amazonaws.com/vllm:0.14.0', 'ml.g6.12xlarge');
      silentOf(`${DLC}/sagemaker-tritonserver:25.09-py3`, 'ml.g6.12xlarge');
    });
  });

  describe('boto3', () => {
    it('turns 32 bit into fewer at once where it can', () => {
      const container = (
        dtype: string,
        more = '',
      ): string => `        "Image": "${DLC}/vllm:0.14.0-gpu-py312-cu129-ubuntu22.04-sagemaker",
        "Environment": {
            "SM_VLLM_MODEL": "acme/assistant",
            "SM_VLLM_DTYPE": "${dtype}",${more}
        },`;
      fires(quantizeModel, {
        file: 'deploy.py',
        source: script(container('float32'), '"ml.g6e.2xlarge",').replace(
          'sm.create_model(',
          'sm.create_model(\n#  ^^^^^^^^^^^^ weights in float32 → fp8',
        ),
        fixed: script(container('bfloat16', '\n            "SM_VLLM_QUANTIZATION": "fp8",'), '"ml.g6e.2xlarge",'),
      });
    });

    it('quantises on Ampere too, and keeps to one GPU', () => {
      fires(quantizeModel, {
        file: 'deploy.py',
        source: script(
          `        "Image": "${DLC}/vllm:0.14.0-gpu-py312-cu129-ubuntu22.04-sagemaker",
        "Environment": {"SM_VLLM_MODEL": "acme/assistant-10b", "SM_VLLM_TENSOR_PARALLEL_SIZE": "4"},`,
          `"ml.g5.12xlarge",
#                           ^^^^^^^^^^^^^^^^ ml.g5.12xlarge → ml.g5.2xlarge in fp8`,
        ),
        fixed: script(
          `        "Image": "${DLC}/vllm:0.14.0-gpu-py312-cu129-ubuntu22.04-sagemaker",
        "Environment": {"SM_VLLM_MODEL": "acme/assistant-10b", "SM_VLLM_TENSOR_PARALLEL_SIZE": "1", "SM_VLLM_QUANTIZATION": "fp8"},`,
          '"ml.g5.2xlarge",',
        ),
      });
    });

    it('is silent where the environment is not known', () => {
      silent(quantizeModel, {
        file: 'deploy.py',
        source: script(
          `        "Image": "${DLC}/vllm:0.14.0-gpu-py312-cu129-ubuntu22.04-sagemaker",
        "Environment": environment,`,
          '"ml.g6.12xlarge",',
        ),
      });
    });
  });

  describe('python-sdk', () => {
    const sdk = (
      env: string,
      type: string,
    ): string => `from sagemaker.huggingface import HuggingFaceModel, get_huggingface_llm_image_uri

model = HuggingFaceModel(
    image_uri=get_huggingface_llm_image_uri("huggingface", version="3.3.6"),
    env={${env}},
    role=role,
)
predictor = model.deploy(initial_instance_count=1, instance_type="${type}")
`;

    it('sets what Text Generation Inference can do on the GPU', () => {
      const env = '"HF_MODEL_ID": "mistralai/Mistral-7B-Instruct-v0.3", "SM_NUM_GPUS": "1"';
      fires(quantizeModel, {
        file: 'deploy.py',
        source: sdk(env, 'ml.g5.2xlarge') + '#                 ^^^^^^ weights in 16 bit → eetq\n',
        fixed: sdk(`${env}, "HF_MODEL_QUANTIZE": "eetq"`, 'ml.g5.2xlarge'),
      });
      fires(quantizeModel, {
        file: 'deploy.py',
        source:
          sdk('"HF_MODEL_ID": "acme/assistant"', 'ml.p5.48xlarge') +
          '#                 ^^^^^^ weights in 16 bit → fp8\n',
        fixed: sdk('"HF_MODEL_ID": "acme/assistant", "HF_MODEL_QUANTIZE": "fp8"', 'ml.p5.48xlarge'),
      });
    });

    it('is silent about models of JumpStart and of the inference toolkit', () => {
      silent(quantizeModel, {
        file: 'deploy.py',
        source: `from sagemaker.jumpstart.model import JumpStartModel

JumpStartModel(model_id="meta-textgeneration-llama-3-1-8b").deploy(instance_type="ml.g6.12xlarge")
`,
      });
      silent(quantizeModel, {
        file: 'deploy.py',
        source: `from sagemaker.huggingface import HuggingFaceModel

model = HuggingFaceModel(env={"HF_MODEL_ID": "acme/llm-8b", "HF_TASK": "text-generation"}, transformers_version="4.49", role=role)
model.deploy(initial_instance_count=1, instance_type="ml.g6.12xlarge")
`,
      });
    });
  });

  describe('weights whose header is in sight', () => {
    const header = (type: string, count = 10e9): string => JSON.stringify({ [type]: count });
    const vllm = (type = 'ml.g6.12xlarge', quantised = ''): string => `import boto3

sm = boto3.client("sagemaker", region_name="us-east-1")
IMAGE = "763104351884.dkr.ecr.us-east-1.amazonaws.com/vllm:0.14.0-gpu-py312-cu129-ubuntu22.04-sagemaker"
sm.create_model(ModelName="chat", PrimaryContainer={"Image": IMAGE, "Environment": {"SM_VLLM_MODEL": "./model"${quantised}}})
sm.create_endpoint_config(
    EndpointConfigName="chat",
    ProductionVariants=[{"VariantName": "v", "ModelName": "chat", "InstanceType": "${type}", "InitialInstanceCount": 1}],
)
`;
    const FILES = (type: string): Record<string, string> => ({ 'model/model.safetensors': header(type) });
    const CLASS = `import sagemaker
from sagemaker.pytorch import PyTorchModel

net.save_pretrained("model")
uri = sagemaker.Session().upload_data("model.tar.gz")
model = PyTorchModel(model_data=uri, role=role, framework_version="2.6.0", entry_point="inference.py")
`;
    const toolkit = (type: string): string =>
      `${CLASS}model.deploy(initial_instance_count=1, instance_type="${type}")\n`;
    const UNDER = (type: string): string =>
      `#                                                    ${'^'.repeat(type.length + 2)} `;

    it('proposes the type that they fit', () => {
      const mark = `#                                                                                 ${'^'.repeat(16)} `;
      fires(quantizeModel, {
        file: 'deploy.py',
        files: FILES('BF16'),
        source: vllm().replace(
          '"InitialInstanceCount": 1}],\n',
          `"InitialInstanceCount": 1}],\n${mark}ml.g6.12xlarge → ml.g6.2xlarge in fp8\n`,
        ),
        fixed: vllm('ml.g6.2xlarge', ', "SM_VLLM_QUANTIZATION": "fp8"'),
      });
    });

    it('is silent where they are quantised, mixed or not there', () => {
      for (const type of ['I32', 'U8', 'F8_E4M3', 'I8'])
        silent(quantizeModel, { file: 'deploy.py', files: FILES(type), source: vllm() });
      silent(quantizeModel, { file: 'deploy.py', source: vllm() });
      const files = { 'model/model.safetensors': JSON.stringify({ F32: 10, I8: 10 }) };
      silent(quantizeModel, { file: 'deploy.py', files, source: toolkit('ml.g5.xlarge') });
    });

    it('shows how 32 bit become 16 on a server that has no setting for it', () => {
      for (const [type, to] of [
        ['ml.g5.xlarge', 'bfloat16'],
        ['ml.g4dn.xlarge', 'float16'],
      ] as const)
        fires(quantizeModel, {
          file: 'deploy.py',
          files: FILES('F32'),
          source: `${toolkit(type)}${UNDER(type)}weights in float32 → ${to}\n`,
          grade: 'consider',
        });
    });

    it('quantises ONNX on a CPU, and says nothing of other 32 bit there', () => {
      fires(quantizeModel, {
        file: 'deploy.py',
        files: { 'model/model.onnx': header('F32', 1e8) },
        source: `${toolkit('ml.c5.xlarge')}${UNDER('ml.c5.xlarge')}weights in float32 → int8\n`,
      });
      silent(quantizeModel, { file: 'deploy.py', files: FILES('F32'), source: toolkit('ml.c5.xlarge') });
      silent(quantizeModel, { file: 'deploy.py', files: FILES('F32'), source: toolkit('ml.p2.xlarge') });
      silent(quantizeModel, { file: 'deploy.py', files: FILES('F32'), source: toolkit('ml.inf2.xlarge') });
    });

    it('hears of 32 bit in the handler, and of anything shorter', () => {
      const handler = (load: string): Record<string, string> => ({
        'inference.py': `def model_fn(model_dir):\n    return AutoModel.from_pretrained(model_dir${load}\n`,
      });
      fires(quantizeModel, {
        file: 'deploy.py',
        files: handler(', torch_dtype=torch.float32)'),
        source: `${toolkit('ml.g5.xlarge')}${UNDER('ml.g5.xlarge')}weights in float32 → bfloat16\n`,
      });
      for (const load of [').half()', ', torch_dtype=torch.float16)', ', torch_dtype="auto")', ')'])
        silent(quantizeModel, { file: 'deploy.py', files: handler(load), source: toolkit('ml.g5.xlarge') });
      for (const load of [').half()', ', torch_dtype=torch.float16)'])
        silent(quantizeModel, {
          file: 'deploy.py',
          files: { ...handler(load), ...FILES('F32') },
          source: toolkit('ml.g5.xlarge'),
        });
      silent(quantizeModel, {
        file: 'deploy.py',
        files: { ...handler(', torch_dtype=torch.float32)'), 'prepare.py': 'import sagemaker, bitsandbytes\n' },
        source: toolkit('ml.g5.xlarge'),
      });
      silent(quantizeModel, {
        file: 'deploy.py',
        files: handler(', torch_dtype=torch.float32)'),
        source: toolkit('ml.c5.xlarge'),
      });
    });
  });

  describe('notebooks that write serving.properties', () => {
    const notebook = (properties: string, mark = ''): readonly string[] => [
      `%%writefile code/serving.properties\nengine=Python\n${properties}`,
      `from sagemaker import Model, image_uris
image = image_uris.retrieve("djl-lmi", "us-east-1", version="0.36.0")
model = Model(image_uri=image, model_data=code_artifact, role=role)
model.deploy(initial_instance_count=1, instance_type="ml.g6.2xlarge")
${mark}`,
    ];
    const UNDER = '#     ^^^^^^ ';

    it('shows the line, because such a cell is no Python', () => {
      fires(quantizeModel, {
        file: 'deploy.ipynb',
        source: notebook('option.model_id=acme/assistant\n', `${UNDER}weights in 16 bit → fp8\n`),
      });
      fires(quantizeModel, {
        file: 'deploy.ipynb',
        source: notebook('option.model_id={{s3url}}\noption.dtype=fp32\n', `${UNDER}weights in fp32 → bf16\n`),
      });
    });

    it('is silent where the file quantises, hands over to a handler, or its model is not known', () => {
      for (const properties of [
        'option.model_id=acme/assistant\noption.quantize=awq\n',
        'option.model_id=acme/assistant\noption.entryPoint=model.py\n',
        'option.model_id={{s3url}}\n',
        'option.model_id=acme/assistant\noption.rolling_batch=trtllm\n',
      ])
        silent(quantizeModel, { file: 'deploy.ipynb', source: notebook(properties) });
      const [file = '', ...cells] = notebook('option.model_id=acme/assistant\n');
      silent(quantizeModel, { file: 'deploy.ipynb', source: [file, file, ...cells] });
    });
  });

  describe('serving.properties in what is packed or uploaded', () => {
    const HUB = 'option.model_id=tiiuae/Falcon3-10B-Instruct\n';
    const SUBJECT = 'weights in 16 bit → fp8';
    const module = (mark = '', more = ''): string => `resource "aws_s3_object" "code" {
  bucket = "acme"
  key    = "assistant.tar.gz"
  source = "\${path.module}/assistant.tar.gz"
}

resource "aws_sagemaker_model" "llm" {
${mark}  execution_role_arn = aws_iam_role.sagemaker.arn
  primary_container {
    image          = "${DLC}/djl-inference:0.36.0-lmi18.0.0-cu128"
    model_data_url = "s3://acme/\${aws_s3_object.code.key}"
${more}  }
}

resource "aws_sagemaker_endpoint_configuration" "llm" {
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = aws_sagemaker_model.llm.name
    instance_type          = "ml.g6.12xlarge"
    initial_instance_count = 1
  }
}
`;
    const UNDER = `#        ${'^'.repeat('"aws_sagemaker_model" "llm"'.length)} ${SUBJECT}\n`;
    const beside = (
      properties: string,
      more: Readonly<Record<string, string>> = {},
    ): Readonly<Record<string, string>> => ({
      'infra/assistant/serving.properties': properties,
      ...more,
    });
    const still = (files: Readonly<Record<string, string>>, more = ''): void => {
      silent(quantizeModel, { file: 'infra/main.tf', source: module('', more), files });
    };

    it('counts as the environment does, and the line is shown', () => {
      const files = beside(`engine=Python\n${HUB}`);
      fires(quantizeModel, { file: 'infra/main.tf', source: module(UNDER), files });
      const advisor = new Advisor({});
      for (const [file, text] of Object.entries({ 'infra/main.tf': module(), ...files })) {
        advisor.update({ file, cells: [{ index: null, text, code: true }] });
        advisor.adviseAll();
      }
      const found = advisor.advise('infra/main.tf').findings.find((each) => each.practice === quantizeModel.id);
      assert.ok(found);
      assert.equal(advisor.recipe('infra/main.tf', found)?.text, '# in serving.properties\noption.quantize=fp8\n');
      assert.match(found.candidates[0].proposal.notes.join(' '), /name: 20 GB of weights today, 10 GB then/);
    });

    it('is believed where it sets a quantisation, by any of its names', () => {
      still(beside(`${HUB}option.quantize=awq\n`));
      still(beside(`${HUB}option.quantize: fp8\n`));
      still(beside(`${HUB}option.quantization = gptq\n`));
      still(beside(`${HUB}option.rolling_batch=trtllm\n`));
      still(beside(`${HUB}option.entryPoint=model.py\n`));
      // What is commented out is not set.
      fires(quantizeModel, {
        file: 'infra/main.tf',
        source: module(UNDER),
        files: beside(`${HUB}# option.quantize=awq\n`),
      });
    });

    it('beats the environment, and leaves to it what it does not say', () => {
      const environment = (entry: string): string => `    environment    = { ${entry} }\n`;
      still(beside('option.dtype=auto\n'), environment('HF_MODEL_ID = "acme/model-AWQ"'));
      still(beside(HUB), environment('OPTION_QUANTIZE = "fp8"'));
      fires(quantizeModel, {
        file: 'infra/main.tf',
        source: module(
          '',
          `${environment('OPTION_MODEL_ID = "acme/model-AWQ"')}#                    ${'^'.repeat(38)} ${SUBJECT}\n`,
        ),
        files: beside(HUB),
      });
    });

    it('is not looked for where it may be another one', () => {
      still({});
      still({ 'infra/other/serving.properties': HUB });
      still({ 'infra/serving.properties': HUB });
      still({ 'assistant/serving.properties': HUB });
    });

    it('is told of weights beside it, unless it names others', () => {
      const file = 'infra/main.tf';
      const weights = { 'infra/assistant/model.safetensors': '{"BF16": 7000000000}' };
      const quantised = { 'infra/assistant/model.safetensors': '{"I8": 7000000000}' };
      fires(quantizeModel, { file, source: module(UNDER), files: beside('option.dtype=auto\n', weights) });
      still(beside('option.dtype=auto\n', quantised));
      still(beside('option.model_id=acme/model-AWQ\n', weights));
      fires(quantizeModel, { file, source: module(UNDER), files: beside(HUB, quantised) });
      // Without the file nothing is known of what stands in it.
      still(weights);
    });

    it('is read where a program packs it, but not where a cell writes it anew', () => {
      const notebook = (...cells: readonly string[]): readonly string[] => [
        '!tar -czf mymodel.tar.gz mymodel/',
        ...cells,
        `from sagemaker import Model, image_uris
image = image_uris.retrieve("djl-lmi", "us-east-1", version="0.36.0")
model = Model(image_uri=image, model_data=code_artifact, role=role)
model.deploy(initial_instance_count=1, instance_type="ml.g6.2xlarge")
`,
      ];
      const file = 'nb/deploy.ipynb';
      const drawn = notebook().map((cell) => cell.replace(/(model\.deploy.*\n)/, `$1#     ^^^^^^ ${SUBJECT}\n`));
      fires(quantizeModel, { file, source: drawn, files: { 'nb/mymodel/serving.properties': HUB } });
      silent(quantizeModel, {
        file,
        source: notebook(),
        files: { 'nb/mymodel/serving.properties': `${HUB}option.quantize=fp8\n` },
      });
      silent(quantizeModel, {
        file,
        source: notebook(`%%writefile mymodel/serving.properties\n${HUB}option.quantize=fp8\n`),
        files: { 'nb/mymodel/serving.properties': HUB },
      });
      silent(quantizeModel, {
        file,
        source: notebook('!tar -czf other.tar.gz other/'),
        files: { 'nb/mymodel/serving.properties': HUB, 'nb/other/serving.properties': HUB },
      });
    });
  });

  it('speaks in the CDK', () => {
    const stack = (environment: string, type: string): string => `import { Stack } from 'aws-cdk-lib';
import { CfnEndpointConfig, CfnModel } from 'aws-cdk-lib/aws-sagemaker';

export class AssistantStack extends Stack {
  constructor(scope, id) {
    super(scope, id);
    const model = new CfnModel(this, 'Model', {
      executionRoleArn: role.roleArn,
      primaryContainer: { image: '${DLC}/djl-inference:0.36.0-lmi18.0.0-cu128', environment: { ${environment} } },
    });
    new CfnEndpointConfig(this, 'Config', {
      productionVariants: [
        {
          variantName: 'AllTraffic',
          modelName: model.attrModelName,
          instanceType: ${type}
          initialInstanceCount: 1,
        },
      ],
    });
  }
}
`;
    fires(quantizeModel, {
      file: 'lib/stack.ts',
      source: stack(
        "HF_MODEL_ID: 'tiiuae/Falcon3-10B-Instruct'",
        `'ml.g6.12xlarge',
//                      ^^^^^^^^^^^^^^^^ ml.g6.12xlarge → ml.g6.2xlarge in fp8`,
      ),
      fixed: stack("HF_MODEL_ID: 'tiiuae/Falcon3-10B-Instruct', OPTION_QUANTIZE: 'fp8'", "'ml.g6.2xlarge',"),
    });
  });

  it('adds an entry to the environment in Terraform', () => {
    const module = (environment: string, instanceType: string): string => `resource "aws_sagemaker_model" "llm" {
  execution_role_arn = aws_iam_role.sagemaker.arn
  primary_container {
    image       = "${DLC}/djl-inference:0.36.0-lmi18.0.0-cu128"
    environment = ${environment}
  }
}

resource "aws_sagemaker_endpoint_configuration" "llm" {
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = aws_sagemaker_model.llm.name
    instance_type          = ${instanceType}
    initial_instance_count = 1
  }
}
`;
    const drawn = `"ml.g6.12xlarge"
#                            ^^^^^^^^^^^^^^^^ ml.g6.12xlarge → ml.g6.2xlarge in fp8`;
    fires(quantizeModel, {
      file: 'main.tf',
      source: module('{ HF_MODEL_ID = "tiiuae/Falcon3-10B-Instruct" }', drawn),
      fixed: module(
        `{
      HF_MODEL_ID     = "tiiuae/Falcon3-10B-Instruct"
      OPTION_QUANTIZE = "fp8"
    }`,
        '"ml.g6.2xlarge"',
      ),
    });
    fires(quantizeModel, {
      file: 'main.tf',
      refused: 'notExpressible',
      source: module('merge({ HF_MODEL_ID = "tiiuae/Falcon3-10B-Instruct" }, {})', drawn),
    });
  });

  it('is silent in Terraform where the environment may say more', () => {
    silent(quantizeModel, {
      file: 'main.tf',
      source: `resource "aws_sagemaker_model" "llm" {
  primary_container {
    image       = "${DLC}/djl-inference:0.36.0-lmi18.0.0-cu128"
    environment = merge(var.environment, { HF_MODEL_ID = "tiiuae/Falcon3-10B-Instruct" })
  }
}

resource "aws_sagemaker_endpoint_configuration" "llm" {
  production_variants {
    model_name             = aws_sagemaker_model.llm.name
    instance_type          = "ml.g6.12xlarge"
    initial_instance_count = 1
  }
}
`,
    });
  });
});
