import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Graph } from '../../../src/model/graph';
import { property, resourcesOf } from '../../../src/model/graph';
import type { Op } from '../../../src/model/operation';
import { terraform } from '../../../src/languages/terraform';
import { assertIncremental, assertLaw, contextOf, graphsOf, moduleOf, plain, type Files } from './modules';

/** How a value may be written, and what has to stand elsewhere for it. */
interface WrittenValue {
  readonly use: string;
  readonly elsewhere: string;
  readonly values: string;
}

const TYPES = ['ml.c5.xlarge', 'ml.m5.large', 'ml.g5.2xlarge', 'ml.t2.medium'];

const writtenType = (index: number): fc.Arbitrary<WrittenValue> =>
  fc.constantFrom(...TYPES).chain((type) => {
    const name = `type_${String(index)}`;
    const map = `locals {\n  ${name} = {\n    dev  = "ml.t2.medium"\n    prod = "${type}"\n  }\n}\n`;
    return fc.constantFrom<WrittenValue>(
      { use: `"${type}"`, elsewhere: '', values: '' },
      { use: `var.${name}`, elsewhere: `variable "${name}" {\n  default = "${type}" # ours\n}\n`, values: '' },
      { use: `var.${name}`, elsewhere: `variable "${name}" {}\n`, values: `${name} = "${type}"\n` },
      {
        use: `local.${name}`,
        elsewhere: `locals {\n  ${name} = "${type}"\n  x_${name} = local.${name}\n}\n`,
        values: '',
      },
      { use: `local.${name}["prod"]`, elsewhere: map, values: '' },
      { use: `lookup(local.${name}, "prod", "ml.m5.large")`, elsewhere: map, values: '' },
      {
        use: `var.on_${name} ? "${type}" : "ml.t2.medium"`,
        elsewhere: `variable "on_${name}" {}\n`,
        values: `on_${name} = true\n`,
      },
      { use: `"\${var.${name}}"`, elsewhere: `variable "${name}" {\n  default = "${type}"\n}\n`, values: '' },
      { use: `coalesce(null, "${type}")`, elsewhere: '', values: '' },
      { use: `var.${name}`, elsewhere: `variable "${name}" {}\n`, values: '' },
    );
  });

interface Variant {
  readonly type: WrittenValue;
  readonly count: number;
  readonly serverless: boolean;
}

const variant = (index: number): fc.Arbitrary<Variant> =>
  fc.record({ type: writtenType(index), count: fc.integer({ min: 1, max: 4 }), serverless: fc.boolean() });

interface Style {
  readonly newline: string;
  readonly tabs: boolean;
  readonly aligned: boolean;
  readonly comments: boolean;
  readonly mark: boolean;
  readonly parts: boolean;
}

const style: fc.Arbitrary<Style> = fc.record({
  newline: fc.constantFrom('\n', '\r\n'),
  tabs: fc.boolean(),
  aligned: fc.boolean(),
  comments: fc.boolean(),
  mark: fc.boolean(),
  parts: fc.boolean(),
});

function variantText({ type, count, serverless }: Variant, index: number): string {
  const head = `  production_variants {\n    variant_name           = "v${String(index)}"\n    model_name             = aws_sagemaker_model.m.name\n`;
  const capacity = serverless
    ? '\n    serverless_config {\n      max_concurrency   = 5\n      memory_size_in_mb = 2048\n    }\n'
    : `    initial_instance_count = ${String(count)}\n    instance_type          = ${type.use}\n`;
  return `${head}${capacity}  }\n`;
}

function filesOf(variants: readonly Variant[], how: Style): Files {
  const config = `resource "aws_sagemaker_endpoint_configuration" "c" {\n  name = "ranking"\n\n${variants.map(variantText).join('\n')}}\n`;
  const rest = `resource "aws_sagemaker_model" "m" {
  name = "ranking"

  primary_container {
    image = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/x:1"
  }
}

resource "aws_sagemaker_endpoint" "e" {
  name                 = "ranking"
  endpoint_config_name = aws_sagemaker_endpoint_configuration.c.name
}

resource "aws_cloudwatch_log_group" "l" {
  name = "/aws/sagemaker/Endpoints/\${aws_sagemaker_endpoint.e.name}"
}
`;
  const elsewhere = variants.map((each) => each.type.elsewhere).join('\n');
  const values = variants.map((each) => each.type.values).join('');
  const styled = (text: string): string => {
    let result = text;
    if (!how.aligned) result = result.replace(/ {2,}=/g, ' =');
    if (how.comments) result = result.replace(/^( *)(instance_type|model_name)/gm, '$1# 😀 é\n$1$2');
    if (how.tabs) result = result.replace(/^ +/gm, (blanks) => '\t'.repeat(blanks.length / 2));
    result = result.replaceAll('\n', how.newline);
    return how.mark ? `\uFEFF${result}` : result;
  };
  const files: Record<string, string> = how.parts
    ? { 'main.tf': styled(config), 'rest.tf': styled(rest), 'variables.tf': styled(elsewhere) }
    : { 'main.tf': styled(`${elsewhere}\n${config}\n${rest}`) };
  if (values !== '') files['terraform.tfvars'] = styled(values);
  return files;
}

const files = fc
  .tuple(
    fc
      .integer({ min: 1, max: 3 })
      .chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => variant(index)))),
    style,
  )
  .map(([variants, how]) => filesOf(variants, how));

/** A change of any kind, of the variant of a number. */
const change = fc.tuple(
  fc.constantFrom('type', 'count', 'serverless', 'remove', 'retention', 'rename', 'capture', 'scale'),
  fc.nat(2),
);

function opsFor(graph: Graph, kind: string, wanted: number): Op[] {
  const [config] = resourcesOf(graph, 'EndpointConfig');
  const [endpoint] = resourcesOf(graph, 'Endpoint');
  const [group] = resourcesOf(graph, 'LogGroup');
  assert.ok(config && endpoint && group);
  const variants = property(config, 'ProductionVariants');
  const index = variants.kind === 'list' ? wanted % Math.max(1, variants.items.length) : 0;
  const at = ['ProductionVariants', index];
  const resource = config.id;
  switch (kind) {
    case 'type':
      return [{ op: 'set', resource, path: [...at, 'InstanceType'], value: 'ml.c7g.xlarge' }];
    case 'count':
      return [{ op: 'set', resource, path: [...at, 'InitialInstanceCount'], value: 7 }];
    case 'serverless':
      return [
        { op: 'unset', resource, path: [...at, 'InstanceType'] },
        { op: 'unset', resource, path: [...at, 'InitialInstanceCount'] },
        {
          op: 'set',
          resource,
          path: [...at, 'ServerlessConfig'],
          value: { properties: { MemorySizeInMB: 1024, MaxConcurrency: 3 } },
        },
      ];
    case 'remove':
      // No blocks at all and an empty list are the same in Terraform.
      return variants.kind === 'list' && variants.items.length > 1 ? [{ op: 'unset', resource, path: at }] : [];
    case 'retention':
      return [{ op: 'set', resource: group.id, path: ['RetentionInDays'], value: 30 }];
    case 'rename':
      return [{ op: 'rename', resource, name: 'ranking-v2' }];
    case 'capture':
      return [
        {
          op: 'set',
          resource,
          path: ['DataCaptureConfig'],
          value: {
            properties: {
              EnableCapture: true,
              InitialSamplingPercentage: 10,
              DestinationS3Uri: 's3://b/p',
              CaptureOptions: {
                items: [{ properties: { CaptureMode: 'Input' } }, { properties: { CaptureMode: 'Output' } }],
              },
            },
          },
        },
      ];
    default:
      return [
        {
          op: 'add',
          resource: {
            id: 'new:t',
            type: 'ScalableTarget',
            nameHint: 'Target',
            beside: endpoint.id,
            properties: {
              ResourceId: {
                parts: ['endpoint/', { reference: endpoint.id, attribute: 'EndpointName' }, '/variant/v0'],
              },
              MinCapacity: 1,
              MaxCapacity: 2,
            },
          },
        },
      ];
  }
}

describe('Terraform, laws over generated modules', () => {
  it('what is written and read again is what was to be true', () => {
    let written = 0;
    fc.assert(
      fc.property(files, change, (module, [kind, wanted]) => {
        const outcome = assertLaw(module, (graph) => opsFor(graph, kind, wanted));
        if (outcome.kind === 'written') written += 1;
      }),
      { numRuns: 600 },
    );
    assert.ok(written > 400, `${String(written)} of 600 were written`);
  });

  it('typing a module sign by sign reads what a fresh reader reads, once it is whole', () => {
    fc.assert(
      fc.property(files, fc.nat(), fc.nat({ max: 60 }), (module, from, length) => {
        const whole = module['main.tf'] ?? '';
        const start = from % (whole.length + 1);
        let reading = terraform.read(moduleOf(module, '*.tf'), null);
        for (const end of [start, start + Math.floor(length / 2), start + length]) {
          const broken = { ...module, 'main.tf': whole.slice(0, start) + whole.slice(Math.min(end, whole.length)) };
          reading = terraform.read(moduleOf(broken, '*.tf'), reading);
          terraform.link(reading, contextOf(broken, reading));
        }
        assertIncremental(reading, module);
      }),
      { numRuns: 200 },
    );
  });

  it('any text in any file is survived, and every place lies in its file', () => {
    const noise = fc.constantFrom(
      'resource "aws_sagemaker_endpoint" "x" {',
      'count = ',
      'for_each = ',
      'dynamic "production_variants" {',
      'content {',
      '}',
      '"',
      '${',
      'var.',
      'local.a',
      'locals {',
      'a = local.a',
      '<<EOT',
      '\n',
      '[',
      ']',
      'for x in ',
      '😀',
      '\uFEFF',
      '\r\n',
      'module "m" { source = "./" }',
      'aws_x.y[0].z',
      '? :',
      'variable "v" { default = "x" }',
      'provider "aws" { region = ',
      'jsonencode(',
      ')',
    );
    fc.assert(
      fc.property(files, fc.array(noise, { maxLength: 12 }), fc.nat(), (module, signs, from) => {
        const whole = module['main.tf'] ?? '';
        const at = from % (whole.length + 1);
        const hostile = { ...module, 'main.tf': whole.slice(0, at) + signs.join(' ') + whole.slice(at) };
        const graphs = graphsOf(hostile);
        for (const graph of graphs)
          for (const { declaration, header } of graph.resources.values())
            for (const place of [declaration, header]) {
              const text = (hostile as Files)[place.file] ?? '';
              assert.ok(place.start <= place.end && place.end <= text.length);
            }
        assert.ok(plain(graphs));
      }),
      { numRuns: 500 },
    );
  });
});

describe('Terraform, while it is being typed', () => {
  const text = `resource "aws_sagemaker_endpoint_configuration" "c" {
  production_variants {
    variant_name           = "a"
    initial_instance_count = 1
    instance_type          = "ml.c5.xlarge"
  }
}
`;
  const typeIn = (module: string, before: string | null): unknown => {
    const earlier = before === null ? null : terraform.read(moduleOf({ 'main.tf': before }, '*.tf'), null);
    const reading = terraform.read(moduleOf({ 'main.tf': module }, '*.tf'), earlier);
    const [graph] = terraform.link(reading, contextOf({ 'main.tf': module }, reading));
    const [config] = graph === undefined ? [] : resourcesOf(graph, 'EndpointConfig');
    assert.ok(config);
    const value = property(config, 'ProductionVariants', 0, 'InstanceType');
    return value.kind === 'scalar' ? [value.value, module.slice(value.origin.start, value.origin.end)] : value.kind;
  };

  it('a block that is broken keeps what it was, where it stands now', () => {
    const broken = text.replace('    variant_name ', '    volume_size\n    variant_name ');
    assert.deepEqual(typeIn(broken, text), ['ml.c5.xlarge', '"ml.c5.xlarge"']);
    const unclosed = text.replace('= "a"', '= "a');
    assert.deepEqual(typeIn(unclosed, text), ['ml.c5.xlarge', '"ml.c5.xlarge"']);
    assert.deepEqual(typeIn(`variable "x" {}\n${unclosed}`, text), ['ml.c5.xlarge', '"ml.c5.xlarge"']);
  });

  it('what is being typed itself is not known', () => {
    assert.equal(typeIn(text.replace('"ml.c5.xlarge"', '"ml.c5.xl'), text), 'unresolved');
  });

  it('without an earlier text nothing is said to be missing', () => {
    const broken = text.replace('    instance_type          = "ml.c5.xlarge"', '    instance_ty');
    assert.equal(typeIn(broken, null), 'unresolved');
  });
});
