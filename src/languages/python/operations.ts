import type { ResourceType } from '../../model/resource';

/** An operation of the API, as a client of boto3 calls it. */
interface Operation {
  /** The services that have it. */
  readonly services: readonly string[];
  /** Arguments that tell it where the client isn't known. */
  readonly telling: readonly string[];
  /** What it makes, or null. */
  readonly makes: ResourceType | null;
}

const SAGEMAKER = 'sagemaker';
const RUNTIME = 'sagemaker-runtime runtime.sagemaker';
const SCALING = 'application-autoscaling';
const CLOUDWATCH = 'cloudwatch';
const EC2 = 'ec2';

function operation(services: string, telling: string, makes: ResourceType | null = null): Operation {
  return { services: services.split(' '), telling: telling.split(' '), makes };
}

/** The operations that say something about hosting. */
export const OPERATIONS: ReadonlyMap<string, Operation> = new Map(
  Object.entries({
    create_device_fleet: operation(SAGEMAKER, 'DeviceFleetName', 'DeviceFleet'),
    create_edge_deployment_plan: operation(SAGEMAKER, 'EdgeDeploymentPlanName', 'EdgeDeploymentPlan'),
    create_edge_packaging_job: operation(SAGEMAKER, 'EdgePackagingJobName', 'EdgePackagingJob'),
    create_endpoint: operation(SAGEMAKER, 'EndpointConfigName', 'Endpoint'),
    create_endpoint_config: operation(SAGEMAKER, 'ProductionVariants', 'EndpointConfig'),
    create_inference_component: operation(SAGEMAKER, 'InferenceComponentName Specification', 'InferenceComponent'),
    create_inference_recommendations_job: operation(SAGEMAKER, 'JobType'),
    create_launch_template: operation(EC2, 'LaunchTemplateData', 'LaunchTemplate'),
    create_launch_template_version: operation(EC2, 'LaunchTemplateData', 'LaunchTemplate'),
    create_log_group: operation('logs', 'logGroupName', 'LogGroup'),
    create_model: operation(SAGEMAKER, 'PrimaryContainer Containers ExecutionRoleArn', 'Model'),
    create_monitoring_schedule: operation(SAGEMAKER, 'MonitoringScheduleConfig', 'MonitoringSchedule'),
    create_repository: operation('ecr', 'repositoryName', 'Repository'),
    create_schedule: operation('scheduler', 'FlexibleTimeWindow', 'Schedule'),
    create_state_machine: operation('stepfunctions', 'definition', 'StateMachine'),
    create_training_job: operation(SAGEMAKER, 'TrainingJobName'),
    create_transform_job: operation(SAGEMAKER, 'TransformResources TransformJobName', 'TransformJob'),
    delete_endpoint: operation(SAGEMAKER, 'EndpointName'),
    delete_endpoint_config: operation(SAGEMAKER, 'EndpointConfigName'),
    delete_model: operation(SAGEMAKER, 'ModelName'),
    delete_retention_policy: operation('logs', 'logGroupName'),
    invoke_endpoint: operation(RUNTIME, 'EndpointName'),
    invoke_endpoint_async: operation(RUNTIME, 'EndpointName'),
    invoke_endpoint_with_response_stream: operation(RUNTIME, 'EndpointName'),
    put_dashboard: operation(CLOUDWATCH, 'DashboardBody', 'Dashboard'),
    put_lifecycle_policy: operation('ecr', 'lifecyclePolicyText'),
    put_metric_alarm: operation(CLOUDWATCH, 'AlarmName', 'Alarm'),
    put_retention_policy: operation('logs', 'retentionInDays'),
    put_rule: operation('events', 'ScheduleExpression EventPattern', 'Rule'),
    put_scaling_policy: operation(
      SCALING,
      'ScalableDimension TargetTrackingScalingPolicyConfiguration',
      'ScalingPolicy',
    ),
    put_targets: operation('events', 'Rule'),
    register_devices: operation(SAGEMAKER, 'DeviceFleetName', 'EdgeDevice'),
    register_scalable_target: operation(SCALING, 'ScalableDimension', 'ScalableTarget'),
    register_task_definition: operation('ecs', 'containerDefinitions', 'TaskDefinition'),
    run_instances: operation(EC2, 'MinCount MaxCount', 'Instance'),
    start_pipeline_execution: operation(SAGEMAKER, 'PipelineName'),
    update_endpoint: operation(SAGEMAKER, 'EndpointConfigName'),
    update_endpoint_weights_and_capacities: operation(SAGEMAKER, 'DesiredWeightsAndCapacities'),
    update_inference_component: operation(SAGEMAKER, 'InferenceComponentName'),
    update_inference_component_runtime_config: operation(SAGEMAKER, 'InferenceComponentName'),
  }),
);
