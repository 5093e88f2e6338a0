import { monitorDrift } from '../../src/practices/monitorDrift';
import { fires, silent } from './practiceCase';

const template = (name: string, squiggle = '', config = '', more = ''): string => `Resources:
  Endpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointName: ${name}
${squiggle}      EndpointConfigName: !GetAtt Config.EndpointConfigName
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - { VariantName: AllTraffic, ModelName: m, InstanceType: ml.m5.large, InitialInstanceCount: 1 }
${config}${more}`;
const SUBJECT = (word: string): string => `no drift monitoring in ${word} → data capture and a schedule\n`;
const under = (name: string, word: string): string => `#                   ${'^'.repeat(name.length)} ${SUBJECT(word)}`;

describe('monitor-drift in source text', () => {
  it('tells of a production endpoint that nobody watches', () => {
    const names = { 'ranking-prod': 'prod', RankingLive: 'live', prd_ranking: 'prd' };
    for (const [name, word] of Object.entries(names))
      fires(monitorDrift, {
        file: 'ranking.yaml',
        grade: 'consider',
        visibility: 'report',
        source: template(name, under(name, word)),
      });
  });

  it('tells of one that a script in a folder of production keeps', () => {
    fires(monitorDrift, {
      file: 'production/deploy.py',
      source: `import boto3
sm = boto3.client("sagemaker")
variant = {"VariantName": "a", "ModelName": "m", "InstanceType": "ml.m5.large", "InitialInstanceCount": 1}
sm.create_endpoint_config(EndpointConfigName="c", ProductionVariants=[variant])
sm.create_endpoint(EndpointName="ranking", EndpointConfigName="c")
#                               ^^^^^^^^^ no drift monitoring in production → data capture and a schedule
`,
    });
  });

  it('is silent where nothing says production, or something says development', () => {
    for (const name of ['ranking', 'ranking-staging', 'reproduce-ranking', 'prod-like-test'])
      silent(monitorDrift, { file: 'ranking.yaml', source: template(name) });
  });

  it('is silent where data is captured or a schedule watches', () => {
    const file = 'ranking.yaml';
    const capture = `      DataCaptureConfig:
        InitialSamplingPercentage: 10
        DestinationS3Uri: s3://b/c
        CaptureOptions: [{ CaptureMode: Input }]
`;
    silent(monitorDrift, { file, source: template('ranking-prod', '', capture) });
    const schedule = (endpoint: string): string => `  Drift:
    Type: AWS::SageMaker::MonitoringSchedule
    Properties:
      MonitoringScheduleName: drift
      MonitoringScheduleConfig:
        MonitoringJobDefinition:
          MonitoringInputs: [{ EndpointInput: { EndpointName: ${endpoint}, LocalPath: /opt } }]
`;
    silent(monitorDrift, { file, source: template('ranking-prod', '', '', schedule('ranking-prod')) });
    silent(monitorDrift, { file, source: template('ranking-prod', '', '', schedule('!GetAtt Endpoint.EndpointName')) });
    silent(monitorDrift, {
      file,
      source: template('ranking-prod'),
      files: { 'drift.yaml': `Resources:\n${schedule('ranking-prod')}` },
    });
    fires(monitorDrift, {
      file,
      source: template('ranking-prod', under('ranking-prod', 'prod'), '', schedule('another-prod')),
    });
  });

  it('is silent about language models and packages, whose data is no table', () => {
    const file = 'ranking.yaml';
    const model = (container: string): string =>
      `  Model:\n    Type: AWS::SageMaker::Model\n    Properties: { PrimaryContainer: { ${container} } }\n`;
    const source = (container: string, squiggle = ''): string =>
      template('ranking-prod', squiggle, '', model(container)).replace(
        'ModelName: m,',
        'ModelName: !GetAtt Model.ModelName,',
      );
    const image = (name: string): string => `Image: 763104351884.dkr.ecr.us-east-1.amazonaws.com/${name}`;
    silent(monitorDrift, { file, source: source(image('djl-inference:0.36.0-lmi25.0.0-cu128')) });
    silent(monitorDrift, {
      file,
      source: source('ModelPackageName: arn:aws:sagemaker:us-east-1:865070037744:model-package/forecast-1'),
    });
    fires(monitorDrift, {
      file,
      source: source(image('pytorch-inference:2.6.0-cpu-py312-ubuntu22.04-sagemaker'), under('ranking-prod', 'prod')),
    });
  });

  it('is silent about serverless endpoints and sessions', () => {
    silent(monitorDrift, {
      file: 'ranking.yaml',
      source: template('ranking-prod').replace(
        'InstanceType: ml.m5.large, InitialInstanceCount: 1',
        'ServerlessConfig: { MemorySizeInMB: 2048, MaxConcurrency: 5 }',
      ),
    });
    silent(monitorDrift, {
      file: 'prod/try.ipynb',
      source: [
        `from sagemaker.pytorch import PyTorchModel
model = PyTorchModel(model_data=d, role=r, framework_version="2.4.0")
p = model.deploy(1, "ml.m5.large", endpoint_name="prod")
`,
      ],
    });
  });
});
