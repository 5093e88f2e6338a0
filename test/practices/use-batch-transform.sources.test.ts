import assert from 'node:assert/strict';
import { Advisor } from '../../src/advisor/advisor';
import { languageOf } from '../../src/advisor/languages';
import { deploymentsOf } from '../../src/model/deployment';
import { known } from '../../src/model/value';
import { useBatchTransform } from '../../src/practices/useBatchTransform';
import { sourceOf, US_EAST_1 } from '../law';
import { fires, silent } from './practiceCase';
import { assertPython } from './pythonSyntax';

const SUBJECT = 'endpoint for one pass over a data set → batch transform job';
const SCHEDULED = 'endpoint that only a schedule calls → scheduled batch transform';

const MODEL = `import numpy as np
import pandas as pd
from sagemaker.xgboost import XGBoostModel

model = XGBoostModel(model_data="s3://acme/m.tar.gz", role=role, framework_version="1.7-1", entry_point="serve.py")
`;
const DEPLOY = 'predictor = model.deploy(initial_instance_count=1, instance_type="ml.m5.xlarge")\n';
const MARK = `#                 ^^^^^^ ${SUBJECT}\n`;
const DELETE = 'predictor.delete_endpoint()\n';

const quiet = (file: string, source: string | readonly string[], files: Record<string, string> = {}): void => {
  silent(useBatchTransform, { file, source, files });
};
const asks = (loop: string): void => {
  fires(useBatchTransform, {
    file: 'score.py',
    grade: 'likely',
    preferred: false,
    source: MODEL + DEPLOY + MARK + loop + DELETE,
  });
};
const isQuietAbout = (loop: string): void => {
  quiet('score.py', MODEL + DEPLOY + loop + DELETE);
};

/** The transform job that a recipe makes, as it is read where it stands in place of the code. */
function jobOf(file: string, text: string): readonly (string | number | undefined)[] {
  const source = sourceOf(file, text);
  const language = languageOf(file, [text]);
  const [graph] = language?.link(language.read(source, null), US_EAST_1) ?? [];
  assert.ok(graph);
  const [job] = deploymentsOf(graph).filter((each) => each.kind === 'transform-job');
  assert.ok(job, text);
  return [known(job.instanceType), known(job.instanceCount)];
}

describe('use-batch-transform in source text', () => {
  describe('the Python SDK', () => {
    it('speaks of rows, batches, files and loaded data sets', () => {
      asks(
        'frame = pd.read_csv("all.csv")\nfor index, row in frame.iterrows():\n    predictor.predict(row.tolist())\n',
      );
      asks('for batch in np.array_split(data, 50):\n    predictor.predict(batch)\n');
      asks(
        'frame = pd.read_parquet("s3://a/b")\nrows = frame.to_numpy()\nout = [predictor.predict(row) for row in rows]\n',
      );
      asks('import os\nfor name in os.listdir("scans"):\n    predictor.predict(open(name, "rb").read())\n');
      asks(
        'frame = pd.read_csv("all.csv")\nfor start in range(0, len(frame), 100):\n    predictor.predict(frame[start:start + 100])\n',
      );
      asks(
        'frame = pd.read_csv("all.csv")\nframe["score"] = frame.apply(lambda row: predictor.predict(row), axis=1)\n',
      );
      asks('with open("all.csv") as lines:\n    for line in lines:\n        predictor.predict(line)\n');
    });

    it('follows a function that is called in the loop, or has the loop in it', () => {
      asks(
        'def score(row):\n    return predictor.predict(row)\n\nfor row in pd.read_csv("all.csv").itertuples():\n    score(row)\n',
      );
      asks(`def score(data, predictor, rows=500):
    parts = np.array_split(data, int(data.shape[0] / float(rows) + 1))
    return [predictor.predict(part) for part in parts]


score(pd.read_csv("all.csv").to_numpy()[:, 1:], predictor)
`);
    });

    it('shows a job that the SDK makes', () => {
      const advisor = new Advisor({});
      const loop = 'for batch in np.array_split(data, 50):\n    predictor.predict(batch)\n';
      advisor.update(sourceOf('score.py', MODEL + DEPLOY + loop + DELETE));
      const [finding] = advisor.advise('score.py').findings.filter((each) => each.practice === useBatchTransform.id);
      const snippet = finding?.candidates[0].proposal.recipe?.snippets['python-sdk'];
      assert.ok(snippet);
      assert.deepEqual(jobOf('score.py', MODEL + snippet), ['ml.m5.xlarge', 1]);
    });

    it('is silent about a few samples', () => {
      isQuietAbout('for row in [[1, 2], [3, 4]]:\n    predictor.predict(row)\n');
      isQuietAbout('for i in range(10):\n    predictor.predict(payload)\n');
      isQuietAbout('for row in pd.read_csv("all.csv").head(5).itertuples():\n    predictor.predict(row)\n');
      isQuietAbout('rows = pd.read_csv("all.csv").to_numpy()\nfor row in rows[:3]:\n    predictor.predict(row)\n');
      isQuietAbout(
        'frame = pd.read_csv("all.csv", nrows=20)\nfor row in frame.itertuples():\n    predictor.predict(row)\n',
      );
      isQuietAbout(
        'few = pd.read_csv("all.csv").sample(9)\nfor batch in np.array_split(few, 3):\n    predictor.predict(batch)\n',
      );
      isQuietAbout(
        'for i, row in pd.read_csv("all.csv").iterrows():\n    predictor.predict(row)\n    if i > 5:\n        break\n',
      );
      isQuietAbout('for question in questions:\n    predictor.predict(question)\n');
      isQuietAbout('predictor.predict(pd.read_csv("all.csv").to_numpy())\n');
    });

    it('is silent about what is timed, paced or measured', () => {
      const rows = 'for row in pd.read_csv("all.csv").itertuples():\n';
      isQuietAbout(
        `import time\n${rows}    start = time.time()\n    predictor.predict(row)\n    times.append(time.time() - start)\n`,
      );
      isQuietAbout(`import time\n${rows}    predictor.predict(row)\n    time.sleep(0.5)\n`);
      isQuietAbout(`latencies = []\n${rows}    predictor.predict(row)\n`);
      isQuietAbout(`def send(row):\n    time.sleep(1)\n    predictor.predict(row)\n\n${rows}    send(row)\n`);
    });

    it('is silent where the endpoint stays, or is no plain one', () => {
      const loop = 'for row in pd.read_csv("all.csv").itertuples():\n    predictor.predict(row)\n';
      quiet('score.py', MODEL + DEPLOY + loop);
      quiet('score.py', MODEL + DEPLOY.replace('ml.m5.xlarge', 'ml.m6g.large') + loop + DELETE);
      quiet('score.py', MODEL + DEPLOY.replace('"ml.m5.xlarge"', 'chosen') + loop + DELETE);
      quiet(
        'score.py',
        `from sagemaker.async_inference import AsyncInferenceConfig\n${MODEL}${DEPLOY.replace(')\n', ', async_inference_config=AsyncInferenceConfig())\n')}${loop}${DELETE}`,
      );
    });
  });

  describe('boto3 and notebooks', () => {
    const calls = (loop: string, mark = ''): string => `import boto3

sm = boto3.client("sagemaker")
runtime = boto3.client("sagemaker-runtime")
s3 = boto3.client("s3")
sm.create_endpoint_config(
    EndpointConfigName="once",
    ProductionVariants=[
        {"VariantName": "a", "ModelName": "scans", "InstanceType": "ml.c5.xlarge", "InitialInstanceCount": 2}
    ],
)
sm.create_endpoint(EndpointName="once", EndpointConfigName="once")
${mark}${loop}sm.delete_endpoint(EndpointName="once")
`;
    const keys = `for entry in s3.list_objects_v2(Bucket="scans")["Contents"]:
    runtime.invoke_endpoint(EndpointName="once", Body=entry["Key"])
`;

    it('speaks of the objects of a bucket, and shows a job that the API makes', () => {
      const source = calls(keys);
      fires(useBatchTransform, {
        file: 'score.py',
        source: calls(keys, `#                               ^^^^^^ ${SUBJECT}\n`),
      });
      const advisor = new Advisor({});
      advisor.update(sourceOf('score.py', source));
      const [finding] = advisor.advise('score.py').findings.filter((each) => each.practice === useBatchTransform.id);
      const snippet = finding?.candidates[0].proposal.recipe?.snippets.boto3;
      assert.ok(snippet);
      assert.deepEqual(jobOf('score.py', `import boto3\nsm = boto3.client("sagemaker")\n${snippet}`), [
        'ml.c5.xlarge',
        2,
      ]);
      quiet('score.py', calls(keys.replace('"once"', '"another"')));
      quiet('score.py', calls(keys.replace('["Contents"]', '["Contents"][:2]')));
    });

    it('follows a notebook from cell to cell', () => {
      const split = 'from sklearn.model_selection import train_test_split\nX_train, X_test = train_test_split(X)';
      const score = 'answers = np.concatenate([predictor.predict(row) for row in X_test])';
      fires(useBatchTransform, {
        file: 'score.ipynb',
        source: [MODEL, split, DEPLOY + MARK, score, DELETE],
      });
      quiet('score.ipynb', [MODEL, split, DEPLOY, 'predictor.predict(X_test[0])', DELETE]);
      quiet('score.ipynb', [MODEL, split, DEPLOY, `%%timeit\n${score}`, DELETE]);
    });
  });

  describe('CloudFormation', () => {
    const template = (rest: string, mark = ''): string => `Resources:
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - { VariantName: a, ModelName: claims, InstanceType: ml.c5.2xlarge, InitialInstanceCount: 1 }
${mark}  Endpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointConfigName: !GetAtt Config.EndpointConfigName
${rest}`;
    const code = (type = 'AWS::Lambda::Function', more = ''): string => `  Scores:
    Type: ${type}
    Properties:
      Handler: scores.handler
${more}      Environment:
        Variables: { ENDPOINT: !GetAtt Endpoint.EndpointName }
`;
    const rule = (expression: string): string => `  Nightly:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: ${expression}
      Targets: [{ Id: scores, Arn: !GetAtt Scores.Arn }]
`;
    const permission = (principal: string): string => `  Allowed:
    Type: AWS::Lambda::Permission
    Properties: { Action: lambda:InvokeFunction, FunctionName: !Ref Scores, Principal: ${principal} }
`;
    const mark = `#                                                            ^^^^^^^^^^^^^ ${SCHEDULED}\n`;
    const marked = (rest: string): void => {
      fires(useBatchTransform, { file: 'nightly.yaml', grade: 'likely', source: template(rest, mark) });
    };

    it('speaks of a rule, a schedule, and an event of SAM', () => {
      marked(code() + rule('rate(1 day)') + permission('events.amazonaws.com'));
      marked(
        `${code()}  Nightly:
    Type: AWS::Scheduler::Schedule
    Properties:
      ScheduleExpression: cron(0 */6 * * ? *)
      FlexibleTimeWindow: { Mode: 'OFF' }
      Target: { Arn: !GetAtt Scores.Arn, RoleArn: r }
`,
      );
      const events = '      Events:\n        Nightly: { Type: Schedule, Properties: { Schedule: rate(12 hours) } }\n';
      marked(code('AWS::Serverless::Function', events));
    });

    it('is silent where something else may call it', () => {
      const nightly = code() + rule('rate(1 day)');
      quiet('a.yaml', template(nightly + permission('apigateway.amazonaws.com')));
      quiet(
        'a.yaml',
        template(`${nightly}  Api:
    Type: AWS::ApiGateway::Method
    Properties: { Integration: { Uri: !Sub 'arn:aws:apigateway:us-east-1:lambda:path/functions/\${Scores.Arn}/invocations' } }
`),
      );
      quiet('a.yaml', template(nightly + code().replace('Scores:', 'Web:')));
      quiet(
        'a.yaml',
        template(`${nightly}Outputs:
  Name: { Value: !GetAtt Endpoint.EndpointName, Export: { Name: claims } }
`),
      );
      const events = `      Events:
        Nightly: { Type: Schedule, Properties: { Schedule: rate(12 hours) } }
        Web: { Type: Api, Properties: { Path: /, Method: get } }
`;
      quiet('a.yaml', template(code('AWS::Serverless::Function', events)));
    });

    it('is silent where the clock strikes too often, or nobody knows when', () => {
      quiet('a.yaml', template(code() + rule('rate(5 minutes)')));
      quiet('a.yaml', template(code() + rule('cron(*/10 * * * ? *)')));
      quiet('a.yaml', `Parameters:\n  When: { Type: String }\n${template(code() + rule('!Ref When'))}`);
      quiet('a.yaml', template(code()));
    });

    it('is silent where code elsewhere may call any endpoint, unless the clock alone starts that', () => {
      const scores = `import os, boto3
boto3.client("sagemaker-runtime").invoke_endpoint(EndpointName=os.environ["ENDPOINT"], Body=b"1")
`;
      const source = template(code() + rule('rate(1 day)'));
      silent(useBatchTransform, { file: 'nightly.yaml', source, files: { 'tools/scores.py': scores } });
      const own = code('AWS::Lambda::Function', '      CodeUri: src/\n');
      fires(useBatchTransform, {
        file: 'nightly.yaml',
        grade: 'likely',
        source: template(own + rule('rate(1 day)'), mark),
        files: { 'src/scores.py': scores },
      });
    });

    it('is one choice with asynchronous inference: one of the two leads on the type', () => {
      const advisor = new Advisor({});
      advisor.update(sourceOf('nightly.yaml', template(code() + rule('rate(1 day)'))));
      const found = advisor
        .advise('nightly.yaml')
        .findings.filter((each) => each.practice === useBatchTransform.id || each.practice === 'use-async-inference');
      assert.equal(found.length, 2);
      assert.equal(new Set(found.map((each) => each.value)).size, 1);
      assert.equal(new Set(found.map((each) => each.at.start)).size, 1);
      assert.ok(found.filter((each) => each.rank === 'leading').length <= 1);
    });

    it('sees the clock of another template', () => {
      const files = (schedule: string, name = 'claims'): Record<string, string> => ({
        'jobs/template.yaml': `Resources:
  Scores:
    Type: AWS::Serverless::Function
    Properties:
      Handler: scores.handler
      CodeUri: src/
      Policies: [{ Statement: [{ Effect: Allow, Action: 'sagemaker:InvokeEndpoint', Resource: '*' }] }]
      Events:
        Nightly: { Type: Schedule, Properties: { Schedule: ${schedule} } }
`,
        'jobs/src/scores.py': `import boto3
boto3.client("sagemaker-runtime").invoke_endpoint(EndpointName="${name}", Body=b"1")
`,
      });
      const named = '      EndpointName: claims\n';
      fires(useBatchTransform, {
        file: 'endpoint.yaml',
        grade: 'likely',
        source: template(named, mark),
        files: files('rate(1 day)'),
      });
      silent(useBatchTransform, { file: 'e.yaml', source: template(named), files: files('rate(5 minutes)') });
      silent(useBatchTransform, { file: 'e.yaml', source: template(named), files: files('rate(1 day)', 'other') });
      silent(useBatchTransform, { file: 'e.yaml', source: template(''), files: files('rate(1 day)') });
    });
  });

  /** A clock of another template, and the code that it starts. */
  const nightly = (schedule: string, name = 'claims'): Record<string, string> => ({
    'jobs/template.yaml': `Resources:
  Scores:
    Type: AWS::Serverless::Function
    Properties:
      Handler: scores.handler
      CodeUri: src/
      Policies: [{ Statement: [{ Effect: Allow, Action: 'sagemaker:InvokeEndpoint', Resource: '*' }] }]
      Events:
        Nightly: { Type: Schedule, Properties: { Schedule: ${schedule} } }
`,
    'jobs/src/scores.py': `import boto3
boto3.client("sagemaker-runtime").invoke_endpoint(EndpointName="${name}", Body=b"1")
`,
  });

  /** What the leading proposal shows in the language of its file. */
  const recipeIn = (file: string, source: string): string => {
    const advisor = new Advisor({});
    for (const [name, text] of Object.entries(nightly('rate(1 day)'))) advisor.update(sourceOf(name, text));
    advisor.update(sourceOf(file, source));
    const found = advisor
      .adviseAll()
      .flatMap((each) => each.findings)
      .filter((each) => each.practice === useBatchTransform.id);
    const [finding] = found;
    assert.ok(finding);
    return advisor.recipe(file, finding)?.text ?? '';
  };

  describe('Terraform', () => {
    const module = (
      rest: string,
      mark = '',
      name = '  name                 = "claims"\n',
    ): string => `resource "aws_sagemaker_model" "m" {
  name               = "claims"
  execution_role_arn = "r"
}

resource "aws_sagemaker_endpoint_configuration" "c" {
  production_variants {
    variant_name           = "a"
    model_name             = aws_sagemaker_model.m.name
    instance_type          = "ml.c5.2xlarge"
${mark}    initial_instance_count = 1
  }
}

resource "aws_sagemaker_endpoint" "e" {
${name}  endpoint_config_name = aws_sagemaker_endpoint_configuration.c.name
}
${rest}`;
    const mark = `#                            ^^^^^^^^^^^^^^^ ${SCHEDULED}\n`;
    const clock = (expression: string): string => `
resource "aws_lambda_function" "scores" {
  function_name = "scores"
  handler       = "scores.handler"

  environment {
    variables = { ENDPOINT = aws_sagemaker_endpoint.e.name }
  }
}

resource "aws_cloudwatch_event_rule" "nightly" {
  schedule_expression = "${expression}"
}

resource "aws_cloudwatch_event_target" "nightly" {
  rule = aws_cloudwatch_event_rule.nightly.name
  arn  = aws_lambda_function.scores.arn
}
`;
    const permission = (principal: string): string => `
resource "aws_lambda_permission" "p" {
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.scores.function_name
  principal     = "${principal}"
}
`;

    it('speaks of a rule in the module, and of a clock elsewhere', () => {
      fires(useBatchTransform, {
        file: 'main.tf',
        grade: 'likely',
        source: module(clock('rate(1 day)') + permission('events.amazonaws.com'), mark),
      });
      fires(useBatchTransform, { file: 'main.tf', source: module('', mark), files: nightly('rate(1 day)') });
    });

    it('is silent where something else may call it, or the clock strikes too often', () => {
      const daily = clock('rate(1 day)');
      quiet('main.tf', module(daily + permission('apigateway.amazonaws.com')));
      quiet(
        'main.tf',
        module(`${daily}
resource "aws_apigatewayv2_integration" "api" {
  integration_uri = aws_lambda_function.scores.invoke_arn
}
`),
      );
      quiet('main.tf', module(`${daily}\noutput "endpoint" {\n  value = aws_sagemaker_endpoint.e.name\n}\n`));
      quiet(
        'main.tf',
        module(`${daily}\nmodule "api" {\n  source   = "./api"\n  endpoint = aws_sagemaker_endpoint.e.name\n}\n`),
      );
      quiet('main.tf', module(clock('rate(5 minutes)')));
      quiet('main.tf', module(''), nightly('rate(5 minutes)'));
      quiet('main.tf', module(''), nightly('rate(1 day)', 'other'));
      quiet('main.tf', module('', '', ''), nightly('rate(1 day)'));
    });

    it('shows a schedule in its own words', () => {
      const text = recipeIn('main.tf', module(''));
      assert.match(text, /^resource "aws_scheduler_schedule" "batch" \{/);
      assert.match(text, /"ModelName": "\$\{aws_sagemaker_model\.m\.name\}"/);
      const [, input = ''] = /<<-JSON\n([^]*?)\n *JSON\n/.exec(text) ?? [];
      assert.deepEqual((JSON.parse(input) as { TransformResources: unknown }).TransformResources, {
        InstanceType: 'ml.c5.2xlarge',
        InstanceCount: 1,
      });
      const language = languageOf('b.tf', [text]);
      const [graph] = language?.link(language.read(sourceOf('b.tf', text), null), US_EAST_1) ?? [];
      assert.deepEqual(
        [...(graph?.resources.values() ?? [])].map((each) => each.type),
        ['Schedule'],
      );
    });
  });

  describe('the CDK', () => {
    const typescript = (name: string, mark = ''): string => `import * as cdk from 'aws-cdk-lib';
import * as sagemaker from 'aws-cdk-lib/aws-sagemaker';

export class Claims extends cdk.Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const config = new sagemaker.CfnEndpointConfig(this, 'Config', {
      productionVariants: [
        { variantName: 'a', modelName: 'claims', instanceType: 'ml.c5.2xlarge', initialInstanceCount: 1 },
${mark}      ],
    });
    new sagemaker.CfnEndpoint(this, 'Endpoint', { ${name}endpointConfigName: config.attrEndpointConfigName });
  }
}
`;
    const python = (name: string, mark = ''): string => `import aws_cdk as cdk
from aws_cdk import aws_sagemaker as sagemaker


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
                    instance_type="ml.c5.2xlarge",
${mark}                    initial_instance_count=1,
                )
            ],
        )
        sagemaker.CfnEndpoint(self, "Endpoint", ${name}endpoint_config_name=config.attr_endpoint_config_name)
`;

    it('sees the clock of another template', () => {
      fires(useBatchTransform, {
        file: 'claims.ts',
        grade: 'likely',
        source: typescript(
          "endpointName: 'claims', ",
          `//                                                             ^^^^^^^^^^^^^^^ ${SCHEDULED}\n`,
        ),
        files: nightly('rate(1 day)'),
      });
      fires(useBatchTransform, {
        file: 'claims.py',
        grade: 'likely',
        source: python('endpoint_name="claims", ', `#                                 ^^^^^^^^^^^^^^^ ${SCHEDULED}\n`),
        files: nightly('rate(1 day)'),
      });
    });

    it('is silent where the clock starts something else, strikes too often, or the endpoint has no name', () => {
      quiet('claims.ts', typescript("endpointName: 'claims', "), nightly('rate(1 day)', 'other'));
      quiet('claims.ts', typescript("endpointName: 'claims', "), nightly('rate(5 minutes)'));
      quiet('claims.ts', typescript(''), nightly('rate(1 day)'));
      quiet('claims.py', python('endpoint_name="claims", '), nightly('rate(1 day)', 'other'));
      quiet('claims.py', python('endpoint_name="claims", '), nightly('rate(5 minutes)'));
      quiet('claims.py', python(''), nightly('rate(1 day)'));
    });

    /** A stack whose function calls its endpoint every night. */
    const own = (parts: {
      readonly score?: string;
      readonly endpoint?: string;
      readonly rest?: string;
      readonly mark?: string;
      readonly outside?: string;
    }): string => `import * as path from 'node:path';
import * as cdk from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sagemaker from 'aws-cdk-lib/aws-sagemaker';

export class Claims extends cdk.Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const config = new sagemaker.CfnEndpointConfig(this, 'Config', {
      productionVariants: [
        { variantName: 'a', modelName: 'claims', instanceType: 'ml.c5.2xlarge', initialInstanceCount: 1 },
${parts.mark ?? ''}      ],
    });
    ${parts.endpoint ?? 'const endpoint'} = new sagemaker.CfnEndpoint(this, 'Endpoint', { endpointConfigName: config.attrEndpointConfigName });
    ${parts.score ?? 'const score'} = new lambda.Function(this, 'Score', {
      runtime: lambda.Runtime.PYTHON_3_12,
      handler: 'score.handler',
      code: lambda.Code.fromAsset(path.join(__dirname, '../src')),
      environment: { ENDPOINT: endpoint.attrEndpointName },
    });
    const nightly = new events.Rule(this, 'Nightly', { schedule: events.Schedule.cron({ hour: '2', minute: '0' }) });
    nightly.addTarget(new targets.LambdaFunction(score));
${parts.rest ?? ''}  }
}
${parts.outside ?? ''}`;
    const CALLS = {
      'src/score.py': `import os\nimport boto3\nruntime = boto3.client("sagemaker-runtime")\ndef handler(event, context):\n    runtime.invoke_endpoint(EndpointName=os.environ["ENDPOINT"], Body=b"")\n`,
    };
    const MARK = `//                                                             ^^^^^^^^^^^^^^^ ${SCHEDULED}\n`;

    it('sees the clock of its own that starts a function of its own', () => {
      for (const rest of [
        '',
        '    bucket.grantRead(score);\n    score.addToRolePolicy(statement);\n    score.node.addDependency(endpoint);\n',
        '    endpoint.grantInvoke(score);\n',
        `    new logs.LogGroup(this, 'Logs', { logGroupName: \`/aws/sagemaker/Endpoints/\${endpoint.attrEndpointName}\` });\n`,
      ])
        fires(useBatchTransform, {
          file: 'lib/claims.ts',
          grade: 'likely',
          source: own({ mark: MARK, rest }),
          files: CALLS,
        });
    });

    it('is silent where the function or the endpoint may be called in another way', () => {
      for (const rest of [
        `    new apigateway.LambdaRestApi(this, 'Api', { handler: score });\n`,
        '    score.addFunctionUrl();\n',
        '    score.addEventSource(new sources.SqsEventSource(queue));\n',
        '    score.grantInvoke(role);\n',
        `    new cdk.CfnOutput(this, 'Name', { value: endpoint.attrEndpointName });\n`,
        `    new lambda.Function(this, 'Other', { code, handler: 'a.b', runtime, environment: { SCORE: score.functionName } });\n`,
        `    other.addEnvironment('ENDPOINT', endpoint.attrEndpointName);\n`,
        '    endpoint.grantInvoke(role);\n',
        '    this.served = endpoint;\n',
        '    monitor(score);\n',
      ])
        silent(useBatchTransform, { file: 'lib/claims.ts', source: own({ rest }), files: CALLS });
      const field = own({ endpoint: 'const endpoint = (this.endpoint', rest: '' }).replace(
        'config.attrEndpointConfigName });\n    const score',
        'config.attrEndpointConfigName }));\n    const score',
      );
      silent(useBatchTransform, { file: 'lib/claims.ts', source: field, files: CALLS });
      const named = own({ outside: `export const ENDPOINT = 'claims-a';\n` }).replace(
        '{ endpointConfigName',
        `{ endpointName: 'claims-a', endpointConfigName`,
      );
      silent(useBatchTransform, { file: 'lib/claims.ts', source: named, files: CALLS });
      silent(useBatchTransform, {
        file: 'lib/claims.ts',
        source: own({}).replace(`hour: '2', minute: '0'`, `minute: '*/5'`),
        files: CALLS,
      });
      silent(useBatchTransform, {
        file: 'lib/claims.ts',
        source: own({}),
        files: { ...CALLS, 'tools/ask.py': CALLS['src/score.py'] },
      });
    });

    /** The same in Python. */
    const ownInPython = (parts: {
      readonly endpoint?: string;
      readonly score?: string;
      readonly rest?: string;
      readonly mark?: string;
    }): string => `import aws_cdk as cdk
from aws_cdk import aws_events as events, aws_events_targets as targets, aws_lambda as lambda_, aws_logs as logs
from aws_cdk import aws_sagemaker as sagemaker


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
                    instance_type="ml.c5.2xlarge",
${parts.mark ?? ''}                    initial_instance_count=1,
                )
            ],
        )
        ${parts.endpoint ?? 'endpoint'} = sagemaker.CfnEndpoint(self, "Endpoint", endpoint_config_name=config.attr_endpoint_config_name)
        ${parts.score ?? 'score'} = lambda_.Function(
            self,
            "Score",
            runtime=lambda_.Runtime.PYTHON_3_12,
            handler="score.handler",
            code=lambda_.Code.from_asset("src"),
            environment={"ENDPOINT": endpoint.attr_endpoint_name},
        )
        nightly = events.Rule(self, "Nightly", schedule=events.Schedule.cron(hour="2", minute="0"))
        nightly.add_target(targets.LambdaFunction(score))
${parts.rest ?? ''}`;
    const IN_APP = { ...CALLS, 'cdk.json': '{ "app": "python3 app.py" }' };

    it('sees them in Python too', () => {
      for (const rest of [
        '',
        '        bucket.grant_read(score)\n        score.add_to_role_policy(statement)\n        score.node.add_dependency(endpoint)\n',
        '        endpoint.grant_invoke(score)\n',
        '        logs.LogGroup(self, "Logs", log_group_name=f"/aws/sagemaker/Endpoints/{endpoint.attr_endpoint_name}")\n',
      ])
        fires(useBatchTransform, {
          file: 'stacks/claims.py',
          grade: 'likely',
          source: ownInPython({ mark: `#                                 ^^^^^^^^^^^^^^^ ${SCHEDULED}\n`, rest }),
          files: IN_APP,
        });
      for (const rest of [
        '        apigateway.LambdaRestApi(self, "Api", handler=score)\n',
        '        score.add_function_url()\n',
        '        score.add_event_source(sources.SqsEventSource(queue))\n',
        '        score.grant_invoke(role)\n',
        '        cdk.CfnOutput(self, "Name", value=endpoint.attr_endpoint_name)\n',
        '        lambda_.Function(self, "Other", code=code, handler="a.b", environment={"SCORE": score.function_name})\n',
        '        other.add_environment("ENDPOINT", endpoint.attr_endpoint_name)\n',
        '        endpoint.grant_invoke(role)\n',
        '        self.served = endpoint\n',
        '        return score\n',
      ])
        silent(useBatchTransform, { file: 'stacks/claims.py', source: ownInPython({ rest }), files: IN_APP });
      silent(useBatchTransform, {
        file: 'stacks/claims.py',
        source: ownInPython({ endpoint: 'self.endpoint = endpoint' }),
        files: IN_APP,
      });
      silent(useBatchTransform, {
        file: 'stacks/claims.py',
        source: ownInPython({ score: 'score = self.score' }),
        files: IN_APP,
      });
    });

    it('shows a schedule in its own words', () => {
      assert.match(recipeIn('claims.ts', typescript("endpointName: 'claims', ")), /^new scheduler\.CfnSchedule\(this,/);
      const text = recipeIn('claims.py', python('endpoint_name="claims", '));
      assert.match(text, /^scheduler\.CfnSchedule\(\n {4}self,/);
      assert.match(text, /"ModelName": "claims",/);
      assertPython(text);
    });
  });

  describe('boto3, of an endpoint that is left up', () => {
    const script = (rest = '', mark = ''): string => `import boto3

sm = boto3.client("sagemaker")
sm.create_endpoint_config(
    EndpointConfigName="claims",
    ProductionVariants=[
        {"VariantName": "a", "ModelName": "claims", "InstanceType": "ml.c5.2xlarge", "InitialInstanceCount": 1},
${mark}    ],
)
sm.create_endpoint(EndpointName="claims", EndpointConfigName="claims")
${rest}`;

    it('sees the clock of a template', () => {
      fires(useBatchTransform, {
        file: 'deploy.py',
        grade: 'likely',
        source: script(
          '',
          `#                                                                   ^^^^^^^^^^^^^^^ ${SCHEDULED}\n`,
        ),
        files: nightly('rate(1 day)'),
      });
      const text = recipeIn('deploy.py', script());
      assert.match(text, /scheduler\.create_schedule\(/);
      assertPython(text);
    });

    it('is silent where the program asks the endpoint, deletes it, or others may call it', () => {
      quiet('deploy.py', script(), nightly('rate(1 day)', 'other'));
      quiet('deploy.py', script(), nightly('rate(5 minutes)'));
      quiet('deploy.py', script('sm.delete_endpoint(EndpointName="claims")\n'), nightly('rate(1 day)'));
      quiet(
        'deploy.py',
        script('boto3.client("sagemaker-runtime").invoke_endpoint(EndpointName="claims", Body=b"1")\n'),
        nightly('rate(1 day)'),
      );
      quiet('deploy.py', script(), {
        ...nightly('rate(1 day)'),
        'web.py': 'import boto3\nboto3.client("sagemaker-runtime").invoke_endpoint(EndpointName=name, Body=b"1")\n',
      });
    });
  });
});
