import { compileModel } from '../../src/practices/compileModel';
import { fires, silent } from './practiceCase';

const DLC = '763104351884.dkr.ecr.us-east-1.amazonaws.com';

const template = (image: string, type = 'ml.c5.xlarge', data = 's3://acme-models/m/model.tar.gz'): string => `Resources:
  Model:
    Type: AWS::SageMaker::Model
    Properties:
      ExecutionRoleArn: !GetAtt Role.Arn
      PrimaryContainer:
        Image: ${image}
        ModelDataUrl: ${data}
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: !GetAtt Model.ModelName
          InstanceType: ${type}
          InitialInstanceCount: 1
`;
const under = (type: string, subject: string): string =>
  `${type}\n#                       ${'^'.repeat(type.length)} ${subject}`;

const sdk = (more = '', type = 'ml.g5.xlarge'): string => `from sagemaker.pytorch import PyTorchModel
${more}
model = PyTorchModel(model_data=data, role=role, framework_version="2.6.0", py_version="py312")
model.deploy(initial_instance_count=1, instance_type="${type}")
`;
const UNDER_SDK = '#                                                    ';

describe('compile-model in source text', () => {
  it('names the tool for what serves the model', () => {
    const told = (image: string, subject: string, type = 'ml.c5.xlarge'): void => {
      fires(compileModel, {
        file: 'endpoint.yaml',
        grade: 'consider',
        preferred: false,
        visibility: 'report',
        source: template(image, under(type, subject)),
      });
    };
    told(`${DLC}/pytorch-inference:2.6.0-cpu-py312`, 'PyTorch as trained → torch.compile');
    told(`${DLC}/pytorch-inference:1.13.1-cpu-py39`, 'PyTorch as trained → ONNX Runtime');
    told(`${DLC}/tensorflow-inference:2.14.1-gpu`, 'TensorFlow as trained → ONNX Runtime', 'ml.g4dn.xlarge');
    told(
      `${DLC}/huggingface-pytorch-inference:2.6.0-transformers4.49.0-cpu-py312-ubuntu22.04`,
      'transformers as trained → ONNX Runtime',
    );
    told('683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1', 'XGBoost as trained → Treelite');
    told(
      `${DLC}/djl-inference:0.36.0-lmi18.0.0-cu128`,
      'language model as published → an optimisation job',
      'ml.g6.12xlarge',
    );
  });

  it('is silent about a language model whose serving.properties quantises or compiles it', () => {
    const source = (mark = ''): string => `resource "aws_s3_object" "code" {
  bucket = "acme"
  key    = "code.tar.gz"
  source = "\${path.module}/code.tar.gz"
}

resource "aws_sagemaker_model" "llm" {
  primary_container {
    image          = "${DLC}/djl-inference:0.36.0-lmi18.0.0-cu128"
    model_data_url = "s3://acme/\${aws_s3_object.code.key}"
  }
}

resource "aws_sagemaker_endpoint_configuration" "llm" {
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = aws_sagemaker_model.llm.name
    instance_type          = "ml.g6.12xlarge"
${mark}    initial_instance_count = 1
  }
}
`;
    const files = (properties: string): Readonly<Record<string, string>> => ({ 'code/serving.properties': properties });
    fires(compileModel, {
      file: 'main.tf',
      files: files('option.model_id=acme/assistant\n'),
      source: source(
        `#                            ${'^'.repeat(16)} language model as published → an optimisation job\n`,
      ),
    });
    silent(compileModel, { file: 'main.tf', files: files('option.quantize=awq\n'), source: source() });
    silent(compileModel, { file: 'main.tf', files: files('option.rolling_batch=trtllm\n'), source: source() });
  });

  it('speaks of scripts and of classes of the Python SDK', () => {
    fires(compileModel, {
      file: 'deploy.py',
      visibility: 'report',
      source: `${sdk()}${UNDER_SDK}^^^^^^^^^^^^^^ PyTorch as trained → torch.compile\n`,
    });
    fires(compileModel, {
      file: 'deploy.py',
      source: `import boto3

sm = boto3.client("sagemaker", region_name="us-east-1")
sm.create_model(ModelName=name, ExecutionRoleArn=role, PrimaryContainer={"Image": "${DLC}/tensorflow-inference:2.14.1-cpu"})
sm.create_endpoint_config(
    EndpointConfigName=name,
    ProductionVariants=[
        {"VariantName": "a", "ModelName": name, "InstanceType": "ml.c5.xlarge", "InitialInstanceCount": 1},
#                                                               ^^^^^^^^^^^^^^ TensorFlow as trained → ONNX Runtime
    ],
)
`,
    });
  });

  it('says what Neo does not compile', () => {
    const neo = (version: string): string => `from sagemaker.pytorch import PyTorchModel

model = PyTorchModel(model_data=data, role=role, framework_version="${version}", py_version="py310")
compiled = model.compile(target_instance_family="ml_c5", input_shape=shape, output_path=out, framework="pytorch", framework_version="${version}")
compiled.deploy(initial_instance_count=1, instance_type="ml.c5.xlarge")
`;
    fires(compileModel, {
      file: 'deploy.py',
      source: `${neo('2.3')}#                                                       ^^^^^^^^^^^^^^ SageMaker Neo does not compile pytorch 2.3\n`,
    });
    const long = '2.3.1.0000000000000000000000000000';
    fires(compileModel, {
      file: 'deploy.py',
      source: `${neo(long)}#                                                       ^^^^^^^^^^^^^^ SageMaker Neo does not compile this version of pytorch\n`,
    });
    silent(compileModel, { file: 'deploy.py', source: neo('2.0') });
  });

  it('is silent where anything in the workspace compiles', () => {
    for (const step of [
      'import onnxruntime',
      'import torch\ntorch.onnx.export(net, x, "m.onnx")',
      'import torch\nnet = torch.compile(net)',
      'import torch_tensorrt',
      'import treelite',
      'from torch import jit',
      'sm.create_compilation_job(CompilationJobName=name)',
      'builder.optimize(instance_type=kind, accept_eula=True)',
    ])
      silent(compileModel, { file: 'deploy.py', source: sdk(step) });
    silent(compileModel, {
      file: 'deploy.py',
      files: { 'export/to_onnx.py': 'import torch\n\ntorch.onnx.export(net, example, "model.onnx")\n' },
      source: sdk(),
    });
    silent(compileModel, {
      file: 'infra/endpoint.yaml',
      files: {
        'code/inference.py': 'import torch\n\n\ndef model_fn(model_dir):\n    return torch.compile(load(model_dir))\n',
      },
      source: template(`${DLC}/pytorch-inference:2.6.0-cpu-py312`),
    });
  });

  it('still speaks where another method has the same name', () => {
    fires(compileModel, {
      file: 'deploy.py',
      source: `${sdk('import re\npattern = re.compile("a")\nnet.compile(optimizer="adam")\nstudy.optimize(objective, n_trials=9)')}${UNDER_SDK}^^^^^^^^^^^^^^ PyTorch as trained → torch.compile\n`,
    });
  });

  it('is silent about a model whose file is ONNX', () => {
    const packed = 'tar.add("model")';
    silent(compileModel, { file: 'deploy.py', files: { 'model/model.onnx': '{"F32": 10}' }, source: sdk(packed) });
    fires(compileModel, {
      file: 'deploy.py',
      files: { 'model/model.safetensors': '{"F32": 10}' },
      source: `${sdk(packed)}${UNDER_SDK}^^^^^^^^^^^^^^ PyTorch as trained → torch.compile\n`,
    });
  });

  it('is silent about what compiles by itself, may be anything, or is compiled by its name', () => {
    const silentOf = (image: string, type = 'ml.c5.xlarge', data?: string): void => {
      silent(compileModel, { file: 'endpoint.yaml', source: template(image, type, data) });
    };
    silentOf(`${DLC}/vllm:0.14.0-gpu-py312-cu129-ubuntu22.04-sagemaker`, 'ml.g6.xlarge');
    silentOf(`${DLC}/sagemaker-tritonserver:25.09-py3`, 'ml.g6.xlarge');
    silentOf('123456789012.dkr.ecr.us-east-1.amazonaws.com/pytorch-inference:2.6.0');
    silentOf('785573368785.dkr.ecr.us-east-1.amazonaws.com/sagemaker-inference-pytorch:2.0-cpu-py3');
    silentOf('683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-scikit-learn:1.2-1-cpu-py3');
    silentOf(`${DLC}/pytorch-inference-neuronx:2.9.0-neuronx-py312-sdk2.31.1-ubuntu24.04`, 'ml.inf2.xlarge');
    silentOf(`${DLC}/pytorch-inference:2.6.0-cpu-py312`, 'ml.c5.xlarge', 's3://acme-models/detector-onnx/model.tar.gz');
    silentOf(`${DLC}/pytorch-inference:2.6.0-cpu-py312`, '!Ref Type');
  });
});
