import { resourcesOf } from '../model/graph';
import type { Proposal } from '../model/proposal';
import type { ResourceType } from '../model/resource';
import { ARTICLE, type Practice } from './practice';

const KINDS: readonly ResourceType[] = ['DeviceFleet', 'EdgeDevice', 'EdgePackagingJob', 'EdgeDeploymentPlan'];

/** Edge Manager, which has been discontinued: Greengrass with a compiled model does its work. */
export const retiredEdgeManager: Practice = {
  id: 'retired-edge-manager',
  aliases: [],
  title: 'Move off Edge Manager, which has ended',
  articleName: 'Edge Manager',
  why: `SageMaker Edge Manager was discontinued on 26 April 2024. Its calls are still in the SDKs, and fail. A model runs on devices
as a component of AWS IoT Greengrass V2, compiled for the device (ONNX Runtime, or SageMaker Neo where it supports the framework).`,
  sources: [
    ARTICLE,
    {
      text: 'SageMaker Edge Manager: end of life',
      url: 'https://docs.aws.amazon.com/sagemaker/latest/dg/edge-eol.html',
    },
    {
      text: 'AWS IoT Greengrass V2: machine learning inference',
      url: 'https://docs.aws.amazon.com/greengrass/v2/developerguide/perform-machine-learning-inference.html',
    },
  ],
  defaultVisibility: 'squiggle',
  detect: ({ graph }) =>
    KINDS.flatMap((type) => resourcesOf(graph, type)).map((resource): Proposal => ({
      practice: retiredEdgeManager.id,
      deployment: null,
      resource: resource.id,
      path: [],
      grade: 'certain',
      effort: 'code',
      subject: 'Edge Manager ended in April 2024 → Greengrass V2 component',
      title: 'Deploy the model with Greengrass V2',
      changes: {},
      ops: [],
      preferred: false,
      recipe: null,
      pricing: { kind: 'none', why: 'a service that has ended costs nothing' },
      notes: [
        'Compile the model for the device first: ONNX Runtime, or SageMaker Neo where it still supports the framework.',
        'Package it as a Greengrass V2 component with its runtime, and deploy that to the devices or a thing group.',
        'What Edge Manager captured on the device, a component has to send to S3 by itself (stream manager does that).',
      ],
      generation: 0,
      retired: true,
      keep: () => true,
    })),
};
