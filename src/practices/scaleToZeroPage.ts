import type { Page } from './page';

export const scaleToZeroPage: Page = {
  whatItDetects: `An asynchronous endpoint with no scaling target anywhere in the workspace, or with one whose \`MinCapacity\` is 1 or
more; and a real-time endpoint of inference components whose \`ManagedInstanceScaling\` keeps one instance or more. The first is
*likely*; the second is *to be considered*, and *likely* where a name says dev, test, sandbox, demo or staging.`,
  whenSilent: [
    'The minimum is 0 already.',
    "A scaling target for it stands in another file, or one that can't be read may be for it; a policy may be anybody's.",
    "The type is `ml.t2.*` (AWS refuses to scale burstable types) or isn't known; a reservation or instance pools hold the instances.",
    'The code deletes its endpoint: it is over before it is idle.',
    "The endpoint, the variant's name, the count or the minimum isn't known; of the inference components none is in sight.",
    'For inference components: the traffic profile asks for interactive latency.',
    'The stated traffic never pauses, so that nothing is saved.',
  ],
  fix: `A scaling target from 0 to today's count, or \`MinCapacity: 0\` on the one that is there, with what is missing of two policies: one
tracks \`ApproximateBacklogSizePerInstance\` and takes the instances away, the other wakes the endpoint: at zero there is no
instance whose backlog could be tracked, so a step policy is called by an alarm on \`HasBacklogWithoutCapacity\`.
\`InitialInstanceCount\` stays at 1 or more, which the API asks for. Inference components get \`MinInstanceCount: 0\`, a target at 0
for each, and a wake-up on \`NoCapacityInvocationFailures\`. **The target values are placeholders**, figures of AWS's own examples, so
the fix is never the preferred one. In CloudFormation a new target can't refer to a component's name: there a recipe is shown.`,
  wouldBeWrongIf: [
    "Callers can't wait for minutes after a pause: at zero, requests for inference components fail until an instance is up.",
    'The queue is hardly ever empty: scaling in and out costs start-up time and saves nothing.',
    'The instance type is scarce: once given back, it may not be there when it is needed.',
    'Scaling is set up by hand or by a program outside of this workspace.',
  ],
  examples: [
    {
      dialect: 'cloudformation',
      file: 'ocr.yaml',
      before: `Resources:
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: !Ref ModelName
          InstanceType: ml.g5.xlarge
          InitialInstanceCount: 1
      AsyncInferenceConfig:
        OutputConfig:
          S3OutputPath: !Sub s3://\${Results}/out
  Endpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointConfigName: !GetAtt Config.EndpointConfigName
`,
      after: `Resources:
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: !Ref ModelName
          InstanceType: ml.g5.xlarge
          InitialInstanceCount: 1
      AsyncInferenceConfig:
        OutputConfig:
          S3OutputPath: !Sub s3://\${Results}/out
  Endpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointConfigName: !GetAtt Config.EndpointConfigName
  EndpointScalingTarget:
    Type: AWS::ApplicationAutoScaling::ScalableTarget
    Properties:
      ServiceNamespace: sagemaker
      ResourceId: !Sub endpoint/\${Endpoint.EndpointName}/variant/AllTraffic
      ScalableDimension: sagemaker:variant:DesiredInstanceCount
      MinCapacity: 0
      MaxCapacity: 1
  EndpointScalingPolicy:
    Type: AWS::ApplicationAutoScaling::ScalingPolicy
    Properties:
      PolicyName: BacklogPerInstance
      PolicyType: TargetTrackingScaling
      ScalingTargetId: !Ref EndpointScalingTarget
      TargetTrackingScalingPolicyConfiguration:
        TargetValue: 5 # AWS's example: the requests that may wait for each instance
        CustomizedMetricSpecification:
          MetricName: ApproximateBacklogSizePerInstance
          Namespace: AWS/SageMaker
          Dimensions:
            - Name: EndpointName
              Value: !GetAtt Endpoint.EndpointName
          Statistic: Average
  EndpointWakeUpPolicy:
    Type: AWS::ApplicationAutoScaling::ScalingPolicy
    Properties:
      PolicyName: WakeUpFromZero
      PolicyType: StepScaling
      ScalingTargetId: !Ref EndpointScalingTarget
      StepScalingPolicyConfiguration:
        AdjustmentType: ChangeInCapacity
        MetricAggregationType: Average
        Cooldown: 300
        StepAdjustments:
          - MetricIntervalLowerBound: 0
            ScalingAdjustment: 1
  EndpointWakeUpAlarm:
    Type: AWS::CloudWatch::Alarm
    Properties:
      AlarmName: !Sub \${Endpoint.EndpointName}-wake-up
      Namespace: AWS/SageMaker
      MetricName: HasBacklogWithoutCapacity
      Dimensions:
        - Name: EndpointName
          Value: !GetAtt Endpoint.EndpointName
      Statistic: Average
      Period: 60
      EvaluationPeriods: 2
      Threshold: 1
      ComparisonOperator: GreaterThanOrEqualToThreshold
      AlarmActions:
        - !Ref EndpointWakeUpPolicy
`,
    },
    {
      dialect: 'boto3',
      file: 'deploy_components.py',
      before: `import boto3

sm = boto3.client("sagemaker")
sm.create_endpoint_config(
    EndpointConfigName=config_name,
    ExecutionRoleArn=role,
    ProductionVariants=[
        {
            "VariantName": "AllTraffic",
            "InstanceType": "ml.g5.12xlarge",
            "InitialInstanceCount": 1,
            "ManagedInstanceScaling": {"Status": "ENABLED", "MinInstanceCount": 1, "MaxInstanceCount": 2},
        }
    ],
)
sm.create_endpoint(EndpointName=endpoint_name, EndpointConfigName=config_name)
sm.create_inference_component(
    InferenceComponentName=component_name,
    EndpointName=endpoint_name,
    VariantName="AllTraffic",
    Specification={
        "ModelName": model_name,
        "ComputeResourceRequirements": {"NumberOfAcceleratorDevicesRequired": 1, "MinMemoryRequiredInMb": 1024},
    },
    RuntimeConfig={"CopyCount": 2},
)
`,
      after: `import boto3

sm = boto3.client("sagemaker")
sm.create_endpoint_config(
    EndpointConfigName=config_name,
    ExecutionRoleArn=role,
    ProductionVariants=[
        {
            "VariantName": "AllTraffic",
            "InstanceType": "ml.g5.12xlarge",
            "InitialInstanceCount": 1,
            "ManagedInstanceScaling": {"Status": "ENABLED", "MinInstanceCount": 0, "MaxInstanceCount": 2},
        }
    ],
)
sm.create_endpoint(EndpointName=endpoint_name, EndpointConfigName=config_name)
sm.create_inference_component(
    InferenceComponentName=component_name,
    EndpointName=endpoint_name,
    VariantName="AllTraffic",
    Specification={
        "ModelName": model_name,
        "ComputeResourceRequirements": {"NumberOfAcceleratorDevicesRequired": 1, "MinMemoryRequiredInMb": 1024},
    },
    RuntimeConfig={"CopyCount": 2},
)
autoscaling = boto3.client("application-autoscaling")
autoscaling.register_scalable_target(
    ServiceNamespace="sagemaker",
    ResourceId=f"inference-component/{component_name}",
    ScalableDimension="sagemaker:inference-component:DesiredCopyCount",
    MinCapacity=0,
    MaxCapacity=2,
)
autoscaling.put_scaling_policy(
    PolicyName="InvocationsPerCopy",
    ServiceNamespace="sagemaker",
    ResourceId=f"inference-component/{component_name}",
    ScalableDimension="sagemaker:inference-component:DesiredCopyCount",
    PolicyType="TargetTrackingScaling",
    TargetTrackingScalingPolicyConfiguration={
        "TargetValue": 1,  # AWS's example: the requests a minute that one copy serves
        "PredefinedMetricSpecification": {
            "PredefinedMetricType": "SageMakerInferenceComponentInvocationsPerCopy",
        },
    },
)
wake_up = autoscaling.put_scaling_policy(
    PolicyName="WakeUpFromZero",
    ServiceNamespace="sagemaker",
    ResourceId=f"inference-component/{component_name}",
    ScalableDimension="sagemaker:inference-component:DesiredCopyCount",
    PolicyType="StepScaling",
    StepScalingPolicyConfiguration={
        "AdjustmentType": "ChangeInCapacity",
        "MetricAggregationType": "Maximum",
        "Cooldown": 60,
        "StepAdjustments": [{"MetricIntervalLowerBound": 0, "ScalingAdjustment": 1}],
    },
)
cloudwatch = boto3.client("cloudwatch")
cloudwatch.put_metric_alarm(
    AlarmName=f"{component_name}-wake-up",
    Namespace="AWS/SageMaker",
    MetricName="NoCapacityInvocationFailures",
    Dimensions=[{"Name": "InferenceComponentName", "Value": component_name}],
    Statistic="Sum",
    Period=60,
    EvaluationPeriods=1,
    Threshold=1,
    ComparisonOperator="GreaterThanOrEqualToThreshold",
    AlarmActions=[wake_up["PolicyARN"]],
)
`,
    },
    {
      dialect: 'python-sdk',
      file: 'deploy_summaries.py',
      before: `from sagemaker.async_inference import AsyncInferenceConfig
from sagemaker.huggingface import HuggingFaceModel

model = HuggingFaceModel(model_data=model_data, role=role, transformers_version="4.37", pytorch_version="2.1", py_version="py310")
predictor = model.deploy(
    initial_instance_count=1,
    instance_type="ml.g5.xlarge",
    async_inference_config=AsyncInferenceConfig(output_path=f"s3://{bucket}/out"),
)
`,
      after: `from sagemaker.async_inference import AsyncInferenceConfig
from sagemaker.huggingface import HuggingFaceModel
import boto3

model = HuggingFaceModel(model_data=model_data, role=role, transformers_version="4.37", pytorch_version="2.1", py_version="py310")
predictor = model.deploy(
    initial_instance_count=1,
    instance_type="ml.g5.xlarge",
    async_inference_config=AsyncInferenceConfig(output_path=f"s3://{bucket}/out"),
)
autoscaling = boto3.client("application-autoscaling")
autoscaling.register_scalable_target(
    ServiceNamespace="sagemaker",
    ResourceId=f"endpoint/{predictor.endpoint_name}/variant/AllTraffic",
    ScalableDimension="sagemaker:variant:DesiredInstanceCount",
    MinCapacity=0,
    MaxCapacity=1,
)
autoscaling.put_scaling_policy(
    PolicyName="BacklogPerInstance",
    ServiceNamespace="sagemaker",
    ResourceId=f"endpoint/{predictor.endpoint_name}/variant/AllTraffic",
    ScalableDimension="sagemaker:variant:DesiredInstanceCount",
    PolicyType="TargetTrackingScaling",
    TargetTrackingScalingPolicyConfiguration={
        "TargetValue": 5,  # AWS's example: the requests that may wait for each instance
        "CustomizedMetricSpecification": {
            "MetricName": "ApproximateBacklogSizePerInstance",
            "Namespace": "AWS/SageMaker",
            "Dimensions": [{"Name": "EndpointName", "Value": predictor.endpoint_name}],
            "Statistic": "Average",
        },
    },
)
wake_up = autoscaling.put_scaling_policy(
    PolicyName="WakeUpFromZero",
    ServiceNamespace="sagemaker",
    ResourceId=f"endpoint/{predictor.endpoint_name}/variant/AllTraffic",
    ScalableDimension="sagemaker:variant:DesiredInstanceCount",
    PolicyType="StepScaling",
    StepScalingPolicyConfiguration={
        "AdjustmentType": "ChangeInCapacity",
        "MetricAggregationType": "Average",
        "Cooldown": 300,
        "StepAdjustments": [{"MetricIntervalLowerBound": 0, "ScalingAdjustment": 1}],
    },
)
cloudwatch = boto3.client("cloudwatch")
cloudwatch.put_metric_alarm(
    AlarmName=f"{predictor.endpoint_name}-wake-up",
    Namespace="AWS/SageMaker",
    MetricName="HasBacklogWithoutCapacity",
    Dimensions=[{"Name": "EndpointName", "Value": predictor.endpoint_name}],
    Statistic="Average",
    Period=60,
    EvaluationPeriods=2,
    Threshold=1,
    ComparisonOperator="GreaterThanOrEqualToThreshold",
    AlarmActions=[wake_up["PolicyARN"]],
)
`,
    },
  ],
};
