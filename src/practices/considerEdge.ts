import type { Deployment } from '../model/deployment';
import type { Resource } from '../model/resource';
import { ARTICLE, type Practice } from './practice';
import { reportOnly } from './reportOnly';

/** An endpoint that devices call: the model might run on them. */
export const considerEdge: Practice = {
  id: 'consider-edge',
  aliases: [],
  title: 'Run the model on the devices that ask for it',
  articleName: 'Inference at the edge',
  why: `A device that sends its data to an endpoint and waits uses the network, an instance that stands by, and time. Where the
model is small enough, the device's own processor, which is powered anyway, can do it.`,
  sources: [
    ARTICLE,
    {
      text: 'AWS IoT Greengrass V2: machine learning inference',
      url: 'https://docs.aws.amazon.com/greengrass/v2/developerguide/perform-machine-learning-inference.html',
    },
  ],
  defaultVisibility: 'report',
  waitsForWorkspace: true,
  detect: ({ deployments, workspace }) => {
    const endpoints = new Map<Resource, Deployment>();
    for (const deployment of deployments)
      if (deployment.endpoint !== null && !endpoints.has(deployment.endpoint))
        endpoints.set(deployment.endpoint, deployment);
    return [...endpoints].flatMap(([endpoint, deployment]) => {
      const caller = workspace.callersOf?.(endpoint)?.find((each) => each.kind === 'edge');
      if (caller === undefined) return [];
      return reportOnly({
        practice: considerEdge.id,
        deployment: deployment.id,
        resource: endpoint.id,
        path: ['EndpointName'],
        grade: 'consider',
        effort: 'model',
        subject: 'devices call this endpoint → the model on the device',
        title: 'Run the model on the device',
        why: 'what a device uses for it, and how many there are, is not in the code',
        notes: [
          `\`${caller.file}\` runs on devices and calls this endpoint.`,
          'For the device: requests that are many or large, a network that fails or costs, answers that have to be quick, data that should stay.',
          'For the endpoint: a model too large for the device, devices that can not be updated, models that change every day, few requests.',
          'Compile and quantise the model for the device, and keep the endpoint for those that can not run it.',
        ],
      });
    });
  },
};
