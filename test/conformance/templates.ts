/** Templates of several styles with everything that fixes are about. */
const SCALED = `AWSTemplateFormatVersion: '2010-09-09'
Parameters:
  InstanceType: {Type: String, Default: ml.m5.large}
  Role: {Type: String}
Resources:
    Model:
        Type: "AWS::SageMaker::Model"
        Properties:
            ExecutionRoleArn: !Ref Role
            PrimaryContainer:
                Image: 763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch-inference:2.3.0-cpu-py311
                ModelDataUrl: s3://models/a.tar.gz
    Config:
        Type: "AWS::SageMaker::EndpointConfig"
        Properties:
            EndpointConfigName: !Sub "\${AWS::StackName}-config"
            ProductionVariants:
            -   VariantName: AllTraffic
                ModelName: !GetAtt Model.ModelName
                InstanceType: !Ref InstanceType
                InitialInstanceCount: 1
                VolumeSizeInGB: 30
    Endpoint:
        Type: "AWS::SageMaker::Endpoint"
        Properties: {EndpointConfigName: !GetAtt Config.EndpointConfigName}
    Target:
        Type: "AWS::ApplicationAutoScaling::ScalableTarget"
        Properties:
            ServiceNamespace: sagemaker
            ResourceId: !Sub endpoint/\${Endpoint.EndpointName}/variant/AllTraffic
            ScalableDimension: sagemaker:variant:DesiredInstanceCount
            MinCapacity: 1
            MaxCapacity: 3
    Policy:
        Type: "AWS::ApplicationAutoScaling::ScalingPolicy"
        Properties:
            PolicyName: invocations
            PolicyType: TargetTrackingScaling
            ScalingTargetId: !Ref Target
            TargetTrackingScalingPolicyConfiguration:
                TargetValue: 100
                PredefinedMetricSpecification: {PredefinedMetricType: SageMakerVariantInvocationsPerInstance}
    Logs:
        Type: "AWS::Logs::LogGroup"
`;

const LONG_FORM = {
  Parameters: { Role: { Type: 'String' }, Count: { Type: 'Number', Default: 2 } },
  Resources: {
    Model: {
      Type: 'AWS::SageMaker::Model',
      Properties: {
        ModelName: 'ranking-model',
        ExecutionRoleArn: { Ref: 'Role' },
        PrimaryContainer: { Image: '763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch-inference:2.3.0-cpu-py311' },
      },
    },
    Config: {
      Type: 'AWS::SageMaker::EndpointConfig',
      Properties: {
        EndpointConfigName: 'ranking-config',
        ProductionVariants: [
          {
            VariantName: 'blue',
            ModelName: 'ranking-model',
            InstanceType: 'ml.m5.2xlarge',
            InitialInstanceCount: { Ref: 'Count' },
          },
        ],
      },
      DependsOn: ['Model'],
    },
    Endpoint: {
      Type: 'AWS::SageMaker::Endpoint',
      Properties: { EndpointName: 'ranking', EndpointConfigName: { 'Fn::GetAtt': ['Config', 'EndpointConfigName'] } },
    },
    Logs: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/aws/sagemaker/Endpoints/ranking' } },
  },
};

export const TEMPLATES: Readonly<Record<string, string>> = {
  'scaled.yaml': SCALED,
  'scaled-crlf.yaml': SCALED.replaceAll('\n', '\r\n'),
  'long-form.json': `${JSON.stringify(LONG_FORM, null, 4)}\n`,
  'tabs.json': JSON.stringify(LONG_FORM, null, '\t'),
  'tight.json': JSON.stringify(LONG_FORM),
};
