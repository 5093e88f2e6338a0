import { rightSizeInstance } from '../../src/practices/rightSizeInstance';
import { fires, silent } from './practiceCase';

const template = (type: string, squiggle = '', more = ''): string => `Resources:
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: ranking-7
          InstanceType: ${type}
${squiggle}          InitialInstanceCount: 1
${more}  Endpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointConfigName: !GetAtt Config.EndpointConfigName
`;
const under = (type: string): string =>
  `#                       ${'^'.repeat(type.length)} ${type} → a size that is measured\n`;
const file = 'ranking.yaml';

describe('right-size-instance in source text', () => {
  it('asks for a measurement of large types', () => {
    for (const type of ['ml.m5.4xlarge', 'ml.c7g.8xlarge', 'ml.g5.12xlarge', 'ml.p4d.24xlarge'])
      fires(rightSizeInstance, { file, grade: 'consider', preferred: false, source: template(type, under(type)) });
  });

  it('speaks in boto3 and for the Python SDK', () => {
    fires(rightSizeInstance, {
      file: 'ranking.py',
      source: `import boto3
sm = boto3.client("sagemaker")
TYPE = "ml.m5.12xlarge"
variant = {"VariantName": "a", "ModelName": "m", "InstanceType": TYPE, "InitialInstanceCount": 1}
#                                                                ^^^^ ml.m5.12xlarge → a size that is measured
sm.create_endpoint_config(EndpointConfigName="c", ProductionVariants=[variant])
`,
    });
    fires(rightSizeInstance, {
      file: 'ranking.py',
      source: `from sagemaker.huggingface import HuggingFaceModel
model = HuggingFaceModel(model_data=d, role=r, transformers_version="4.37", pytorch_version="2.1")
model.deploy(initial_instance_count=1, instance_type="ml.g5.48xlarge")
#                                                    ^^^^^^^^^^^^^^^^ ml.g5.48xlarge → a size that is measured
`,
    });
  });

  it('is silent about smaller types, one GPU, and what is not known', () => {
    for (const type of ['ml.m5.2xlarge', 'ml.g5.16xlarge', 'ml.inf2.48xlarge', '!Ref Type', 'ml.zz9.24xlarge'])
      silent(rightSizeInstance, { file, source: template(type) });
  });

  it('is silent where the size is measured anywhere in the workspace', () => {
    const source = template('ml.m5.4xlarge');
    silent(rightSizeInstance, {
      file,
      source,
      files: {
        'tests/size.py': `import boto3
boto3.client("sagemaker").create_inference_recommendations_job(JobName="j", JobType="Default", RoleArn=r, InputConfig=c)
`,
      },
    });
    silent(rightSizeInstance, {
      file,
      source,
      files: {
        'size.ipynb.py': `from sagemaker.pytorch import PyTorchModel
model = PyTorchModel(model_data=d, role=r, framework_version="2.4.0")
model.right_size(sample_payload_url="s3://b/p", supported_content_types=["text/csv"], framework="PYTORCH")
`,
      },
    });
  });

  it('is silent about sessions, serverless and reserved capacity', () => {
    silent(rightSizeInstance, {
      file: 'try.ipynb',
      source: [
        `from sagemaker.pytorch import PyTorchModel
model = PyTorchModel(model_data=d, role=r, framework_version="2.4.0")
p = model.deploy(1, "ml.m5.4xlarge")
`,
      ],
    });
    silent(rightSizeInstance, {
      file,
      source: template('ml.p4d.24xlarge', '          CapacityReservationConfig: { MlReservationArn: !Ref Arn }\n'),
    });
  });

  it('leaves the first word to a change that can be made', () => {
    // One value, one squiggle: use-graviton leads, and the measurement is its alternative.
    const advisorSays = template('ml.m5.4xlarge', under('ml.m5.4xlarge')).replace(
      'ModelName: ranking-7',
      'ModelName: a',
    );
    fires(rightSizeInstance, { file, visibility: 'squiggle', source: advisorSays });
  });
});
