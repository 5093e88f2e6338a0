import type { Page } from './page';

const TEMPLATE = `Resources:
  Model:
    Type: AWS::SageMaker::Model
    Properties:
      ExecutionRoleArn: !GetAtt Role.Arn
      PrimaryContainer:
        Image: 763104351884.dkr.ecr.us-east-1.amazonaws.com/tensorflow-inference:2.14.1-cpu
        ModelDataUrl: s3://acme-models/ranking/model.tar.gz
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: !GetAtt Model.ModelName
          InstanceType: ml.c5.xlarge
          InitialInstanceCount: 1
`;

const BOTO3 = `import boto3
from sagemaker import image_uris

sm = boto3.client("sagemaker", region_name="us-east-1")
image = image_uris.retrieve("xgboost", "us-east-1", version="1.7-1")
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
            "InstanceType": "ml.m5.xlarge",
            "InitialInstanceCount": 1,
        }
    ],
)
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

export const compileModelPage: Page = {
  whatItDetects: `A model on CPUs or NVIDIA GPUs that is served by PyTorch, TensorFlow, the Hugging Face toolkit, XGBoost or LMI, where
nothing in the workspace compiles or exports a model: no ONNX, TensorRT, OpenVINO, Neuron, Treelite, TorchScript, \`torch.compile\`,
\`compile_model\`, \`create_compilation_job\`, \`create_optimization_job\` or \`optimize()\`. And a step of SageMaker Neo that is told a version
which Neo does not compile.

| served by | compiled with |
|---|---|
| PyTorch 2 | \`torch.compile\` |
| PyTorch 1, TensorFlow | ONNX Runtime |
| Hugging Face toolkit | ONNX Runtime, through Optimum |
| XGBoost | Treelite and TL2cgen |
| LMI | \`ModelBuilder.optimize()\` |`,
  whenSilent: [
    'Anything in the workspace compiles a model, or names of model or files say so (onnx, tensorrt, neuron, optimized …).',
    'A `serving.properties` in what is packed or uploaded quantises the model of LMI, or has TensorRT-LLM compile it.',
    'vLLM, SGLang and Text Generation Inference compile their kernels by themselves; Triton and images of your own may serve anything.',
    'scikit-learn, MXNet and the built-in algorithms; tasks that generate text with the Hugging Face toolkit.',
    'The image, the version of PyTorch or the instance type is not known; Inferentia and Trainium.',
    'Until the whole workspace has been read.',
  ],
  fix: `None: the model has to be compiled and compared by somebody who can test it. The report and the lightbulb show how. No figure is
claimed: how much faster a model gets depends on the model.`,
  wouldBeWrongIf: [
    'The model files are compiled already, by a program that is not in the workspace.',
    'Most of the time goes elsewhere: decoding images, tokenising, waiting for other services.',
    'Inputs have many shapes: each is compiled by itself.',
    'Operators of your own have no counterpart in ONNX.',
  ],
  examples: [
    { dialect: 'cloudformation', file: 'ranking.yaml', before: TEMPLATE, after: TEMPLATE },
    { dialect: 'boto3', file: 'deploy_trees.py', before: BOTO3, after: BOTO3 },
    { dialect: 'python-sdk', file: 'deploy.py', before: SDK, after: SDK },
  ],
};
