import assert from 'node:assert/strict';
import { Advisor } from '../../src/advisor/advisor';
import type { Finding } from '../../src/advisor/advice';
import { catalogue } from '../../src/catalogue';
import { newerGeneration } from '../../src/practices/newerGeneration';
import { sourceOf } from '../law';
import { fires, silent } from './practiceCase';

const template = (type: string, rest = '', squiggle = ''): string => `Resources:
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: ranking
          InstanceType: ${type}
${squiggle}          InitialInstanceCount: 1
${rest}  Endpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointConfigName: !GetAtt Config.EndpointConfigName
`;

describe('newer-generation in source text', () => {
  describe('CloudFormation', () => {
    it('changes the type of a CPU variant', () => {
      fires(newerGeneration, {
        file: 'infra/ranking.yaml',
        grade: 'likely',
        preferred: true,
        source: template('ml.c4.2xlarge', '', '#                       ^^^^^^^^^^^^^ ml.c4.2xlarge → ml.c7i.2xlarge\n'),
        fixed: template('ml.c7i.2xlarge'),
      });
    });

    it('takes away a key for the volume, which AWS refuses beside local disks', () => {
      const key = '      KmsKeyId: alias/models\n';
      fires(newerGeneration, {
        file: 'infra/ranking.yaml',
        source: template(
          'ml.p3.2xlarge',
          key,
          '#                       ^^^^^^^^^^^^^ ml.p3.2xlarge is not sold any more → ml.g6.2xlarge\n',
        ),
        fixed: template('ml.g6.2xlarge'),
      });
      const script = (type: string, key: string, squiggle = ''): string => `import boto3
sm = boto3.client("sagemaker")
sm.create_endpoint_config(
    EndpointConfigName=name,
${key}    ProductionVariants=[
        {
            "VariantName": "AllTraffic",
            "ModelName": "ranking",
            "InstanceType": "${type}",
${squiggle}            "InitialInstanceCount": 1,
        }
    ],
)
`;
      fires(newerGeneration, {
        file: 'ranking.py',
        source: script(
          'ml.p3.2xlarge',
          '    KmsKeyId="alias/models",\n',
          '#                           ^^^^^^^^^^^^^^^ ml.p3.2xlarge is not sold any more → ml.g6.2xlarge\n',
        ),
        fixed: script('ml.g6.2xlarge', ''),
      });
    });

    it('changes a parameter, what it allows, and a fixed name', () => {
      const text = (kind: string, allowed: string, name: string, squiggle = ''): string => `Parameters:
  Kind:
    Type: String
    Default: ${kind}
    AllowedValues: [${allowed}]
Resources:
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      EndpointConfigName: ${name}
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: captions
          InstanceType: !Ref Kind
${squiggle}          InitialInstanceCount: 1
  Endpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointConfigName: !GetAtt Config.EndpointConfigName
`;
      fires(newerGeneration, {
        file: 'infra/captions.yaml',
        grade: 'consider',
        preferred: false,
        source: text(
          'ml.g5.2xlarge',
          'ml.g5.2xlarge, ml.g5.4xlarge',
          'captions',
          '#                       ^^^^^^^^^ ml.g5.2xlarge → ml.g6.2xlarge\n',
        ),
        fixed: text('ml.g6.2xlarge', 'ml.g5.2xlarge, ml.g5.4xlarge, ml.g6.2xlarge', 'captions-v2'),
      });
    });

    it('is silent on what is not dearer to keep', () => {
      silent(newerGeneration, { file: 'infra/ranking.yaml', source: template('ml.m5.xlarge') });
      silent(newerGeneration, { file: 'infra/ranking.yaml', source: template('ml.g4dn.xlarge') });
      silent(newerGeneration, { file: 'infra/ranking.yaml', source: template('ml.t2.medium') });
      silent(newerGeneration, { file: 'infra/ranking.yaml', source: template('!Ref Kind') });
    });

    it('is silent on a type that this Region has no price of', () => {
      const settings = { region: 'ap-northeast-3' };
      assert.equal(catalogue.offered('ml.m6i.xlarge', 'ap-northeast-3'), false);
      silent(newerGeneration, { file: 'infra/ranking.yaml', settings, source: template('ml.m6i.xlarge') });
    });
  });

  describe('boto3', () => {
    const script = (type: string, squiggle = ''): string => `import boto3

sm = boto3.client("sagemaker", region_name="us-west-2")
sm.create_endpoint_config(
    EndpointConfigName=f"detector-{stamp}",
    ProductionVariants=[
        {
            "VariantName": "AllTraffic",
            "ModelName": model_name,
            "InstanceType": "${type}",
${squiggle}            "InitialInstanceCount": 1,
        }
    ],
)
`;

    it('replaces what is not sold any more', () => {
      fires(newerGeneration, {
        file: 'deploy.py',
        grade: 'consider',
        preferred: false,
        source: script(
          'ml.p2.xlarge',
          '#                           ^^^^^^^^^^^^^^ ml.p2.xlarge is not sold any more → ml.g6.xlarge\n',
        ),
        fixed: script('ml.g6.xlarge'),
      });
    });

    it('changes a transform job', () => {
      const job = (type: string, squiggle = ''): string => `import boto3

sm = boto3.client("sagemaker", region_name="us-east-1")
sm.create_transform_job(
    TransformJobName=f"scores-{stamp}",
    ModelName=model_name,
    TransformInput=source,
    TransformOutput=target,
    TransformResources={"InstanceType": "${type}", "InstanceCount": 2},
${squiggle})
`;
      fires(newerGeneration, {
        file: 'score.py',
        source: job(
          'ml.m4.xlarge',
          '#                                       ^^^^^^^^^^^^^^ ml.m4.xlarge → ml.m5.xlarge\n',
        ),
        fixed: job('ml.m5.xlarge'),
      });
    });

    it('is silent on mocks, training, and types with disks', () => {
      silent(newerGeneration, { file: 'deploy.py', source: script('ml.c5d.xlarge') });
      silent(newerGeneration, {
        file: 'test_deploy.py',
        source: `client.describe_endpoint_config.return_value = {"ProductionVariants": [{"ModelName": "m", "InstanceType": "ml.m4.xlarge"}]}\n`,
      });
      silent(newerGeneration, {
        file: 'train.py',
        source: `import sagemaker
from sagemaker.estimator import Estimator

estimator = Estimator(image_uri=image, role=role, instance_count=1, instance_type="ml.p3.2xlarge")
estimator.fit({"train": data})
`,
      });
    });
  });

  describe('Python SDK and notebooks', () => {
    it('changes a constant of an earlier cell', () => {
      fires(newerGeneration, {
        file: 'serve.ipynb',
        source: [
          'from sagemaker.huggingface import HuggingFaceModel\nhosting_type = "ml.g5.xlarge"\n',
          '%%time\nmodel = HuggingFaceModel(role=role, transformers_version="4.37.0", pytorch_version="2.1.0", py_version="py310")\n',
          `predictor = model.deploy(initial_instance_count=1, instance_type=hosting_type)
#                                                                ^^^^^^^^^^^^ ml.g5.xlarge → ml.g6.xlarge
`,
        ],
        grade: 'consider',
        fixed: [
          'from sagemaker.huggingface import HuggingFaceModel\nhosting_type = "ml.g6.xlarge"\n',
          '%%time\nmodel = HuggingFaceModel(role=role, transformers_version="4.37.0", pytorch_version="2.1.0", py_version="py310")\n',
          'predictor = model.deploy(initial_instance_count=1, instance_type=hosting_type)\n',
        ],
      });
    });

    it('speaks of positional arguments and of batch transform', () => {
      const text = (
        first: string,
        second: string,
        squiggles = ['', ''],
      ): string => `from sagemaker.xgboost import XGBoostModel

model = XGBoostModel(model_data=data, role=role, entry_point="serve.py", framework_version="1.7-1")
predictor = model.deploy(1, "${first}")
${squiggles[0] ?? ''}job = model.transformer(1, "${second}")
${squiggles[1] ?? ''}`;
      fires(newerGeneration, {
        file: 'serve.py',
        source: text('ml.m4.xlarge', 'ml.c4.xlarge', [
          '#                           ^^^^^^^^^^^^^^ ml.m4.xlarge → ml.m5.xlarge\n',
          '#                          ^^^^^^^^^^^^^^ ml.c4.xlarge → ml.c7i.xlarge\n',
        ]),
        fixed: text('ml.m5.xlarge', 'ml.c7i.xlarge'),
      });
    });

    it('is silent on a compiled model, a JumpStart model, local mode and an old CUDA', () => {
      silent(newerGeneration, {
        file: 'neo.py',
        source: `from sagemaker.pytorch import PyTorchModel

model = PyTorchModel(model_data=data, role=role, entry_point="i.py", framework_version="1.8", py_version="py3")
compiled = model.compile(target_instance_family="ml_c4", input_shape=shape, output_path=out, framework="pytorch")
predictor = compiled.deploy(initial_instance_count=1, instance_type="ml.c4.xlarge")
`,
      });
      silent(newerGeneration, {
        file: 'jumpstart.py',
        source: `from sagemaker.jumpstart.model import JumpStartModel

predictor = JumpStartModel(model_id="meta-textgeneration-llama-2-7b", instance_type="ml.g5.2xlarge").deploy()
`,
      });
      silent(newerGeneration, {
        file: 'local.py',
        source: `from sagemaker.pytorch import PyTorchModel

PyTorchModel(model_data=data, role=role, entry_point="i.py", framework_version="2.4.0", py_version="py311").deploy(1, "local")
`,
      });
      silent(newerGeneration, {
        file: 'old.py',
        source: `from sagemaker.pytorch import PyTorchModel

image = "763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch-inference:1.4.0-gpu-py36-cu101-ubuntu16.04"
PyTorchModel(image_uri=image, model_data=data, role=role, entry_point="i.py").deploy(1, "ml.g5.xlarge")
`,
      });
    });
  });

  describe('beside other practices', () => {
    const findings = (type: string, image: string, region: string): readonly Finding[] => {
      const advisor = new Advisor({ region });
      advisor.update(
        sourceOf(
          'endpoint.yaml',
          template(type).replace('ModelName: ranking', 'ModelName: !GetAtt Model.ModelName') +
            `  Model:
    Type: AWS::SageMaker::Model
    Properties:
      ExecutionRoleArn: role
      PrimaryContainer: { Image: "${image}" }
`,
        ),
      );
      return advisor.advise('endpoint.yaml').findings;
    };
    const leading = (all: readonly Finding[]): string | undefined =>
      all.find((each) => each.rank === 'leading' && each.value.startsWith('capacity'))?.practice;

    it('gives way to Graviton of the same size wherever the image allows it', () => {
      let seen = 0;
      for (const region of catalogue.regionCodes) {
        const image = `763104351884.dkr.ecr.${region}.amazonaws.com/pytorch-inference:2.4.0-cpu-py311-ubuntu22.04-sagemaker`;
        for (const { name } of catalogue
          .offeredTypes(region)
          .filter((each) => /^ml\.[mc]4\.(?:[24]?x)?large$/.test(each.name))) {
          const all = findings(name, image, region);
          if (!all.some((each) => each.practice === 'use-graviton')) continue;
          seen += 1;
          assert.equal(leading(all), 'use-graviton', `${name} in ${region}`);
        }
      }
      assert.ok(seen > 50);
    });

    it('leads, as a warning, with what is not sold any more, and tells the price of the successor alone', () => {
      const all = findings('ml.p3.2xlarge', 'acme', 'us-east-1');
      assert.equal(leading(all), 'newer-generation');
      const finding = all.find((each) => each.practice === 'newer-generation');
      assert.equal(finding?.severity, 'warning');
      assert.equal(finding.message, 'ml.p3.2xlarge is not sold any more → ml.g6.2xlarge: costs $892/month');
    });

    it('never leads with what costs more', () => {
      const all = findings('ml.inf1.xlarge', 'acme', 'us-east-1');
      assert.equal(all.find((each) => each.practice === 'newer-generation')?.rank, 'alternative');
      assert.equal(leading(findings('ml.c5.xlarge', 'docker.io/acme', 'us-east-1')) === 'newer-generation', false);
    });
  });
});
