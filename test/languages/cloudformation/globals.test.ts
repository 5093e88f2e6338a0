import assert from 'node:assert/strict';
import { cloudFormation } from '../../../src/languages/cloudformation';
import { endpointsNamedBy, plainContent, resourcesOf, type Graph } from '../../../src/model/graph';
import { sourceOf, US_EAST_1 } from '../../law';

function graphOf(text: string): Graph {
  const [graph] = cloudFormation.link(cloudFormation.read(sourceOf('template.yaml', text), null), US_EAST_1);
  assert.ok(graph);
  return graph;
}

const template = (own: string, type = 'AWS::Serverless::Function'): string => `Transform: AWS::Serverless-2016-10-31
Globals:
  Function:
    Timeout: 60
    Environment:
      Variables:
        ENDPOINT_NAME: !GetAtt Endpoint.EndpointName
        STAGE: dev
Resources:
  Score:
    Type: ${type}
    Properties:
      Handler: app.handler
${own}  Endpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointConfigName: c
`;

function functionOf(text: string): unknown {
  const [code] = resourcesOf(graphOf(text), 'Function');
  assert.ok(code);
  return plainContent(code.properties);
}

describe('Globals of SAM', () => {
  it('are what every function has that does not say otherwise', () => {
    assert.deepEqual(functionOf(template('')), {
      Handler: 'app.handler',
      Timeout: 60,
      Environment: { Variables: { ENDPOINT_NAME: { reference: 'template.yaml#Endpoint' }, STAGE: 'dev' } },
    });
  });

  it("give way to a function's own word, and merge maps", () => {
    const own = '      Timeout: 900\n      Environment: { Variables: { STAGE: prod, BUCKET: b } }\n';
    assert.deepEqual(functionOf(template(own)), {
      Handler: 'app.handler',
      Timeout: 900,
      Environment: {
        Variables: { ENDPOINT_NAME: { reference: 'template.yaml#Endpoint' }, STAGE: 'prod', BUCKET: 'b' },
      },
    });
  });

  it('show which endpoint a function calls', () => {
    const graph = graphOf(template(''));
    const [code] = resourcesOf(graph, 'Function');
    assert.ok(code);
    assert.deepEqual(
      endpointsNamedBy(graph, code).map((each) => each.logicalName),
      ['Endpoint'],
    );
  });

  it('say nothing of functions that are not of SAM', () => {
    assert.deepEqual(functionOf(template('', 'AWS::Lambda::Function')), { Handler: 'app.handler' });
  });

  it('are read again when they are changed', () => {
    const before = cloudFormation.read(sourceOf('template.yaml', template('')), null);
    const text = template('').replace('Timeout: 60', 'Timeout: 30');
    const [graph] = cloudFormation.link(cloudFormation.read(sourceOf('template.yaml', text), before), US_EAST_1);
    assert.ok(graph);
    assert.deepEqual(
      resourcesOf(graph, 'Function').map((each) => plainContent(each.properties)),
      [functionOf(text)],
    );
  });

  it('reads a state machine with its own events', () => {
    const text = template('').replace(
      'Resources:\n',
      'Resources:\n  Retrain:\n    Type: AWS::Serverless::StateMachine\n    Properties:\n      Events: { Weekly: { Type: Schedule, Properties: { Schedule: rate(7 days) } } }\n',
    );
    assert.deepEqual(
      resourcesOf(graphOf(text), 'StateMachine').map((each) => plainContent(each.properties)),
      [{ Events: { Weekly: { Type: 'Schedule', Properties: { Schedule: 'rate(7 days)' } } } }],
    );
  });
});
