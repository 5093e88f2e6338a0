import type { Page } from './page';

const SDK = `import sagemaker
import boto3
from sagemaker.pytorch import PyTorchModel

session = sagemaker.Session(boto3.Session(region_name="eu-west-1"))
model = PyTorchModel(
    model_data="s3://acme-models/sentiment/model.tar.gz",
    role=role,
    entry_point="inference.py",
    framework_version="2.4.0",
    py_version="py311",
    sagemaker_session=session,
)
predictor = model.deploy(initial_instance_count=2, instance_type="ml.c5.xlarge")
`;

const BOTO3 = `import boto3

sm = boto3.client("sagemaker", region_name="eu-central-1")
sm.create_endpoint_config(
    EndpointConfigName="ranking",
    ProductionVariants=[
        {
            "VariantName": "AllTraffic",
            "ModelName": "ranking",
            "InstanceType": "ml.m5.xlarge",
            "InitialInstanceCount": 1,
        }
    ],
)
`;

export const cleanerRegionPage: Page = {
  whatItDetects: `A Region that the code itself names (a boto3 session or client, a SageMaker session, an AWS SDK client, the \`env\` of
a CDK stack, a Terraform provider, \`samconfig.toml\`, the default of \`AWS_REGION\`) for a deployment on instances, where another
Region of the same group offers the same instance type on a cleaner grid. The groups are North America, South America, Europe, Middle
East and Africa, South and Southeast Asia, East Asia, and Oceania.

The test is a hard one: the footprint there, with its grid at the highest of three sources, has to be at least 30 % below the footprint
here with its grid at the lowest. Operational carbon (with the Region's PUE) and embodied carbon both count. Up to three Regions are named,
the cleanest first, each with the difference in dollars and in carbon.`,
  whenSilent: [
    'The Region is a setting, a flag or the assumed default: the code has decided nothing.',
    'GovCloud, China, the European sovereign cloud and local zones: they stand apart.',
    'A comment on the line, or above it or its block with no empty line between, says that the Region has to stay (residency, sovereignty, GDPR, pinned), or the team allows certain Regions only (`regions: {allowed: […]}`).',
    'A tag of the endpoint, its configuration or its model, or of their provider in Terraform (`default_tags`), says so: `DataResidency`, `Compliance = "GDPR"`.',
    'The type is not offered there, or the difference is within the spread of the sources.',
    "Serverless inference: what it uses isn't known without traffic. Inference components run on their endpoint's instances.",
  ],
  fix: `None: a Region is never changed by an edit. What has to move with it is listed in the hover: model artefacts, images, keys,
networks, quotas, callers, commitments, and what law and contracts say about the data.`,
  wouldBeWrongIf: [
    'Law or a contract ties the data to a country: say so in a comment or a tag, or allow certain Regions only.',
    'Callers need the short way: another Region is tens of milliseconds further.',
    'A Savings Plan or a committed discount holds for the present Region.',
    'The data that the model reads stays behind: traffic between Regions is billed, and uses energy.',
  ],
  examples: [
    { dialect: 'python-sdk', file: 'deploy.py', before: SDK, after: SDK },
    { dialect: 'boto3', file: 'deploy_ranking.py', before: BOTO3, after: BOTO3 },
  ],
};
