import * as cdk from 'aws-cdk-lib';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sagemaker from 'aws-cdk-lib/aws-sagemaker';
import { Construct } from 'constructs';

/** The container that serves the model. */
const SERVING_IMAGE =
  '763104351884.dkr.ecr.eu-west-1.amazonaws.com/pytorch-inference:2.4.0-cpu-py311-ubuntu22.04-sagemaker';

export interface ReturnsStackProps extends cdk.StackProps {
  readonly instanceType: string;
  readonly instanceCount: number;
}

/** Says how likely it is that an order comes back. */
export class ReturnsStack extends cdk.Stack {
  constructor(scope: Construct, id: string, props: ReturnsStackProps) {
    super(scope, id, props);

    const model = new sagemaker.CfnModel(this, 'Model', {
      executionRoleArn: 'arn:aws:iam::111122223333:role/returns-hosting',
      primaryContainer: {
        image: SERVING_IMAGE,
        modelDataUrl: 's3://acme-models/returns/model.tar.gz',
      },
    });

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

    new logs.LogGroup(this, 'Logs', {
      logGroupName: `/aws/sagemaker/Endpoints/${endpoint.attrEndpointName}`,
      removalPolicy: cdk.RemovalPolicy.DESTROY,
    });
  }
}
