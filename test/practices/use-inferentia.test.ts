import assert from 'node:assert/strict';
import { parser as typescript } from '@lezer/javascript';
import { parseDocument } from 'yaml';
import { Advisor } from '../../src/advisor/advisor';
import type { Finding } from '../../src/advisor/advice';
import { parseHcl } from '../../src/languages/terraform/parseHcl';
import { compilation } from '../../src/practices/inferentiaRecipe';
import { useInferentia } from '../../src/practices/useInferentia';
import { detect, endpointWith, unknown, type Parts, type Written } from './graphBuilder';
import { assertParsed, assertPython } from './pythonSyntax';

const DLC = '763104351884.dkr.ecr.us-east-1.amazonaws.com';

const types = (image: string, type: Written, changes: Parts & { readonly region?: string | null } = {}): unknown[] =>
  detect(
    useInferentia,
    endpointWith({
      ...changes,
      container: { Image: image, ...changes.container },
      variant: { InstanceType: type, ...changes.variant },
    }),
  ).map((each) => each.subject);

describe('use-inferentia', () => {
  const PYTORCH = `${DLC}/pytorch-inference:2.6.0-gpu-py312`;

  it('names the larger host only where today has more vCPUs than the smaller', () => {
    assert.deepEqual(types(PYTORCH, 'ml.g5.xlarge'), ['ml.g5.xlarge → ml.inf2.xlarge, compiled for it']);
    assert.deepEqual(types(PYTORCH, 'ml.g5.2xlarge'), [
      'ml.g5.2xlarge → ml.inf2.xlarge, compiled for it',
      'ml.g5.2xlarge → ml.inf2.8xlarge, compiled for it',
    ]);
  });

  it('sets Inferentia 1 beside it, marked as frozen, only for old models and where Inf2 is not dearer', () => {
    const old = `${DLC}/pytorch-inference:1.9.1-gpu-py38`;
    assert.deepEqual(types(old, 'ml.g5.xlarge'), [
      'ml.g5.xlarge → ml.inf2.xlarge, compiled for it',
      'ml.g5.xlarge → ml.inf1.xlarge, frozen software',
    ]);
    assert.deepEqual(types(old, 'ml.g4dn.xlarge'), ['ml.g4dn.xlarge → ml.inf2.xlarge, compiled for it']);
  });

  it('is silent where something ties the type down, or several models share the container', () => {
    assert.deepEqual(types(PYTORCH, 'ml.g5.xlarge', { variant: { InstancePools: [] } }), []);
    assert.deepEqual(types(PYTORCH, 'ml.g5.xlarge', { container: { Mode: 'MultiModel' } }), []);
    assert.deepEqual(types(PYTORCH, 'ml.g5.xlarge', { region: null }), []);
    assert.deepEqual(types(PYTORCH, unknown('Type')), []);
  });

  describe('once priced', () => {
    const findings = (type: string): readonly Finding[] => {
      const advisor = new Advisor({});
      const text = `from sagemaker.pytorch import PyTorchModel

model = PyTorchModel(model_data=data, role=role, framework_version="2.6.0", py_version="py312")
model.deploy(initial_instance_count=1, instance_type="${type}")
`;
      advisor.update({ file: 'deploy.py', cells: [{ index: null, text, code: true }] });
      return advisor.advise('deploy.py').findings.filter((each) => each.practice === useInferentia.id);
    };

    it('shows the difference of the prices with its sign, and never leads where it costs more', () => {
      const [dearer] = findings('ml.g4dn.xlarge');
      assert.ok((dearer?.candidates[0].delta.usdPerHour ?? 0) > 0);
      assert.equal(dearer?.rank, 'alternative');
      const [cheaper] = findings('ml.g5.xlarge');
      assert.ok((cheaper?.candidates[0].delta.usdPerHour ?? 0) < 0);
    });

    it('does not rank carbon', () => {
      assert.equal(findings('ml.g5.xlarge')[0]?.candidates[0].delta.verdict, 'unranked');
    });
  });
});

describe('the compilation for Inferentia', () => {
  for (const compiled of ['pytorch', 'huggingface'] as const) {
    const { snippets } = compilation(compiled, 'ml.inf2.xlarge', 'text-classification');

    it(`is Python that can be parsed: ${compiled}`, () => {
      assertPython(snippets.boto3 ?? '');
      assertPython(snippets['python-sdk'] ?? '');
      assertPython(snippets['cdk-python'] ?? '');
    });

    it(`is TypeScript and HCL that can be parsed: ${compiled}`, () => {
      assertParsed(typescript.configure({ dialect: 'ts' }), snippets['cdk-typescript'] ?? '(');
      assert.equal(parseHcl(snippets.terraform ?? '(').body.broken, null);
    });

    it(`is YAML that can be parsed: ${compiled}`, () => {
      const [container = ''] = (snippets.cloudformation ?? '').split('# and in');
      const document = parseDocument(container, { logLevel: 'silent' });
      assert.deepEqual(document.errors, []);
      assert.equal(
        String(document.getIn(['PrimaryContainer', 'Image'])).startsWith('763104351884.dkr.ecr.${AWS::Region}'),
        true,
      );
    });
  }
});
