import assert from 'node:assert/strict';
import { python } from '../../../src/languages/python';
import { graphIn, worldsOf } from '../../../src/model/worlds';
import { applyEdits, assertLaw, type Outcome, US_EAST_1 } from '../../law';
import { serverless, setType, type WriteCase } from './writeCases';
import { BOTO3_CASES } from './writeCasesBoto3';
import { CDK_CASES } from './writeCasesCdk';
import { NOTEBOOK_CASES, SDK_3_CASES, SDK_CASES } from './writeCasesSdk';
import { sourceOfCode } from './writeSource';

function check({ before, ops, after, refused }: WriteCase): void {
  const outcome: Outcome = assertLaw(python, sourceOfCode(before), ops);
  if (outcome.kind === 'refused') {
    assert.equal(outcome.refusal.reason, refused, outcome.refusal.why);
    return;
  }
  assert.equal(refused, undefined, `it was written:\n${outcome.source.cells.map((cell) => cell.text).join('\n---\n')}`);
  const texts = outcome.source.cells.map((cell) => cell.text);
  assert.deepEqual(texts, typeof after === 'string' ? [after] : after);
}

describe('writing Python', () => {
  const parts: readonly [string, readonly WriteCase[]][] = [
    ['boto3', BOTO3_CASES],
    ['the SDK', SDK_CASES],
    ['version 3 of the SDK', SDK_3_CASES],
    ['notebooks', NOTEBOOK_CASES],
    ['the CDK', CDK_CASES],
  ];
  for (const [part, cases] of parts)
    describe(part, () => {
      for (const each of cases) it(each.what, () => check(each));
    });

  describe('in one outcome of a condition', () => {
    const model = 'from sagemaker.pytorch import PyTorchModel\nmodel = PyTorchModel(model_data="s3://b/m", role="r")\n';
    const branches = 'if PROD:\n    itype = "ml.m5.xlarge"\nelse:\n    itype = "ml.c5.large"\n';

    /** The code after a change in the world in which the first, or the second, way of the condition is taken. */
    function written(code: string, ops: WriteCase['ops'], branch: number): string {
      const reading = python.read(sourceOfCode(code), null);
      const [graph] = python.link(reading, US_EAST_1);
      assert.ok(graph);
      const world = worldsOf(graph.resources.values())?.find((each) => [...each.values()][0] === branch);
      assert.ok(world, 'no such outcome');
      const chosen = graphIn(world, graph);
      const result = python.write(reading, chosen, ops(chosen), () => code);
      return result.kind === 'edits' ? applyEdits(code, result.edits) : `refused: ${result.refusal.reason}`;
    }

    it('changes the value of that one', () => {
      const code = `${model}${branches}predictor = model.deploy(1, itype)\n`;
      assert.equal(written(code, setType('ml.c7g.large'), 1), code.replace('ml.c5.large', 'ml.c7g.large'));
      assert.equal(written(code, setType('ml.c7g.large'), 0), code.replace('ml.m5.xlarge', 'ml.c7g.large'));
    });

    it('changes one side of a conditional expression', () => {
      for (const use of [
        'itype = "ml.m5.xlarge" if PROD else "ml.c5.large"\npredictor = model.deploy(1, itype)\n',
        'predictor = model.deploy(1, "ml.m5.xlarge" if PROD else "ml.c5.large")\n',
      ])
        assert.equal(
          written(model + use, setType('ml.c7g.large'), 1),
          (model + use).replace('ml.c5.large', 'ml.c7g.large'),
        );
    });

    it('touches neither at the use where somebody else reads the value', () => {
      const code = `${model}${branches}predictor = model.deploy(1, itype)\ntrain(itype)\n`;
      assert.equal(written(code, setType('ml.c7g.large'), 1), 'refused: sharedValue');
    });

    it('takes nothing away that the other outcome needs', () => {
      const code = `${model}${branches}predictor = model.deploy(1, itype)\n`;
      assert.equal(written(code, serverless(), 1), 'refused: notExpressible');
    });
  });
});
