import assert from 'node:assert/strict';
import { Advisor } from '../../../src/advisor/advisor';
import { cloudFormation } from '../../../src/languages/cloudformation';
import { property, resourcesOf } from '../../../src/model/graph';
import type { Value } from '../../../src/model/value';
import { valueAt } from '../../../src/model/value';
import { graphIn, worldsOf } from '../../../src/model/worlds';
import { editedText } from '../../../src/advisor/writeChanges';
import { sourceOf, US_EAST_1 } from '../../law';

interface Parts {
  readonly stage?: string;
  readonly conditions?: string;
  readonly key?: string;
  readonly count?: string;
}

function template({
  stage = '{ Type: String, AllowedValues: [dev, prod], Default: dev }',
  conditions = '  IsProd: !Equals [!Ref Stage, prod]',
  key = '!Ref Stage',
  count = '!If [IsProd, 4, 1]',
}: Parts = {}): string {
  return `Parameters:
  Stage: ${stage}
Mappings:
  Sizes:
    dev: { Type: ml.m4.xlarge }
    staging: { Type: ml.m4.2xlarge }
    prod: { Type: ml.m4.4xlarge }
Conditions:
${conditions}
Resources:
  Model:
    Type: AWS::SageMaker::Model
    Properties:
      PrimaryContainer: { Image: 123456789012.dkr.ecr.us-east-1.amazonaws.com/own:1 }
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: a
          ModelName: !GetAtt Model.ModelName
          InstanceType: !FindInMap [Sizes, ${key}, Type]
          InitialInstanceCount: ${count}
  Endpoint:
    Type: AWS::SageMaker::Endpoint
    Properties: { EndpointConfigName: !GetAtt Config.EndpointConfigName }
`;
}

/** Type and count in each outcome of the conditions. */
function outcomes(parts: Parts): string[] {
  const source = sourceOf('t.yaml', template(parts));
  const [graph] = cloudFormation.link(cloudFormation.read(source, null), US_EAST_1);
  assert.ok(graph);
  const shown = (value: Value): string => (value.kind === 'scalar' ? String(value.value) : value.kind);
  return (worldsOf(graph.resources.values()) ?? []).map((world) => {
    const [config] = resourcesOf(graphIn(world, graph), 'EndpointConfig');
    const variant = config === undefined ? undefined : property(config, 'ProductionVariants', 0);
    assert.ok(variant);
    return `${shown(valueAt(variant, ['InstanceType']))} × ${shown(valueAt(variant, ['InitialInstanceCount']))}`;
  });
}

describe('CloudFormation, a parameter that picks an entry of a mapping and decides a condition', () => {
  it('has one value in each outcome', () => {
    assert.deepEqual(outcomes({}), ['ml.m4.4xlarge × 4', 'ml.m4.xlarge × 1']);
    assert.deepEqual(
      outcomes({ conditions: '  IsProd: !Not [!Equals [prod, !Ref Stage]]', count: '!If [IsProd, 1, 4]' }),
      ['ml.m4.xlarge × 1', 'ml.m4.4xlarge × 4'],
    );
  });

  it('knows conditions that say the same, or the opposite', () => {
    const conditions = '  IsDev: !Equals [!Ref Stage, dev]\n  IsNotDev: !Not [!Equals [!Ref Stage, dev]]';
    const stage = '{ Type: String, AllowedValues: [dev, prod], Default: dev }';
    assert.deepEqual(outcomes({ stage, conditions, count: '!If [IsNotDev, 4, 1]' }), [
      'ml.m4.xlarge × 1',
      'ml.m4.4xlarge × 4',
    ]);
  });

  it('is not known where it is not its default, and may be several others', () => {
    const conditions = '  IsDev: !Equals [!Ref Stage, dev]';
    const count = '!If [IsDev, 1, 4]';
    const three = '{ Type: String, AllowedValues: [dev, staging, prod], Default: dev }';
    assert.deepEqual(outcomes({ stage: three, conditions, count }), ['ml.m4.xlarge × 1', 'unresolved × 4']);
    const any = '{ Type: String, Default: dev }';
    assert.deepEqual(outcomes({ stage: any, conditions, count }), ['ml.m4.xlarge × 1', 'unresolved × 4']);
    assert.deepEqual(outcomes({ stage: any }), ['ml.m4.4xlarge × 4', 'ml.m4.xlarge × 1']);
  });

  it('has its default where nothing of the deployment rests on the condition', () => {
    assert.deepEqual(outcomes({ count: '2' }), ['ml.m4.xlarge × 2']);
    const advisor = new Advisor({});
    advisor.update(sourceOf('t.yaml', template({ count: '2' })));
    assert.equal(advisor.advise('t.yaml').deployments[0]?.usdPerHour === null, false);
  });

  it('is advised on, and changed, in each outcome by itself', () => {
    const advisor = new Advisor({ loudness: 'all' });
    advisor.update(sourceOf('t.yaml', template()));
    const findings = advisor.advise('t.yaml').findings.filter((each) => each.practice === 'newer-generation');
    assert.deepEqual(
      findings.map((each) => each.candidates[0].proposal.subject),
      ['ml.m4.4xlarge → ml.m5.4xlarge', 'ml.m4.xlarge → ml.m5.xlarge'],
    );
    const fixed = findings.map((finding) => {
      const [fix] = advisor.fixes('t.yaml', finding);
      assert.equal(fix?.refusal, null);
      return editedText(template(), fix.edits);
    });
    assert.deepEqual(fixed, [
      template().replace('prod: { Type: ml.m4.4xlarge', 'prod: { Type: ml.m5.4xlarge'),
      template().replace('dev: { Type: ml.m4.xlarge', 'dev: { Type: ml.m5.xlarge'),
    ]);
  });
});
