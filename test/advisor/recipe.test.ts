import assert from 'node:assert/strict';
import { Advisor } from '../../src/advisor/advisor';
import { reportOf } from '../../src/report/json';
import { sourceOf } from '../law';

const TEMPLATE = `Resources:
  Endpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointName: triage
      EndpointConfigName: triage-7
`;

describe('a rewrite that is no edit', () => {
  const advisor = new Advisor();
  advisor.update(sourceOf('triage.yaml', TEMPLATE));
  const finding = advisor.advise('triage.yaml').findings.find((each) => each.practice === 'log-retention');

  it('is shown in the language of the resource', () => {
    assert.ok(finding);
    const recipe = advisor.recipe('triage.yaml', finding);
    assert.equal(recipe?.language, 'yaml');
    assert.match(recipe.text, /LogGroupName: \/aws\/sagemaker\/Endpoints\/triage/);
  });

  it('is in the report', () => {
    const [entry] = reportOf(advisor, 'us-east-1', []).findings.filter((each) => each.practice === 'log-retention');
    assert.match(entry?.recipe?.text ?? '', /RetentionInDays: 30/);
  });

  it('is not there where the change is an edit', () => {
    const edits = new Advisor();
    edits.update(sourceOf('logs.yaml', `${TEMPLATE}  Logs:\n    Type: AWS::Logs::LogGroup\n`));
    const [group] = edits.advise('logs.yaml').findings.filter(({ resource }) => resource.endsWith('Logs'));
    assert.ok(group);
    assert.equal(edits.recipe('logs.yaml', group), null);
  });
});
