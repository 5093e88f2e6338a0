// Deploys the ticket classifier behind an endpoint of its own.
import {
  CreateEndpointCommand,
  CreateEndpointConfigCommand,
  CreateModelCommand,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';

const region = process.env.AWS_REGION ?? 'eu-central-1';
const client = new SageMakerClient({ region });

const name = 'ticket-classifier';
const variant = {
  VariantName: 'AllTraffic',
  ModelName: name,
  InstanceType: 'ml.c5.2xlarge',
  InitialInstanceCount: 1,
};

await client.send(
  new CreateModelCommand({
    ModelName: name,
    ExecutionRoleArn: process.env.HOSTING_ROLE_ARN,
    PrimaryContainer: {
      Image: '111122223333.dkr.ecr.eu-central-1.amazonaws.com/ticket-classifier:7',
    },
  }),
);
await client.send(new CreateEndpointConfigCommand({ EndpointConfigName: name, ProductionVariants: [variant] }));
await client.send(new CreateEndpointCommand({ EndpointName: name, EndpointConfigName: name }));
