import { containersOf, resourcesOf } from '../model/graph';
import { valueAt, type Value } from '../model/value';
import { removals } from './elasticInferenceRemoval';
import { ARTICLE, type Practice, type PracticeContext } from './practice';

/** Elastic Inference is gone: what asks for it can't be created any more. */
export const retiredElasticInference: Practice = {
  id: 'retired-elastic-inference',
  aliases: [],
  title: 'Remove Elastic Inference, which is retired',
  articleName: 'Elastic Inference for the right amount of GPU',
  why: `The article of 2022 recommends Elastic Inference. AWS took no new customers from April 2023, and its documentation now says
that the service is no longer available: an endpoint, task or instance that asks for it can't be created. The API's lists still hold
its names, so nothing warns before the deployment fails.`,
  sources: [
    ARTICLE,
    {
      text: 'Amazon EC2 API: "Amazon Elastic Inference is no longer available"',
      url: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ElasticInferenceAccelerator.html',
    },
    {
      text: 'SageMaker Python SDK: the frameworks and versions with Elastic Inference images (commit a248126, 2026-08-21)',
      url: 'https://github.com/aws/sagemaker-python-sdk/tree/a24812666d258d9d19c9a82d0c9385ca0bd3ba01/sagemaker-core/src/sagemaker/core/image_uri_config',
    },
  ],
  defaultVisibility: 'squiggle',
  detect: (context) => (mayAsk(context) ? removals(context) : []),
};

/** Most code doesn't: what changes it then isn't loaded. */
function mayAsk({ deployments, graph }: PracticeContext): boolean {
  return (
    deployments.some(({ capacity }) => valueAt(capacity, ['AcceleratorType']).kind !== 'absent') ||
    resourcesOf(graph, 'Model').some((model) =>
      containersOf(model).some(
        ({ container }) =>
          valueAt(container, ['ImageRetrieve', 'accelerator_type']).kind !== 'absent' ||
          isForIt(valueAt(container, ['Image'])),
      ),
    ) ||
    (['TaskDefinition', 'Instance', 'LaunchTemplate'] as const).some((type) => resourcesOf(graph, type).length > 0)
  );
}

function isForIt(image: Value): boolean {
  const parts = image.kind === 'interpolation' ? image.parts : [image];
  return parts.some((part) => part.kind === 'scalar' && String(part.value).includes('eia'));
}
