import type { Recipe } from '../model/proposal';
import { ARTICLE, type Practice } from './practice';
import { reportOnly } from './reportOnly';
import { chainsOf } from './sharing';

/** One endpoint's answer is the next one's request: both containers on one endpoint. */
export const useInferencePipeline: Practice = {
  id: 'use-inference-pipeline',
  aliases: [],
  title: 'Chain models inside of one endpoint',
  articleName: 'Inference pipelines',
  why: `Two endpoints in a row keep two sets of instances up and send each request over the network twice. An inference pipeline
runs the containers one after the other on the same instances.`,
  sources: [
    ARTICLE,
    {
      text: 'Inference pipelines in Amazon SageMaker',
      url: 'https://docs.aws.amazon.com/sagemaker/latest/dg/inference-pipelines.html',
    },
  ],
  defaultVisibility: 'report',
  waitsForWorkspace: true,
  detect: () => [],
  detectAcross: (context) =>
    chainsOf(context).flatMap(({ from, to }) => {
      const { deployment } = from;
      if ([from, to].some((each) => each.deployment.mode !== 'realtime')) return [];
      return reportOnly({
        practice: useInferencePipeline.id,
        deployment: deployment.id,
        resource: deployment.resource.id,
        path: [...deployment.path, 'InstanceType'],
        grade: 'likely',
        effort: 'model',
        subject: 'two endpoints in a row → one inference pipeline',
        title: 'Chain both in one pipeline',
        why: 'how much memory and time each model needs is not in the code',
        pricing: { kind: 'shared', deployments: [deployment.id, to.deployment.id] },
        recipe: RECIPE,
        notes: [
          `The answer of \`${deployment.name}\` is sent on to \`${to.deployment.name}\`.`,
          'Whatever the code does between the two has to move into one of the containers.',
          'It fits where nobody else calls the two by themselves, and where both scale alike.',
        ],
      });
    }),
};

const RECIPE: Recipe = {
  title: 'Both models as one, their containers in order',
  snippets: {
    'python-sdk': `from sagemaker.pipeline import PipelineModel

pipeline = PipelineModel(models=[first_model, second_model], role=role)
predictor = pipeline.deploy(initial_instance_count=1, instance_type=instance_type, endpoint_name="chained")
`,
    cloudformation: `      Containers: # in place of PrimaryContainer, in their order
        - { Image: ..., ModelDataUrl: ... }
        - { Image: ..., ModelDataUrl: ... }
      InferenceExecutionConfig: { Mode: Serial }
`,
    terraform: `  # in place of primary_container, in their order
  container {
    image          = var.first_image
    model_data_url = var.first_data
  }
  container {
    image          = var.second_image
    model_data_url = var.second_data
  }
  inference_execution_config {
    mode = "Serial"
  }
`,
    boto3: `sm.create_model(
    ModelName="chained",
    ExecutionRoleArn=role,
    Containers=[
        {"Image": first_image, "ModelDataUrl": first_data},
        {"Image": second_image, "ModelDataUrl": second_data},
    ],
    InferenceExecutionConfig={"Mode": "Serial"},
)
`,
  },
};
