import assert from 'node:assert/strict';
import { python } from '../../../src/languages/python';
import { property } from '../../../src/model/graph';
import { US_EAST_1 } from '../../law';
import { Linked, shown } from './linked';

const MODEL = 'from sagemaker.model import Model\nmodel = Model(role="r")';
const DEPLOY = 'model.deploy(initial_instance_count=1, instance_type=itype)';
const TYPE = 'itype = "ml.c5.xlarge"';

function gives(what: string, cells: readonly string[], expected: string): void {
  it(what, () => assert.equal(shown(new Linked(cells).type), expected));
}

describe('Names in a notebook', () => {
  gives('from an earlier cell', [MODEL, TYPE, DEPLOY], 'constant ml.c5.xlarge (itype)');
  gives(
    'the nearest cell above counts',
    ['itype = "ml.m5.large"', MODEL, TYPE, DEPLOY],
    'constant ml.c5.xlarge (itype)',
  );
  gives('a cell below is run later', [MODEL, DEPLOY, TYPE], '? itype is not defined above (itype)');
  gives(
    'a condition in another cell',
    [MODEL, `${TYPE}\nif gpu:\n    itype = "ml.g5.xlarge"`, DEPLOY],
    'constant ml.g5.xlarge (itype) | constant ml.c5.xlarge (itype)',
  );
  gives(
    'a dictionary that another cell changes',
    [
      MODEL,
      'c = {"t": "ml.m5.large"}',
      'c["t"] = "ml.c5.xlarge"',
      DEPLOY.replace('itype', 'c["t"]').replace('c["t"]=', 'itype='),
    ],
    'constant ml.c5.xlarge',
  );
  const again = (by: string): string => `? itype may be set again by ${by} (itype)`;
  gives('restored', [MODEL, TYPE, '%store -r', DEPLOY], again('%store -r'));
  gives('restored by its name', [MODEL, TYPE, '%store -r other itype', DEPLOY], again('%store -r'));
  gives('others are restored', [MODEL, TYPE, '%store -r other', DEPLOY], 'constant ml.c5.xlarge (itype)');
  gives('set after restoring', [MODEL, '%store -r', TYPE, DEPLOY], 'constant ml.c5.xlarge (itype)');
  gives('another notebook runs', [MODEL, TYPE, '%run ./setup.ipynb', DEPLOY], again('%run'));
  gives('a script runs', [MODEL, TYPE, '%run ./plot.py', DEPLOY], 'constant ml.c5.xlarge (itype)');
  gives('a script of settings runs', [MODEL, TYPE, '%run ./config.py', DEPLOY], again('%run'));
  gives(
    'an import of everything of a part of a package',
    [MODEL, TYPE, 'from tritonclient.utils import *', DEPLOY],
    'constant ml.c5.xlarge (itype)',
  );
  gives(
    'an import of everything',
    [MODEL, TYPE, 'from config import *', DEPLOY],
    again('an import of everything from config'),
  );
  gives(
    'an import of everything of a library',
    [MODEL, TYPE, 'from fastai.vision import *', DEPLOY],
    'constant ml.c5.xlarge (itype)',
  );
  gives(
    'for training, for local mode, then for hosting',
    [MODEL, 'itype = "ml.p3.2xlarge"\ntrain(itype)', 'itype = "local"\ntrain(itype)', TYPE, DEPLOY],
    'constant ml.c5.xlarge (itype)',
  );
  it('points into both cells', () => {
    const linked = new Linked([MODEL, `# 🌱\n${TYPE}`, DEPLOY]);
    const { type } = linked;
    assert.ok(type.kind === 'scalar');
    assert.deepEqual([type.origin.cell, type.usedAt.cell], [1, 2]);
    assert.deepEqual([linked.at(type.origin), linked.at(type.usedAt)], ['"ml.c5.xlarge"', 'itype']);
  });
});

describe('Cells of IPython', () => {
  const inner = 'constant ml.c5.xlarge (itype)';
  gives('a line magic', [MODEL, `%matplotlib inline\n${TYPE}`, DEPLOY], inner);
  gives('a shell command', [MODEL, `!pip install -q "sagemaker<3"\n${TYPE}`, DEPLOY], inner);
  gives('a shell command over two lines', [MODEL, `!aws s3 ls \\\n  s3://b (\n${TYPE}`, DEPLOY], inner);
  gives('a shell command in a block', [MODEL, `if a:\n    !pip install x(\nelse:\n    pass\n${TYPE}`, DEPLOY], inner);
  gives('what a shell command answers', [MODEL, `files = !ls (\n${TYPE}`, DEPLOY], inner);
  gives('a question', [MODEL, `model?\n?model.deploy\n${TYPE}`, DEPLOY], inner);
  gives('%%time', [MODEL, TYPE, `%%time\n${DEPLOY}`], inner);
  gives('%%capture', [MODEL, TYPE, `%%capture out\n${DEPLOY}`], inner);
  gives('%time', [MODEL, TYPE, `%time ${DEPLOY}`], inner);
  it('other languages and files hold nothing', () => {
    for (const magic of ['%%bash', '%%sh', '%%html', '%%writefile deploy.py', '%%javascript', '%%sql', '%%R'])
      assert.deepEqual(new Linked([MODEL, TYPE, `${magic}\n${DEPLOY}`]).resources, [], magic);
  });
  it('what is written to a file defines nothing', () => {
    const linked = new Linked([MODEL, TYPE, '%%writefile config.py\nitype = "ml.m5.large"', DEPLOY]);
    assert.equal(shown(linked.type), inner);
  });
  it('a magic keeps every place', () => {
    const linked = new Linked([MODEL, `%%time\n!echo 🌱 (\n${TYPE}\n${DEPLOY}`]);
    const { type } = linked;
    assert.ok(type.kind === 'scalar');
    assert.deepEqual([linked.at(type.origin), linked.at(type.usedAt)], ['"ml.c5.xlarge"', 'itype']);
  });
  it('a cell that is no code says nothing', () => {
    const cells = [MODEL, TYPE, DEPLOY].map((text, index) => ({ index, text, code: index !== 1 }));
    const [graph] = python.link(python.read({ file: 'a.ipynb', cells }, null), US_EAST_1);
    const [config] = [...graph!.resources.values()].filter(({ type }) => type === 'EndpointConfig');
    assert.equal(property(config!, 'ProductionVariants', 0, 'InstanceType').kind, 'unresolved');
    assert.equal(graph!.unitKind, 'notebook');
  });
  it('a broken cell costs only itself', () => {
    for (const broken of [
      'x = (',
      'def f(:\n    pass',
      '"""',
      'x = {"a": [',
      'if a\n    b',
      '<<<<<<< HEAD',
      '\\',
      '%%',
      '!',
      '   x = 1\n y = 2',
    ])
      assert.equal(shown(new Linked([MODEL, TYPE, broken, DEPLOY]).type), inner, broken);
  });
});
