import assert from 'node:assert/strict';
import { read } from '../../../src/languages/cloudformation/read';
import { writeSuppression } from '../../../src/languages/cloudformation/writeSuppression';
import { applyEdits, sourceOf } from '../../law';

const FILE = 'a.json';

function suppressed(text: string, practice = 'use-graviton'): string | null {
  const edit = writeSuppression(read(sourceOf(FILE, text), null), `${FILE}#Logs`, practice);
  return edit && applyEdits(text, [edit]);
}

const template = (metadata: unknown, indent?: number | string): string =>
  JSON.stringify({ Resources: { Logs: { Type: 'AWS::Logs::LogGroup', Metadata: metadata } } }, null, indent);

describe('Asking for silence in JSON', () => {
  for (const [name, before, after] of [
    ['no metadata', undefined, { sagegreen: { ignore: ['use-graviton'] } }],
    ['metadata of others', { other: 1 }, { other: 1, sagegreen: { ignore: ['use-graviton'] } }],
    [
      'placeholders',
      { sagegreen: { placeholders: { a: 'b' } } },
      { sagegreen: { placeholders: { a: 'b' }, ignore: ['use-graviton'] } },
    ],
    [
      'a list',
      { sagegreen: { ignore: ['log-retention'] } },
      { sagegreen: { ignore: ['log-retention', 'use-graviton'] } },
    ],
    [
      'one name',
      { sagegreen: { ignore: 'log-retention' } },
      { sagegreen: { ignore: ['log-retention', 'use-graviton'] } },
    ],
    ['an empty list', { sagegreen: { ignore: [] } }, { sagegreen: { ignore: ['use-graviton'] } }],
    ['nothing in it', {}, { sagegreen: { ignore: ['use-graviton'] } }],
  ] as const)
    for (const indent of [undefined, 2, '\t'])
      it(`${name}, indented by ${JSON.stringify(indent)}`, () => {
        assert.equal(suppressed(template(before, indent)), template(after, indent));
      });

  it('what is written is read', () => {
    const reading = read(sourceOf(FILE, suppressed(template(undefined, 2)) ?? ''), null);
    assert.deepEqual(
      reading.metadataSuppressions.map(({ resource, ignore }) => ({ resource, ignore })),
      [{ resource: `${FILE}#Logs`, ignore: ['use-graviton'] }],
    );
  });

  it('in YAML a comment says it', () => {
    assert.equal(suppressed('Resources:\n  Logs:\n    Type: AWS::Logs::LogGroup\n'), null);
  });
});
