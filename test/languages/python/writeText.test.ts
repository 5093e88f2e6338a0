import assert from 'node:assert/strict';
import { python } from '../../../src/languages/python';
import { assertLaw, sourceOf } from '../../law';
import { set } from './writeCases';

const NEW = '1.dkr.ecr.eu-west-1.amazonaws.com/pytorch-arm64:2.6';

/** A program that makes a model with an image, and the image's text after it has become another one. */
function changed(image: string): string | undefined {
  const program = (text: string): string => `import boto3

region = "eu-west-1"
account = "1"
sm = boto3.client("sagemaker")
sm.create_model(ModelName="m", ExecutionRoleArn="r", PrimaryContainer={"Image": ${text}})
`;
  const outcome = assertLaw(
    python,
    sourceOf('model.py', program(image)),
    set('Model', ['PrimaryContainer', 'Image'], NEW),
  );
  if (outcome.kind === 'refused') return undefined;
  const after = outcome.source.cells[0]?.text ?? '';
  const [before, behind] = program('|').split('|');
  assert.ok(before !== undefined && behind !== undefined && after.startsWith(before) && after.endsWith(behind));
  return after.slice(before.length, after.length - behind.length);
}

describe('an image whose name is put together', () => {
  const kept: Readonly<Record<string, readonly [before: string, after: string]>> = {
    'an f-string': [
      'f"{account}.dkr.ecr.{region}.amazonaws.com/pytorch:2.6"',
      'f"{account}.dkr.ecr.{region}.amazonaws.com/pytorch-arm64:2.6"',
    ],
    'a formatted text': [
      '"{}.dkr.ecr.{}.amazonaws.com/pytorch:2.6".format(account, region)',
      '"{}.dkr.ecr.{}.amazonaws.com/pytorch-arm64:2.6".format(account, region)',
    ],
    'literals one after the other': [
      `(\n    f"{account}.dkr.ecr.{region}.amazonaws.com/"\n    'pytorch:2.6'\n)`,
      `(\n    f"{account}.dkr.ecr.{region}.amazonaws.com/"\n    'pytorch-arm64:2.6'\n)`,
    ],
    'a sum': [
      '"1.dkr.ecr." + region + ".amazonaws.com/pytorch:2.6"',
      '"1.dkr.ecr." + region + ".amazonaws.com/pytorch-arm64:2.6"',
    ],
  };
  for (const [name, [before, after]] of Object.entries(kept))
    it(`keeps what is put into ${name}`, () => {
      assert.equal(changed(before), after);
    });

  it('is written anew where what is put in would have to change', () => {
    for (const image of [
      'f"1.dkr.ecr.us-east-1.amazonaws.com/{\'pytorch\'}:2.6"',
      'f"{account}.dkr.ecr.us-east-1.amazonaws.com/pytorch-{account}:2.6"',
      '"1.dkr.ecr.us-east-1.amazonaws.com/pytorch:2.6"',
    ])
      assert.equal(changed(image), `"${NEW}"`);
  });
});
