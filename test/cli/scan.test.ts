import assert from 'node:assert/strict';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Ajv } from 'ajv';
import { Advisor } from '../../src/advisor/advisor';
import type { Fix } from '../../src/advisor/advice';
import { readArguments, UsageError } from '../../src/cli/arguments';
import { scan, type Surroundings } from '../../src/cli/scan';
import type { Edit } from '../../src/model/language';
import { onnx, safetensors, safetensorsOf } from '../languages/weights/modelFiles';

const TEMPLATE = `Resources:
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - { VariantName: v1, ModelName: m, InstanceType: ml.m5.xlarge, InitialInstanceCount: 2 }
  Logs:
    Type: AWS::Logs::LogGroup
`;

describe('sagegreen scan', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'sagegreen-cli-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  function write(name: string, text: string): void {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }

  function run(...args: string[]): { readonly code: number; readonly out: string } {
    let out = '';
    const surroundings: Surroundings = {
      cwd: folder,
      out: (text) => {
        out += text;
      },
      error: () => undefined,
      progress: () => undefined,
      today: '2026-11-23',
      colour: false,
      width: 120,
    };
    const read = readArguments(['scan', ...args]);
    assert.ok(read.command === 'scan');
    return { code: scan(read, surroundings), out };
  }

  it('prints the published form', () => {
    write('infra/a.yaml', TEMPLATE);
    const { out } = run('.', '--format', 'json');
    const validate = new Ajv({ allowUnionTypes: true }).compile(
      JSON.parse(readFileSync('schemas/report.schema.json', 'utf8')) as object,
    );
    assert.ok(validate(JSON.parse(out)), JSON.stringify(validate.errors));
  });

  it('has one total: the sum of its deployments', () => {
    write('a.yaml', TEMPLATE);
    write('b.yaml', TEMPLATE);
    interface Printed {
      readonly deployments: readonly { readonly estimate: { readonly usdPerMonth: { readonly value: number } } }[];
      readonly totals: { readonly standing: { readonly usdPerMonth: { readonly value: number } } };
    }
    const report = JSON.parse(run('.', '--format', 'json').out) as Printed;
    const sum = report.deployments.reduce((total, each) => total + each.estimate.usdPerMonth.value, 0);
    assert.equal(report.deployments.length, 2);
    assert.ok(sum > 0);
    assert.equal(report.totals.standing.usdPerMonth.value, sum);
  });

  it('exits by the level that is asked for', () => {
    write('a.yaml', TEMPLATE);
    assert.equal(run('.').code, 0);
    assert.equal(run('.', '--fail-on', 'information').code, 1);
    assert.equal(run('.', '--fail-on', 'never').code, 0);
  });

  it('reads a file that is named, and leaves out what git ignores unless it is named', () => {
    write('.git/HEAD', '');
    write('.gitignore', 'made/\n');
    write('made/a.yaml', TEMPLATE);
    assert.match(run('.').out, /No SageMaker inference found/);
    assert.match(run('made').out, /ml\.m5\.xlarge/);
    assert.match(run('made/a.yaml').out, /ml\.m5\.xlarge/);
  });

  it('leaves out what is built unless it is named', () => {
    for (const name of ['build', 'dist', 'out']) write(`${name}/a.yaml`, TEMPLATE);
    assert.match(run('.').out, /No SageMaker inference found/);
    assert.match(run('dist').out, /ml\.m5\.xlarge/);
  });

  it('speaks of what tests read, and edits it only where it is named', () => {
    const names = ['tests/a.yaml', 'pkg/__tests__/b.yaml', 'pkg/fixtures/c.yaml'];
    for (const name of names) write(name, TEMPLATE);
    const read = (name: string): string => readFileSync(path.join(folder, name), 'utf8');
    assert.match(run('.', '--fix').out, /log-retention/);
    assert.deepEqual(names.map(read), [TEMPLATE, TEMPLATE, TEMPLATE]);
    run('tests', 'pkg/fixtures/c.yaml', '.', '--fix');
    assert.deepEqual(
      names.map((name) => read(name).includes('RetentionInDays: 30')),
      [true, false, true],
    );
  });

  it('fixes what is preferred, and is silent on it afterwards', () => {
    write('a.yaml', TEMPLATE);
    const { out } = run('.', '--fix');
    assert.match(readFileSync(path.join(folder, 'a.yaml'), 'utf8'), /RetentionInDays: 30/);
    assert.doesNotMatch(out, /log-retention/);
  });

  it('fixes a notebook, and nothing that a program made; what it writes is whole, and the exit code is that of afterwards', () => {
    write('made.yaml', `# Do not edit\n${TEMPLATE}`);
    write(
      'logs.ipynb',
      JSON.stringify({
        cells: [
          {
            cell_type: 'code',
            source: ['import boto3, sagemaker\n', "boto3.client('logs').create_log_group(logGroupName='x')"],
          },
        ],
      }),
    );
    write('a.yaml', TEMPLATE);
    chmodSync(path.join(folder, 'a.yaml'), 0o640);
    const read = (name: string): string => readFileSync(path.join(folder, name), 'utf8');
    const before = read('made.yaml');
    assert.equal(run('a.yaml', 'logs.ipynb', '--fail-on', 'information').code, 1);
    assert.equal(run('a.yaml', 'logs.ipynb', '--fail-on', 'information', '--fix').code, 0);
    run('.', '--fix');
    assert.equal(read('made.yaml'), before);
    assert.match(read('a.yaml'), /RetentionInDays: 30/);
    assert.match(read('logs.ipynb'), /put_retention_policy/);
    assert.equal(statSync(path.join(folder, 'a.yaml')).mode & 0o777, 0o640);
    assert.deepEqual(readdirSync(folder).sort(), ['a.yaml', 'logs.ipynb', 'made.yaml']);
  });

  it('takes no fix that needs a new endpoint or another step first, and none that is not preferred', () => {
    const offer = (changes: Partial<Fix>): readonly Edit[] => {
      class Offering extends Advisor {
        override fixes(file: string): Fix[] {
          const edits = [{ file, cell: null, start: 0, end: 0, newText: ' ' }];
          const fix: Fix = { title: 't', practice: 'p', preferred: true, landing: 'inPlace', edits, refusal: null };
          return [{ ...fix, ...changes }];
        }
      }
      const advisor = new Offering();
      advisor.update({ file: 'a.yaml', cells: [{ index: null, text: TEMPLATE, code: true }] });
      return advisor.fixAll('a.yaml');
    };
    assert.ok(offer({}).length > 0);
    assert.deepEqual(offer({ landing: 'newEndpoint' }), []);
    assert.deepEqual(offer({ landing: 'deregisterScalingFirst' }), []);
    assert.deepEqual(offer({ preferred: false }), []);
  });

  describe('model files that code names', () => {
    const DEPLOY = `import sagemaker
from sagemaker.huggingface import HuggingFaceModel

net.save_pretrained("./model")
uri = sagemaker.Session().upload_data("model.tar.gz")
model = HuggingFaceModel(model_data=uri, role=role, transformers_version="4.49.0", pytorch_version="2.6.0")
model.deploy(initial_instance_count=1, instance_type="ml.g5.xlarge")
`;
    const notesIn = (...args: string[]): { readonly said: boolean; readonly skipped: unknown } => {
      const { findings, skipped } = JSON.parse(run(...args, '--format', 'json').out) as {
        readonly findings: readonly { readonly message: string }[];
        readonly skipped: unknown;
      };
      return { said: findings.some(({ message }) => message.startsWith('weights in float32')), skipped };
    };
    const model = (name: string, bytes: Uint8Array): void => {
      write(name, '');
      writeFileSync(path.join(folder, name), bytes);
    };

    it('are read by their headers, where version control ignores them too', () => {
      write('ml/deploy.py', DEPLOY);
      write('.gitignore', 'model/\n*.safetensors\n');
      assert.deepEqual(notesIn('.'), { said: false, skipped: [] });
      model('ml/model/model.safetensors', safetensorsOf('F32', 1000, 1000));
      assert.deepEqual(notesIn('.'), { said: true, skipped: [] });
      assert.deepEqual(notesIn('ml'), { said: true, skipped: [] });
      model('ml/model/model.safetensors', safetensorsOf('BF16', 1000, 1000));
      assert.deepEqual(notesIn('.'), { said: false, skipped: [] });
      rmSync(path.join(folder, 'ml/model/model.safetensors'));
      model('ml/model/model.onnx', onnx([{ type: 1, shape: [1000, 1000], raw: 100 }]));
      assert.deepEqual(notesIn('.'), { said: true, skipped: [] });
    });

    it('are read in the folders that are named only, and not through links out of them', () => {
      write('ml/deploy.py', DEPLOY);
      model('ml/model/model.safetensors', safetensorsOf('F32', 1000, 1000));
      assert.deepEqual(notesIn('ml/deploy.py'), { said: false, skipped: [] });
      write('app/deploy.py', DEPLOY);
      symlinkSync(path.join(folder, 'ml/model'), path.join(folder, 'app/model'));
      assert.deepEqual(notesIn('app'), { said: false, skipped: [] });
    });

    it('are named in one sentence where their header is broken, or said to be huge', () => {
      write('deploy.py', DEPLOY);
      model('model/model.safetensors', safetensors('{"a": 1}'));
      assert.deepEqual(notesIn('.'), {
        said: false,
        skipped: [{ file: 'model/model.safetensors', reason: 'its header is broken' }],
      });
      model('model/model.safetensors', safetensors('{}', 16, 9));
      assert.deepEqual(notesIn('.').skipped, [{ file: 'model/model.safetensors', reason: 'its header is broken' }]);
    });
  });

  it('names what it does not read', () => {
    write('a.yaml', `<<<<<<< ours\n${TEMPLATE}=======\n>>>>>>> theirs\n`);
    write('b.ipynb', '{"cells": [}');
    const { out } = run('.');
    assert.match(out, /skipped a\.yaml: merge conflict/);
  });

  it('says in one sentence what is wrong with the call', () => {
    assert.throws(() => run('nowhere'), new UsageError('nowhere: no such file or folder'));
    assert.throws(() => run('.', '--region', 'mars-1'), new UsageError('--region mars-1: no such Region is known'));
    assert.throws(
      () => readArguments(['scan', '--format', 'pdf']),
      new UsageError('--format takes table, json, sarif, markdown, html, csv, not "pdf"'),
    );
    assert.throws(() => readArguments(['look']), new UsageError('unknown command "look": the one command is "scan"'));
  });
});
