import assert from 'node:assert/strict';
import fc from 'fast-check';
import { python } from '../../../src/languages/python';
import { applyEdits, assertLaw, sourceOf, US_EAST_1 } from '../../law';
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

  it('throws at no text, however broken', () => {
    const junk = fc.constantFrom(
      '(',
      ')',
      '"',
      "'",
      '\n',
      ' ',
      '#',
      ',',
      ':',
      '{',
      ']',
      '\\',
      '<<<<<<< HEAD\n',
      '\t',
      '**',
      '"""',
      '😀',
    );
    const broken = fc
      .tuple(
        fc.oneof(boto3Program(), sdkProgram()),
        fc.array(fc.tuple(fc.nat(), fc.nat(4), junk), { minLength: 1, maxLength: 3 }),
      )
      .map(([{ text }, breaks]) =>
        breaks.reduce((all, [at, taken, put]) => {
          const start = at % (all.length + 1);
          return all.slice(0, start) + put + all.slice(start + taken);
        }, text),
      );
    let written = 0;
    fc.assert(
      fc.property(broken, (text) => {
        const reading = python.read(sourceOf('deploy.py', text), null);
        const [graph] = python.link(reading, US_EAST_1);
        assert.ok(graph);
        if (![...graph.resources.values()].some((each) => each.type === 'EndpointConfig')) return;
        for (const ops of [setType('ml.c7g.xlarge'), serverless()]) {
          const result = python.write(reading, graph, ops(graph), () => text);
          if (result.kind === 'edits') applyEdits(text, result.edits);
          if (result.kind === 'edits') written += 1;
        }
      }),
      { numRuns: 300 },
    );
    assert.ok(written > 100, `only ${written} changes were written`);
  });
});
