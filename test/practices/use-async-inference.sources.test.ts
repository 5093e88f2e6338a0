import assert from 'node:assert/strict';
import { Advisor } from '../../src/advisor/advisor';
import { isTimely } from '../../src/server/diagnostics';
import { sourceOf } from '../law';
import { useAsyncInference } from '../../src/practices/useAsyncInference';
import { fires, silent } from './practiceCase';

describe('use-async-inference in source text', () => {
  describe('CloudFormation', () => {
    const template = (more: string, type = 'ml.m5.xlarge', drawn = ''): string => `Transform: AWS::Serverless-2016-10-31
Resources:
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: ocr
          InstanceType: ${type}
${drawn}          InitialInstanceCount: 1
  Endpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointName: ocr
      EndpointConfigName: !GetAtt Config.EndpointConfigName
${more}`;
    const lambda = (events: string, name = '!GetAtt Endpoint.EndpointName'): string => `  Worker:
    Type: AWS::Serverless::Function
    Properties:
      Handler: worker.handler
      Environment:
        Variables:
          ENDPOINT_NAME: ${name}
${events === '' ? '' : `      Events:\n${events}`}`;
    const event = (type: string): string => `        Start:
          Type: ${type}
          Properties: { Queue: !GetAtt Jobs.Arn }
`;
    const cpu = '#                       ^^^^^^^^^^^^ ml.m5.xlarge, real time → asynchronous, from 0 instances\n';
    const gpu = '#                       ^^^^^^^^^^^^ ml.g5.xlarge, real time → asynchronous, from 0 instances\n';

    it('is likely where only a queue, a schedule or S3 starts what calls it, named by reference or by name', () => {
      for (const type of ['SQS', 'S3', 'Schedule', 'ScheduleV2'])
        fires(useAsyncInference, {
          file: 'ocr.yaml',
          grade: 'likely',
          preferred: false,
          source: template(lambda(event(type)), 'ml.m5.xlarge', cpu),
        });
      fires(useAsyncInference, {
        file: 'ocr.yaml',
        grade: 'likely',
        source: template(lambda(event('SQS'), 'ocr'), 'ml.m5.xlarge', cpu),
      });
    });

    const plain = `  Worker:
    Type: AWS::Lambda::Function
    Properties:
      Handler: worker.handler
      Environment:
        Variables:
          ENDPOINT_NAME: !GetAtt Endpoint.EndpointName
`;
    const mapping = `  Mapping:
    Type: AWS::Lambda::EventSourceMapping
    Properties:
      EventSourceArn: !GetAtt Jobs.Arn
      FunctionName: !Ref Worker
  Jobs:
    Type: AWS::SQS::Queue
`;
    const rule = (start: string): string => `  Nightly:
    Type: AWS::Events::Rule
    Properties:
      ${start}
      Targets:
        - Id: worker
          Arn: !GetAtt Worker.Arn
`;
    const schedule = `  Hourly:
    Type: AWS::Scheduler::Schedule
    Properties:
      ScheduleExpression: rate(1 hour)
      Target: { Arn: !GetAtt Worker.Arn, RoleArn: !GetAtt Role.Arn }
`;
    const bucket = `  Uploads:
    Type: AWS::S3::Bucket
    Properties:
      NotificationConfiguration:
        LambdaConfigurations:
          - Event: s3:ObjectCreated:*
            Function: !GetAtt Worker.Arn
`;
    const permission = (principal: string): string => `  Permission:
    Type: AWS::Lambda::Permission
    Properties:
      Action: lambda:InvokeFunction
      FunctionName: !Ref Worker
      Principal: ${principal}
`;

    it('sees what starts a plain function from elsewhere in the template', () => {
      for (const start of [
        mapping,
        rule('ScheduleExpression: cron(0 2 * * ? *)') + permission('events.amazonaws.com'),
        rule('EventPattern: { source: [aws.s3] }'),
        schedule,
        bucket + permission('s3.amazonaws.com'),
      ])
        fires(useAsyncInference, {
          file: 'ocr.yaml',
          grade: 'likely',
          source: template(plain + start, 'ml.m5.xlarge', cpu),
        });
    });

    it('is silent where an API starts it, even on a GPU', () => {
      silent(useAsyncInference, { file: 'ocr.yaml', source: template(lambda(event('HttpApi')), 'ml.g5.xlarge') });
      silent(useAsyncInference, {
        file: 'ocr.yaml',
        source: template(lambda(event('SQS') + event('Api').replace('Start', 'Ask')), 'ml.g5.xlarge'),
      });
    });

    it("is silent where something else may call, or what starts the function isn't in sight", () => {
      silent(useAsyncInference, { file: 'ocr.yaml', source: template(plain) });
      silent(useAsyncInference, {
        file: 'ocr.yaml',
        source: template(plain + mapping + permission('apigateway.amazonaws.com')),
      });
      silent(useAsyncInference, {
        file: 'ocr.yaml',
        source: template(plain + rule('EventPattern: { source: [acme.orders] }')),
      });
      silent(useAsyncInference, {
        file: 'ocr.yaml',
        source: template(
          `${plain}${mapping}Outputs:\n  Name:\n    Value: !GetAtt Endpoint.EndpointName\n    Export: { Name: ocr-endpoint }\n`,
        ),
      });
      const method = `  Method:
    Type: AWS::ApiGateway::Method
    Properties:
      HttpMethod: POST
      Integration:
        Type: AWS
        Uri: !Sub arn:aws:apigateway:\${AWS::Region}:runtime.sagemaker:path//endpoints/\${Endpoint.EndpointName}/invocations
`;
      silent(useAsyncInference, { file: 'ocr.yaml', source: template(plain + mapping + method) });
    });

    it('is a hint on an accelerator that nobody in sight calls, and marks the bucket to fill in', () => {
      fires(useAsyncInference, {
        file: 'ocr.yaml',
        grade: 'consider',
        source: template('', 'ml.g5.xlarge', gpu),
      });
    });

    it('writes the answers where nothing starts by them', () => {
      const results = '  Results:\n    Type: AWS::S3::Bucket\n';
      const uses = (more: string): string =>
        `${lambda(event('SQS')).replace('      Events', '          RESULTS: !Ref Results\n      Events')}${results}${more}`;
      fires(useAsyncInference, { file: 'ocr.yaml', source: template(uses(''), 'ml.m5.xlarge', cpu) });
    });

    it('is silent of chats, packages, several variants, captured data and components', () => {
      const silentFor = (from: string | RegExp, to: string): void => {
        silent(useAsyncInference, { file: 'ocr.yaml', source: template('', 'ml.g5.xlarge').replace(from, to) });
      };
      silentFor('EndpointName: ocr', 'EndpointName: ocr-chat');
      silentFor('EndpointName: ocr', 'EndpointName: ocr-real-time');
      silentFor('          ModelName: ocr\n', '');
      silentFor(
        '  Endpoint:',
        '      DataCaptureConfig: { EnableCapture: true, InitialSamplingPercentage: 10 }\n  Endpoint:',
      );
      silentFor(
        '          InitialInstanceCount: 1\n',
        '          InitialInstanceCount: 1\n        - { VariantName: b, ModelName: b, InstanceType: ml.g5.xlarge, InitialInstanceCount: 1 }\n',
      );
      silent(useAsyncInference, { file: 'ocr.yaml', source: template('', 'ml.m5.xlarge') });
    });
  });

  describe('boto3', () => {
    const script = (more = '', type = 'ml.g4dn.xlarge'): string => `import boto3

sm = boto3.client("sagemaker")
runtime = boto3.client("sagemaker-runtime")
sm.create_endpoint_config(
    EndpointConfigName=config_name,
    ProductionVariants=[
        {"VariantName": "v1", "ModelName": "ocr", "InstanceType": "${type}", "InitialInstanceCount": 1},
    ],
)
sm.create_endpoint(EndpointName="ocr", EndpointConfigName=config_name)
${more}`;
    const drawn = (text: string): string =>
      text.replace(
        /(.*"InstanceType": )("ml[^"]*")(.*)\n/,
        (line, before: string, type: string) =>
          `${line}#${' '.repeat(before.length - 1)}${'^'.repeat(type.length)} ${type.slice(1, -1)}, real time → asynchronous, from 0 instances\n`,
      );

    it('is a hint on an accelerator, likely where an answer may take minutes', () => {
      fires(useAsyncInference, { file: 'deploy.py', grade: 'consider', preferred: false, source: drawn(script()) });
      fires(useAsyncInference, {
        file: 'deploy.py',
        grade: 'likely',
        settings: {
          profiles: { nightly: { latency: 'minutes', requestsPerDay: 500, secondsPerRequest: 4 } },
          endpoints: [{ match: { name: 'ocr' }, profile: 'nightly' }],
        },
        source: drawn(script('', 'ml.m5.xlarge')),
      });
    });

    it('still speaks where the script asks it something once', () => {
      const asked = 'runtime.invoke_endpoint(EndpointName="ocr", Body=body)\n';
      fires(useAsyncInference, { file: 'deploy.py', grade: 'consider', source: drawn(script(asked)) });
    });

    it('is silent where the answer is streamed, or the endpoint deleted', () => {
      const streamed = 'runtime.invoke_endpoint_with_response_stream(EndpointName="ocr", Body=body)\n';
      silent(useAsyncInference, { file: 'deploy.py', source: script(streamed) });
      silent(useAsyncInference, { file: 'deploy.py', source: script('sm.delete_endpoint(EndpointName="ocr")\n') });
    });

    it('is silent where the traffic asks for answers at once, or saves nothing', () => {
      for (const profile of [{ latency: 'seconds' as const }, { requestsPerDay: 90_000, secondsPerRequest: 2 }])
        silent(useAsyncInference, {
          file: 'deploy.py',
          settings: { profiles: { given: profile }, endpoints: [{ match: { name: 'ocr' }, profile: 'given' }] },
          source: script(),
        });
    });
  });

  describe('callers in other files', () => {
    const endpoint = (mark = ''): string => `Resources:
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: a
          ModelName: claims
          InstanceType: ml.c5.2xlarge
${mark}          InitialInstanceCount: 1
  Endpoint:
    Type: AWS::SageMaker::Endpoint
    Properties: { EndpointName: claims, EndpointConfigName: !GetAtt Config.EndpointConfigName }
`;
    const consumer = (events: string, more = ''): string => `Resources:
  Worker:
    Type: AWS::Serverless::Function
    Properties:
      Handler: app.handler
      CodeUri: src/
      Policies: [{ Statement: [{ Effect: Allow, Action: 'sagemaker:InvokeEndpoint', Resource: '*' }] }]
${events}${more}`;
    const SQS = '      Events:\n        Work: { Type: SQS, Properties: { Queue: !GetAtt Queue.Arn } }\n';
    const calls = (name: string): string =>
      `import boto3\nboto3.client("sagemaker-runtime").invoke_endpoint(EndpointName=${name}, Body=b"1")\n`;
    const quietWith = (files: Record<string, string>): void => {
      silent(useAsyncInference, { file: 'endpoint/template.yaml', source: endpoint(), files });
    };

    it('is likely where only the queue of another template starts the code that calls it', () => {
      fires(useAsyncInference, {
        file: 'endpoint/template.yaml',
        grade: 'likely',
        source: endpoint(
          '#                       ^^^^^^^^^^^^^ ml.c5.2xlarge, real time → asynchronous, from 0 instances\n',
        ),
        files: { 'worker/template.yaml': consumer(SQS), 'worker/src/app.py': calls('"claims"') },
      });
    });

    it('waits until all files are read', () => {
      const advisor = new Advisor({});
      advisor.update(sourceOf('worker/template.yaml', consumer(SQS)));
      advisor.update(sourceOf('worker/src/app.py', calls('"claims"')));
      advisor.update(sourceOf('endpoint/template.yaml', endpoint()));
      const found = advisor
        .advise('endpoint/template.yaml')
        .findings.find((each) => each.practice === 'use-async-inference');
      assert.ok(found);
      assert.equal(isTimely(found, false), false);
      assert.equal(isTimely(found, true), true);
    });

    it('is silent where anybody may start it, where others call too, and where the endpoint can not be told', () => {
      const app = { 'worker/src/app.py': calls('"claims"') };
      quietWith(app);
      quietWith({ ...app, 'worker/template.yaml': consumer('') });
      quietWith({ ...app, 'worker/template.yaml': consumer(SQS.replace('SQS', 'Api')) });
      quietWith({ ...app, 'worker/template.yaml': consumer(`${SQS}      FunctionUrlConfig: { AuthType: NONE }\n`) });
      quietWith({
        ...app,
        'worker/template.yaml': consumer(
          SQS,
          `  Path:
    Type: AWS::ApiGatewayV2::Integration
    Properties: { IntegrationUri: !GetAtt Worker.Arn }
`,
        ),
      });
      quietWith({
        ...app,
        'worker/template.yaml': consumer(
          SQS,
          `  ByHand:
    Type: AWS::Serverless::Function
    Properties: { Handler: app.handler, CodeUri: src/ }
`,
        ),
      });
      quietWith({ ...app, 'worker/template.yaml': consumer(SQS), 'tools/try.py': calls('"claims"') });
      quietWith({ ...app, 'worker/template.yaml': consumer(SQS), 'tools/try.py': calls('name') });
      quietWith({ 'worker/template.yaml': consumer(SQS), 'worker/src/app.py': calls('"other"') });
      quietWith({ 'worker/template.yaml': consumer(SQS), 'worker/src/app.py': calls('name') });
    });
  });

  describe('the Python SDK', () => {
    const cells = (made: string, deploy: string): string[] => [
      'from sagemaker import ModelPackage\nfrom sagemaker.async_inference import AsyncInferenceConfig\nfrom sagemaker.huggingface import HuggingFaceModel',
      `model = ${made}\n${deploy}`,
    ];
    const made =
      'HuggingFaceModel(model_data=a, role=r, transformers_version="4.37", pytorch_version="2.1", py_version="py310")';

    it('is a hint in notebooks that leave their endpoint up', () => {
      fires(useAsyncInference, {
        file: 'summaries.ipynb',
        grade: 'consider',
        source: [
          ...cells(
            made,
            `predictor = model.deploy(initial_instance_count=1, instance_type="ml.g5.xlarge")
#                                                                ^^^^^^^^^^^^^^ ml.g5.xlarge, real time → asynchronous, from 0 instances`,
          ),
          'predictor.predict({"inputs": text})',
        ],
      });
    });

    it('is silent in notebooks that delete it, and where answers are streamed', () => {
      const deployed = cells(made, 'p = model.deploy(initial_instance_count=1, instance_type="ml.g5.xlarge")');
      silent(useAsyncInference, { file: 'a.ipynb', source: [...deployed, 'p.delete_endpoint()'] });
      silent(useAsyncInference, {
        file: 'a.ipynb',
        source: [...deployed, 'for part in p.predict_stream(data): print(part)'],
      });
    });

    it('is silent of packages of the Marketplace, of CPU types and of what is asynchronous already', () => {
      silent(useAsyncInference, {
        file: 'a.py',
        source: cells('ModelPackage(role=r, model_package_arn=arn)', 'model.deploy(1, "ml.g5.xlarge")').join('\n'),
      });
      silent(useAsyncInference, { file: 'a.py', source: cells(made, 'model.deploy(1, "ml.m5.xlarge")').join('\n') });
      silent(useAsyncInference, {
        file: 'a.py',
        source: cells(made, 'model.deploy(1, "ml.g5.xlarge", async_inference_config=AsyncInferenceConfig())').join(
          '\n',
        ),
      });
    });
  });

  describe('what a queue starts in the CDK', () => {
    const typescript = (source: string, mark = '', more = ''): string => `import * as cdk from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sources from 'aws-cdk-lib/aws-lambda-event-sources';
import * as sagemaker from 'aws-cdk-lib/aws-sagemaker';

export class Claims extends cdk.Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const config = new sagemaker.CfnEndpointConfig(this, 'Config', {
      productionVariants: [
        { variantName: 'a', modelName: 'claims', instanceType: 'ml.m5.xlarge', initialInstanceCount: 1 },
${mark}      ],
    });
    const endpoint = new sagemaker.CfnEndpoint(this, 'Endpoint', { endpointConfigName: config.attrEndpointConfigName });
    const worker = new lambda.Function(this, 'Worker', {
      runtime: lambda.Runtime.PYTHON_3_12,
      handler: 'worker.handler',
      code: lambda.Code.fromAsset('src'),
      environment: { ENDPOINT: endpoint.attrEndpointName },
    });
    worker.addEventSource(${source});
${more}  }
}
`;
    const python = (source: string, mark = '', more = ''): string => `import aws_cdk as cdk
from aws_cdk import aws_lambda as lambda_, aws_lambda_event_sources as sources, aws_sagemaker as sagemaker


class Claims(cdk.Stack):
    def __init__(self, scope, construct_id, **kwargs):
        super().__init__(scope, construct_id, **kwargs)
        config = sagemaker.CfnEndpointConfig(
            self,
            "Config",
            production_variants=[
                sagemaker.CfnEndpointConfig.ProductionVariantProperty(
                    variant_name="a",
                    model_name="claims",
                    instance_type="ml.m5.xlarge",
${mark}                    initial_instance_count=1,
                )
            ],
        )
        endpoint = sagemaker.CfnEndpoint(self, "Endpoint", endpoint_config_name=config.attr_endpoint_config_name)
        worker = lambda_.Function(
            self,
            "Worker",
            runtime=lambda_.Runtime.PYTHON_3_12,
            handler="worker.handler",
            code=lambda_.Code.from_asset("src"),
            environment={"ENDPOINT": endpoint.attr_endpoint_name},
        )
        worker.add_event_source(${source})
${more}`;
    const SAYS = 'ml.m5.xlarge, real time → asynchronous, from 0 instances';

    it('is seen where nothing else calls', () => {
      for (const source of ['new sources.SqsEventSource(queue)', 'new sources.S3EventSource(bucket, { events })'])
        fires(useAsyncInference, {
          file: 'claims.ts',
          source: typescript(
            source,
            `//                                                             ^^^^^^^^^^^^^^ ${SAYS}\n`,
          ),
        });
      fires(useAsyncInference, {
        file: 'claims.py',
        source: python('sources.SqsEventSource(queue)', `#                                 ^^^^^^^^^^^^^^ ${SAYS}\n`),
      });
    });

    it('is nothing where an API starts it, or something else may', () => {
      for (const source of [
        "new sources.ApiEventSource('POST', '/claims')",
        'new sources.SnsEventSource(topic)',
        'new sources.KinesisEventSource(stream, options)',
        'source',
      ])
        silent(useAsyncInference, { file: 'claims.ts', source: typescript(source) });
      silent(useAsyncInference, {
        file: 'claims.ts',
        source: typescript('new sources.SqsEventSource(queue)', '', '    worker.addFunctionUrl();\n'),
      });
      silent(useAsyncInference, {
        file: 'claims.ts',
        source: typescript('new sources.SqsEventSource(queue)').replace(
          `handler: 'worker.handler',`,
          `handler: 'worker.handler',\n      events: [other],`,
        ),
      });
      for (const source of ['sources.ApiEventSource("POST", "/claims")', 'source'])
        silent(useAsyncInference, { file: 'claims.py', source: python(source) });
      silent(useAsyncInference, {
        file: 'claims.py',
        source: python('sources.SqsEventSource(queue)', '', '        self.worker = worker\n'),
      });
    });
  });
});
