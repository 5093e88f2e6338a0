import assert from 'node:assert/strict';
import fc from 'fast-check';
import { python } from '../../../src/languages/python';
import { assertLaw, sourceOf } from '../../law';
import { all, scaling, serverless, set, setType, unset, VARIANT, type WriteCase } from './writeCases';
import { boto3Program, sdkProgram, type WrittenProgram } from './writtenPrograms';

const OPS: Readonly<Record<string, WriteCase['ops']>> = {
  'another type': setType('ml.c7g.xlarge'),
  'another count': set('EndpointConfig', [...VARIANT, 'InitialInstanceCount'], 3),
  'no count': unset('EndpointConfig', [...VARIANT, 'InitialInstanceCount']),
  serverless: serverless(),
  'a volume': set('EndpointConfig', [...VARIANT, 'VolumeSizeInGB'], 30),
  'asynchronous, of another type': all(
    set('EndpointConfig', ['AsyncInferenceConfig', 'OutputConfig', 'S3OutputPath'], 's3://b/out'),
    setType('ml.g5.xlarge'),
  ),
};

function holds(programs: fc.Arbitrary<WrittenProgram>, ops: WriteCase['ops']): void {
  fc.assert(
    fc.property(programs, ({ text, sharedType }) => {
      const outcome = assertLaw(python, sourceOf('deploy.py', text), ops);
      assert.ok(outcome.kind === 'written', `${outcome.kind === 'refused' ? outcome.refusal.why : ''}\n${text}`);
      const after = outcome.source.cells[0]?.text ?? '';
      const message = `${text}\n→\n${after}`;
      // Comments on lines of their own, and behind other statements, stay.
      const own = (all: string): string[] => [...(all.match(/# own \d+/g) ?? [])];
      assert.deepEqual(own(after), own(text), message);
      if (sharedType) assert.ok(/itype = ["']ml\.c5\.xlarge["']/.test(after), message);
      const breaks = text.includes('\r\n') ? /[^\r]\n/ : /\r/;
      assert.doesNotMatch(after, breaks, message);
      assert.equal(after.includes('\t'), text.includes('\t'), message);
    }),
    { numRuns: 100 },
  );
}

describe('the law, over generated Python', () => {
  for (const [what, ops] of Object.entries(OPS)) {
    it(`boto3: ${what}`, () => holds(boto3Program(), ops));
    it(`the SDK: ${what}`, () => holds(sdkProgram(), ops));
  }
  it('the SDK: scaling', () => holds(sdkProgram(), scaling()));
});
