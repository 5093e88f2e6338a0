import { pruneModel } from '../../src/practices/pruneModel';
import { fires, silent } from './practiceCase';

const SUBJECT = 'trained and deployed at full size → pruned or distilled';

const sdk = (
  className: string,
  more = '',
  fit = 'estimator.fit(inputs)',
): string => `from sagemaker.${className.toLowerCase()} import ${className}
${more}
estimator = ${className}(entry_point="train.py", role=role, framework_version="2.6.0", py_version="py312", instance_type="ml.g5.xlarge", instance_count=1)
${fit}
estimator.deploy(initial_instance_count=1, instance_type="ml.c5.xlarge")
`;
const UNDER = `#                                                        ^^^^^^^^^^^^^^ ${SUBJECT}\n`;

const boto3 = (
  image: string,
  training = 'sm.create_training_job(TrainingJobName=name, RoleArn=role)',
): string => `import boto3

sm = boto3.client("sagemaker", region_name="us-east-1")
${training}
sm.create_model(ModelName=name, ExecutionRoleArn=role, PrimaryContainer={"Image": "${image}", "ModelDataUrl": data})
sm.create_endpoint_config(
    EndpointConfigName=name,
    ProductionVariants=[
        {"VariantName": "a", "ModelName": name, "InstanceType": "ml.c5.xlarge", "InitialInstanceCount": 1},
    ],
)
`;
const PYTORCH = '763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch-inference:2.6.0-cpu-py312';

describe('prune-model in source text', () => {
  it('speaks where an estimator trains and deploys', () => {
    for (const name of ['PyTorch', 'TensorFlow'])
      fires(pruneModel, {
        file: 'train.py',
        grade: 'consider',
        visibility: 'report',
        source: sdk(name) + UNDER,
      });
  });

  it('speaks in a notebook', () => {
    fires(pruneModel, {
      file: 'train.ipynb',
      visibility: 'report',
      source: [
        `from sagemaker.pytorch import PyTorch
estimator = PyTorch(entry_point="train.py", role=role, framework_version="2.6.0", py_version="py312")
estimator.fit(inputs)
`,
        `estimator.deploy(initial_instance_count=1, instance_type="ml.c5.xlarge")\n${UNDER}`,
      ],
    });
  });

  it('speaks where the API trains and deploys', () => {
    fires(pruneModel, {
      file: 'train.py',
      source: boto3(PYTORCH).replace(
        '"InitialInstanceCount": 1},\n',
        `"InitialInstanceCount": 1},\n#                                                               ^^^^^^^^^^^^^^ ${SUBJECT}\n`,
      ),
    });
  });

  it('is silent where anything in the workspace prunes or distils', () => {
    for (const step of [
      'from torch.nn.utils import prune',
      'import tensorflow_model_optimization as tfmot',
      'import torch\ntorch.nn.utils.prune.l1_unstructured(layer, "weight", amount=0.2)',
      'base = "distilbert-base-uncased"',
      'import torch_pruning as tp',
    ])
      silent(pruneModel, { file: 'train.py', source: sdk('PyTorch', step) });
    silent(pruneModel, {
      file: 'deploy.py',
      files: {
        'src/train.py': 'import torch.nn.utils.prune as prune\n\nprune.ln_structured(layer, "weight", 0.2, 2, 0)\n',
      },
      source: sdk('PyTorch'),
    });
  });

  it('is silent where nothing is trained here, or where the network is not one of PyTorch or TensorFlow', () => {
    silent(pruneModel, { file: 'deploy.py', source: sdk('PyTorch', '', '') });
    silent(pruneModel, { file: 'deploy.py', source: boto3(PYTORCH, '') });
    silent(pruneModel, { file: 'deploy.py', source: sdk('XGBoost') });
    silent(pruneModel, {
      file: 'deploy.py',
      source: boto3('123456789012.dkr.ecr.us-east-1.amazonaws.com/pytorch-inference:2.6.0'),
    });
  });
});
