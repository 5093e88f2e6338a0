import assert from 'node:assert/strict';
import { withPseudoParameters } from '../../../src/languages/cloudformation/writePseudo';

const REGION = { reference: 'AWS::Region', attribute: 'Ref' };
const SUFFIX = { reference: 'AWS::URLSuffix', attribute: 'Ref' };

describe('pseudo parameters in a text that is written anew', () => {
  it('stay where the text before had them', () => {
    assert.deepEqual(withPseudoParameters('!Sub a.${AWS::Region}.b', 'c.us-east-1.d', 'us-east-1'), {
      parts: ['c.', REGION, '.d'],
    });
    assert.deepEqual(
      withPseudoParameters('{"Ref": "AWS::Region"} AWS::URLSuffix', 'us-east-1.amazonaws.com/x', 'us-east-1'),
      { parts: [REGION, '.', SUFFIX, '/x'] },
    );
  });

  it('are not brought in where there were none', () => {
    assert.equal(withPseudoParameters('!Sub a.${Name}.b', 'c.us-east-1.d', 'us-east-1'), 'c.us-east-1.d');
  });

  it('are left out where the Region is not known, the text does not hold it, or it is no text', () => {
    assert.equal(withPseudoParameters('${AWS::Region}', 'c.us-east-1.d', null), 'c.us-east-1.d');
    assert.equal(withPseudoParameters('${AWS::Region}', 'c.eu-west-1.d', 'us-east-1'), 'c.eu-west-1.d');
    assert.equal(withPseudoParameters('${AWS::Region}', 5, 'us-east-1'), 5);
  });
});
