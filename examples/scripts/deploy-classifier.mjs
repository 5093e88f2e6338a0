// Deploys the ticket classifier behind an endpoint of its own.
//
//   node deploy-classifier.mjs 7 [--dry-run]
//
// The number is the tag of the image: the model is baked into it by the build. An endpoint that is there is moved to the new
// configuration; then a few tickets of each queue have to come out right, or the endpoint goes back to what it had.
import { parseArgs } from 'node:util';
import {
  CreateEndpointCommand,
  CreateEndpointConfigCommand,
  CreateModelCommand,
  DescribeEndpointCommand,
  SageMakerClient,
  UpdateEndpointCommand,
  waitUntilEndpointInService,
} from '@aws-sdk/client-sagemaker';
import { InvokeEndpointCommand, SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { 'dry-run': { type: 'boolean', default: false } },
});
const [tag = ''] = positionals;
if (!/^\d+$/.test(tag)) {
  console.error('usage: node deploy-classifier.mjs TAG [--dry-run]');
  process.exit(2);
}

const region = process.env.AWS_REGION ?? 'eu-central-1';
const client = new SageMakerClient({ region });
const runtime = new SageMakerRuntimeClient({ region });

const name = 'ticket-classifier';
const REPOSITORY = '111122223333.dkr.ecr.eu-central-1.amazonaws.com/ticket-classifier';

/** Tickets whose queue is beyond doubt. */
const KNOWN = [
  { text: 'Where is my parcel? It was due on Monday.', queue: 'delivery' },
  { text: 'The invoice shows the wrong VAT number.', queue: 'billing' },
  { text: 'The zip of the jacket is broken after a week.', queue: 'returns' },
  { text: 'I cannot log in since the update.', queue: 'account' },
];

/** @returns {Promise<string | undefined>} the configuration that the endpoint has now */
async function present() {
  try {
    const { EndpointConfigName } = await client.send(new DescribeEndpointCommand({ EndpointName: name }));
    return EndpointConfigName;
  } catch (error) {
    if (error.name === 'ValidationException') return undefined;
    throw error;
  }
}

/** Waits for the endpoint, half an hour at most. */
async function settled() {
  await waitUntilEndpointInService({ client, maxWaitTime: 1800, minDelay: 15, maxDelay: 30 }, { EndpointName: name });
}

/** @param {string} text */
async function queueOf(text) {
  const { Body } = await runtime.send(
    new InvokeEndpointCommand({
      EndpointName: name,
      ContentType: 'application/json',
      Body: JSON.stringify({ text }),
    }),
  );
  const { queue, score } = JSON.parse(new TextDecoder().decode(Body));
  return score < 0.5 ? 'unsure' : queue;
}

/** @returns {Promise<string[]>} what came out wrong */
async function mistakes() {
  const found = [];
  for (const { text, queue } of KNOWN) {
    const answer = await queueOf(text);
    console.log(`${answer === queue ? 'ok   ' : 'WRONG'} ${answer.padEnd(10)} ${text}`);
    if (answer !== queue) found.push(text);
  }
  return found;
}

const before = await present();
console.log(`${name}:${tag} in ${region}, ${before === undefined ? 'a new endpoint' : `in place of ${before}`}`);
if (values['dry-run']) process.exit(0);

const release = `${name}-${tag}`;
await client.send(
  new CreateModelCommand({
    ModelName: release,
    ExecutionRoleArn: process.env.HOSTING_ROLE_ARN,
    PrimaryContainer: {
      Image: `${REPOSITORY}:${tag}`,
      Environment: { LANGUAGES: 'de,en,fr', LOG_LEVEL: 'info' },
    },
  }),
);
const variant = {
  VariantName: 'AllTraffic',
  ModelName: release,
  InstanceType: 'ml.c5.2xlarge',
  InitialInstanceCount: 1,
};
await client.send(new CreateEndpointConfigCommand({ EndpointConfigName: release, ProductionVariants: [variant] }));

if (before === undefined) {
  await client.send(new CreateEndpointCommand({ EndpointName: name, EndpointConfigName: release }));
} else {
  await client.send(new UpdateEndpointCommand({ EndpointName: name, EndpointConfigName: release }));
}
await settled();

const wrong = await mistakes();
if (wrong.length > 0 && before !== undefined) {
  console.error(`${wrong.length} of ${KNOWN.length} tickets came out wrong: back to ${before}`);
  await client.send(new UpdateEndpointCommand({ EndpointName: name, EndpointConfigName: before }));
  await settled();
}
process.exit(wrong.length === 0 ? 0 : 1);
