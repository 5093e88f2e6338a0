import assert from 'node:assert/strict';
import { factsOf, NO_FACTS, sameFacts } from '../../src/advisor/unitFacts';
import { workspaceFacts } from '../../src/advisor/workspaceFacts';
import { languageOf } from '../../src/advisor/languages';
import type { Graph } from '../../src/model/graph';
import { resourcesOf } from '../../src/model/graph';
import type { Resource } from '../../src/model/resource';
import type { WorkspaceFacts } from '../../src/practices';
import { sourceOf, US_EAST_1 } from '../law';

function graphsOf(file: string, text: string): readonly Graph[] {
  const language = languageOf(file, [text]);
  assert.ok(language, `nobody reads ${file}`);
  return language.link(language.read(sourceOf(file, text), null), US_EAST_1);
}

interface Read {
  readonly facts: WorkspaceFacts;
  first(file: string, type: 'Endpoint' | 'Model'): Resource;
}

function workspace(files: Readonly<Record<string, string>>): Read {
  const graphs = new Map(Object.entries(files).map(([file, text]) => [file, graphsOf(file, text)]));
  return {
    facts: workspaceFacts([...graphs.values()].map(factsOf)),
    first(file, type) {
      const [graph] = graphs.get(file) ?? [];
      const [resource] = graph === undefined ? [] : resourcesOf(graph, type);
      assert.ok(resource, `no ${type} in ${file}`);
      return resource;
    },
  };
}

const ENDPOINT = `Resources:
  Endpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointName: ranking
      EndpointConfigName: ranking-7
`;
const CALLS = (name: string): string => `import boto3
runtime = boto3.client("sagemaker-runtime")
def handler(event, context):
    return runtime.invoke_endpoint(EndpointName=${name}, Body=b"")
`;
const NIGHTLY = (event: string): string => `Resources:
  Model:
    Type: AWS::SageMaker::Model
  Score:
    Type: AWS::Lambda::Function
    Properties:
      CodeUri: ../src/
      Handler: score.handler
      Events:
        Start:
          Type: ${event}
`;

describe('what the files of a workspace say of each other', () => {
  it('knows who calls an endpoint, and what starts the caller', () => {
    const call = (files: Readonly<Record<string, string>>) => {
      const read = workspace({ 'infra/endpoint.yaml': ENDPOINT, ...files });
      return read.facts.callersOf?.(read.first('infra/endpoint.yaml', 'Endpoint'));
    };
    const score = { 'src/score.py': CALLS('"ranking"') };
    assert.deepEqual(call({}), []);
    assert.deepEqual(call(score), [{ kind: 'code', file: 'src/score.py' }]);
    assert.deepEqual(call({ ...score, 'infra/job.yaml': NIGHTLY('Schedule') }), [
      { kind: 'schedule', file: 'src/score.py' },
    ]);
    assert.deepEqual(call({ ...score, 'infra/job.yaml': NIGHTLY('SQS') }), [{ kind: 'queue', file: 'src/score.py' }]);
    assert.deepEqual(call({ ...score, 'infra/job.yaml': NIGHTLY('Api') }), [{ kind: 'code', file: 'src/score.py' }]);
    assert.deepEqual(call({ 'src/score.py': CALLS('"other"') }), []);
  });

  it('knows nothing of callers where a call may be of any endpoint', () => {
    const read = workspace({ 'e.yaml': ENDPOINT, 'score.py': CALLS('event["name"]') });
    assert.equal(read.facts.callersOf?.(read.first('e.yaml', 'Endpoint')), null);
  });

  it('knows SageMaker by a log group of its own', () => {
    const group = (name: string): string =>
      `Resources:\n  Group:\n    Type: AWS::Logs::LogGroup\n    Properties:\n      LogGroupName: ${name}\n`;
    const uses = (name: string): boolean => workspace({ 'logs.yaml': group(name) }).facts.usesSageMaker;
    assert.deepEqual(
      [
        '/aws/sagemaker/Endpoints/ranking',
        '!Sub /aws/sagemaker/Endpoints/${Name}',
        '/aws/lambda/ranking',
        '!Ref Name',
      ].map(uses),
      [true, true, false, false],
    );
  });

  it('knows which models are used by configurations of other files', () => {
    const model = (name: string): string =>
      `Resources:\n  Model:\n    Type: AWS::SageMaker::Model\n    Properties: { ModelName: ${name} }\n`;
    const user = `Parameters:
  Name: { Type: String }
Resources:
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants: [{ ModelName: NAME, VariantName: a, InstanceType: ml.m5.large, InitialInstanceCount: 1 }]
`;
    const uses = (written: string): unknown => {
      const read = workspace({ 'm.yaml': model('ranking'), 'c.yaml': user.replace('NAME', written) });
      return read.facts.usesOfModel?.(read.first('m.yaml', 'Model'));
    };
    assert.equal(uses('ranking'), 'certain');
    assert.equal(uses('other'), 'none');
    assert.equal(uses('!Ref Name'), 'possible');
  });

  it('knows which endpoints are watched', () => {
    const alarm = (namespace: string, name: string, metric = 'CPUUtilization'): string => `Resources:
  Model:
    Type: AWS::SageMaker::Model
  Busy:
    Type: AWS::CloudWatch::Alarm
    Properties:
      Namespace: ${namespace}
      MetricName: ${metric}
      Dimensions: [{ Name: EndpointName, Value: ${name} }, { Name: VariantName, Value: AllTraffic }]
`;
    const watched = (text: string): unknown => {
      const read = workspace({ 'e.yaml': ENDPOINT, 'alarm.yaml': text });
      return read.facts.utilisationWatchOf?.(read.first('e.yaml', 'Endpoint'));
    };
    assert.equal(watched(alarm('/aws/sagemaker/Endpoints', 'ranking')), 'certain');
    assert.equal(watched(alarm('/aws/sagemaker/Endpoints', 'other')), 'none');
    assert.equal(watched(alarm('AWS/Lambda', 'ranking')), 'none');

    const errors = alarm('AWS/SageMaker', 'ranking', 'Invocation5XXErrors');
    assert.equal(watched(errors), 'none');
    const read = workspace({ 'e.yaml': ENDPOINT, 'alarm.yaml': errors });
    assert.equal(read.facts.watchOf?.(read.first('e.yaml', 'Endpoint')), 'certain');
  });

  it('is the same for equal content, wherever it stands', () => {
    const facts = (text: string) => factsOf(graphsOf('e.yaml', text));
    assert.ok(sameFacts(facts(ENDPOINT), facts(`# moved\n${ENDPOINT}`)));
    assert.ok(!sameFacts(facts(ENDPOINT), NO_FACTS));
  });
});
