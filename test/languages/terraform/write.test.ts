import assert from 'node:assert/strict';
import type { Graph } from '../../../src/model/graph';
import { resourcesOf } from '../../../src/model/graph';
import type { NewResource, Op, Plain } from '../../../src/model/operation';
import type { Path } from '../../../src/model/value';
import { assertLaw, first, type Files } from './modules';

const VARIANT = ['ProductionVariants', 0];

const set = (path: Path, value: Plain): ((graph: Graph) => Op[]) => {
  return (graph) => [{ op: 'set', resource: first(graph, 'EndpointConfig').id, path, value }];
};

/** The text after ops, or why there is none. */
function after(
  files: Files | string,
  opsOf: (graph: Graph) => readonly Op[],
  environment: string | null = null,
): Files | string {
  const all = typeof files === 'string' ? { 'main.tf': files } : files;
  const outcome = assertLaw(all, opsOf, environment);
  return outcome.kind === 'written' ? outcome.files : `${outcome.refusal.reason}: ${outcome.refusal.why}`;
}

function refusalOf(outcome: Files | string): string {
  return typeof outcome === 'string' ? outcome : 'written';
}

function textAfter(text: string, opsOf: (graph: Graph) => readonly Op[]): string {
  const outcome = after(text, opsOf);
  return typeof outcome === 'string' ? outcome : (outcome['main.tf'] ?? '');
}

const CONFIG = `resource "aws_sagemaker_endpoint_configuration" "c" {
  name = "ranking"

  production_variants {
    variant_name           = "AllTraffic" # all of it
    model_name             = aws_sagemaker_model.m.name
    initial_instance_count = 2
    instance_type          = "ml.c5.xlarge"
  }

  tags = { team = "a" }
}
`;

describe('Terraform, writing values', () => {
  it('a literal in its place', () => {
    assert.equal(
      textAfter(CONFIG, set([...VARIANT, 'InstanceType'], 'ml.c7g.xlarge')),
      CONFIG.replace('ml.c5.xlarge', 'ml.c7g.xlarge'),
    );
    assert.equal(textAfter(CONFIG, set([...VARIANT, 'InitialInstanceCount'], 1)), CONFIG.replace('= 2', '= 1'));
    const quoted = CONFIG.replace('= 2', '= "2"');
    assert.equal(textAfter(quoted, set([...VARIANT, 'InitialInstanceCount'], 1)), quoted.replace('"2"', '"1"'));
  });

  it('where it is written, if everybody who reads it gets the same', () => {
    const use = CONFIG.replace('"ml.c5.xlarge"', 'var.type');
    const files = {
      'main.tf': use,
      'variables.tf': 'variable "type" {\n  default = "ml.c5.xlarge"\n}\n',
      'outputs.tf': 'output "type" {\n  value = var.type\n}\n',
    };
    const wanted = set([...VARIANT, 'InstanceType'], 'ml.c7g.xlarge');
    assert.deepEqual(after(files, wanted), { ...files, 'variables.tf': files['variables.tf'].replace('c5', 'c7g') });
    const shared = {
      ...files,
      'other.tf': 'resource "aws_sagemaker_notebook_instance" "n" {\n  instance_type = var.type\n}\n',
    };
    assert.deepEqual(after(shared, wanted), { ...shared, 'main.tf': use.replace('var.type', '"ml.c7g.xlarge"') });
  });

  it('in a file of values, for one environment', () => {
    const files = {
      'main.tf': `variable "type" {}\n${CONFIG.replace('"ml.c5.xlarge"', 'var.type')}`,
      'prod.tfvars': '# production\ntype = "ml.c5.xlarge" # steady\n',
      'staging.tfvars': 'type = "ml.t2.medium"\n',
    };
    const wanted = set([...VARIANT, 'InstanceType'], 'ml.c7g.xlarge');
    assert.deepEqual(after(files, wanted, 'prod'), {
      ...files,
      'prod.tfvars': files['prod.tfvars'].replace('c5', 'c7g'),
    });
    const json = { 'main.tf': files['main.tf'], 'prod.tfvars.json': '{"type": "ml.c5.xlarge"}\n' };
    assert.deepEqual(after(json, wanted, 'prod'), { ...json, 'prod.tfvars.json': '{"type": "ml.c7g.xlarge"}\n' });
    const literal = {
      'main.tf': `variable "x" {}\n${CONFIG.replace('"ml.c5.xlarge"', 'local.type')}locals {\n  type = "ml.c5.xlarge"\n  other = local.type\n}\n`,
      'a.tfvars': 'x = 1\n',
    };
    assert.match(refusalOf(after(literal, wanted, 'a')), /^sharedValue: /);
  });

  it('in a map, a branch of a condition, a local value', () => {
    const wanted = set([...VARIANT, 'InstanceType'], 'ml.c7g.xlarge');
    const map = `locals {\n  types = {\n    a = "ml.c5.xlarge"\n    b = "ml.m5.large"\n  }\n}\n${CONFIG.replace('"ml.c5.xlarge"', 'local.types.a')}`;
    assert.equal(textAfter(map, wanted), map.replace('a = "ml.c5.xlarge"', 'a = "ml.c7g.xlarge"'));
    const lookup = map.replace('local.types.a', 'lookup(local.types, "a")');
    assert.equal(textAfter(lookup, wanted), lookup.replace('a = "ml.c5.xlarge"', 'a = "ml.c7g.xlarge"'));
    const decided = CONFIG.replace('"ml.c5.xlarge"', 'true ? "ml.c5.xlarge" : "ml.t2.medium"');
    assert.equal(textAfter(decided, wanted), decided.replace('ml.c5.xlarge', 'ml.c7g.xlarge'));
  });

  const model = (environment: string): string => `resource "aws_sagemaker_model" "m" {
  name = "ranking"

  primary_container {
    image       = "i"
    environment = ${environment}
  }
}
`;
  const ENVIRONMENT = ['PrimaryContainer', 'Environment'];
  const inModel =
    (...entries: readonly (readonly [key: string, value: string | null])[]) =>
    (graph: Graph): Op[] =>
      entries.map(([key, value]) => {
        const resource = first(graph, 'Model').id;
        const path = [...ENVIRONMENT, key];
        return value === null ? { op: 'unset', resource, path } : { op: 'set', resource, path, value };
      });

  it('an entry of a map, below the others', () => {
    const lines = (...entries: readonly string[]): string =>
      `{\n${entries.map((each) => `      ${each}\n`).join('')}    }`;
    assert.equal(
      textAfter(model(lines('HF_TASK = "x"', 'SM_NUM_GPUS = "1"')), inModel(['HF_MODEL_QUANTIZE', 'awq'])),
      model(lines('HF_TASK = "x"', 'SM_NUM_GPUS = "1"', 'HF_MODEL_QUANTIZE = "awq"')),
    );
    assert.equal(
      textAfter(model(lines('HF_TASK     = "x" # why', 'SM_NUM_GPUS = "1"')), inModel(['HF_MODEL_QUANTIZE', 'awq'])),
      model(lines('HF_TASK           = "x" # why', 'SM_NUM_GPUS       = "1"', 'HF_MODEL_QUANTIZE = "awq"')),
    );
    assert.equal(
      textAfter(model(lines('"A" = "x",', '"BB" = var.b,')), inModel(['OPTION_DTYPE', 'fp16'], ['A', 'y'])),
      model(lines('"A" = "y",', '"BB" = var.b,', '"OPTION_DTYPE" = "fp16",')),
    );
    assert.equal(
      textAfter(model(lines('A = "x"', 'B = null')), inModel(['A', null], ['B', 'fp16'])),
      model(lines('B = "fp16"')),
    );
    assert.equal(textAfter(model('{}'), inModel(['A', 'x'])), model(lines('A = "x"')));
    assert.equal(
      textAfter(model('{ A = "x" }'), inModel(['serving.limit', 'x'])),
      model(lines('A               = "x"', '"serving.limit" = "x"')),
    );
  });

  it('a map where there is none', () => {
    const bare = model('').replace('    environment = \n', '').replace('image       =', 'image =');
    assert.equal(
      textAfter(bare, inModel(['A', 'x'])),
      bare.replace('image = "i"', 'image = "i"\n    environment = {\n      A = "x"\n    }'),
    );
  });

  it('an entry of a map that nobody else reads; else it is refused', () => {
    const local = `locals {
  env = {
    A = "x"
  }
}

${model('local.env')}`;
    assert.equal(textAfter(local, inModel(['B', 'y'])), local.replace('A = "x"', 'A = "x"\n    B = "y"'));
    const shared = `${local}\noutput "env" {\n  value = local.env\n}\n`;
    assert.match(refusalOf(after(shared, inModel(['B', 'y']))), /^sharedValue: /);
    const two = local + model('local.env').replace('"m"', '"n"');
    assert.match(refusalOf(after(two, inModel(['B', 'y']))), /^sharedValue: /);
    const variable = `variable "env" {\n  default = { A = "x" }\n}\n${model('var.env')}`;
    assert.match(refusalOf(after(variable, inModel(['B', 'y']))), /^sharedValue: /);
    const merged = model('merge({ A = "x" }, { C = "z" })');
    assert.match(refusalOf(after(merged, inModel(['B', 'y']))), /^notExpressible: /);
    assert.match(refusalOf(after(model('var.env'), inModel(['B', 'y']))), /^unresolved: /);
    const looped = model('{ A = "x" }').replace('name = "ranking"', 'for_each = toset(["a", "b"])\n  name = each.key');
    assert.throws(() => after(looped, inModel(['B', 'y'])));
  });

  it('in each item of what is looped over', () => {
    const text = `locals {
  endpoints = {
    blue  = { type = "ml.c5.xlarge" }
    green = { type = "ml.m5.large" }
  }
}
resource "aws_sagemaker_endpoint_configuration" "c" {
  for_each = local.endpoints
  production_variants {
    variant_name           = each.key
    initial_instance_count = 1
    instance_type          = each.value.type
  }
}
`;
    assert.equal(
      textAfter(text, set([...VARIANT, 'InstanceType'], 'ml.c7g.xlarge')),
      text.replace('ml.c5.xlarge', 'ml.c7g.xlarge'),
    );
    // A literal in the block is all items' at once.
    assert.match(textAfter(text, set([...VARIANT, 'InitialInstanceCount'], 3)), /^sharedValue: /);
    const all = (graph: Graph): Op[] =>
      resourcesOf(graph, 'EndpointConfig').map(({ id }) => ({
        op: 'set',
        resource: id,
        path: [...VARIANT, 'InitialInstanceCount'],
        value: 3,
      }));
    assert.equal(textAfter(text, all), text.replace('count = 1', 'count = 3'));
  });

  it('a list of allowed values learns the new one', () => {
    const variable = (list: string): string =>
      `variable "type" {\n  default = "ml.c5.xlarge"\n  validation {\n    condition     = contains(${list}, var.type)\n    error_message = "no"\n  }\n}\n`;
    const text = (list: string): string => variable(list) + CONFIG.replace('"ml.c5.xlarge"', 'var.type');
    const wanted = set([...VARIANT, 'InstanceType'], 'ml.c7g.xlarge');
    assert.equal(
      textAfter(text('["ml.c5.xlarge"]'), wanted),
      text('["ml.c5.xlarge", "ml.c7g.xlarge"]').replace('default = "ml.c5.xlarge"', 'default = "ml.c7g.xlarge"'),
    );
    const regex = text('[]').replace('contains([], var.type)', 'can(regex("^ml\\\\.", var.type))');
    assert.equal(textAfter(regex, wanted), regex.replace('default = "ml.c5', 'default = "ml.c7g'));
    // Whether another rule holds isn't known: the value is replaced where it is used.
    const other = text('[]').replace('contains([], var.type)', 'length(var.type) == 12');
    assert.equal(textAfter(other, wanted), other.replace('= var.type\n', '= "ml.c7g.xlarge"\n'));
  });

  it('refuses what is put together, what is not known, and what it can not parse', () => {
    const wanted = set([...VARIANT, 'InstanceType'], 'ml.c7g.xlarge');
    const refused = (value: string, more = ''): string =>
      textAfter(more + CONFIG.replace('"ml.c5.xlarge"', value), wanted).split(':')[0] ?? '';
    assert.equal(refused('"ml.${local.family}.xlarge"', 'locals {\n  family = "c5"\n}\n'), 'notExpressible');
    assert.equal(refused('var.type', 'variable "type" {}\n'), 'unresolved');
    assert.equal(refused('"ml.c5.xlarge"\n    broken', ''), 'notExpressible');
    const generated = `# generated, do not edit\n${CONFIG}`;
    assert.equal(textAfter(generated, wanted).split(':')[0], 'generated');
  });

  it('in .tf.json only what is written there', () => {
    const files = {
      'main.tf.json':
        '{"resource": {"aws_sagemaker_endpoint_configuration": {"c": {"production_variants": {"instance_type": "ml.c5.xlarge"}}}}}',
    };
    assert.deepEqual(after(files, set([...VARIANT, 'InstanceType'], 'ml.c7g.xlarge')), {
      'main.tf.json': files['main.tf.json'].replace('c5', 'c7g'),
    });
    assert.match(refusalOf(after(files, set([...VARIANT, 'InitialInstanceCount'], 1))), /^notExpressible: /);
  });
});

const SERVERLESS = (graph: Graph): Op[] => {
  const resource = first(graph, 'EndpointConfig').id;
  return [
    { op: 'unset', resource, path: [...VARIANT, 'InstanceType'] },
    { op: 'unset', resource, path: [...VARIANT, 'InitialInstanceCount'] },
    {
      op: 'set',
      resource,
      path: [...VARIANT, 'ServerlessConfig'],
      value: { properties: { MemorySizeInMB: 2048, MaxConcurrency: { placeholder: 20, note: 'replace me' } } },
    },
  ];
};

describe('Terraform, writing arguments and blocks', () => {
  it('makes a variant serverless, and keeps signs in one column', () => {
    assert.equal(
      textAfter(CONFIG, SERVERLESS),
      `resource "aws_sagemaker_endpoint_configuration" "c" {
  name = "ranking"

  production_variants {
    variant_name = "AllTraffic" # all of it
    model_name   = aws_sagemaker_model.m.name

    serverless_config {
      memory_size_in_mb = 2048
      max_concurrency   = 20 # replace me
    }
  }

  tags = { team = "a" }
}
`,
    );
  });

  it('takes a block away with its blank line', () => {
    const serverless = textAfter(CONFIG, SERVERLESS);
    const back = (graph: Graph): Op[] => [
      { op: 'unset', resource: first(graph, 'EndpointConfig').id, path: [...VARIANT, 'ServerlessConfig'] },
      { op: 'set', resource: first(graph, 'EndpointConfig').id, path: [...VARIANT, 'InitialInstanceCount'], value: 2 },
      {
        op: 'set',
        resource: first(graph, 'EndpointConfig').id,
        path: [...VARIANT, 'InstanceType'],
        value: 'ml.c5.xlarge',
      },
    ];
    assert.equal(textAfter(serverless, back), CONFIG);
  });

  it('leaves what is not in one column as it is', () => {
    const loose = CONFIG.replace(/ {2,}=/g, ' =');
    assert.equal(
      textAfter(loose, set([...VARIANT, 'ContainerStartupHealthCheckTimeoutInSeconds'], 600)),
      loose.replace(
        '"ml.c5.xlarge"\n',
        '"ml.c5.xlarge"\n    container_startup_health_check_timeout_in_seconds = 600\n',
      ),
    );
  });

  it('writes with the tabs and line endings of the file', () => {
    const windows = CONFIG.replace(/^( +)/gm, (blanks) => '\t'.repeat(blanks.length / 2)).replaceAll('\n', '\r\n');
    const text = textAfter(windows, SERVERLESS);
    assert.ok(text.includes('\r\n\r\n\t\tserverless_config {\r\n'));
    assert.ok(!/[^\r]\n/.test(text));
    const marked = `\uFEFF${CONFIG}`;
    assert.equal(textAfter(marked, set([...VARIANT, 'InstanceType'], 'x')), marked.replace('ml.c5.xlarge', 'x'));
  });

  it('spreads a block on one line, and fills one that is empty', () => {
    const line =
      'resource "aws_sagemaker_endpoint_configuration" "c" {\n  production_variants { variant_name = "a" }\n}\n';
    assert.equal(
      textAfter(line, set([...VARIANT, 'InstanceType'], 'x')),
      'resource "aws_sagemaker_endpoint_configuration" "c" {\n  production_variants {\n    variant_name  = "a"\n    instance_type = "x"\n  }\n}\n',
    );
    const empty = 'resource "aws_cloudwatch_log_group" "l" {\n}\n';
    const days = (graph: Graph): Op[] => [
      { op: 'set', resource: first(graph, 'LogGroup').id, path: ['RetentionInDays'], value: 30 },
    ];
    assert.equal(textAfter(empty, days), 'resource "aws_cloudwatch_log_group" "l" {\n  retention_in_days = 30\n}\n');
    assert.equal(
      textAfter('resource "aws_cloudwatch_log_group" "l" {}\n', days),
      'resource "aws_cloudwatch_log_group" "l" {\n  retention_in_days = 30\n}\n',
    );
  });

  it('replaces days of 0 and null, and refuses what decides them', () => {
    const days = (graph: Graph): Op[] => [
      { op: 'set', resource: first(graph, 'LogGroup').id, path: ['RetentionInDays'], value: 30 },
    ];
    const group = (value: string): string =>
      `resource "aws_cloudwatch_log_group" "l" {\n  retention_in_days = ${value} # for ever\n}\n`;
    assert.equal(textAfter(group('0'), days), group('30'));
    assert.equal(textAfter(group('null'), days), group('30'));
    const local = (value: string): string => `locals {\n  days = ${value}\n}\n${group('local.days')}`;
    assert.equal(textAfter(local('0'), days), local('30'));
    assert.match(textAfter(local('null'), days), /^notExpressible: /);
    const variable = (value: string): string => `variable "days" {\n  default = ${value}\n}\n${group('var.days')}`;
    assert.equal(textAfter(variable('null'), days), variable('30'));
    assert.match(textAfter(variable('null').replace('= var.days', '= max(var.days, 1)'), days), /^unresolved: /);
    const read = `${variable('null')}resource "aws_lambda_function" "f" {\n  timeout = var.days\n}\n`;
    assert.match(textAfter(read, days), /^sharedValue: /);
  });

  it('adds and takes away items of a list of blocks', () => {
    const two = CONFIG.replace('  tags', '  production_variants {\n    variant_name = "b"\n  }\n\n  tags');
    const removed = (graph: Graph): Op[] => [
      { op: 'unset', resource: first(graph, 'EndpointConfig').id, path: ['ProductionVariants', 1] },
    ];
    assert.equal(textAfter(two, removed), CONFIG);
    const added = set(['ProductionVariants', 1], { properties: { VariantName: 'b' } });
    assert.ok(textAfter(CONFIG, added).includes('\n\n  production_variants {\n    variant_name = "b"\n  }\n}\n'));
  });

  it('renames, and what names it by text follows', () => {
    const text = `${CONFIG}resource "aws_sagemaker_endpoint" "e" {\n  endpoint_config_name = "ranking"\n}\n`;
    const renamed = (graph: Graph): Op[] => [
      { op: 'rename', resource: first(graph, 'EndpointConfig').id, name: 'ranking-v2' },
    ];
    assert.equal(textAfter(text, renamed), text.replaceAll('"ranking"', '"ranking-v2"'));
  });

  it('refuses what a loop makes', () => {
    const text =
      'resource "aws_sagemaker_endpoint_configuration" "c" {\n  dynamic "production_variants" {\n    for_each = ["a"]\n    content {\n      variant_name = production_variants.value\n    }\n  }\n}\n';
    const removed = (graph: Graph): Op[] => [
      { op: 'unset', resource: first(graph, 'EndpointConfig').id, path: ['ProductionVariants', 0] },
    ];
    assert.match(textAfter(text, removed), /^notExpressible: /);
  });
});

const ENDPOINT = `resource "aws_sagemaker_endpoint" "main" {
  name                 = "ranking"
  endpoint_config_name = aws_sagemaker_endpoint_configuration.c.name
}
`;

const SCALING = (graph: Graph): Op[] => {
  const endpoint = first(graph, 'Endpoint').id;
  const target: NewResource = {
    id: 'new:target',
    type: 'ScalableTarget',
    nameHint: 'EndpointScalingTarget',
    beside: endpoint,
    properties: {
      ResourceId: { parts: ['endpoint/', { reference: endpoint, attribute: 'EndpointName' }, '/variant/AllTraffic'] },
      ScalableDimension: 'sagemaker:variant:DesiredInstanceCount',
      MinCapacity: 1,
      MaxCapacity: 4,
    },
  };
  const policy: NewResource = {
    id: 'new:policy',
    type: 'ScalingPolicy',
    nameHint: 'EndpointScalingPolicy',
    beside: target.id,
    properties: {
      PolicyName: 'InvocationsPerInstance',
      PolicyType: 'TargetTrackingScaling',
      ScalingTarget: { reference: target.id, attribute: 'Ref' },
      TargetTrackingScalingPolicyConfiguration: {
        properties: {
          TargetValue: { placeholder: 70, note: 'from a load test' },
          PredefinedMetricSpecification: {
            properties: { PredefinedMetricType: 'SageMakerVariantInvocationsPerInstance' },
          },
        },
      },
    },
  };
  return [
    { op: 'add', resource: target },
    { op: 'add', resource: policy },
  ];
};

describe('Terraform, writing resources', () => {
  it('adds a target and a policy behind the endpoint', () => {
    const head = (rest: string): string => rest;
    assert.equal(
      textAfter(`${ENDPOINT}\n# next\nlocals {}\n`, SCALING),
      head(`${ENDPOINT}
resource "aws_appautoscaling_target" "main" {
  resource_id        = "endpoint/\${aws_sagemaker_endpoint.main.name}/variant/AllTraffic"
  scalable_dimension = "sagemaker:variant:DesiredInstanceCount"
  min_capacity       = 1
  max_capacity       = 4
  service_namespace  = "sagemaker"
}

resource "aws_appautoscaling_policy" "main" {
  name               = "InvocationsPerInstance"
  policy_type        = "TargetTrackingScaling"
  resource_id        = aws_appautoscaling_target.main.resource_id
  scalable_dimension = aws_appautoscaling_target.main.scalable_dimension
  service_namespace  = aws_appautoscaling_target.main.service_namespace

  target_tracking_scaling_policy_configuration {
    target_value = 70 # from a load test

    predefined_metric_specification {
      predefined_metric_type = "SageMakerVariantInvocationsPerInstance"
    }
  }
}

# next
locals {}
`),
    );
  });

  it('takes a name that is free, and the count of what it stands beside', () => {
    const taken = `${ENDPOINT.replace('{\n', '{\n  count = var.on ? 1 : 0\n')}\nresource "aws_appautoscaling_target" "main" {\n  resource_id       = "table/x"\n  service_namespace = "dynamodb"\n}\nvariable "on" {\n  type = bool\n}\n`;
    const files = { 'main.tf': taken, 'terraform.tfvars': 'on = true\n' };
    const text = (after(files, SCALING) as Files)['main.tf'] ?? '';
    assert.ok(
      text.includes('resource "aws_appautoscaling_target" "main_2" {\n  count = var.on ? 1 : 0\n\n  resource_id '),
      text,
    );
    assert.ok(text.includes('aws_sagemaker_endpoint.main[0].name'));
    assert.ok(text.includes('= aws_appautoscaling_target.main_2[0].resource_id'));
  });

  it('scales all that a count makes, in the Region of its provider', () => {
    const several = ENDPOINT.replace('{\n', '{\n  count    = var.n\n  provider = aws.eu\n');
    const text = textAfter(`${several}\nvariable "n" {}\n`, SCALING);
    assert.ok(text.includes('"aws_appautoscaling_target" "main" {\n  count    = var.n\n  provider = aws.eu\n\n'), text);
    assert.ok(text.includes('aws_sagemaker_endpoint.main[count.index].name'), text);
    assert.ok(text.includes('= aws_appautoscaling_target.main[count.index].resource_id'), text);
  });

  it('does not add beside what a loop makes', () => {
    const loop = ENDPOINT.replace('{\n', '{\n  for_each = toset(["a", "b"])\n');
    assert.match(textAfter(loop, SCALING), /^notExpressible: /);
  });

  it('takes resources away, unless something that stays names them', () => {
    const scaled = textAfter(ENDPOINT, SCALING);
    const removed = (graph: Graph): Op[] =>
      [...resourcesOf(graph, 'ScalingPolicy'), ...resourcesOf(graph, 'ScalableTarget')].map(({ id }) => ({
        op: 'remove',
        resource: id,
      }));
    assert.equal(textAfter(scaled, removed), ENDPOINT);
    const named = `${scaled}\noutput "t" {\n  value = aws_appautoscaling_target.main.id\n}\n`;
    assert.match(textAfter(named, removed), /^notExpressible: output t names aws_appautoscaling_target.main/);
  });

  it('writes in the module that is called, where its calls want the same', () => {
    const files = {
      'main.tf': 'module "a" {\n  source = "./m"\n}\nmodule "b" {\n  source = "./m"\n  type = "ml.c5.large"\n}\n',
      'm/main.tf': `variable "type" {\n  default = "ml.m5.large"\n}\n${CONFIG.replace('"ml.c5.xlarge"', 'var.type')}${ENDPOINT}`,
    };
    const types =
      (of: (index: number) => boolean) =>
      (graph: Graph): Op[] =>
        resourcesOf(graph, 'EndpointConfig')
          .filter((_, index) => of(index))
          .map(({ id }) => ({ op: 'set', resource: id, path: [...VARIANT, 'InstanceType'], value: 'ml.c7g.xlarge' }));
    assert.deepEqual(
      after(
        files,
        types((index) => index === 1),
      ),
      {
        ...files,
        'main.tf': files['main.tf'].replace('ml.c5.large', 'ml.c7g.xlarge'),
      },
    );
    const counts =
      (of: (index: number) => boolean) =>
      (graph: Graph): Op[] =>
        resourcesOf(graph, 'EndpointConfig')
          .filter((_, index) => of(index))
          .map(({ id }) => ({ op: 'set', resource: id, path: [...VARIANT, 'InitialInstanceCount'], value: 5 }));
    assert.match(
      refusalOf(
        after(
          files,
          counts((index) => index === 0),
        ),
      ),
      /^sharedValue: /,
    );
    assert.deepEqual(
      after(
        files,
        counts(() => true),
      ),
      { ...files, 'm/main.tf': files['m/main.tf'].replace('= 2', '= 5') },
    );
    const single = { ...files, 'main.tf': 'module "a" {\n  source = "./m"\n}\n' };
    const added = (after(single, SCALING) as Files)['m/main.tf'] ?? '';
    assert.ok(added.includes('resource "aws_appautoscaling_target" "main" {'));
  });
});
