import assert from 'node:assert/strict';
import { Advisor } from '../../src/advisor/advisor';
import { sourceOf } from '../law';

const TEMPLATE = `Parameters:
  Stage: { Type: String }
Resources:
  Endpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointName: !Sub 'fraud-\${Stage}'
      EndpointConfigName: fraud
  Logs:
    Type: AWS::Logs::LogGroup
    Properties:
      LogGroupName: !Sub '/aws/sagemaker/Endpoints/fraud-\${Stage}'
      RetentionInDays: 30
`;
const FILES = [
  ['endpoint.yaml', TEMPLATE],
  ['dev-config.json', '{ "Parameters": { "Stage": "dev" } }'],
  ['prod-config.json', '{ "Parameters": { "Stage": "prod" } }'],
] as const;

describe('parameters files', () => {
  it('say the same in whichever order the files come', () => {
    const orders = [
      [0, 1, 2],
      [1, 0, 2],
      [1, 2, 0],
      [2, 0, 1],
    ];
    for (const order of orders) {
      const advisor = new Advisor();
      for (const at of order) {
        const [file, text] = FILES[at] ?? FILES[0];
        advisor.update(sourceOf(file, text));
      }
      const undeclared = advisor.advise('endpoint.yaml').findings.filter((each) => each.practice === 'log-retention');
      assert.deepEqual(
        undeclared.map((each) => each.message),
        [],
        order.join(),
      );
    }
  });

  it('a change of all environments says so, and whose figures are shown', () => {
    const advisor = new Advisor({ loudness: 'all' });
    const template = `Parameters:
  Count: { Type: Number }
Resources:
  Model:
    Type: AWS::SageMaker::Model
    Properties:
      PrimaryContainer: { Image: 123456789012.dkr.ecr.us-east-1.amazonaws.com/own:1 }
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - { VariantName: a, ModelName: !GetAtt Model.ModelName, InstanceType: ml.m4.xlarge, InitialInstanceCount: !Ref Count }
  Endpoint:
    Type: AWS::SageMaker::Endpoint
    Properties: { EndpointConfigName: !GetAtt Config.EndpointConfigName }
`;
    advisor.update(sourceOf('endpoint.yaml', template));
    advisor.update(sourceOf('dev-config.json', '{ "Parameters": { "Count": "1" } }'));
    advisor.update(sourceOf('prod-config.json', '{ "Parameters": { "Count": "4" } }'));
    const findings = advisor
      .advise('endpoint.yaml')
      .findings.filter((each) => each.practice === 'newer-generation' && each.environment === 'prod');
    const [finding] = findings;
    assert.ok(finding);
    const [fix] = advisor.fixes('endpoint.yaml', finding);
    assert.equal(fix?.refusal, null);
    assert.equal(fix.title, 'Change to ml.m5.xlarge, in all environments (figures of prod)');
    const hover = advisor.hover('endpoint.yaml', null, template.indexOf('ml.m4.xlarge') + 2);
    assert.match(
      hover?.markdown ?? '',
      /The figures are of `prod` alone\. Where a value is written for all environments/,
    );
  });

  it('a file of values that changes itself alone is named, and the others are not', () => {
    const advisor = new Advisor({ loudness: 'all' });
    advisor.update(
      sourceOf(
        'endpoint.yaml',
        `Parameters:
  Type: { Type: String }
Resources:
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - { VariantName: a, ModelName: m, InstanceType: !Ref Type, InitialInstanceCount: 1 }
  Endpoint:
    Type: AWS::SageMaker::Endpoint
    Properties: { EndpointConfigName: !GetAtt Config.EndpointConfigName }
`,
      ),
    );
    advisor.update(sourceOf('dev-config.json', '{ "Parameters": { "Type": "ml.m4.xlarge" } }'));
    advisor.update(sourceOf('prod-config.json', '{ "Parameters": { "Type": "ml.m4.2xlarge" } }'));
    const titles = advisor
      .advise('endpoint.yaml')
      .findings.filter((each) => each.practice === 'newer-generation')
      .flatMap((each) => advisor.fixes('endpoint.yaml', each).map((fix) => fix.title));
    assert.deepEqual(titles.sort(), ['Change to ml.m5.2xlarge, in prod', 'Change to ml.m5.xlarge, in dev']);
  });
});
