import assert from 'node:assert/strict';
import { measureUtilisation } from '../../src/practices/measureUtilisation';
import { detect, endpointWith } from './graphBuilder';
import { fires, silent } from './practiceCase';

const template = (squiggle = '', more = ''): string => `Resources:
  Endpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointName: ranking
${squiggle}      EndpointConfigName: !GetAtt Config.EndpointConfigName
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - { VariantName: AllTraffic, ModelName: m, InstanceType: ml.m5.large, InitialInstanceCount: 1 }
${more}`;
const DRAWN = '#                   ^^^^^^^ nobody watches how busy it is → alarm and dashboard\n';
const alarm = (namespace: string, endpoint: string, metric = 'CPUUtilization'): string => `  Busy:
    Type: AWS::CloudWatch::Alarm
    Properties:
      Namespace: ${namespace}
      MetricName: ${metric}
      Dimensions: [{ Name: EndpointName, Value: ${endpoint} }]
`;

describe('measure-utilisation in source text', () => {
  it('tells of an endpoint that nobody watches', () => {
    fires(measureUtilisation, {
      file: 'ranking.yaml',
      grade: 'consider',
      preferred: false,
      visibility: 'report',
      source: template(DRAWN),
    });
    fires(measureUtilisation, { file: 'ranking.yaml', source: template(DRAWN, alarm('AWS/Lambda', 'ranking')) });
    fires(measureUtilisation, {
      file: 'ranking.yaml',
      source: template(DRAWN, alarm('/aws/sagemaker/Endpoints', 'other')),
    });
  });

  it('tells of one whose errors and latency alone set an alarm off', () => {
    for (const metric of ['Invocation5XXErrors', 'ModelLatency'])
      fires(measureUtilisation, {
        file: 'ranking.yaml',
        source: template(DRAWN, alarm('AWS/SageMaker', 'ranking', metric)),
      });
    silent(measureUtilisation, {
      file: 'ranking.yaml',
      source: template('', alarm('AWS/SageMaker', 'ranking', 'InvocationsPerInstance')),
    });
  });

  it('tells of one beside which another without a name is watched, and not of that one', () => {
    const unnamed = (squiggle: string, watched: string): string => `Resources:
  Endpoint:
${squiggle}    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointConfigName: !GetAtt Config.EndpointConfigName
  Other:
    Type: AWS::SageMaker::Endpoint
    Properties: { EndpointConfigName: else }
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - { VariantName: AllTraffic, ModelName: m, InstanceType: ml.m5.large, InitialInstanceCount: 1 }
${alarm('/aws/sagemaker/Endpoints', `!GetAtt ${watched}.EndpointName`)}`;
    fires(measureUtilisation, {
      file: 'ranking.yaml',
      source: unnamed('# ^^^^^^^^ nobody watches how busy it is → alarm and dashboard\n', 'Other'),
    });
    silent(measureUtilisation, { file: 'ranking.yaml', source: unnamed('', 'Endpoint') });
  });

  it('looks into the metrics that an alarm computes with', () => {
    const computed = (metric: string): string => `  Computed:
    Type: AWS::CloudWatch::Alarm
    Properties:
      Metrics:
        - { Id: shown, Expression: measured / 1000 }
        - Id: measured
          ReturnData: false
          MetricStat:
            Period: 300
            Stat: p95
            Metric:
              Namespace: AWS/SageMaker
              MetricName: ${metric}
              Dimensions: [{ Name: EndpointName, Value: ranking }]
`;
    fires(measureUtilisation, { file: 'ranking.yaml', source: template(DRAWN, computed('ModelLatency')) });
    silent(measureUtilisation, { file: 'ranking.yaml', source: template('', computed('Invocations')) });
  });

  describe('constructs of the CDK', () => {
    const typescript = (
      squiggle: string,
      metric: string,
    ): string => `import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as sagemaker from 'aws-cdk-lib/aws-sagemaker';
import { Stack } from 'aws-cdk-lib';
export class Ranking extends Stack {
  constructor(scope, id) {
    super(scope, id);
    const variant = { variantName: 'a', modelName: 'm', instanceType: 'ml.m5.large', initialInstanceCount: 1 };
    const config = new sagemaker.CfnEndpointConfig(this, 'Config', { productionVariants: [variant] });
    const endpoint = new sagemaker.CfnEndpoint(this, 'E', { endpointConfigName: config.attrEndpointConfigName });
${squiggle}    new cloudwatch.Alarm(this, 'Alarm', {
      metric: new cloudwatch.Metric({
        namespace: '/aws/sagemaker/Endpoints',
        metricName: '${metric}',
        dimensionsMap: { EndpointName: endpoint.attrEndpointName, VariantName: 'a' },
      }),
      threshold: 20,
      evaluationPeriods: 7,
    });
  }
}
`;
    const python = (squiggle: string, metric: string): string => `from aws_cdk import Stack
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_sagemaker as sagemaker

class Ranking(Stack):
    def __init__(self, scope, construct_id):
        super().__init__(scope, construct_id)
        variant = sagemaker.CfnEndpointConfig.ProductionVariantProperty(
            variant_name="a", model_name="m", instance_type="ml.m5.large", initial_instance_count=1
        )
        config = sagemaker.CfnEndpointConfig(self, "Config", production_variants=[variant])
        endpoint = sagemaker.CfnEndpoint(self, "E", endpoint_config_name=config.attr_endpoint_config_name)
${squiggle}        self.watch(endpoint, "${metric}")

    def watch(self, endpoint, metric_name):
        cloudwatch.Metric(
            namespace="AWS/SageMaker",
            metric_name=metric_name,
            dimensions_map={"EndpointName": endpoint.attr_endpoint_name},
        ).create_alarm(self, metric_name, threshold=20, evaluation_periods=7)
`;
    const says = 'nobody watches how busy it is → alarm and dashboard\n';

    it('is silent where they look at how busy it is', () => {
      silent(measureUtilisation, { file: 'ranking.ts', source: typescript('', 'CPUUtilization') });
      silent(measureUtilisation, { file: 'ranking.py', source: python('', 'InvocationsPerInstance') });
    });

    it('tells of one whose errors alone they look at, and of those of other files', () => {
      const marked = typescript(`//                                 ^^^^^^^^^^^ ${says}`, 'Invocation5XXErrors');
      fires(measureUtilisation, { file: 'ranking.ts', source: marked });
      fires(measureUtilisation, {
        file: 'ranking.py',
        source: python(`#                            ^^^^^^^^^^^ ${says}`, 'ModelLatency'),
      });
      fires(measureUtilisation, {
        file: 'ranking.ts',
        source: marked,
        files: { 'other.ts': typescript('', 'CPUUtilization') },
      });
    });

    it('is silent where another file looks at endpoints that are not its own', () => {
      silent(measureUtilisation, {
        file: 'ranking.ts',
        source: typescript('', 'Invocation5XXErrors'),
        files: {
          'board.ts': `import { aws_cloudwatch as cloudwatch } from 'aws-cdk-lib';
export const busy = (name: string) =>
  new cloudwatch.Metric({ namespace: '/aws/sagemaker/Endpoints', metricName: 'CPUUtilization', dimensionsMap: { EndpointName: name } });
`,
        },
      });
    });
  });

  it('tells of one that a script keeps, and of asynchronous ones', () => {
    const script = (squiggle: string, more = ''): string => `import boto3
sm = boto3.client("sagemaker")
variant = {"VariantName": "a", "ModelName": "m", "InstanceType": "ml.g5.xlarge", "InitialInstanceCount": 1}
sm.create_endpoint_config(EndpointConfigName="c", ProductionVariants=[variant]${more})
sm.create_endpoint(EndpointName="ranking", EndpointConfigName="c")
${squiggle}`;
    const under = '#                               ^^^^^^^^^ nobody watches how busy it is → alarm and dashboard\n';
    fires(measureUtilisation, { file: 'ranking.py', source: script(under) });
    fires(measureUtilisation, {
      file: 'ranking.py',
      source: script(under, ', AsyncInferenceConfig={"OutputConfig": {"S3OutputPath": "s3://b/o"}}'),
    });
    silent(measureUtilisation, {
      file: 'ranking.py',
      source: `${script('')}sm.delete_endpoint(EndpointName="ranking")\n`,
    });
  });

  it('shows an alarm in the language of the file, on the GPU where there is one', () => {
    const snippets = (type: string) =>
      detect(measureUtilisation, endpointWith({ variant: { InstanceType: type } }), {
        workspace: { utilisationWatchOf: () => 'none' },
      })[0]?.recipe?.snippets ?? {};
    const dialects = [
      'cloudformation',
      'cdk-typescript',
      'cdk-python',
      'terraform',
      'boto3',
      'python-sdk',
      'sdk-javascript',
    ];
    for (const [type, metric] of [
      ['ml.g5.xlarge', 'GPUUtilization'],
      ['ml.m5.large', 'CPUUtilization'],
    ] as const) {
      const shown = snippets(type);
      assert.deepEqual(Object.keys(shown).sort(), [...dialects].sort());
      for (const text of Object.values(shown)) assert.deepEqual(text.match(/[CG]PUUtilization/g), [metric]);
    }
    assert.match(snippets('ml.g5.xlarge').terraform ?? '', /aws_cloudwatch_metric_alarm/);
    assert.match(snippets('ml.g5.xlarge').terraform ?? '', /added up over all GPUs/);
  });

  it('is silent where somebody watches, or may do so', () => {
    const file = 'ranking.yaml';
    silent(measureUtilisation, { file, source: template('', alarm('/aws/sagemaker/Endpoints', 'ranking')) });
    silent(measureUtilisation, { file, source: template('', alarm('AWS/SageMaker', '!GetAtt Endpoint.EndpointName')) });
    silent(measureUtilisation, {
      file,
      source: template(),
      files: {
        'alarms.yaml': `Parameters: { Name: { Type: String } }\nResources:\n${alarm('AWS/SageMaker', '!Ref Name')}  M:\n    Type: AWS::SageMaker::Model\n`,
      },
    });
    silent(measureUtilisation, {
      file,
      source: template(
        '',
        `  Board:
    Type: AWS::CloudWatch::Dashboard
    Properties:
      DashboardBody: '{"widgets":[{"properties":{"metrics":[["/aws/sagemaker/Endpoints","CPUUtilization"]]}}]}'
`,
      ),
    });
  });

  it('is silent about serverless endpoints and sessions', () => {
    silent(measureUtilisation, {
      file: 'ranking.yaml',
      source: template().replace(
        'InstanceType: ml.m5.large, InitialInstanceCount: 1',
        'ServerlessConfig: { MemorySizeInMB: 2048, MaxConcurrency: 5 }',
      ),
    });
    silent(measureUtilisation, {
      file: 'try.ipynb',
      source: [
        `from sagemaker.pytorch import PyTorchModel
model = PyTorchModel(model_data=d, role=r, framework_version="2.4.0")
p = model.deploy(1, "ml.m5.large")
`,
      ],
    });
  });
});
