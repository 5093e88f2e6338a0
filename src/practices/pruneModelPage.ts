import type { Page } from './page';

const SDK = `from sagemaker.pytorch import PyTorch

estimator = PyTorch(
    entry_point="train.py",
    role=role,
    framework_version="2.6.0",
    py_version="py312",
    instance_type="ml.g5.xlarge",
    instance_count=1,
)
estimator.fit({"training": inputs})
predictor = estimator.deploy(initial_instance_count=1, instance_type="ml.c5.xlarge")
`;

const BOTO3 = `import boto3

sm = boto3.client("sagemaker", region_name="us-east-1")
sm.create_training_job(TrainingJobName=job_name, RoleArn=role, **training)
sm.create_model(
    ModelName=model_name,
    ExecutionRoleArn=role,
    PrimaryContainer={
        "Image": "763104351884.dkr.ecr.us-east-1.amazonaws.com/tensorflow-inference:2.14.1-cpu",
        "ModelDataUrl": model_data,
    },
)
sm.create_endpoint_config(
    EndpointConfigName=config_name,
    ProductionVariants=[
        {
            "VariantName": "AllTraffic",
            "ModelName": model_name,
            "InstanceType": "ml.c5.xlarge",
            "InitialInstanceCount": 1,
        }
    ],
)
`;

export const pruneModelPage: Page = {
  whatItDetects: `A notebook or script that trains a model and deploys one that PyTorch or TensorFlow serves, in a workspace where nothing
prunes or distils: no \`torch.nn.utils.prune\`, TensorFlow Model Optimization, torch-pruning or SparseML, and no distilled model by name.`,
  whenSilent: [
    'Anything in the workspace prunes or distils.',
    'The file only deploys, or only trains: whether the two belong together is not known.',
    'Models that are served by other programs: trees have nothing of the kind, language models come pruned or distilled by others.',
    'The image or framework is not known.',
    'Until the whole workspace has been read.',
  ],
  fix: `None: pruning belongs into the training. The report and the lightbulb show the framework's own calls; the share in them is an
example. No figure is claimed.`,
  wouldBeWrongIf: [
    'The training script, outside the workspace, prunes already.',
    'The network is small: then the instance is, too.',
    'Accuracy is what you sell.',
    'The server gains nothing from zeros: then only a smaller network does.',
  ],
  examples: [
    { dialect: 'python-sdk', file: 'train.py', before: SDK, after: SDK },
    { dialect: 'boto3', file: 'train_and_deploy.py', before: BOTO3, after: BOTO3 },
  ],
};
