import type { Page } from './page';

export const useAsyncInferencePage: Page = {
  whatItDetects: `A real-time endpoint with one variant on an accelerator instance (*to be considered*), and any that, in its template, only
a queue, a schedule or new objects in S3 call, or whose traffic profile says that an answer may take minutes (*likely*). Calls are
seen in a template: a function whose environment or policies name the endpoint, with the event source mappings, SAM events, rules,
schedules and bucket notifications that start it.`,
  whenSilent: [
    'Answers are read piece by piece (`invoke_endpoint_with_response_stream`, `predict_stream`), in another file too, or a name says chat, stream, realtime, interactive or online.',
    'A function that an API starts calls it, or the traffic profile says interactive or seconds.',
    'For the callers to count: a function without a trigger in sight, a state machine, an export or a resource of another type names the endpoint or the function.',
    'It has several variants or a shadow variant, is serverless, or made of inference components; managed scaling, a reservation or instance pools hold it.',
    'The model is a model package (it may be one of the Marketplace), a pipeline, or one of many in a container; data is captured or an explainer is set.',
    'A notebook or script that deletes its endpoint.',
    'The stated requests are larger than 1 GB or take longer than an hour, or the stated traffic saves nothing.',
  ],
  fix: `The configuration gets an \`AsyncInferenceConfig\` with an output path: a bucket of the template that starts nothing, else **a
marked placeholder**. With it comes what scales the endpoint to zero while its queue is empty (see scale-to-zero), where it isn't
scaled already and its type can be. The fix is never the preferred one: its callers have to put their input into S3 and call
\`InvokeEndpointAsync\` (\`invoke_endpoint_async\`, \`predict_async\`), the model's role needs access to both paths, and a running
endpoint may have to be replaced by a new one: the configuration can't be taken off again.`,
  wouldBeWrongIf: [
    'Somebody waits for the answer: a page, an API, a person. At zero instances the first one waits for minutes.',
    'The traffic is steady all day: the queue is never empty, and nothing is saved.',
    "Callers outside of this workspace call the endpoint, and can't be changed.",
    'Requests are small and many: an object in S3 for each, twice, costs more than it saves.',
  ],
  examples: [
    {
      dialect: 'cloudformation',
      file: 'jobs.yaml',
      before: `Transform: AWS::Serverless-2016-10-31
Parameters:
  ModelName: { Type: String }
Resources:
  Jobs:
    Type: AWS::SQS::Queue
  Results:
    Type: AWS::S3::Bucket
  Worker:
    Type: AWS::Serverless::Function
    Properties:
      Handler: worker.handler
      Runtime: python3.12
      CodeUri: worker/
      Environment:
        Variables:
          ENDPOINT_NAME: !GetAtt Endpoint.EndpointName
          RESULTS: !Ref Results
      Events:
        Jobs:
          Type: SQS
          Properties:
            Queue: !GetAtt Jobs.Arn
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: !Ref ModelName
          InstanceType: ml.m5.xlarge
          InitialInstanceCount: 1
  Endpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointConfigName: !GetAtt Config.EndpointConfigName
`,
      after: `Transform: AWS::Serverless-2016-10-31
Parameters:
  ModelName: { Type: String }
Resources:
  Jobs:
    Type: AWS::SQS::Queue
  Results:
    Type: AWS::S3::Bucket
  Worker:
    Type: AWS::Serverless::Function
    Properties:
      Handler: worker.handler
      Runtime: python3.12
      CodeUri: worker/
      Environment:
        Variables:
          ENDPOINT_NAME: !GetAtt Endpoint.EndpointName
          RESULTS: !Ref Results
      Events:
        Jobs:
          Type: SQS
          Properties:
            Queue: !GetAtt Jobs.Arn
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: !Ref ModelName
          InstanceType: ml.m5.xlarge
          InitialInstanceCount: 1
      AsyncInferenceConfig:
        OutputConfig:
          S3OutputPath: !Sub s3://\${Results}/async-inference/
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
      file: 'deploy_ocr.py',
      before: `import boto3

sm = boto3.client("sagemaker", region_name="eu-west-1")
sm.create_endpoint_config(
    EndpointConfigName=config_name,
    ProductionVariants=[
        {
            "VariantName": "AllTraffic",
            "ModelName": model_name,
            "InstanceType": "ml.g4dn.xlarge",
            "InitialInstanceCount": 1,
        }
    ],
)
sm.create_endpoint(EndpointName=endpoint_name, EndpointConfigName=config_name)
`,
      after: `import boto3

sm = boto3.client("sagemaker", region_name="eu-west-1")
sm.create_endpoint_config(
    EndpointConfigName=config_name,
    ProductionVariants=[
        {
            "VariantName": "AllTraffic",
            "ModelName": model_name,
            "InstanceType": "ml.g4dn.xlarge",
            "InitialInstanceCount": 1,
        }
    ],
    AsyncInferenceConfig={
        "OutputConfig": {
            "S3OutputPath": "s3://REPLACE-WITH-YOUR-BUCKET/async-inference/",  # a bucket of yours that the model's role may write to
        },
    },
)
sm.create_endpoint(EndpointName=endpoint_name, EndpointConfigName=config_name)
autoscaling = boto3.client("application-autoscaling", region_name="eu-west-1")
autoscaling.register_scalable_target(
    ServiceNamespace="sagemaker",
    ResourceId=f"endpoint/{endpoint_name}/variant/AllTraffic",
    ScalableDimension="sagemaker:variant:DesiredInstanceCount",
    MinCapacity=0,
    MaxCapacity=1,
)
autoscaling.put_scaling_policy(
    PolicyName="BacklogPerInstance",
    ServiceNamespace="sagemaker",
    ResourceId=f"endpoint/{endpoint_name}/variant/AllTraffic",
    ScalableDimension="sagemaker:variant:DesiredInstanceCount",
    PolicyType="TargetTrackingScaling",
    TargetTrackingScalingPolicyConfiguration={
        "TargetValue": 5,  # AWS's example: the requests that may wait for each instance
        "CustomizedMetricSpecification": {
            "MetricName": "ApproximateBacklogSizePerInstance",
            "Namespace": "AWS/SageMaker",
            "Dimensions": [{"Name": "EndpointName", "Value": endpoint_name}],
            "Statistic": "Average",
        },
    },
)
wake_up = autoscaling.put_scaling_policy(
    PolicyName="WakeUpFromZero",
    ServiceNamespace="sagemaker",
    ResourceId=f"endpoint/{endpoint_name}/variant/AllTraffic",
    ScalableDimension="sagemaker:variant:DesiredInstanceCount",
    PolicyType="StepScaling",
    StepScalingPolicyConfiguration={
        "AdjustmentType": "ChangeInCapacity",
        "MetricAggregationType": "Average",
        "Cooldown": 300,
        "StepAdjustments": [{"MetricIntervalLowerBound": 0, "ScalingAdjustment": 1}],
    },
)
cloudwatch = boto3.client("cloudwatch", region_name="eu-west-1")
cloudwatch.put_metric_alarm(
    AlarmName=f"{endpoint_name}-wake-up",
    Namespace="AWS/SageMaker",
    MetricName="HasBacklogWithoutCapacity",
    Dimensions=[{"Name": "EndpointName", "Value": endpoint_name}],
    Statistic="Average",
    Period=60,
    EvaluationPeriods=2,
    Threshold=1,
    ComparisonOperator="GreaterThanOrEqualToThreshold",
    AlarmActions=[wake_up["PolicyARN"]],
)
`,
    },
    {
      dialect: 'python-sdk',
      file: 'deploy_summaries.py',
      before: `from sagemaker.huggingface import HuggingFaceModel

model = HuggingFaceModel(
    model_data=model_data,
    role=role,
    transformers_version="4.37",
    pytorch_version="2.1",
    py_version="py310",
)
predictor = model.deploy(initial_instance_count=1, instance_type="ml.g5.xlarge")
`,
      after: `from sagemaker.huggingface import HuggingFaceModel
from sagemaker.async_inference import AsyncInferenceConfig
import boto3

model = HuggingFaceModel(
    model_data=model_data,
    role=role,
    transformers_version="4.37",
    pytorch_version="2.1",
    py_version="py310",
)
predictor = model.deploy(initial_instance_count=1, instance_type="ml.g5.xlarge", async_inference_config=AsyncInferenceConfig(
    output_path="s3://REPLACE-WITH-YOUR-BUCKET/async-inference/",  # a bucket of yours that the model's role may write to
))
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
