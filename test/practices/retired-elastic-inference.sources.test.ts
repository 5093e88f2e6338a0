import { retiredElasticInference } from '../../src/practices/retiredElasticInference';
import { fires, silent } from './practiceCase';

const REMOVED = 'is retired → removed';

describe('retired-elastic-inference in source text', () => {
  describe('CloudFormation', () => {
    const endpoint = (image: string, name: string, accelerator = ''): string => `Resources:
  Model:
    Type: AWS::SageMaker::Model
    Properties:
      ExecutionRoleArn: !GetAtt Role.Arn
      PrimaryContainer:
        Image: !Sub 763104351884.dkr.ecr.\${AWS::Region}.amazonaws.com/${image}
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      EndpointConfigName: ${name}
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: !GetAtt Model.ModelName
          InstanceType: ml.m5.large
${accelerator}          InitialInstanceCount: 1
  Endpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointConfigName: !GetAtt Config.EndpointConfigName
`;

    it('takes it off a variant, with its image and the fixed name', () => {
      fires(retiredElasticInference, {
        file: 'infra/vision.yaml',
        grade: 'certain',
        preferred: true,
        source: endpoint(
          'tensorflow-inference-eia:2.3.0-cpu',
          'vision',
          `          AcceleratorType: ml.eia1.medium
#                          ^^^^^^^^^^^^^^ Elastic Inference (ml.eia1.medium) ${REMOVED}
`,
        ),
        fixed: endpoint('tensorflow-inference:2.3.0-cpu', 'vision-v2'),
      });
    });

    it('takes it out of a task and its containers', () => {
      const task = (before: string, a: string, b: string): string => `Resources:
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: scoring
${before}      ContainerDefinitions:
        - Name: scoring
          Image: scoring
${a}          Memory: 512
        - Name: ranking
          Image: ranking
          ResourceRequirements:
            - Type: GPU
              Value: "1"
${b}`;
      fires(retiredElasticInference, {
        file: 'infra/task.yaml',
        preferred: true,
        source: task(
          `      InferenceAccelerators: [{ DeviceName: device1, DeviceType: eia1.medium }]
#                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Elastic Inference ${REMOVED}
`,
          '          ResourceRequirements:\n            - Type: InferenceAccelerator\n              Value: device1\n',
          '            - Type: InferenceAccelerator\n              Value: device1\n',
        ),
        fixed: task('', '', ''),
      });
    });

    it('takes it out of a launch template in JSON', () => {
      const template = (accelerators: string): string => `{
  "Resources": {
    "Template": {
      "Type": "AWS::EC2::LaunchTemplate",
      "Properties": {
        "LaunchTemplateData": {
          "InstanceType": "c5.large"${accelerators}
        }
      }
    }
  }
}
`;
      fires(retiredElasticInference, {
        file: 'infra/template.json',
        preferred: true,
        source: template(`,
          "ElasticInferenceAccelerators": [{ "Type": "eia2.medium", "Count": 1 }]
//                                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Elastic Inference ${REMOVED}`),
        fixed: template(''),
      });
    });

    it('is silent on a parameter without default, on an own image, and on templates without it', () => {
      silent(retiredElasticInference, {
        file: 'infra/vision.yaml',
        source: `Parameters:
  Accelerator: { Type: String }
${endpoint('tensorflow-inference:2.3.0-cpu', 'vision', '          AcceleratorType: !Ref Accelerator\n')}`,
      });
      silent(retiredElasticInference, {
        file: 'infra/vision.yaml',
        source: endpoint('tensorflow-inference:2.3.0-cpu', 'vision').replace('763104351884', '123456789012'),
      });
      silent(retiredElasticInference, {
        file: 'infra/note.yaml',
        source: `# Elastic Inference: AcceleratorType: ml.eia1.medium was here
${endpoint('tensorflow-inference:2.3.0-cpu', 'vision')}`,
      });
    });
  });

  describe('boto3', () => {
    it('takes it off a variant and out of the look-up of the image', () => {
      const script = (retrieve: string, accelerator: string, squiggle = ''): string => `import boto3
from sagemaker import image_uris

image = image_uris.retrieve("pytorch", "us-east-1", version="1.3.1", instance_type="ml.m5.xlarge"${retrieve})
sm = boto3.client("sagemaker")
sm.create_model(ModelName=name, PrimaryContainer={"Image": image, "ModelDataUrl": data}, ExecutionRoleArn=role)
sm.create_endpoint_config(
    EndpointConfigName=config_name,
    ProductionVariants=[{"VariantName": "a", "ModelName": name, "InstanceType": "ml.m5.xlarge", "InitialInstanceCount": 1${accelerator}}],
${squiggle})
`;
      const written = ', "AcceleratorType": "ml.eia2.medium"';
      const line =
        '    ProductionVariants=[{"VariantName": "a", "ModelName": name, "InstanceType": "ml.m5.xlarge", "InitialInstanceCount": 1, "AcceleratorType": ';
      fires(retiredElasticInference, {
        file: 'deploy.py',
        preferred: true,
        source: script(
          ', accelerator_type="ml.eia2.medium"',
          written,
          `#${' '.repeat(line.length - 1)}^^^^^^^^^^^^^^^^ Elastic Inference (ml.eia2.medium) ${REMOVED}\n`,
        ),
        fixed: script('', ''),
      });
    });

    it('names the image without it', () => {
      const script = (image: string, squiggle = ''): string => `import boto3

boto3.client("sagemaker").create_model(
    ModelName=name,
    PrimaryContainer={
        "Image": "763104351884.dkr.ecr.eu-west-1.amazonaws.com/${image}",
${squiggle}        "ModelDataUrl": data,
    },
    ExecutionRoleArn=role,
)
`;
      fires(retiredElasticInference, {
        file: 'model.py',
        source: script(
          'mxnet-inference-eia:1.7.0-cpu-py3',
          `#                ${'^'.repeat(80)} The Elastic Inference image is retired → mxnet-inference:1.7.0-cpu-py3\n`,
        ),
        fixed: script('mxnet-inference:1.7.0-cpu-py3'),
      });
    });

    it('is silent on what only describes or mocks one, and on what is decided when it runs', () => {
      silent(retiredElasticInference, {
        file: 'test_deploy.py',
        source: `client.describe_endpoint_config.return_value = {"ProductionVariants": [{"AcceleratorType": "ml.eia2.medium"}]}\n`,
      });
      silent(retiredElasticInference, {
        file: 'deploy.py',
        source: `import os
import boto3

boto3.client("sagemaker").create_endpoint_config(
    EndpointConfigName="a",
    ProductionVariants=[{"VariantName": "a", "ModelName": "m", "InstanceType": "ml.m5.large", "AcceleratorType": os.environ["KIND"]}],
)
`,
      });
    });
  });

  describe('boto3 outside of SageMaker', () => {
    it('takes it out of a task and of the containers that ask for it', () => {
      fires(retiredElasticInference, {
        file: 'register.py',
        grade: 'certain',
        preferred: true,
        source: `import boto3

boto3.client("ecs").register_task_definition(
    family="scoring",
    containerDefinitions=[
        {"name": "scoring", "image": "scoring", "resourceRequirements": [{"type": "InferenceAccelerator", "value": "d"}]},
        {"name": "proxy", "image": "proxy"},
    ],
    inferenceAccelerators=[{"deviceName": "d", "deviceType": "eia2.medium"}],
#                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Elastic Inference ${REMOVED}
)
`,
        fixed: `import boto3

boto3.client("ecs").register_task_definition(
    family="scoring",
    containerDefinitions=[
        {"name": "scoring", "image": "scoring"},
        {"name": "proxy", "image": "proxy"},
    ],
)
`,
      });
    });

    it('takes it out of an instance that is started, whoever holds the client', () => {
      fires(retiredElasticInference, {
        file: 'launch.py',
        grade: 'certain',
        preferred: true,
        source: `def launch(ec2, image):
    return ec2.run_instances(
        ImageId=image,
        MinCount=1,
        MaxCount=1,
        ElasticInferenceAccelerators=[{"Type": "eia2.medium", "Count": 1}],
#                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Elastic Inference ${REMOVED}
    )
`,
        fixed: `def launch(ec2, image):
    return ec2.run_instances(
        ImageId=image,
        MinCount=1,
        MaxCount=1,
    )
`,
      });
    });

    it('is silent on tasks and instances without it', () => {
      silent(retiredElasticInference, {
        file: 'register.py',
        source: `import boto3

boto3.client("ecs").register_task_definition(family="inferenceAccelerators", containerDefinitions=[{"name": "a"}])
boto3.client("ec2").run_instances(ImageId="ami-1", MinCount=1, MaxCount=1, InstanceType="inf2.xlarge")
client.register_task_definition(**request)
`,
      });
    });
  });

  describe('AWS SDK for JavaScript and CDK', () => {
    it('takes it out of a launch template', () => {
      fires(retiredElasticInference, {
        file: 'launch.mjs',
        grade: 'certain',
        preferred: true,
        source: `import { CreateLaunchTemplateCommand, EC2Client } from '@aws-sdk/client-ec2';

await new EC2Client({}).send(
  new CreateLaunchTemplateCommand({
    LaunchTemplateName: 'scoring',
    LaunchTemplateData: { InstanceType: 'c5.large', ElasticInferenceAccelerators: [{ Type: 'eia2.medium' }] },
//                                                                                ^^^^^^^^^^^^^^^^^^^^^^^^^ Elastic Inference ${REMOVED}
  }),
);
`,
        fixed: `import { CreateLaunchTemplateCommand, EC2Client } from '@aws-sdk/client-ec2';

await new EC2Client({}).send(
  new CreateLaunchTemplateCommand({
    LaunchTemplateName: 'scoring',
    LaunchTemplateData: { InstanceType: 'c5.large' },
  }),
);
`,
      });
    });

    it('takes it out of a task of the CDK', () => {
      fires(retiredElasticInference, {
        file: 'lib/scoring-stack.ts',
        grade: 'certain',
        preferred: true,
        source: `import { CfnTaskDefinition } from 'aws-cdk-lib/aws-ecs';

new CfnTaskDefinition(this, 'Scoring', {
  family: 'scoring',
  containerDefinitions: [{ name: 'scoring', image: 'scoring' }],
  inferenceAccelerators: [{ deviceName: 'd', deviceType: 'eia2.medium' }],
//                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Elastic Inference ${REMOVED}
});
`,
        fixed: `import { CfnTaskDefinition } from 'aws-cdk-lib/aws-ecs';

new CfnTaskDefinition(this, 'Scoring', {
  family: 'scoring',
  containerDefinitions: [{ name: 'scoring', image: 'scoring' }],
});
`,
      });
    });

    it('is silent on a task of the CDK without it, and on a class of the same name that is not of the CDK', () => {
      silent(retiredElasticInference, {
        file: 'lib/scoring-stack.ts',
        source: `import { CfnTaskDefinition } from './own';
import { CfnInstance } from 'aws-cdk-lib/aws-ec2';

new CfnTaskDefinition(this, 'Scoring', { inferenceAccelerators: [{ deviceName: 'd', deviceType: 'eia2.medium' }] });
new CfnInstance(this, 'Inferentia', { imageId: 'ami-1', instanceType: 'inf2.xlarge' });
`,
      });
    });
  });

  describe('Python SDK and notebooks', () => {
    it('takes it off each call, wherever the value is written', () => {
      fires(retiredElasticInference, {
        file: 'vision.ipynb',
        source: [
          'from sagemaker.tensorflow import TensorFlowModel\naccelerator = "ml.eia2.medium"\n',
          `model = TensorFlowModel(model_data=data, role=role, framework_version="2.3.0")
predictor = model.deploy(initial_instance_count=1, instance_type="ml.m5.xlarge", accelerator_type=accelerator)
#                                                                                                 ^^^^^^^^^^^ Elastic Inference (ml.eia2.medium) ${REMOVED}
`,
          '%%bash\necho ml.eia2.medium\n',
        ],
        preferred: true,
        fixed: [
          'from sagemaker.tensorflow import TensorFlowModel\naccelerator = "ml.eia2.medium"\n',
          `model = TensorFlowModel(model_data=data, role=role, framework_version="2.3.0")
predictor = model.deploy(initial_instance_count=1, instance_type="ml.m5.xlarge")
`,
          '%%bash\necho ml.eia2.medium\n',
        ],
      });
    });

    it('is silent on None, on a comment and on code of somebody else', () => {
      silent(retiredElasticInference, {
        file: 'deploy.py',
        source: `from sagemaker.mxnet import MXNetModel

# predictor = model.deploy(1, "ml.m5.xlarge", accelerator_type="ml.eia2.medium")
model = MXNetModel(model_data=data, role=role, entry_point="i.py", framework_version="1.7.0", py_version="py3")
predictor = model.deploy(initial_instance_count=1, instance_type="ml.m5.xlarge", accelerator_type=None)
`,
      });
      silent(retiredElasticInference, {
        file: 'other.py',
        source: 'import sagemaker\nstrategy.deploy(accelerator_type="ml.eia2.medium")\n',
      });
    });
  });
});
