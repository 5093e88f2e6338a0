import { scaleToZero } from '../../src/practices/scaleToZero';
import { fires, silent } from './practiceCase';

describe('scale-to-zero in source text', () => {
  describe('CloudFormation', () => {
    const template = (more = '', type = 'ml.g5.xlarge', drawn = ''): string => `Resources:
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: v1
          ModelName: ocr
          InstanceType: ${type}
          InitialInstanceCount: 2
${drawn}      AsyncInferenceConfig:
        OutputConfig:
          S3OutputPath: s3://acme-ocr/out/
  Endpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointName: ocr
      EndpointConfigName: !GetAtt Config.EndpointConfigName
${more}`;
    const target = (
      least: number | string,
      id = '!Sub endpoint/${Endpoint.EndpointName}/variant/v1',
    ): string => `  Target:
    Type: AWS::ApplicationAutoScaling::ScalableTarget
    Properties:
      ServiceNamespace: sagemaker
      ResourceId: ${id}
      ScalableDimension: sagemaker:variant:DesiredInstanceCount
      MinCapacity: ${least}
      MaxCapacity: 4
`;
    const tracking = `  Backlog:
    Type: AWS::ApplicationAutoScaling::ScalingPolicy
    Properties:
      PolicyName: backlog
      PolicyType: TargetTrackingScaling
      ScalingTargetId: !Ref Target
      TargetTrackingScalingPolicyConfiguration:
        TargetValue: 3
        CustomizedMetricSpecification:
          MetricName: ApproximateBacklogSizePerInstance
          Namespace: AWS/SageMaker
          Dimensions:
            - Name: EndpointName
              Value: ocr
          Statistic: Average
`;
    const wakeUp = `  EndpointWakeUpPolicy:
    Type: AWS::ApplicationAutoScaling::ScalingPolicy
    Properties:
      PolicyName: WakeUpFromZero
      PolicyType: StepScaling
      ScalingTargetId: !Ref Target
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
`;
    const lowered = target('1\n#                  ^ MinCapacity 1 → 0 while the queue is empty');

    it('speaks where nothing scales the endpoint', () => {
      fires(scaleToZero, {
        file: 'ocr.yaml',
        grade: 'likely',
        preferred: false,
        source: template(
          '',
          'ml.g5.xlarge',
          '#                               ^ 2 instances at all times → 0 to 2 with the queue\n',
        ),
      });
    });

    it('lowers the minimum and adds the wake-up alone where a policy tracks the queue', () => {
      fires(scaleToZero, {
        file: 'ocr.yaml',
        grade: 'likely',
        source: template(lowered + tracking),
        fixed: template(target(0) + wakeUp + tracking),
      });
    });

    it('lowers the minimum alone where everything else is there', () => {
      fires(scaleToZero, {
        file: 'ocr.yaml',
        source: template(lowered + tracking + wakeUp),
        fixed: template(target(0) + tracking + wakeUp),
      });
    });

    it('is silent at zero, and where it is scaled elsewhere', () => {
      silent(scaleToZero, { file: 'ocr.yaml', source: template(target(0)) });
      const elsewhere = `Resources:\n${target(0, 'endpoint/ocr/variant/v1')}`;
      silent(scaleToZero, { file: 'ocr.yaml', source: template(), files: { 'scaling.yaml': elsewhere } });
      const anybodys = `Parameters:\n  Id: { Type: String }\nResources:\n${target(1, '!Ref Id')}`;
      silent(scaleToZero, { file: 'ocr.yaml', source: template(), files: { 'scaling.yaml': anybodys } });
    });

    it("is silent where the minimum isn't known, on burstable types, and of real-time endpoints", () => {
      silent(scaleToZero, {
        file: 'ocr.yaml',
        source: `Parameters:\n  Least: { Type: Number }\n${template(target('!Ref Least'))}`,
      });
      silent(scaleToZero, { file: 'ocr.yaml', source: template('', 'ml.t2.large') });
      silent(scaleToZero, {
        file: 'ocr.yaml',
        source: template().replace(/ {6}AsyncInferenceConfig[\s\S]*?out\/\n/, ''),
      });
    });

    const components = (least: number, copies: string): string => `Resources:
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: v1
          InstanceType: ml.g5.12xlarge
          InitialInstanceCount: 1
          ManagedInstanceScaling:
            Status: ENABLED
            MinInstanceCount: ${least}
            MaxInstanceCount: 2
  Endpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointConfigName: !GetAtt Config.EndpointConfigName
  Component:
    Type: AWS::SageMaker::InferenceComponent
    Properties:
      InferenceComponentName: llama
      EndpointName: !GetAtt Endpoint.EndpointName
      VariantName: v1
      Specification:
        ModelName: llama
      RuntimeConfig:
        CopyCount: 1
${copies}`;

    it('shows a recipe for inference components, whose name a template has no attribute for', () => {
      fires(scaleToZero, {
        file: 'llama.yaml',
        grade: 'consider',
        source: components(1, '').replace(
          'MinInstanceCount: 1',
          'MinInstanceCount: 1\n#                             ^ MinInstanceCount 1 → 0 while no copy is needed',
        ),
      });
      silent(scaleToZero, { file: 'llama.yaml', source: components(0, '') });
    });
  });

  describe('boto3', () => {
    const script = (more = '', capacity = '"InitialInstanceCount": 1'): string => `import boto3

sm = boto3.client("sagemaker")
config_name = "ocr-config"
sm.create_endpoint_config(
    EndpointConfigName=config_name,
    ProductionVariants=[{"VariantName": "v1", "ModelName": "ocr", "InstanceType": "ml.g4dn.xlarge", ${capacity}}],
    AsyncInferenceConfig={"OutputConfig": {"S3OutputPath": "s3://acme-ocr/out"}},
)
sm.create_endpoint(EndpointName="ocr", EndpointConfigName=config_name)
${more}`;
    const scaled = (least: number, resource: string): string => `
autoscaling = boto3.client("application-autoscaling")
resource_id = "endpoint/ocr/variant/v1"
autoscaling.register_scalable_target(
    ServiceNamespace="sagemaker",
    ResourceId=${resource},
    ScalableDimension="sagemaker:variant:DesiredInstanceCount",
    MinCapacity=${least},
    MaxCapacity=3,
)
`;
    const scaledIn = (resource: string): string => `autoscaling.put_scaling_policy(
    PolicyName="backlog",
    ServiceNamespace="sagemaker",
    ResourceId=${resource},
    ScalableDimension="sagemaker:variant:DesiredInstanceCount",
    PolicyType="TargetTrackingScaling",
    TargetTrackingScalingPolicyConfiguration={"TargetValue": 3.0, "CustomizedMetricSpecification": {"MetricName": "ApproximateBacklogSizePerInstance", "Namespace": "AWS/SageMaker", "Dimensions": [{"Name": "EndpointName", "Value": "ocr"}], "Statistic": "Average"}},
)
`;
    const woken = (name: string): string => `${name} = autoscaling.put_scaling_policy(
    PolicyName="WakeUpFromZero",
    ServiceNamespace="sagemaker",
    ResourceId=resource_id,
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
    AlarmName="ocr-wake-up",
    Namespace="AWS/SageMaker",
    MetricName="HasBacklogWithoutCapacity",
    Dimensions=[{"Name": "EndpointName", "Value": "ocr"}],
    Statistic="Average",
    Period=60,
    EvaluationPeriods=2,
    Threshold=1,
    ComparisonOperator="GreaterThanOrEqualToThreshold",
    AlarmActions=[${name}["PolicyARN"]],
)
`;
    const drawn = scaled(1, 'resource_id').replace(
      'MinCapacity=1,\n',
      'MinCapacity=1,\n#               ^ MinCapacity 1 → 0 while the queue is empty\n',
    );

    it('wakes a target that is there by the words of its own call', () => {
      fires(scaleToZero, {
        file: 'deploy.py',
        grade: 'likely',
        source: script(drawn + scaledIn('resource_id')),
        fixed: script(scaled(0, 'resource_id') + woken('wake_up') + scaledIn('resource_id')),
      });
    });

    it('sees a wake-up that is there', () => {
      fires(scaleToZero, {
        file: 'deploy.py',
        source: script(drawn + scaledIn('resource_id') + woken('response')),
        fixed: script(scaled(0, 'resource_id') + scaledIn('resource_id') + woken('response')),
      });
    });

    it("is silent where the script deletes its endpoint, or a policy may be anybody's", () => {
      silent(scaleToZero, { file: 'deploy.py', source: script('sm.delete_endpoint(EndpointName="ocr")\n') });
      silent(scaleToZero, {
        file: 'deploy.py',
        source: script(scaled(1, 'resource_id') + scaledIn('given_elsewhere')),
      });
      silent(scaleToZero, { file: 'deploy.py', source: script(scaled(0, 'resource_id')) });
    });

    it('is silent where a reservation holds the instances', () => {
      const capacity = '"InitialInstanceCount": 1, "CapacityReservationConfig": {"MlReservationArn": arn}';
      silent(scaleToZero, { file: 'deploy.py', source: script('', capacity) });
    });

    const hosted = (least: number, more = ''): string => `import boto3

sm = boto3.client("sagemaker")
sm.create_endpoint_config(
    EndpointConfigName="llm-config",
    ProductionVariants=[
        {
            "VariantName": "v1",
            "InstanceType": "ml.g5.12xlarge",
            "InitialInstanceCount": 1,
            "ManagedInstanceScaling": {"Status": "ENABLED", "MinInstanceCount": ${least}, "MaxInstanceCount": 2},
        }
    ],
)
sm.create_endpoint(EndpointName="llm-demo", EndpointConfigName="llm-config")
${more}`;
    const component = `sm.create_inference_component(
    InferenceComponentName="llama",
    EndpointName="llm-demo",
    VariantName="v1",
    Specification={"ModelName": "llama", "ComputeResourceRequirements": {"MinMemoryRequiredInMb": 1024}},
    RuntimeConfig={"CopyCount": 1},
)
`;

    it('takes inference components to zero, likely in a demo', () => {
      fires(scaleToZero, {
        file: 'deploy.py',
        grade: 'likely',
        preferred: false,
        source: hosted(1, component).replace(
          /(.*"MinInstanceCount": )1(.*)\n/,
          (line, before: string) =>
            `${line}#${' '.repeat(before.length - 1)}^ MinInstanceCount 1 → 0 while no copy is needed\n`,
        ),
      });
    });

    it('is silent where no component is in sight, or at zero', () => {
      silent(scaleToZero, { file: 'deploy.py', source: hosted(1) });
      silent(scaleToZero, { file: 'deploy.py', source: hosted(0, component) });
    });
  });

  describe('the Python SDK', () => {
    const cells = (deploy: string): string[] => [
      'from sagemaker.async_inference import AsyncInferenceConfig\nfrom sagemaker.pytorch import PyTorchModel',
      `model = PyTorchModel(model_data=a, role=r, framework_version="2.1", py_version="py310")\n${deploy}`,
    ];
    const config = 'async_inference_config=AsyncInferenceConfig(output_path=out)';

    it('speaks in notebooks that leave their endpoint up', () => {
      fires(scaleToZero, {
        file: 'ocr.ipynb',
        grade: 'likely',
        source: cells(`predictor = model.deploy(initial_instance_count=1, instance_type="ml.g5.xlarge", ${config})
#                                               ^ 1 instance at all times → 0 to 1 with the queue`),
      });
    });

    it('takes the name that the code gives where the result has none', () => {
      fires(scaleToZero, {
        file: 'deploy.py',
        source: cells(`name = "ocr"
model.deploy(1, "ml.g5.xlarge", ${config}, endpoint_name=name)
#            ^ 1 instance at all times → 0 to 1 with the queue`).join('\n'),
      });
    });

    const hosted = (
      scaling: string,
      resources = ', resources=needs',
      name = ', inference_component_name="llama"',
    ): string => `
from sagemaker.compute_resource_requirements.resource_requirements import ResourceRequirements
from sagemaker.enums import EndpointType
from sagemaker.huggingface import HuggingFaceModel

needs = ResourceRequirements(requests={"num_accelerators": 1, "memory": 16384, "copies": 2})
model = HuggingFaceModel(role=role, image_uri=image)
predictor = model.deploy(
    1,
    "ml.g5.12xlarge",
    endpoint_name="llama",
    endpoint_type=EndpointType.INFERENCE_COMPONENT_BASED,
    managed_instance_scaling=${scaling}${resources}${name},
)
`;
    const one = '{"MinInstanceCount": 1, "MaxInstanceCount": 2}';
    const squiggle =
      '#                                                 ^ MinInstanceCount 1 → 0 while no copy is needed\n';

    it('takes inference components to zero, whose scaling the SDK turns on itself', () => {
      fires(scaleToZero, {
        file: 'deploy.py',
        grade: 'consider',
        preferred: false,
        source: hosted(one).replace(/(managed_instance_scaling=.*\n)/, `$1${squiggle}`),
      });
    });

    it('has no name for a component that is given none', () => {
      fires(scaleToZero, {
        file: 'deploy.py',
        refused: 'notExpressible',
        source: hosted(one, ', resources=needs', '').replace(/(managed_instance_scaling=.*\n)/, `$1${squiggle}`),
      });
    });

    it('is silent of components at zero, and where the capacity is no component', () => {
      silent(scaleToZero, { file: 'deploy.py', source: hosted('{"MinInstanceCount": 0, "MaxInstanceCount": 2}') });
      silent(scaleToZero, { file: 'deploy.py', source: hosted(one, '', '') });
      silent(scaleToZero, { file: 'deploy.py', source: `${hosted(one)}predictor.delete_endpoint()\n` });
    });

    it('is silent in notebooks that delete it, and of real-time endpoints', () => {
      silent(scaleToZero, {
        file: 'ocr.ipynb',
        source: [...cells(`p = model.deploy(1, "ml.g5.xlarge", ${config})`), 'p.delete_endpoint()'],
      });
      silent(scaleToZero, { file: 'ocr.ipynb', source: cells('p = model.deploy(1, "ml.g5.xlarge")') });
    });

    it('is silent where the traffic never pauses', () => {
      const profile = { requestsPerDay: 200_000, secondsPerRequest: 2 };
      silent(scaleToZero, {
        file: 'deploy.py',
        settings: { profiles: { busy: profile }, endpoints: [{ match: { name: 'ocr' }, profile: 'busy' }] },
        source: cells(`model.deploy(1, "ml.g5.xlarge", ${config}, endpoint_name="ocr")`).join('\n'),
      });
    });
  });
});
