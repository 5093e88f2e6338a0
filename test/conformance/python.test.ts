import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { python } from '../../src/languages/python';
import { assertLaw, sourceOf } from '../law';
import { all, scaling, serverless, set, setType, VARIANT, type WriteCase } from '../languages/python/writeCases';
import { BOTO3_CASES } from '../languages/python/writeCasesBoto3';
import { CDK_CASES } from '../languages/python/writeCasesCdk';
import { NOTEBOOK_CASES, SDK_3_CASES, SDK_CASES } from '../languages/python/writeCasesSdk';
import { sourceOfCode } from '../languages/python/writeSource';
import { boto3Program, sdkProgram } from '../languages/python/writtenPrograms';
import { judge, type Judgement, PYTHON } from './python';

/** The texts after a change; a refusal has none. */
function fixed({ before, ops }: WriteCase): readonly string[] {
  const outcome = assertLaw(python, sourceOfCode(before), ops);
  return outcome.kind === 'written' ? outcome.source.cells.map((cell) => cell.text) : [];
}

/** A notebook's cell as Python would get it; what isn't Python is left out. */
function pythonOf(cell: string): string {
  return cell.replace(/^%%(?:time|capture)\b.*/, '').replace(/^[%!].*$/gm, '');
}

describe('the Python that judges fixed code', () => {
  it('knows the shape of a SageMaker request', () => {
    const script = [
      'import botocore.session',
      'from botocore.validate import ParamValidator',
      'model = botocore.session.get_session().get_service_model("sagemaker")',
      'shape = model.operation_model("CreateEndpointConfig").input_shape',
      'print(ParamValidator().validate({"EndpointConfigName": 1}, shape).generate_report())',
    ];
    const report = execFileSync(PYTHON, ['-c', script.join('\n')], { encoding: 'utf8' });
    assert.match(report, /Missing required parameter in input: "ProductionVariants"/);
    assert.match(report, /Invalid type for parameter EndpointConfigName/);
  });

  it('refuses broken code, a wrong request, a class that is not imported and an instance beside serverless', () => {
    const deploy = 'from sagemaker.model import Model\nModel().deploy';
    const [broken, wrong, unknown, beside, good] = judge([
      { compile: 'f(a=1' },
      { run: 'import boto3\nboto3.client("sagemaker").create_endpoint_config(EndpointConfigName="a")' },
      { run: `${deploy}(serverless_inference_config=ServerlessInferenceConfig())` },
      {
        run: `from sagemaker.serverless import ServerlessInferenceConfig\n${deploy}(1, "ml.m5.large", serverless_inference_config=ServerlessInferenceConfig())`,
      },
      { run: `${deploy}(1, "ml.m5.large")` },
    ]);
    assert.match(broken?.error ?? '', /SyntaxError/);
    assert.match(wrong?.error ?? '', /ParamValidationError/);
    assert.match(unknown?.error ?? '', /NameError/);
    assert.match(beside?.error ?? '', /ValueError/);
    assert.equal(good?.ok, true);
  });
});

describe('fixed Python', () => {
  it('compiles', () => {
    const cases = [...BOTO3_CASES, ...SDK_CASES, ...SDK_3_CASES, ...NOTEBOOK_CASES, ...CDK_CASES];
    const codes = cases.flatMap((each) =>
      fixed(each).flatMap((text) =>
        // A cell that is broken already, or is no Python, proves nothing.
        text.startsWith('%%bash') || text === 'x = foo(' ? [] : [{ what: each.what, compile: pythonOf(text) }],
      ),
    );
    const judged = judge(codes);
    codes.forEach(({ what, compile }, index) => {
      assert.deepEqual(judged[index], { ok: true }, `${what}\n${compile}`);
    });
    assert.ok(codes.length > 60, `only ${codes.length} pieces of code`);
  });

  it('compiles, whatever the style', () => {
    const programs = [
      ...fc.sample(boto3Program(), { numRuns: 100, seed: 1 }),
      ...fc.sample(sdkProgram(), { numRuns: 100, seed: 1 }),
    ];
    const changes = [setType('ml.c7g.xlarge'), serverless(), set('EndpointConfig', [...VARIANT, 'VolumeSizeInGB'], 30)];
    const codes = programs.flatMap(({ text }) =>
      changes.map((ops) => {
        const outcome = assertLaw(python, sourceOf('deploy.py', text), ops);
        assert.ok(outcome.kind === 'written', text);
        return { compile: outcome.source.cells[0]?.text ?? '' };
      }),
    );
    const judged = judge(codes);
    codes.forEach(({ compile }, index) => {
      assert.deepEqual(judged[index], { ok: true }, compile);
    });
  });

  describe('runs, and asks AWS for what it accepts', () => {
    const cases = [...BOTO3_CASES, ...SDK_CASES, ...SDK_3_CASES].filter((each) => each.runs === true);
    let judged: readonly Judgement[] = [];

    before(() => {
      judged = judge(
        cases.flatMap((each) => [{ run: fixed({ ...each, ops: () => [] })[0] ?? '' }, { run: fixed(each)[0] ?? '' }]),
      );
    });

    cases.forEach((each, index) => {
      it(each.what, () => {
        const [before, after] = judged.slice(2 * index);
        assert.equal(before?.error, undefined, 'the code before the change does not run');
        assert.equal(after?.error, undefined, fixed(each)[0]);
        assert.ok((after?.requests ?? []).length > 0, 'nothing was asked of AWS');
      });
    });

    it('serverless by every operation that is involved', () => {
      const source = BOTO3_CASES.find((each) => each.what === 'scaling that goes');
      assert.ok(source);
      const [judged] = judge([{ run: fixed({ ...source, ops: all(source.ops, serverless()) })[0] ?? '' }]);
      assert.equal(judged?.error, undefined);
      assert.deepEqual(
        judged?.requests?.map(({ operation }) => operation),
        ['CreateEndpointConfig', 'CreateEndpoint'],
      );
    });

    it('scaling by the three requests it takes', () => {
      const source = BOTO3_CASES.find((each) => each.what === 'scaling behind the endpoint');
      assert.ok(source);
      const [judged] = judge([{ run: fixed({ ...source, ops: scaling() })[0] ?? '' }]);
      assert.deepEqual(
        judged?.requests?.map(({ operation }) => operation),
        ['CreateEndpointConfig', 'CreateEndpoint', 'RegisterScalableTarget', 'PutScalingPolicy'],
      );
    });
  });

  describe('what the installed botocore is too old to judge', () => {
    // Debian's botocore knows less than today's API: here is what it can't speak about, and that it can't.
    const newer: readonly [string, string][] = [
      [
        'ServerlessConfig.ProvisionedConcurrency',
        '"ServerlessConfig": {"MemorySizeInMB": 2048, "MaxConcurrency": 5, "ProvisionedConcurrency": 1}',
      ],
      [
        'ManagedInstanceScaling',
        '"ManagedInstanceScaling": {"Status": "ENABLED", "MinInstanceCount": 1, "MaxInstanceCount": 2}',
      ],
      ['RoutingConfig', '"RoutingConfig": {"RoutingStrategy": "RANDOM"}'],
      ['InferenceAmiVersion', '"InferenceAmiVersion": "al2-ami-sagemaker-inference-gpu-2"'],
    ];
    for (const [name, entry] of newer)
      it(name, () => {
        const code = `import boto3\nboto3.client("sagemaker").create_endpoint_config(EndpointConfigName="c", ProductionVariants=[{"VariantName": "A", "ModelName": "m", ${entry}}])\n`;
        const [judged] = judge([{ run: code }]);
        const property = name.split('.').at(-1) ?? name;
        const isKnown = judged?.ok === true;
        // With a newer botocore the request must be right; with this one the only complaint is that it is unknown.
        if (!isKnown) assert.match(judged?.error ?? '', new RegExp(`Unknown parameter in .*"${property}"`));
        assert.equal(judged?.error?.match(/Unknown parameter|Missing|Invalid/g)?.length ?? 0, isKnown ? 0 : 1);
      });
  });
});
