import * as cdk from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as actions from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sagemaker from 'aws-cdk-lib/aws-sagemaker';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as subscriptions from 'aws-cdk-lib/aws-sns-subscriptions';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';

/** The container that serves the model. */
const SERVING_IMAGE =
  '763104351884.dkr.ecr.eu-west-1.amazonaws.com/pytorch-inference:2.4.0-cpu-py311-ubuntu22.04-sagemaker';

export interface ReturnsStackProps extends cdk.StackProps {
  readonly instanceType: string;
  readonly instanceCount: number;
  /** Who is told when the model does not answer. */
  readonly onCall?: string;
  /** What the shop waits for an answer. */
  readonly slowest?: cdk.Duration;
}

/** Says how likely it is that an order comes back. */
export class ReturnsStack extends cdk.Stack {
  /** What the shop asks. */
  readonly endpointName: string;

  constructor(scope: Construct, id: string, props: ReturnsStackProps) {
    super(scope, id, props);

    const models = s3.Bucket.fromBucketName(this, 'Models', 'acme-models');
    const role = this.hostingRole(models);

    const model = new sagemaker.CfnModel(this, 'Model', {
      executionRoleArn: role.roleArn,
      primaryContainer: {
        image: SERVING_IMAGE,
        modelDataUrl: 's3://acme-models/returns/model.tar.gz',
        environment: {
          SAGEMAKER_PROGRAM: 'returns.py',
          SAGEMAKER_MODEL_SERVER_WORKERS: '2',
        },
      },
    });
    // The model is fetched when it is made: the role has to have its policy by then.
    model.node.addDependency(role);

    const config = new sagemaker.CfnEndpointConfig(this, 'Config', {
      productionVariants: [
        {
          variantName: 'AllTraffic',
          modelName: model.attrModelName,
          instanceType: props.instanceType,
          initialInstanceCount: props.instanceCount,
          initialVariantWeight: 1,
        },
      ],
    });

    const endpoint = new sagemaker.CfnEndpoint(this, 'Endpoint', {
      endpointConfigName: config.attrEndpointConfigName,
    });
    this.endpointName = endpoint.attrEndpointName;

    new ssm.StringParameter(this, 'EndpointParameter', {
      parameterName: `/returns/${id}/endpoint`,
      description: 'Read by the shop when an order is placed',
      stringValue: this.endpointName,
    });
    this.alarms(props);

    new logs.LogGroup(this, 'Logs', {
      logGroupName: `/aws/sagemaker/Endpoints/${endpoint.attrEndpointName}`,
      removalPolicy: cdk.RemovalPolicy.DESTROY,
    });

    new cdk.CfnOutput(this, 'EndpointName', { value: this.endpointName });
  }

  /** What the container may do: fetch its model and its image, write its logs and metrics. */
  private hostingRole(models: s3.IBucket): iam.Role {
    const role = new iam.Role(this, 'HostingRole', {
      assumedBy: new iam.ServicePrincipal('sagemaker.amazonaws.com'),
      description: 'The endpoint that scores returns',
    });
    models.grantRead(role, 'returns/*');
    role.addToPolicy(
      new iam.PolicyStatement({
        actions: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer', 'ecr:GetAuthorizationToken'],
        resources: ['*'],
      }),
    );
    role.addToPolicy(
      new iam.PolicyStatement({
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents', 'cloudwatch:PutMetricData'],
        resources: ['*'],
      }),
    );
    return role;
  }

  /** Orders go on without a score when the model fails or is slow: nobody would notice. */
  private alarms({ onCall, slowest = cdk.Duration.millis(300) }: ReturnsStackProps): void {
    const errors = new cloudwatch.Alarm(this, 'Errors', {
      alarmDescription: 'Orders are let through without a score',
      metric: this.metric('Invocation5XXErrors', cloudwatch.Stats.SUM),
      threshold: 3,
      evaluationPeriods: 2,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    });
    const slow = new cloudwatch.Alarm(this, 'Slow', {
      alarmDescription: 'Customers wait for the model when they order',
      metric: this.metric('ModelLatency', cloudwatch.Stats.percentile(95)),
      // The metric is in microseconds.
      threshold: slowest.toMilliseconds() * 1000,
      evaluationPeriods: 3,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    });
    if (onCall === undefined) return;

    const topic = new sns.Topic(this, 'OnCall');
    topic.addSubscription(new subscriptions.EmailSubscription(onCall));
    for (const alarm of [errors, slow]) alarm.addAlarmAction(new actions.SnsAction(topic));
  }

  private metric(metricName: string, statistic: string): cloudwatch.Metric {
    return new cloudwatch.Metric({
      namespace: 'AWS/SageMaker',
      metricName,
      statistic,
      period: cdk.Duration.minutes(5),
      dimensionsMap: { EndpointName: this.endpointName, VariantName: 'AllTraffic' },
    });
  }
}
