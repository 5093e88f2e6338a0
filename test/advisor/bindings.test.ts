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
});
