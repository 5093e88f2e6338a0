import assert from 'node:assert/strict';
import { python } from '../../../src/languages/python';
import { typescript } from '../../../src/languages/typescript';
import { plainContent, type Graph } from '../../../src/model/graph';
import { sourceOf, US_EAST_1 } from '../../law';

const PYTHON = `import aws_cdk as cdk
import aws_cdk.aws_sagemaker_alpha as alpha
from aws_cdk import Duration
from aws_cdk import aws_applicationautoscaling as scaling, aws_cloudwatch as cloudwatch, aws_ecr as ecr
from aws_cdk import aws_events as events, aws_events_targets as targets, aws_logs as logs, aws_sagemaker as sagemaker
from aws_solutions_constructs.aws_lambda_sagemakerendpoint import LambdaToSagemakerEndpoint
from cdklabs.generative_ai_cdk_constructs import CustomSageMakerEndpoint, HuggingFaceSageMakerEndpoint, JumpStartSageMakerEndpoint, SageMakerInstanceType

class S(cdk.Stack):
    def __init__(self, scope, id, **kwargs):
        super().__init__(scope, id, **kwargs)
`;
const TYPESCRIPT = `import * as cdk from 'aws-cdk-lib';
import * as alpha from '@aws-cdk/aws-sagemaker-alpha';
import { Duration, aws_applicationautoscaling as scaling, aws_cloudwatch as cloudwatch, aws_ecr as ecr } from 'aws-cdk-lib';
import { aws_events as events, aws_events_targets as targets, aws_logs as logs, aws_sagemaker as sagemaker } from 'aws-cdk-lib';
import { LambdaToSagemakerEndpoint } from '@aws-solutions-constructs/aws-lambda-sagemakerendpoint';
import { CustomSageMakerEndpoint, HuggingFaceSageMakerEndpoint, JumpStartSageMakerEndpoint, SageMakerInstanceType } from '@cdklabs/generative-ai-cdk-constructs';
export class S extends cdk.Stack {
  constructor(scope, id, props) {
    super(scope, id, props);
`;

/** What is in a graph, as both languages have it: without the names of methods. */
function contentsOf(graph: Graph | undefined): unknown[] {
  const texts = [...(graph?.resources.values() ?? [])].map(({ type, logicalName, properties }) =>
    JSON.stringify([type, logicalName, plainContent(properties)])
      .replaceAll(/stack\.(?:py|ts)#/g, '')
      .replaceAll(/"(?:endpoint|count|target)\.[^"]*"/g, '"a method"'),
  );
  assert.ok(texts.length > 0);
  return texts.map((text): unknown => JSON.parse(text));
}

const forms: Readonly<Record<string, readonly [python: string, typescript: string]>> = {
  'variants as structures': [
    'sagemaker.CfnEndpointConfig(self, "C", production_variants=[sagemaker.CfnEndpointConfig.ProductionVariantProperty(variant_name="a", model_name="m", instance_type="ml.m5.large", initial_instance_count=1, serverless_config=None)], kms_key_id="k")',
    `new sagemaker.CfnEndpointConfig(this, 'C', { productionVariants: [{ variantName: 'a', modelName: 'm', instanceType: 'ml.m5.large', initialInstanceCount: 1, serverlessConfig: undefined }], kmsKeyId: 'k' });`,
  ],
  'a serverless variant, shadows, capture and asynchronous inference': [
    'sagemaker.CfnEndpointConfig(self, "C", production_variants=[{"variantName": "a", "serverlessConfig": {"maxConcurrency": 5, "memorySizeInMb": 2048}}], shadow_production_variants=[sagemaker.CfnEndpointConfig.ProductionVariantProperty(variant_name="s", instance_type="ml.m5.large")], data_capture_config=sagemaker.CfnEndpointConfig.DataCaptureConfigProperty(enable_capture=True, initial_sampling_percentage=50, destination_s3_uri="s3://b", capture_options=[]), async_inference_config={"output_config": {"s3_output_path": "s3://o"}})',
    `new sagemaker.CfnEndpointConfig(this, 'C', { productionVariants: [{ variantName: 'a', serverlessConfig: { maxConcurrency: 5, memorySizeInMb: 2048 } }], shadowProductionVariants: [{ variantName: 's', instanceType: 'ml.m5.large' }], dataCaptureConfig: { enableCapture: true, initialSamplingPercentage: 50, destinationS3Uri: 's3://b', captureOptions: [] }, asyncInferenceConfig: { outputConfig: { s3OutputPath: 's3://o' } } });`,
  ],
  'managed scaling, routing and a component': [
    'sagemaker.CfnEndpointConfig(self, "C", production_variants=[sagemaker.CfnEndpointConfig.ProductionVariantProperty(variant_name="a", instance_type="ml.g5.xlarge", managed_instance_scaling=sagemaker.CfnEndpointConfig.ManagedInstanceScalingProperty(status="ENABLED", min_instance_count=0, max_instance_count=2), routing_config=sagemaker.CfnEndpointConfig.RoutingConfigProperty(routing_strategy="RANDOM"))])\nsagemaker.CfnInferenceComponent(self, "I", endpoint_name="e", variant_name="a", specification=sagemaker.CfnInferenceComponent.InferenceComponentSpecificationProperty(model_name="m", compute_resource_requirements=sagemaker.CfnInferenceComponent.InferenceComponentComputeResourceRequirementsProperty(number_of_accelerator_devices_required=1, min_memory_required_in_mb=512)), runtime_config=sagemaker.CfnInferenceComponent.InferenceComponentRuntimeConfigProperty(copy_count=2))',
    `new sagemaker.CfnEndpointConfig(this, 'C', { productionVariants: [{ variantName: 'a', instanceType: 'ml.g5.xlarge', managedInstanceScaling: { status: 'ENABLED', minInstanceCount: 0, maxInstanceCount: 2 }, routingConfig: { routingStrategy: 'RANDOM' } }] });\nnew sagemaker.CfnInferenceComponent(this, 'I', { endpointName: 'e', variantName: 'a', specification: { modelName: 'm', computeResourceRequirements: { numberOfAcceleratorDevicesRequired: 1, minMemoryRequiredInMb: 512 } }, runtimeConfig: { copyCount: 2 } });`,
  ],
  overrides: [
    'c = sagemaker.CfnEndpointConfig(self, "C", production_variants=[{"variantName": "a", "instanceType": "ml.m5.large"}])\nc.add_property_override("ProductionVariants.0.InstanceType", "ml.c5.large")\nc.add_override("Properties.KmsKeyId", "k")\nc.add_property_deletion_override("ProductionVariants.0.VariantName")',
    `const c = new sagemaker.CfnEndpointConfig(this, 'C', { productionVariants: [{ variantName: 'a', instanceType: 'ml.m5.large' }] });\nc.addPropertyOverride('ProductionVariants.0.InstanceType', 'ml.c5.large');\nc.addOverride('Properties.KmsKeyId', 'k');\nc.addPropertyDeletionOverride('ProductionVariants.0.VariantName');`,
  ],
  'models with several containers': [
    'sagemaker.CfnModel(self, "M", model_name="m", execution_role_arn="r", containers=[sagemaker.CfnModel.ContainerDefinitionProperty(image="i", model_data_url="s3://d", environment={"A_KEY": "1"}), {"image": "j", "containerHostname": "h"}], enable_network_isolation=True)',
    `new sagemaker.CfnModel(this, 'M', { modelName: 'm', executionRoleArn: 'r', containers: [{ image: 'i', modelDataUrl: 's3://d', environment: { A_KEY: '1' } }, { image: 'j', containerHostname: 'h' }], enableNetworkIsolation: true });`,
  ],
  'the alpha module': [
    'model = alpha.Model(self, "M", model_name="m", containers=[alpha.ContainerDefinition(image=alpha.ContainerImage.from_ecr_repository(repository, "v1"), environment={"k": "v"})])\nconfig = alpha.EndpointConfig(self, "C", endpoint_config_name="c", instance_production_variants=[alpha.InstanceProductionVariantProps(model=model, variant_name="a", instance_type=alpha.InstanceType.C5_XLARGE, initial_variant_weight=1), alpha.InstanceProductionVariantProps(model=model, variant_name="b", instance_type=alpha.InstanceType.of("ml.c7g.large"), initial_instance_count=3)])\nendpoint = alpha.Endpoint(self, "E", endpoint_config=config, endpoint_name="e")\ncount = endpoint.find_instance_production_variant("a").auto_scale_instance_count(min_capacity=1, max_capacity=4)\ncount.scale_on_invocations("I", max_requests_per_second=30, safety_factor=0.5)',
    `const model = new alpha.Model(this, 'M', { modelName: 'm', containers: [{ image: alpha.ContainerImage.fromEcrRepository(repository, 'v1'), environment: { k: 'v' } }] });\nconst config = new alpha.EndpointConfig(this, 'C', { endpointConfigName: 'c', instanceProductionVariants: [{ model, variantName: 'a', instanceType: alpha.InstanceType.C5_XLARGE, initialVariantWeight: 1 }, { model, variantName: 'b', instanceType: alpha.InstanceType.of('ml.c7g.large'), initialInstanceCount: 3 }] });\nconst endpoint = new alpha.Endpoint(this, 'E', { endpointConfig: config, endpointName: 'e' });\nconst count = endpoint.findInstanceProductionVariant('a').autoScaleInstanceCount({ minCapacity: 1, maxCapacity: 4 });\ncount.scaleOnInvocations('I', { maxRequestsPerSecond: 30, safetyFactor: 0.5 });`,
  ],
  'a variant that is added later, and a retired accelerator': [
    'config = alpha.EndpointConfig(self, "C")\nconfig.add_instance_production_variant(variant_name="a", model=model, instance_type=alpha.InstanceType.M5_LARGE, accelerator_type=alpha.AcceleratorType.EIA2_MEDIUM)',
    `const config = new alpha.EndpointConfig(this, 'C', {});\nconfig.addInstanceProductionVariant({ variantName: 'a', model, instanceType: alpha.InstanceType.M5_LARGE, acceleratorType: alpha.AcceleratorType.EIA2_MEDIUM });`,
  ],
  'a serverless variant of the alpha module': [
    'alpha.EndpointConfig(self, "C", serverless_production_variant=alpha.ServerlessProductionVariantProps(model=model, variant_name="a", max_concurrency=10, memory_size_in_mb=2048, provisioned_concurrency=2))',
    `new alpha.EndpointConfig(this, 'C', { serverlessProductionVariant: { model, variantName: 'a', maxConcurrency: 10, memorySizeInMB: 2048, provisionedConcurrency: 2 } });`,
  ],
  'the generative-AI constructs': [
    'CustomSageMakerEndpoint(self, "A", model_id="m", instance_type=SageMakerInstanceType.ML_G5_12_XLARGE, endpoint_name="e", max_capacity=3, environment={"K": "v"})\nHuggingFaceSageMakerEndpoint(self, "B", model_id="m", instance_type=SageMakerInstanceType.of("ml.g6.xlarge"), instance_count=2)\nJumpStartSageMakerEndpoint(self, "D", model=model)',
    `new CustomSageMakerEndpoint(this, 'A', { modelId: 'm', instanceType: SageMakerInstanceType.ML_G5_12XLARGE, endpointName: 'e', maxCapacity: 3, environment: { K: 'v' } });\nnew HuggingFaceSageMakerEndpoint(this, 'B', { modelId: 'm', instanceType: SageMakerInstanceType.of('ml.g6.xlarge'), instanceCount: 2 });\nnew JumpStartSageMakerEndpoint(this, 'D', { model });`,
  ],
  'the solutions constructs': [
    'LambdaToSagemakerEndpoint(self, "L", model_props={"primaryContainer": {"image": "i"}})\nLambdaToSagemakerEndpoint(self, "N", model_props={}, endpoint_config_props=sagemaker.CfnEndpointConfigProps(production_variants=[sagemaker.CfnEndpointConfig.ProductionVariantProperty(variant_name="a", instance_type="ml.m5.large", initial_instance_count=2)]))',
    `new LambdaToSagemakerEndpoint(this, 'L', { modelProps: { primaryContainer: { image: 'i' } } });\nnew LambdaToSagemakerEndpoint(this, 'N', { modelProps: {}, endpointConfigProps: { productionVariants: [{ variantName: 'a', instanceType: 'ml.m5.large', initialInstanceCount: 2 }] } });`,
  ],
  'scaling of both levels': [
    'target = scaling.ScalableTarget(self, "T", service_namespace=scaling.ServiceNamespace.SAGEMAKER, resource_id="endpoint/e/variant/a", scalable_dimension="sagemaker:variant:DesiredInstanceCount", min_capacity=1, max_capacity=5)\ntarget.scale_to_track_metric("P", target_value=100, predefined_metric=scaling.PredefinedMetric.SAGEMAKER_VARIANT_INVOCATIONS_PER_INSTANCE)\nfirst = scaling.CfnScalableTarget(self, "U", service_namespace="sagemaker", resource_id="endpoint/f/variant/a", scalable_dimension="sagemaker:variant:DesiredInstanceCount", min_capacity=0, max_capacity=2)\nscaling.CfnScalingPolicy(self, "Q", policy_name="q", policy_type="TargetTrackingScaling", scaling_target_id=first.attr_id, target_tracking_scaling_policy_configuration=scaling.CfnScalingPolicy.TargetTrackingScalingPolicyConfigurationProperty(target_value=70, scale_in_cooldown=60))\nscaling.ScalableTarget(self, "O", service_namespace=scaling.ServiceNamespace.ECS, resource_id="s", scalable_dimension="ecs:service:DesiredCount", min_capacity=1, max_capacity=5)',
    `const target = new scaling.ScalableTarget(this, 'T', { serviceNamespace: scaling.ServiceNamespace.SAGEMAKER, resourceId: 'endpoint/e/variant/a', scalableDimension: 'sagemaker:variant:DesiredInstanceCount', minCapacity: 1, maxCapacity: 5 });\ntarget.scaleToTrackMetric('P', { targetValue: 100, predefinedMetric: scaling.PredefinedMetric.SAGEMAKER_VARIANT_INVOCATIONS_PER_INSTANCE });\nconst first = new scaling.CfnScalableTarget(this, 'U', { serviceNamespace: 'sagemaker', resourceId: 'endpoint/f/variant/a', scalableDimension: 'sagemaker:variant:DesiredInstanceCount', minCapacity: 0, maxCapacity: 2 });\nnew scaling.CfnScalingPolicy(this, 'Q', { policyName: 'q', policyType: 'TargetTrackingScaling', scalingTargetId: first.attrId, targetTrackingScalingPolicyConfiguration: { targetValue: 70, scaleInCooldown: 60 } });\nnew scaling.ScalableTarget(this, 'O', { serviceNamespace: scaling.ServiceNamespace.ECS, resourceId: 's', scalableDimension: 'ecs:service:DesiredCount', minCapacity: 1, maxCapacity: 5 });`,
  ],
  logs: [
    'logs.LogGroup(self, "A")\nlogs.LogGroup(self, "B", log_group_name="b", retention=logs.RetentionDays.INFINITE)\nlogs.CfnLogGroup(self, "C", log_group_name="c", retention_in_days=14)\nlogs.LogRetention(self, "D", log_group_name="d", retention=logs.RetentionDays.THREE_MONTHS)',
    `new logs.LogGroup(this, 'A');\nnew logs.LogGroup(this, 'B', { logGroupName: 'b', retention: logs.RetentionDays.INFINITE });\nnew logs.CfnLogGroup(this, 'C', { logGroupName: 'c', retentionInDays: 14 });\nnew logs.LogRetention(this, 'D', { logGroupName: 'd', retention: logs.RetentionDays.THREE_MONTHS });`,
  ],
  repositories: [
    'ecr.Repository(self, "A", repository_name="a")\nb = ecr.Repository(self, "B")\nb.add_lifecycle_rule(max_image_count=10)\necr.Repository(self, "C", lifecycle_rules=[ecr.LifecycleRule(max_image_age=Duration.days(30))])\necr.CfnRepository(self, "D", repository_name="d", lifecycle_policy=ecr.CfnRepository.LifecyclePolicyProperty(lifecycle_policy_text="{}"))',
    `new ecr.Repository(this, 'A', { repositoryName: 'a' });\nconst b = new ecr.Repository(this, 'B');\nb.addLifecycleRule({ maxImageCount: 10 });\nnew ecr.Repository(this, 'C', { lifecycleRules: [{ maxImageAge: Duration.days(30) }] });\nnew ecr.CfnRepository(this, 'D', { repositoryName: 'd', lifecyclePolicy: { lifecyclePolicyText: '{}' } });`,
  ],
  'rules and alarms': [
    'events.Rule(self, "A", rule_name="a", schedule=events.Schedule.rate(Duration.hours(6)), enabled=False)\nevents.Rule(self, "B", schedule=events.Schedule.cron(minute="0", hour="2", week_day="MON"), targets=[targets.SageMakerPipeline(pipeline)])\nevents.CfnRule(self, "C", schedule_expression="rate(1 day)", state="ENABLED", targets=[events.CfnRule.TargetProperty(id="t", arn="arn")])\ncloudwatch.CfnAlarm(self, "D", alarm_name="d", metric_name="CPUUtilization", namespace="/aws/sagemaker/Endpoints", threshold=1, comparison_operator="LessThanThreshold", evaluation_periods=1)',
    `new events.Rule(this, 'A', { ruleName: 'a', schedule: events.Schedule.rate(Duration.hours(6)), enabled: false });\nnew events.Rule(this, 'B', { schedule: events.Schedule.cron({ minute: '0', hour: '2', weekDay: 'MON' }), targets: [new targets.SageMakerPipeline(pipeline)] });\nnew events.CfnRule(this, 'C', { scheduleExpression: 'rate(1 day)', state: 'ENABLED', targets: [{ id: 't', arn: 'arn' }] });\nnew cloudwatch.CfnAlarm(this, 'D', { alarmName: 'd', metricName: 'CPUUtilization', namespace: '/aws/sagemaker/Endpoints', threshold: 1, comparisonOperator: 'LessThanThreshold', evaluationPeriods: 1 });`,
  ],
};

describe('the forms of the CDK', () => {
  for (const [name, [own, other]] of Object.entries(forms))
    it(`are read in Python as they are in TypeScript: ${name}`, () => {
      const text = PYTHON + own.replace(/^/gm, '        ');
      const [graph] = python.link(python.read(sourceOf('stack.py', `${text}\n`), null), US_EAST_1);
      const [counterpart] = typescript.link(
        typescript.read(sourceOf('stack.ts', `${TYPESCRIPT}${other}\n  }\n}\n`), null),
        US_EAST_1,
      );
      assert.deepEqual(contentsOf(graph), contentsOf(counterpart));
    });
});
