import assert from 'node:assert/strict';
import { Advisor } from '../../../src/advisor/advisor';
import { typescript } from '../../../src/languages/typescript';
import { deploymentsOf } from '../../../src/model/deployment';
import { resourcesOf, type Graph } from '../../../src/model/graph';
import type { Op } from '../../../src/model/operation';
import { known } from '../../../src/model/value';
import { assertLaw, sourceOf } from '../../law';
import { contents, graphOf } from './reading';

function stack(imports: string, body: string): string {
  return `import { Stack } from 'aws-cdk-lib';
${imports}
export class S extends Stack {
  constructor(scope, id, props) {
    super(scope, id, props);
    ${body}
  }
}
`;
}

function told(text: string): unknown[] {
  return deploymentsOf(graphOf(text, 'stack.ts')).map((each) => [
    each.mode,
    known(each.instanceType) ?? each.instanceType.how,
    known(each.instanceCount) ?? each.instanceCount.how,
  ]);
}

describe('libraries of constructs in TypeScript', () => {
  describe('the alpha module', () => {
    const alpha = (body: string): string =>
      stack(`import * as sagemaker from '@aws-cdk/aws-sagemaker-alpha';`, `const model = props.model;\n${body}`);
    const VARIANT = `{ model, variantName: 'a', maxConcurrency: 10, memorySizeInMB: 2048, provisionedConcurrency: 5 }`;
    const CONFIG = {
      ProductionVariants: [
        {
          VariantName: 'a',
          ModelName: { unresolved: 'argument props.model of S' },
          ServerlessConfig: { MaxConcurrency: 10, MemorySizeInMB: 2048, ProvisionedConcurrency: 5 },
        },
      ],
    };

    it('has serverless variants, in versions after the one that is installed', () => {
      const given = alpha(`new sagemaker.EndpointConfig(this, 'C', { serverlessProductionVariant: ${VARIANT} });`);
      const added = alpha(
        `const c = new sagemaker.EndpointConfig(this, 'C');\nc.addServerlessProductionVariant(${VARIANT});`,
      );
      for (const text of [given, added]) {
        assert.deepEqual(told(text), [['serverless', 'absent', 'absent']]);
        assert.deepEqual(contents(graphOf(text, 'stack.ts'), 'EndpointConfig'), [CONFIG]);
      }
    });

    it('changes what a serverless variant says, and does not make one', () => {
      const text = alpha(`new sagemaker.EndpointConfig(this, 'C', { serverlessProductionVariant: ${VARIANT} });`);
      const set = (graph: Graph): Op[] =>
        resourcesOf(graph, 'EndpointConfig').map((each) => ({
          op: 'set',
          resource: each.id,
          path: ['ProductionVariants', 0, 'ServerlessConfig', 'MaxConcurrency'],
          value: 4,
        }));
      const outcome = assertLaw(typescript, sourceOf('stack.ts', text), set);
      assert.equal(
        outcome.kind === 'written' ? outcome.source.cells[0]?.text : outcome.refusal.why,
        text.replace('maxConcurrency: 10', 'maxConcurrency: 4'),
      );
      const servers = alpha(
        `new sagemaker.EndpointConfig(this, 'C', { instanceProductionVariants: [{ model, variantName: 'a', instanceType: sagemaker.InstanceType.C5_XLARGE }] });`,
      );
      const serverless = (graph: Graph): Op[] =>
        resourcesOf(graph, 'EndpointConfig').flatMap(({ id }): Op[] => [
          { op: 'unset', resource: id, path: ['ProductionVariants', 0, 'InstanceType'] },
          { op: 'unset', resource: id, path: ['ProductionVariants', 0, 'InitialInstanceCount'] },
          {
            op: 'set',
            resource: id,
            path: ['ProductionVariants', 0, 'ServerlessConfig', 'MaxConcurrency'],
            value: 4,
          },
        ]);
      const refused = assertLaw(typescript, sourceOf('stack.ts', servers), serverless);
      assert.equal(refused.kind === 'refused' && refused.refusal.reason, 'notExpressible');
    });

    it('has accelerators', () => {
      const variants = ['EIA2_MEDIUM', 'EIA1_XLARGE', `of('ml.eia2.large')`].map(
        (type, index) => `{ model, variantName: 'v${index}', acceleratorType: sagemaker.AcceleratorType.${type} }`,
      );
      const text = alpha(
        `new sagemaker.EndpointConfig(this, 'C', { instanceProductionVariants: [${variants.join(', ')}] });`,
      );
      const [config] = contents(graphOf(text, 'stack.ts'), 'EndpointConfig') as {
        ProductionVariants: { AcceleratorType: string }[];
      }[];
      assert.deepEqual(
        config?.ProductionVariants.map((each) => each.AcceleratorType),
        ['ml.eia2.medium', 'ml.eia1.xlarge', 'ml.eia2.large'],
      );
    });
  });

  describe('LambdaToSagemakerEndpoint', () => {
    const solution = (props: string, after = ''): string =>
      stack(
        `import { LambdaToSagemakerEndpoint } from '@aws-solutions-constructs/aws-lambda-sagemakerendpoint';`,
        `const construct = new LambdaToSagemakerEndpoint(this, 'Served', { lambdaFunctionProps, modelProps: { primaryContainer: { image: '123456789012.dkr.ecr.us-east-1.amazonaws.com/own:1', modelDataUrl: 's3://b/k' } }, ${props} });\n${after}`,
      );
    const CONFIGURED = `endpointConfigProps: { productionVariants: [{ modelName: 'm', initialInstanceCount: 2, initialVariantWeight: 1, instanceType: 'ml.c5.xlarge', variantName: 'AllTraffic' }] }`;

    it('has what it is given, and a variant of its own where it is given none', () => {
      assert.deepEqual(told(solution(CONFIGURED)), [['realtime', 'ml.c5.xlarge', 2]]);
      assert.deepEqual(told(solution('')), [['realtime', 'ml.m4.xlarge', 1]]);
      assert.deepEqual(told(solution(`endpointConfigProps: { kmsKeyId: 'k' }`)), [['realtime', 'ml.m4.xlarge', 1]]);
      assert.deepEqual(told(solution('endpointConfigProps: props.config')), [['realtime', 'unresolved', 'unresolved']]);
      const graph = graphOf(solution(`${CONFIGURED}, endpointProps: { endpointName: 'orders' }`), 'stack.ts');
      assert.deepEqual(contents(graph, 'Endpoint'), [
        { EndpointName: 'orders', EndpointConfigName: { reference: 'stack.ts#Served:EndpointConfig' } },
      ]);
      assert.deepEqual(contents(graph, 'Model'), [
        {
          PrimaryContainer: {
            Image: '123456789012.dkr.ecr.us-east-1.amazonaws.com/own:1',
            ModelDataUrl: 's3://b/k',
          },
        },
      ]);
    });

    it('makes no endpoint where there is one', () => {
      assert.deepEqual(told(solution('existingSagemakerEndpointObj: props.endpoint')), []);
    });

    it('is changed where its properties are written, and scaled by its endpoint', () => {
      const fixes = (text: string, practice: string): unknown[] => {
        const advisor = new Advisor();
        advisor.update(sourceOf('stack.ts', text));
        return advisor
          .advise('stack.ts')
          .findings.filter((each) => each.practice === practice)
          .flatMap((finding) => advisor.fixes('stack.ts', finding).slice(0, 1))
          .map((fix) => fix.refusal?.why ?? fix.edits.map((each) => each.newText));
      };
      const older = CONFIGURED.replace('ml.c5.xlarge', 'ml.m4.xlarge');
      assert.deepEqual(fixes(solution(older), 'newer-generation'), [[`'ml.m5.xlarge'`]]);
      assert.deepEqual(fixes(solution(''), 'newer-generation'), [
        'there is no object here in which this could be written',
      ]);
      const [scaling] = fixes(solution(CONFIGURED), 'add-autoscaling');
      assert.match(
        String(scaling),
        /resourceId: `endpoint\/\$\{construct\.sagemakerEndpoint\.attrEndpointName\}\/variant/,
      );
    });
  });

  describe('the library of generative AI', () => {
    const forms: Readonly<Record<string, readonly [imports: string, name: string]>> = {
      'its names': [
        `import { CustomSageMakerEndpoint, HuggingFaceSageMakerEndpoint, JumpStartSageMakerEndpoint, SageMakerInstanceType } from '@cdklabs/generative-ai-cdk-constructs';`,
        '',
      ],
      'the module': [`import * as genai from '@cdklabs/generative-ai-cdk-constructs';`, 'genai.'],
      'the namespace of newer versions': [
        `import { sagemaker_deployment } from '@cdklabs/generative-ai-cdk-constructs';`,
        'sagemaker_deployment.',
      ],
      'the namespace of the module': [
        `import * as genai from '@cdklabs/generative-ai-cdk-constructs';`,
        'genai.sagemaker_deployment.',
      ],
    };
    for (const [name, [imports, prefix]] of Object.entries(forms))
      it(`is read by ${name}`, () => {
        const text = stack(
          imports,
          `new ${prefix}JumpStartSageMakerEndpoint(this, 'Jump', { model, endpointName: 'j', instanceType: ${prefix}SageMakerInstanceType.ML_G5_2XLARGE });
    new ${prefix}HuggingFaceSageMakerEndpoint(this, 'Hub', { modelId: 'x', container, instanceType: ${prefix}SageMakerInstanceType.ML_G5_12XLARGE, instanceCount: 2, endpointName: 'h' });
    new ${prefix}CustomSageMakerEndpoint(this, 'Own', { modelId: 'x', endpointName: 'o', container, modelDataUrl: 's3://x', instanceType: ${prefix}SageMakerInstanceType.of('ml.c5.xlarge'), asyncInference: { outputPath: 's3://o', failurePath: 's3://f' } });
    new ${prefix}JumpStartSageMakerEndpoint(this, 'Default', { model });`,
        );
        assert.deepEqual(told(text), [
          ['realtime', 'ml.g5.2xlarge', 1],
          ['realtime', 'ml.g5.12xlarge', 2],
          ['async', 'ml.c5.xlarge', 1],
          ['realtime', 'unresolved', 1],
        ]);
      });

    const one = (construct: string, after = ''): string =>
      stack(
        `import * as genai from '@cdklabs/generative-ai-cdk-constructs';`,
        `const own = new genai.${construct};\n${after}`,
      );

    it('names a JumpStart endpoint with a prefix', () => {
      const graph = graphOf(one(`JumpStartSageMakerEndpoint(this, 'E', { model, endpointName: 'llama' })`), 'stack.ts');
      assert.deepEqual(contents(graph, 'Endpoint'), [
        { EndpointName: 'jumpstart-llama', EndpointConfigName: { reference: 'stack.ts#E:EndpointConfig' } },
      ]);
    });

    it('has the bounds of its scaling and the paths of its answers where the API has them', () => {
      const graph = graphOf(
        one(
          `CustomSageMakerEndpoint(this, 'E', { endpointName: 'o', minCapacity: 2, asyncInference: { outputPath: 's3://o', failurePath: 's3://f', maxConcurrentInvocationsPerInstance: 4 } })`,
        ),
        'stack.ts',
      );
      const [target] = contents(graph, 'ScalableTarget') as Record<string, unknown>[];
      assert.deepEqual([target?.['MinCapacity'], target?.['MaxCapacity']], [2, 2]);
      const [config] = contents(graph, 'EndpointConfig') as Record<string, unknown>[];
      assert.deepEqual(config?.['AsyncInferenceConfig'], {
        OutputConfig: { S3OutputPath: 's3://o', S3FailurePath: 's3://f' },
        ClientConfig: { MaxConcurrentInvocationsPerInstance: 4 },
      });
    });

    it('is changed in its own words, with a type that has no constant', () => {
      const text = one(
        `CustomSageMakerEndpoint(this, 'E', { endpointName: 'o', instanceType: genai.SageMakerInstanceType.ML_C5_XLARGE })`,
      );
      const set = (graph: Graph): Op[] =>
        resourcesOf(graph, 'EndpointConfig').map(({ id }) => ({
          op: 'set',
          resource: id,
          path: ['ProductionVariants', 0, 'InstanceType'],
          value: 'ml.c7g.xlarge',
        }));
      const outcome = assertLaw(typescript, sourceOf('stack.ts', text), set);
      assert.equal(
        outcome.kind === 'written' ? outcome.source.cells[0]?.text : outcome.refusal.why,
        text.replace('SageMakerInstanceType.ML_C5_XLARGE', `SageMakerInstanceType.of('ml.c7g.xlarge')`),
      );
    });

    it('has no member for the target that it makes: nothing can be added to it', () => {
      const text = one(`CustomSageMakerEndpoint(this, 'E', { endpointName: 'o', minCapacity: 0 })`);
      const add = (graph: Graph): Op[] =>
        resourcesOf(graph, 'ScalableTarget').map(({ id }) => ({
          op: 'add',
          resource: {
            id: 'new',
            type: 'ScalingPolicy',
            nameHint: 'Policy',
            beside: id,
            properties: {
              PolicyName: 'p',
              PolicyType: 'StepScaling',
              ScalingTarget: { reference: id, attribute: 'Ref' },
            },
          },
        }));
      const outcome = assertLaw(typescript, sourceOf('stack.ts', text), add);
      assert.equal(outcome.kind === 'refused' && outcome.refusal.reason, 'notExpressible');
    });
  });
});
