import assert from 'node:assert/strict';
import {
  fromCloudFormation,
  toCloudFormation,
  typeOf,
  WORDS,
  wordsFor,
} from '../../../src/languages/cloudformation/vocabulary';
import type { ResourceType } from '../../../src/model/resource';

describe('The words of CloudFormation', () => {
  it('lead there and back', () => {
    for (const type of Object.keys(WORDS) as ResourceType[]) {
      assert.equal(typeOf(wordsFor(type)?.type ?? ''), type);
      for (const name of [...Object.keys(wordsFor(type)?.properties ?? {}), 'Anything'])
        assert.equal(fromCloudFormation(type, toCloudFormation(type, name)), name);
    }
  });

  it('name a scaling target as CloudFormation does', () => {
    assert.equal(toCloudFormation('ScalingPolicy', 'ScalingTarget'), 'ScalingTargetId');
    assert.equal(fromCloudFormation('ScalingPolicy', 'ScalingTargetId'), 'ScalingTarget');
    assert.equal(toCloudFormation('ScalableTarget', 'ScalingTarget'), 'ScalingTarget');
  });

  it('know no transform job and no other type', () => {
    assert.equal(wordsFor('TransformJob'), null);
    assert.equal(toCloudFormation('TransformJob', 'ModelName'), 'ModelName');
    for (const type of ['AWS::SNS::Topic', 'EndpointConfig', '']) assert.equal(typeOf(type), null);
  });
});
