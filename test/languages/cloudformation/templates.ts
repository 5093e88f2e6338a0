/** Templates as people write them, for tests of reading. */

/** Parameters without default, their values beside the template; half the file are other people's resources. */
export const PROJECT = `AWSTemplateFormatVersion: '2010-09-09'
Description: Endpoint of the churn model
Parameters:
  StageName:
    Type: String
    AllowedValues: [staging, prod]
  EndpointInstanceType:
    Type: String
    Description: The type of the endpoint's instances
  EndpointInstanceCount:
    Type: Number
    Default: 1 # one is enough to start with
  DataBucket: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /churn/bucket}
Mappings:
  Images:
    us-east-1: {Inference: '763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch-inference:2.0.1-cpu-py310'}
    eu-west-1: {Inference: '763104351884.dkr.ecr.eu-west-1.amazonaws.com/pytorch-inference:2.0.1-cpu-py310'}
Conditions:
  IsProd: !Equals [!Ref StageName, prod]
  IsStaging: !Not [!Condition IsProd]
Resources:
  ExecutionRole:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: '2012-10-17'
        Statement:
          - Effect: Allow
            Principal: {Service: sagemaker.amazonaws.com}
            Action: sts:AssumeRole
      RoleName: !Sub 'churn-\${StageName}-\${EndpointInstanceType}'

  # 🌱 the model
  Model:
    Type: AWS::SageMaker::Model
    Properties:
      ExecutionRoleArn: !GetAtt ExecutionRole.Arn
      PrimaryContainer:
        Image: !FindInMap [Images, !Ref AWS::Region, Inference]
        ModelDataUrl: !Sub s3://\${DataBucket}/model.tar.gz

  EndpointConfig:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: !GetAtt Model.ModelName
          InstanceType: !Ref EndpointInstanceType
          InitialInstanceCount: !Ref EndpointInstanceCount
          InitialVariantWeight: 1.0
      DataCaptureConfig: !If
        - IsProd
        - EnableCapture: true
          InitialSamplingPercentage: 100
          DestinationS3Uri: !Sub s3://\${DataBucket}/capture
          CaptureOptions: [{CaptureMode: Input}]
        - !Ref AWS::NoValue

  Endpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointName: !Sub 'churn-\${StageName}'
      EndpointConfigName: !GetAtt EndpointConfig.EndpointConfigName

  ScalingTarget:
    Type: AWS::ApplicationAutoScaling::ScalableTarget
    Condition: IsProd
    Properties:
      MinCapacity: 1
      MaxCapacity: 4
      ResourceId: !Sub 'endpoint/\${Endpoint.EndpointName}/variant/AllTraffic'
      RoleARN: !GetAtt ExecutionRole.Arn
      ScalableDimension: sagemaker:variant:DesiredInstanceCount
      ServiceNamespace: sagemaker

  ScalingPolicy:
    Type: AWS::ApplicationAutoScaling::ScalingPolicy
    Condition: IsProd
    Properties:
      PolicyName: invocations
      PolicyType: TargetTrackingScaling
      ScalingTargetId: !Ref ScalingTarget
      TargetTrackingScalingPolicyConfiguration:
        TargetValue: 70
        PredefinedMetricSpecification:
          PredefinedMetricType: SageMakerVariantInvocationsPerInstance

  LogGroup:
    Type: AWS::Logs::LogGroup
    Properties:
      LogGroupName: !Sub /aws/sagemaker/Endpoints/churn-\${StageName}

Outputs:
  InstanceType:
    Description: What it runs on
    Value: !Ref EndpointInstanceType
`;

/** The same kind of thing in JSON, with the long forms. */
export const PROJECT_JSON = JSON.stringify(
  {
    Parameters: { Type: { Type: 'String', Default: 'ml.m5.xlarge', AllowedValues: ['ml.m5.xlarge', 'ml.c5.xlarge'] } },
    Resources: {
      Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: { 'Fn::Sub': 'r-${Type}' } } },
      Model: {
        Type: 'AWS::SageMaker::Model',
        Properties: {
          ModelName: 'm',
          PrimaryContainer: {
            Image: {
              'Fn::Join': ['', ['763104351884.dkr.ecr.', { Ref: 'AWS::Region' }, '.amazonaws.com/xgboost:1.7-1']],
            },
          },
        },
      },
      Config: {
        Type: 'AWS::SageMaker::EndpointConfig',
        Metadata: { sagegreen: { ignore: ['use-serverless'], reason: 'needs a VPC' } },
        Properties: {
          ProductionVariants: [
            { VariantName: 'v', ModelName: 'm', InstanceType: { Ref: 'Type' }, InitialInstanceCount: '2' },
          ],
        },
      },
      Endpoint: {
        Type: 'AWS::SageMaker::Endpoint',
        Properties: { EndpointConfigName: { 'Fn::GetAtt': ['Config', 'EndpointConfigName'] } },
      },
    },
  },
  null,
  2,
);

/** Anchors, aliases and merge keys. */
export const ANCHORED = `Resources:
  Role: &role
    Type: AWS::IAM::Role
    Properties: {Tags: &tags [{Key: team, Value: ml}]}
  A:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      Tags: *tags
      ProductionVariants:
        - &variant
          VariantName: a
          InstanceType: &type ml.m5.xlarge
          InitialInstanceCount: 1
  B:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - <<: *variant
          VariantName: b
        - VariantName: c
          InstanceType: *type
          InitialInstanceCount: 2
`;

/** All of it in YAML's flow style. */
export const FLOW = `{Resources: {Config: {Type: 'AWS::SageMaker::EndpointConfig', Properties:
  {ProductionVariants: [{VariantName: v, InstanceType: ml.m5.xlarge, InitialInstanceCount: 1}]}}}}
`;
