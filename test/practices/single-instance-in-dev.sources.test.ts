import { singleInstanceInDev } from '../../src/practices/singleInstanceInDev';
import { fires, silent } from './practiceCase';

describe('single-instance-in-dev in source text', () => {
  describe('CloudFormation', () => {
    const template = (count: string, name = 'fraud-dev', more = ''): string => `Resources:
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: blue
          ModelName: fraud
          InstanceType: ml.m5.large
          InitialInstanceCount: ${count}
  Endpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointName: ${name}
      EndpointConfigName: !GetAtt Config.EndpointConfigName
${more}`;
    const target = (least: number): string => `  Target:
    Type: AWS::ApplicationAutoScaling::ScalableTarget
    Properties:
      ServiceNamespace: sagemaker
      ResourceId: !Sub endpoint/\${Endpoint.EndpointName}/variant/blue
      ScalableDimension: sagemaker:variant:DesiredInstanceCount
      MinCapacity: ${least}
      MaxCapacity: 6
`;

    it('sets the count to 1 where the name says dev', () => {
      fires(singleInstanceInDev, {
        file: 'fraud.yaml',
        grade: 'likely',
        preferred: true,
        source: template('2\n#                               ^ dev: 2 instances → 1'),
        fixed: template('1'),
      });
    });

    it('lowers the minimum of scaling with it, or alone', () => {
      fires(singleInstanceInDev, {
        file: 'fraud.yaml',
        source: template('3\n#                               ^ dev: 3 instances → 1', 'fraud-dev', target(2)),
        fixed: template('1', 'fraud-dev', target(1)),
      });
      const drawn = target(2).replace('MinCapacity: 2', 'MinCapacity: 2\n#                  ^ dev: 2 instances → 1');
      fires(singleInstanceInDev, {
        file: 'fraud.yaml',
        preferred: true,
        source: template('1', 'fraud-dev', drawn),
        fixed: template('1', 'fraud-dev', target(1)),
      });
    });

    it('believes the path and the name of the parameter', () => {
      fires(singleInstanceInDev, {
        file: 'infra/sandbox/fraud.yaml',
        source: template('2\n#                               ^ sandbox: 2 instances → 1', 'fraud'),
      });
      const parameter = (count: number): string => `Parameters:\n  DevCount: { Type: Number, Default: ${count} }\n`;
      fires(singleInstanceInDev, {
        file: 'fraud.yaml',
        preferred: true,
        source:
          parameter(2) +
          template('!Ref DevCount\n#                               ^^^^^^^^^^^^^ dev: 2 instances → 1', 'fraud'),
        fixed: parameter(1) + template('!Ref DevCount', 'fraud'),
      });
    });

    it("changes the file of the environment, not the template's number for all", () => {
      const parameter = 'Parameters:\n  Count: { Type: Number }\n';
      const config = (count: number): string => `{ "Parameters": { "Count": "${count}" } }\n`;
      fires(singleInstanceInDev, {
        file: 'fraud.yaml',
        files: { 'staging-config.json': config(2), 'prod-config.json': config(4) },
        preferred: true,
        source:
          parameter +
          template('!Ref Count\n#                               ^^^^^^^^^^ staging: 2 instances → 1', 'fraud'),
        fixed: parameter + template('!Ref Count', 'fraud'),
        fixedFiles: { 'staging-config.json': config(1) },
      });
      const files = {
        'staging-config.json': '{ "Parameters": { "Stage": "staging" } }\n',
        'prod-config.json': '{ "Parameters": { "Stage": "prod" } }\n',
      };
      const stage = 'Parameters:\n  Stage: { Type: String }\n';
      silent(singleInstanceInDev, { file: 'fraud.yaml', files, source: stage + template('2', '!Sub fraud-${Stage}') });
    });

    it('is not the preferred fix where the word is a default', () => {
      const parameters = (count: number): string =>
        `Parameters:\n  Stage: { Type: String, Default: dev }\n  Count: { Type: Number, Default: ${count} }\n`;
      fires(singleInstanceInDev, {
        file: 'fraud.yaml',
        preferred: false,
        source:
          parameters(2) +
          template(
            '!Ref Count\n#                               ^^^^^^^^^^ dev: 2 instances → 1',
            '!Sub fraud-${Stage}',
          ),
        fixed: parameters(1) + template('!Ref Count', '!Sub fraud-${Stage}'),
      });
    });

    it('is silent where the word is part of another, or production is named too', () => {
      silent(singleInstanceInDev, { file: 'fraud.yaml', source: template('2', 'fraud-latest') });
      silent(singleInstanceInDev, { file: 'developer/fraud.yaml', source: template('2', 'fraud') });
      silent(singleInstanceInDev, { file: 'demo/fraud.yaml', source: template('2', 'fraud-prod') });
      silent(singleInstanceInDev, { file: 'fraud.yaml', source: template('1') });
    });

    it('is silent where several instances are the point, or the number depends on a name that varies', () => {
      silent(singleInstanceInDev, { file: 'fraud.yaml', source: template('4', 'fraud-load-test') });
      silent(singleInstanceInDev, { file: 'fraud.yaml', source: template('2', 'fraud-ab-test') });
      silent(singleInstanceInDev, {
        file: 'fraud.yaml',
        source: `Parameters:\n  Stage: { Type: String, Default: dev }\n${template('2', '!Sub fraud-${Stage}')}`,
      });
      silent(singleInstanceInDev, {
        file: 'fraud.yaml',
        source: `Parameters:\n  Count: { Type: Number }\n${template('!Ref Count')}`,
      });
    });
  });

  describe('boto3', () => {
    const script = (variant: string, name = 'forecast-test'): string => `import boto3

sm = boto3.client("sagemaker", region_name="us-east-1")
sm.create_endpoint_config(
    EndpointConfigName=f"{name}-config",
    ProductionVariants=[
        {"VariantName": "AllTraffic", "ModelName": "forecast", "InstanceType": "ml.m5.xlarge", ${variant}},
    ],
)
sm.create_endpoint(EndpointName="${name}", EndpointConfigName=f"{name}-config")
`;
    const drawn = (text: string, from: string, says: string): string =>
      text.replace(/(.*)\n/g, (line: string, before: string) =>
        before.includes(from) ? `${line}#${' '.repeat(before.indexOf(from) + from.length - 1)}^ ${says}\n` : line,
      );

    it('sets the count to 1', () => {
      fires(singleInstanceInDev, {
        file: 'deploy.py',
        grade: 'likely',
        source: drawn(script('"InitialInstanceCount": 3'), '"InitialInstanceCount": ', 'test: 3 instances → 1'),
        fixed: script('"InitialInstanceCount": 1'),
      });
    });

    it('lowers what SageMaker keeps by itself', () => {
      const managed = (count: number): string =>
        `"InitialInstanceCount": 1, "ManagedInstanceScaling": {"Status": "ENABLED", "MinInstanceCount": ${count}, "MaxInstanceCount": 4}`;
      fires(singleInstanceInDev, {
        file: 'deploy.py',
        source: drawn(script(managed(2)), '"MinInstanceCount": ', 'test: 2 instances → 1'),
        fixed: script(managed(1)),
      });
    });

    it('is silent where a reservation holds the instances, and in names of a product', () => {
      const reserved = '"InitialInstanceCount": 2, "CapacityReservationConfig": {"MlReservationArn": arn}';
      silent(singleInstanceInDev, { file: 'deploy.py', source: script(reserved) });
      silent(singleInstanceInDev, { file: 'deploy.py', source: script('"InitialInstanceCount": 2', 'attestation') });
    });
  });

  describe('the Python SDK', () => {
    const script = (deploy: string): string => `from sagemaker.xgboost import XGBoostModel

model = XGBoostModel(model_data=artifact, role=role, entry_point="inference.py", framework_version="1.7-1")
${deploy}
`;

    it('sets the count to 1, by name or by place', () => {
      fires(singleInstanceInDev, {
        file: 'deploy.py',
        source: script(`model.deploy(2, "ml.c5.xlarge", endpoint_name="price-demo")
#            ^ demo: 2 instances → 1`),
        fixed: script('model.deploy(1, "ml.c5.xlarge", endpoint_name="price-demo")'),
      });
    });

    it('is silent where a caller gives the name, and without a word', () => {
      silent(singleInstanceInDev, {
        file: 'deploy.py',
        source: `import os\n${script('model.deploy(2, "ml.c5.xlarge", endpoint_name=os.environ.get("NAME", "price-dev"))')}`,
      });
      silent(singleInstanceInDev, { file: 'deploy.py', source: script('model.deploy(2, "ml.c5.xlarge")') });
    });
  });

  it('speaks in notebooks, where the name is given in an earlier cell', () => {
    fires(singleInstanceInDev, {
      file: 'price.ipynb',
      source: [
        'from sagemaker.xgboost import XGBoostModel\nname = "price-staging"',
        `XGBoostModel(model_data=a, role=r, framework_version="1.7-1").deploy(2, "ml.c5.xlarge", endpoint_name=name)
#                                                                    ^ staging: 2 instances → 1`,
      ],
    });
  });
});
