import { all, remove, resource, scaling, serverless, set, setType, unset, VARIANT, type WriteCase } from './writeCases';

/** A stack with imports above it and statements in its constructor. */
function stack(imports: string, ...statements: readonly string[]): string {
  const body = statements.map((each) => each.replace(/^(?=.)/gm, '        ')).join('\n');
  return `from aws_cdk import Stack
${imports}


class EndpointStack(Stack):
    def __init__(self, scope, construct_id, **kwargs):
        super().__init__(scope, construct_id, **kwargs)
${body}
`;
}

const L1 = 'from aws_cdk import aws_sagemaker as sagemaker';
const SCALING = 'from aws_cdk import aws_applicationautoscaling as applicationautoscaling';
const config = (variant: string, more = ''): string => `config = sagemaker.CfnEndpointConfig(
    self,
    "Config",
    production_variants=[
        sagemaker.CfnEndpointConfig.ProductionVariantProperty(
            variant_name="AllTraffic",
            model_name="churn",
${variant}        )
    ],
${more})`;
const INSTANCE = `            instance_type="ml.m5.xlarge",
            initial_instance_count=2,
`;
const ENDPOINT = 'sagemaker.CfnEndpoint(self, "Endpoint", endpoint_config_name=config.attr_endpoint_config_name)';
const TARGET = `target = applicationautoscaling.CfnScalableTarget(
    self,
    "Target",
    service_namespace="sagemaker",
    resource_id=f"endpoint/{endpoint.attr_endpoint_name}/variant/AllTraffic",
    scalable_dimension="sagemaker:variant:DesiredInstanceCount",
    min_capacity=1,
    max_capacity=4,
)
applicationautoscaling.CfnScalingPolicy(
    self,
    "Policy",
    policy_name="p",
    policy_type="TargetTrackingScaling",
    scaling_target_id=target.ref,
    target_tracking_scaling_policy_configuration=applicationautoscaling.CfnScalingPolicy.TargetTrackingScalingPolicyConfigurationProperty(
        target_value=70,
    ),
)`;

const added = (local: string): string => `endpoint_scaling_target = ${local}.CfnScalableTarget(
    self,
    "EndpointScalingTarget",
    service_namespace="sagemaker",
    resource_id=f"endpoint/{endpoint.attr_endpoint_name}/variant/AllTraffic",
    scalable_dimension="sagemaker:variant:DesiredInstanceCount",
    min_capacity=1,
    max_capacity=2,
)
${local}.CfnScalingPolicy(
    self,
    "EndpointScalingPolicy",
    policy_name="InvocationsPerInstance",
    policy_type="TargetTrackingScaling",
    scaling_target_id=endpoint_scaling_target.ref,
    target_tracking_scaling_policy_configuration=${local}.CfnScalingPolicy.TargetTrackingScalingPolicyConfigurationProperty(
        target_value=70,  # set from your load test
        predefined_metric_specification=${local}.CfnScalingPolicy.PredefinedMetricSpecificationProperty(
            predefined_metric_type="SageMakerVariantInvocationsPerInstance",
        ),
    ),
)`;

const SERVERLESS = `            serverless_config=sagemaker.CfnEndpointConfig.ServerlessConfigProperty(
                memory_size_in_mb=6144,
                max_concurrency=5,
            ),
`;

const L2 = 'import aws_cdk.aws_sagemaker_alpha as sagemaker';
const levelTwo = (type: string, more = ''): string => `config = sagemaker.EndpointConfig(
    self,
    "Config",
    instance_production_variants=[
        sagemaker.InstanceProductionVariantProps(model=model, variant_name="main", instance_type=${type}${more})
    ],
)`;

export const CDK_CASES: readonly WriteCase[] = [
  {
    what: 'a type in a property class',
    before: stack(L1, config(INSTANCE), ENDPOINT),
    ops: setType('ml.m6g.xlarge'),
    after: stack(L1, config(INSTANCE.replace('ml.m5', 'ml.m6g')), ENDPOINT),
  },
  {
    what: 'a type in a variable that nobody else reads',
    before: stack(L1, 'size = "ml.m5.xlarge"', config('            instance_type=size,\n')),
    ops: setType('ml.m6g.xlarge'),
    after: stack(L1, 'size = "ml.m6g.xlarge"', config('            instance_type=size,\n')),
  },
  {
    what: 'a type in the default of a parameter',
    before: stack(
      `${L1}\nfrom aws_cdk import CfnParameter`,
      'size = CfnParameter(self, "Size", default="ml.m5.xlarge")',
      config('            instance_type=size.value_as_string,\n'),
    ),
    ops: setType('ml.m6g.xlarge'),
    after: stack(
      `${L1}\nfrom aws_cdk import CfnParameter`,
      'size = CfnParameter(self, "Size", default="ml.m6g.xlarge")',
      config('            instance_type=size.value_as_string,\n'),
    ),
  },
  {
    what: 'a type at its use where the parameter allows certain values',
    before: stack(
      `${L1}\nfrom aws_cdk import CfnParameter`,
      'size = CfnParameter(self, "Size", default="ml.m5.xlarge", allowed_values=["ml.m5.xlarge"])',
      config('            instance_type=size.value_as_string,\n'),
    ),
    ops: setType('ml.m6g.xlarge'),
    after: stack(
      `${L1}\nfrom aws_cdk import CfnParameter`,
      'size = CfnParameter(self, "Size", default="ml.m5.xlarge", allowed_values=["ml.m5.xlarge"])',
      config('            instance_type="ml.m6g.xlarge",\n'),
    ),
  },
  {
    what: 'a type at its use where something else reads the parameter',
    before: stack(
      `${L1}\nfrom aws_cdk import CfnParameter`,
      'size = CfnParameter(self, "Size", default="ml.m5.xlarge")',
      config('            instance_type=size.value_as_string,\n'),
      'train(size.value_as_string)',
    ),
    ops: setType('ml.m6g.xlarge'),
    after: stack(
      `${L1}\nfrom aws_cdk import CfnParameter`,
      'size = CfnParameter(self, "Size", default="ml.m5.xlarge")',
      config('            instance_type="ml.m6g.xlarge",\n'),
      'train(size.value_as_string)',
    ),
  },
  {
    what: 'a type that an override sets',
    before: stack(
      L1,
      config(INSTANCE),
      'config.add_property_override("ProductionVariants.0.InstanceType", "ml.c5.large")',
    ),
    ops: setType('ml.c6g.large'),
    after: stack(
      L1,
      config(INSTANCE),
      'config.add_property_override("ProductionVariants.0.InstanceType", "ml.c6g.large")',
    ),
  },
  {
    what: 'serverless in place of an instance',
    before: stack(L1, config(INSTANCE), ENDPOINT),
    ops: serverless(),
    after: stack(L1, config(SERVERLESS), ENDPOINT),
  },
  {
    what: 'serverless in a dictionary',
    before: stack(
      L1,
      `sagemaker.CfnEndpointConfig(
    self,
    "Config",
    production_variants=[{"variantName": "a", "modelName": "m", "instanceType": "ml.m5.large", "initialInstanceCount": 1}],
)`,
    ),
    ops: serverless(),
    after: stack(
      L1,
      `sagemaker.CfnEndpointConfig(
    self,
    "Config",
    production_variants=[{"variantName": "a", "modelName": "m", "serverlessConfig": {"memorySizeInMb": 6144, "maxConcurrency": 5}}],
)`,
    ),
  },
  {
    what: 'serverless and the scaling that goes with it',
    before: stack(`${L1}\n${SCALING}`, config(INSTANCE), `endpoint = ${ENDPOINT}`, TARGET),
    ops: all(serverless(), remove('ScalingPolicy', 'ScalableTarget')),
    after: stack(`${L1}\n${SCALING}`, config(SERVERLESS), `endpoint = ${ENDPOINT}`),
  },
  {
    what: 'scaling beside an endpoint that has no name yet',
    before: stack(L1, config(INSTANCE), ENDPOINT, 'print("done")'),
    ops: scaling(),
    after: stack(
      `${L1}\n${SCALING}`,
      config(INSTANCE),
      `endpoint = ${ENDPOINT}`,
      added('applicationautoscaling'),
      'print("done")',
    ),
  },
  {
    what: 'scaling with the module that is imported already, in the style of plain imports',
    before: stack(
      'import aws_cdk.aws_sagemaker as sagemaker\nimport aws_cdk.aws_applicationautoscaling as appscaling',
      config(INSTANCE),
      `endpoint = ${ENDPOINT}`,
    ),
    ops: scaling(),
    after: stack(
      'import aws_cdk.aws_sagemaker as sagemaker\nimport aws_cdk.aws_applicationautoscaling as appscaling',
      config(INSTANCE),
      `endpoint = ${ENDPOINT}`,
      added('appscaling'),
    ),
  },
  {
    what: 'an asynchronous configuration',
    before: stack(L1, config(INSTANCE)),
    ops: set('EndpointConfig', ['AsyncInferenceConfig', 'OutputConfig', 'S3OutputPath'], 's3://b/out'),
    after: stack(
      L1,
      config(
        INSTANCE,
        `    async_inference_config=sagemaker.CfnEndpointConfig.AsyncInferenceConfigProperty(
        output_config=sagemaker.CfnEndpointConfig.AsyncInferenceOutputConfigProperty(
            s3_output_path="s3://b/out",
        ),
    ),
`,
      ),
    ),
  },
  {
    what: 'a property of one variant that goes',
    before: stack(L1, config(INSTANCE)),
    ops: unset('EndpointConfig', [...VARIANT, 'InitialInstanceCount']),
    after: stack(L1, config('            instance_type="ml.m5.xlarge",\n')),
  },
  {
    what: 'a new name of a configuration, with what names it by its text',
    before: stack(
      L1,
      config(INSTANCE, '    endpoint_config_name="churn",\n'),
      'sagemaker.CfnEndpoint(self, "Endpoint", endpoint_config_name="churn")',
    ),
    ops: (graph) => [{ op: 'rename', resource: resource(graph, 'EndpointConfig').id, name: 'churn-v2' }],
    after: stack(
      L1,
      config(INSTANCE, '    endpoint_config_name="churn-v2",\n'),
      'sagemaker.CfnEndpoint(self, "Endpoint", endpoint_config_name="churn-v2")',
    ),
  },
  {
    what: 'a constant of a class of types becomes another one where it has one',
    before: stack(L2, levelTwo('sagemaker.InstanceType.C4_2_XLARGE')),
    ops: setType('ml.c5d.2xlarge'),
    after: stack(L2, levelTwo('sagemaker.InstanceType.C5_D_2_XLARGE')),
  },
  {
    what: 'a constant of a class of types becomes a text where it has none',
    before: stack(L2, levelTwo('sagemaker.InstanceType.M5_XLARGE')),
    ops: setType('ml.m6g.xlarge'),
    after: stack(L2, levelTwo('sagemaker.InstanceType.of("ml.m6g.xlarge")')),
  },
  {
    what: 'the text of a class of types',
    before: stack(L2, levelTwo('sagemaker.InstanceType.of("ml.m5.xlarge")')),
    ops: setType('ml.m6g.xlarge'),
    after: stack(L2, levelTwo('sagemaker.InstanceType.of("ml.m6g.xlarge")')),
  },
  {
    what: 'a count that the construct fills in by itself',
    before: stack(L2, levelTwo('sagemaker.InstanceType.M5_XLARGE')),
    ops: set('EndpointConfig', [...VARIANT, 'InitialInstanceCount'], 2),
    after: stack(L2, levelTwo('sagemaker.InstanceType.M5_XLARGE', ', initial_instance_count=2')),
  },
  {
    what: 'serverless, which a list of instance variants does not say',
    before: stack(L2, levelTwo('sagemaker.InstanceType.M5_XLARGE')),
    ops: serverless(),
    refused: 'notExpressible',
  },
  {
    what: 'a type of a construct that makes a whole endpoint',
    before: stack(
      'from cdklabs.generative_ai_cdk_constructs import JumpStartSageMakerEndpoint, SageMakerInstanceType',
      'JumpStartSageMakerEndpoint(self, "Llama", model=m, instance_type=SageMakerInstanceType.ML_P3_2_XLARGE)',
    ),
    ops: setType('ml.g5.2xlarge'),
    after: stack(
      'from cdklabs.generative_ai_cdk_constructs import JumpStartSageMakerEndpoint, SageMakerInstanceType',
      'JumpStartSageMakerEndpoint(self, "Llama", model=m, instance_type=SageMakerInstanceType.of("ml.g5.2xlarge"))',
    ),
  },
  {
    what: "an instance count that the construct's library has as its own",
    before: stack(
      'from cdklabs.generative_ai_cdk_constructs import JumpStartSageMakerEndpoint',
      'JumpStartSageMakerEndpoint(self, "Llama", model=m)',
    ),
    ops: set('EndpointConfig', [...VARIANT, 'InitialInstanceCount'], 2),
    after: stack(
      'from cdklabs.generative_ai_cdk_constructs import JumpStartSageMakerEndpoint',
      'JumpStartSageMakerEndpoint(self, "Llama", model=m, instance_count=2)',
    ),
  },
  {
    what: 'a retention of a group that has its default',
    before: stack('from aws_cdk import aws_logs as logs', 'logs.LogGroup(self, "Logs")'),
    ops: set('LogGroup', ['RetentionInDays'], 30),
    after: stack(
      'from aws_cdk import aws_logs as logs',
      'logs.LogGroup(self, "Logs", retention=logs.RetentionDays.ONE_MONTH)',
    ),
  },
  {
    what: 'a retention in place of keeping for ever, with the import that it needs',
    before: stack('from aws_cdk.aws_logs import LogGroup', 'LogGroup(self, "Logs", log_group_name="a")'),
    ops: set('LogGroup', ['RetentionInDays'], 7),
    after: stack(
      'from aws_cdk.aws_logs import LogGroup\nfrom aws_cdk.aws_logs import RetentionDays',
      'LogGroup(self, "Logs", log_group_name="a", retention=RetentionDays.ONE_WEEK)',
    ),
  },
  {
    what: 'a retention of the first level',
    before: stack('from aws_cdk import aws_logs as logs', 'logs.CfnLogGroup(self, "Logs")'),
    ops: set('LogGroup', ['RetentionInDays'], 30),
    after: stack('from aws_cdk import aws_logs as logs', 'logs.CfnLogGroup(self, "Logs", retention_in_days=30)'),
  },
  {
    what: 'a variant that a function makes for others too',
    before: stack(
      L1,
      'variants = [{"variant_name": "a", "model_name": "m", "instance_type": "ml.m5.large", "initial_instance_count": 1}]',
      'sagemaker.CfnEndpointConfig(self, "One", production_variants=variants)',
      'publish(variants)',
    ),
    ops: serverless(),
    refused: 'sharedValue',
  },
];
