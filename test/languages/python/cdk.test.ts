import assert from 'node:assert/strict';
import { python } from '../../../src/languages/python';
import { deploymentsOf, type Deployment } from '../../../src/model/deployment';
import { plainContent, type Graph } from '../../../src/model/graph';
import { known } from '../../../src/model/value';
import { sourceOf, US_EAST_1 } from '../../law';

function graphOf(text: string, file = 'stack.py'): Graph {
  const [graph] = python.link(python.read(sourceOf(file, text), null), US_EAST_1);
  assert.ok(graph);
  return graph;
}

function only(text: string): Deployment {
  const [deployment, ...others] = deploymentsOf(graphOf(text));
  assert.ok(deployment);
  assert.equal(others.length, 0);
  return deployment;
}

function contents(text: string, type: string): unknown[] {
  return [...graphOf(text).resources.values()]
    .filter((each) => each.type === type)
    .map((each) => plainContent(each.properties));
}

/** A configuration whose only variant has these arguments. */
const config = (variant: string): string =>
  `sagemaker.CfnEndpointConfig(self, "Config", production_variants=[sagemaker.CfnEndpointConfig.ProductionVariantProperty(variant_name="a", model_name="m", ${variant})])`;
const CDK = 'from aws_cdk import Stack, aws_sagemaker as sagemaker\n';

/** A stack whose constructor has these statements. */
function stack(body: string, head = CDK): string {
  const lines = body.replace(/^(?=.)/gm, '        ');
  return `${head}class EndpointStack(Stack):\n    def __init__(self, scope, id, **kwargs):\n        super().__init__(scope, id, **kwargs)\n${lines}\n`;
}

describe('the CDK in Python', () => {
  it('reads a variant of a property class: declared, standing', () => {
    const deployment = only(stack(config('instance_type="ml.m5.xlarge", initial_instance_count=2')));
    assert.equal(deployment.dialect, 'cdk-python');
    assert.equal(deployment.lifetime, 'standing');
    assert.equal(known(deployment.instanceType), 'ml.m5.xlarge');
    assert.equal(known(deployment.instanceCount), 2);
    assert.equal(deployment.resource.logicalName, 'Config');
  });

  const written: Readonly<Record<string, string>> = {
    'a dictionary with names of Python': `sagemaker.CfnEndpointConfig(self, "C", production_variants=[{"variant_name": "a", "instance_type": "ml.m5.xlarge"}])`,
    'a dictionary with names of TypeScript': `sagemaker.CfnEndpointConfig(self, "C", production_variants=[{"variantName": "a", "instanceType": "ml.m5.xlarge"}])`,
    'a variable': `variant = sagemaker.CfnEndpointConfig.ProductionVariantProperty(variant_name="a", instance_type="ml.m5.xlarge")\nsagemaker.CfnEndpointConfig(self, "C", production_variants=[variant])`,
    'unpacked arguments': `props = {"production_variants": [{"variant_name": "a", "instance_type": "ml.m5.xlarge"}]}\nsagemaker.CfnEndpointConfig(self, "C", **props)`,
    'an override': `config = ${config('instance_type="ml.t2.medium"')}\nconfig.add_property_override("ProductionVariants.0.InstanceType", "ml.m5.xlarge")`,
    'the default of a parameter': `size = CfnParameter(self, "Size", default="ml.m5.xlarge")\n${config('instance_type=size.value_as_string')}`,
    'what stands for a context that is not set': `size = self.node.try_get_context("size") or "ml.m5.xlarge"\n${config('instance_type=size')}`,
  };
  for (const [name, body] of Object.entries(written))
    it(`reads a type from ${name}`, () => {
      const head = `${CDK}from aws_cdk import CfnParameter\n`;
      assert.equal(known(only(stack(body, head)).instanceType), 'ml.m5.xlarge');
    });

  it('reads a type from the default of an argument and from a dataclass', () => {
    const argument = `${CDK}class EndpointStack(Stack):\n    def __init__(self, scope, id, *, size: str = "ml.m5.xlarge"):\n        super().__init__(scope, id)\n        ${config('instance_type=size')}\n`;
    const dataclass = `${CDK}from dataclasses import dataclass\n@dataclass\nclass Settings:\n    size: str = "ml.m5.xlarge"\n\nsettings = Settings()\n${stack(config('instance_type=settings.size'), '')}`;
    for (const text of [argument, dataclass]) assert.equal(known(only(text).instanceType), 'ml.m5.xlarge');
  });

  it('says what would decide a type that nothing decides', () => {
    const decided = (body: string): unknown => {
      const type = only(stack(body, `${CDK}from aws_cdk import CfnParameter\n`)).instanceType;
      return type.how === 'unresolved' ? type.decidedBy : type.how;
    };
    assert.equal(decided(config('instance_type=self.node.try_get_context("size")')), 'context size');
    assert.equal(decided(config('instance_type=CfnParameter(self, "Size").value_as_string')), 'Size');
    assert.equal(
      decided(
        `config = ${config('instance_type="ml.m5.large"')}\nfor each in all_of_them():\n    config.add_property_override("ProductionVariants.0.InstanceType", "ml.m5.xlarge")`,
      ),
      null,
    );
  });

  it('follows references from endpoint to configuration to model, through attributes of self too', () => {
    const text =
      stack(`self.model = sagemaker.CfnModel(self, "Model", primary_container=sagemaker.CfnModel.ContainerDefinitionProperty(image="i", environment={"my_key": "1"}))
config = sagemaker.CfnEndpointConfig(self, "Config", production_variants=[{"variant_name": "a", "model_name": self.model.attr_model_name, "instance_type": "ml.m5.large"}])
sagemaker.CfnEndpoint(self, "Endpoint", endpoint_config_name=config.attr_endpoint_config_name)
sagemaker.CfnEndpoint(self, "Other", endpoint_config_name=config.ref)`);
    const [deployment] = deploymentsOf(graphOf(text));
    assert.equal(deployment?.model?.logicalName, 'Model');
    assert.equal(deployment.endpoint?.logicalName, 'Endpoint');
    assert.deepEqual(contents(text, 'Model'), [{ PrimaryContainer: { Image: 'i', Environment: { my_key: '1' } } }]);
    assert.deepEqual(
      contents(text, 'Endpoint'),
      ['Endpoint', 'Other'].map(() => ({ EndpointConfigName: { reference: 'stack.py#Config' } })),
    );
  });

  it('reads scaling of its own service only', () => {
    const head = `${CDK}from aws_cdk import aws_applicationautoscaling as scaling\n`;
    const target = (service: string): string =>
      `t = scaling.CfnScalableTarget(self, "T", service_namespace="${service}", resource_id="endpoint/e/variant/a", scalable_dimension="${service}:variant:DesiredInstanceCount", min_capacity=1, max_capacity=3)\nscaling.CfnScalingPolicy(self, "P", policy_name="p", policy_type="TargetTrackingScaling", scaling_target_id=t.ref)`;
    assert.deepEqual(contents(stack(target('sagemaker'), head), 'ScalableTarget'), [
      {
        MaxCapacity: 3,
        MinCapacity: 1,
        ResourceId: 'endpoint/e/variant/a',
        ScalableDimension: 'sagemaker:variant:DesiredInstanceCount',
      },
    ]);
    assert.deepEqual(contents(stack(target('sagemaker'), head), 'ScalingPolicy'), [
      { PolicyName: 'p', PolicyType: 'TargetTrackingScaling', ScalingTarget: { reference: 'stack.py#T' } },
    ]);
    assert.deepEqual(contents(stack(target('ecs'), head), 'ScalableTarget'), []);
  });

  it('reads the constructs of the alpha module with what they fill in', () => {
    const head = 'import aws_cdk as cdk\nimport aws_cdk.aws_sagemaker_alpha as sagemaker\nfrom aws_cdk import Stack\n';
    const text = (variant: string): string =>
      stack(
        `config = sagemaker.EndpointConfig(self, "Config", instance_production_variants=[sagemaker.InstanceProductionVariantProps(model=model, variant_name="main"${variant})])
endpoint = sagemaker.Endpoint(self, "Endpoint", endpoint_config=config)
count = endpoint.find_instance_production_variant("main").auto_scale_instance_count(max_capacity=4)
count.scale_on_invocations("Rps", max_requests_per_second=30)`,
        head,
      );
    assert.equal(known(only(text('')).instanceType), 'ml.t2.medium');
    assert.equal(
      known(only(text(', instance_type=sagemaker.InstanceType.C5_D_2_XLARGE')).instanceType),
      'ml.c5d.2xlarge',
    );
    assert.equal(
      known(only(text(', instance_type=sagemaker.InstanceType.of("ml.c7g.large")')).instanceType),
      'ml.c7g.large',
    );
    const graph = graphOf(text(''));
    assert.deepEqual(
      [...graph.resources.values()].map((each) => each.type),
      ['EndpointConfig', 'Endpoint', 'ScalableTarget', 'ScalingPolicy'],
    );
  });

  it('reads a serverless variant of the alpha module', () => {
    const head = 'import aws_cdk.aws_sagemaker_alpha as sagemaker\nfrom aws_cdk import Stack\n';
    const text = stack(
      'sagemaker.EndpointConfig(self, "Config", serverless_production_variant=sagemaker.ServerlessProductionVariantProps(model=model, variant_name="main", max_concurrency=10, memory_size_in_mb=2048))',
      head,
    );
    assert.equal(only(text).mode, 'serverless');
    assert.deepEqual(contents(text, 'EndpointConfig'), [
      {
        ProductionVariants: [
          {
            ModelName: { unresolved: 'model' },
            ServerlessConfig: { MaxConcurrency: 10, MemorySizeInMB: 2048 },
            VariantName: 'main',
          },
        ],
      },
    ]);
  });

  it('reads endpoints of the generative-AI constructs', () => {
    const head = `${CDK}from cdklabs.generative_ai_cdk_constructs import HuggingFaceSageMakerEndpoint, SageMakerInstanceType\n`;
    const deployment = only(
      stack(
        'HuggingFaceSageMakerEndpoint(self, "Llm", model_id="m", instance_type=SageMakerInstanceType.ML_G5_2_XLARGE, instance_count=2)',
        head,
      ),
    );
    assert.equal(known(deployment.instanceType), 'ml.g5.2xlarge');
    assert.equal(known(deployment.instanceCount), 2);
  });

  it('reads log groups, repositories and rules', () => {
    const head =
      'from aws_cdk import Stack, Duration, aws_logs as logs, aws_ecr as ecr, aws_events as events, aws_sagemaker as sagemaker\n';
    const text = stack(
      `logs.LogGroup(self, "A")
logs.LogGroup(self, "B", retention=logs.RetentionDays.INFINITE)
logs.LogGroup(self, "C", retention=logs.RetentionDays.ONE_WEEK)
logs.CfnLogGroup(self, "D", retention_in_days=14)
repository = ecr.Repository(self, "E", repository_name="r")
repository.add_lifecycle_rule(max_image_count=5)
events.Rule(self, "F", schedule=events.Schedule.rate(Duration.hours(6)))
events.Rule(self, "G", schedule=events.Schedule.cron(minute="0", hour="2", week_day="MON"))`,
      head,
    );
    assert.deepEqual(contents(text, 'LogGroup'), [
      { RetentionInDays: 731 },
      {},
      { RetentionInDays: 7 },
      { RetentionInDays: 14 },
    ]);
    assert.deepEqual(contents(text, 'Repository'), [
      { RepositoryName: 'r', LifecyclePolicy: { '…': 'rules of the construct' } },
    ]);
    assert.deepEqual(contents(text, 'Rule'), [
      { ScheduleExpression: 'rate(6 hours)' },
      { ScheduleExpression: 'cron(0 2 ? * MON *)' },
    ]);
  });

  describe('takes the Region', () => {
    const body = config('instance_type="ml.m5.large"');
    const app = `${CDK}import aws_cdk as cdk\n`;
    const regions: Readonly<Record<string, string>> = {
      'of the stack': `${stack(body, app)}EndpointStack(cdk.App(), "E", env=cdk.Environment(account="1", region="eu-west-1"))\n`,
      'of a dictionary': `${stack(body, app)}EndpointStack(cdk.App(), "E", env={"region": "eu-west-1"})\n`,
      'that the stack gives its base': stack(body, app).replace(
        'id, **kwargs)\n   ',
        'id, env=cdk.Environment(region="eu-west-1"))\n   ',
      ),
      'of a stage around it': `${stack(body, app)}class Prod(cdk.Stage):\n    def __init__(self, scope, id, **kwargs):\n        super().__init__(scope, id, **kwargs)\n        EndpointStack(self, "E")\n\nProd(cdk.App(), "P", env=cdk.Environment(region="eu-west-1"))\n`,
    };
    for (const [name, text] of Object.entries(regions))
      it(name, () => {
        assert.equal(known(only(text).region), 'eu-west-1');
      });

    it('of each stage, where two differ', () => {
      const two = `${stack(body, app)}EndpointStack(cdk.App(), "A", env=cdk.Environment(region="eu-west-1"))\nEndpointStack(cdk.App(), "B", env=cdk.Environment(region="us-west-2"))\n`;
      const graphs = python.link(python.read(sourceOf('stack.py', two), null), US_EAST_1);
      assert.deepEqual(
        graphs.map((graph) => [graph.environment, deploymentsOf(graph).map((each) => known(each.region))]),
        [
          [null, []],
          ['A', ['eu-west-1']],
          ['B', ['us-west-2']],
        ],
      );
    });
  });

  it('gives each construction of a class a graph of its own', () => {
    const text = `${CDK}import aws_cdk as cdk\nclass EndpointStack(Stack):\n    def __init__(self, scope, id, size, **kwargs):\n        super().__init__(scope, id, **kwargs)\n        ${config('instance_type=size')}\n\napp = cdk.App()\nEndpointStack(app, "E-dev", "ml.m5.large")\nEndpointStack(app, "E-prod", size="ml.m5.4xlarge")\n`;
    const graphs = python.link(python.read(sourceOf('stack.py', text), null), US_EAST_1);
    assert.deepEqual(
      graphs.map((graph) => [graph.environment, deploymentsOf(graph).map((each) => known(each.instanceType))]),
      [
        [null, []],
        ['E-dev', ['ml.m5.large']],
        ['E-prod', ['ml.m5.4xlarge']],
      ],
    );
  });

  it('leaves tests, assertions and other packages alone', () => {
    const assertions = `import aws_cdk as cdk\nfrom aws_cdk.assertions import Template, Match\n${stack(config('instance_type="ml.m5.large"'))}template = Template.from_stack(EndpointStack(cdk.App(), "E"))\ntemplate.has_resource_properties("AWS::SageMaker::EndpointConfig", {"ProductionVariants": Match.any_value()})\n`;
    assert.equal(graphOf(assertions).resources.size, 0);
    assert.equal(graphOf(stack(config('instance_type="ml.m5.large"')), 'tests/test_stack.py').resources.size, 0);
    const mine =
      'import sagemaker\nfrom mine import CfnEndpointConfig, Endpoint\nCfnEndpointConfig(1, "C")\nEndpoint(1, "E")\n';
    assert.equal(graphOf(mine).resources.size, 0);
    assert.equal(graphOf(mine).unitKind, 'script');
  });

  it('survives what is being typed', () => {
    const text = stack(config('instance_type="ml.m5.xlarge", initial_instance_count=2'));
    for (let end = CDK.length; end < text.length; end += 7) assert.doesNotThrow(() => graphOf(text.slice(0, end)));
  });
});
