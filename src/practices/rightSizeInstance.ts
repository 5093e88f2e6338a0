import type { InstanceType } from '../catalogue';
import { servesInferenceComponents, type Deployment } from '../model/deployment';
import type { Proposal, Recipe } from '../model/proposal';
import { known, valueAt } from '../model/value';
import { ARTICLE, type Practice, type PracticeContext } from './practice';
import { weightsNote, weightsOf } from './weights';

const MANY_VCPU = 16;

/** A large instance whose size nobody seems to have measured. */
export const rightSizeInstance: Practice = {
  id: 'right-size-instance',
  aliases: [],
  title: 'Measure before you choose a large instance',
  articleName: 'Inference Recommender',
  why: `The larger the instance, the more of it stands idle when the guess was too high. SageMaker runs load tests of your model
over instance types and says what each serves at which latency: the size is then a measurement, and no guess of this advisor.`,
  sources: [
    ARTICLE,
    {
      text: 'Amazon SageMaker Inference Recommender',
      url: 'https://docs.aws.amazon.com/sagemaker/latest/dg/inference-recommender.html',
    },
    {
      text: 'SageMaker Python SDK: benchmark and recommendation jobs for generative AI (3.16.0, 2026-07-15)',
      url: 'https://github.com/aws/sagemaker-python-sdk/blob/master/CHANGELOG.md',
    },
  ],
  defaultVisibility: 'squiggle',
  waitsForWorkspace: true,
  detect: (context) =>
    context.workspace.benchmarks === true ? [] : context.deployments.flatMap((each) => proposalFor(context, each)),
};

function proposalFor(context: PracticeContext, deployment: Deployment): Proposal[] {
  const { catalogue, graph } = context;
  const type = catalogue.instanceType(known(deployment.instanceType) ?? '');
  if (type === undefined || !isLarge(type) || !isOneOfItsOwn(context, deployment)) return [];
  if (graph.observations.some((each) => each.kind === 'benchmark')) return [];
  const weights = weightsOf(graph, deployment);
  return [
    {
      practice: rightSizeInstance.id,
      deployment: deployment.id,
      resource: deployment.resource.id,
      path: [...deployment.path, 'InstanceType'],
      grade: 'consider',
      effort: 'code',
      subject: `${type.name} → a size that is measured`,
      title: 'Load test the size',
      changes: {},
      ops: [],
      preferred: false,
      recipe: recommendation(type),
      pricing: { kind: 'none', why: 'only a measurement says which size is enough' },
      notes: [
        ...(weights === null ? [] : [weightsNote(weights)]),
        'Nothing in the workspace runs `right_size()`, a recommendation job or a benchmark.',
        'A default job compares several types in about 45 minutes, an advanced one tests your own traffic pattern; both are billed for the instances they use.',
        type.accelerator === null
          ? 'Look at `CPUUtilization` and `MemoryUtilization` of the endpoint over a whole week, at the peak too.'
          : 'Look at `GPUUtilization` and `GPUMemoryUtilization` of the endpoint over a whole week, at the peak too.',
      ],
      generation: 0,
      retired: false,
      keep: () => true,
    },
  ];
}

/** A CPU type of 16 vCPU or more, or more than one GPU. */
function isLarge({ accelerator, vcpu }: InstanceType): boolean {
  return accelerator === null ? vcpu >= MANY_VCPU : accelerator.kind === 'nvidia' && accelerator.count > 1;
}

function isOneOfItsOwn({ graph }: PracticeContext, deployment: Deployment): boolean {
  if (deployment.kind !== 'endpoint-variant' || deployment.mode === 'serverless' || deployment.shadow) return false;
  // What is over in an hour isn't worth a load test.
  if (deployment.lifetime === 'session' || servesInferenceComponents(graph, deployment)) return false;
  return valueAt(deployment.capacity, ['CapacityReservationConfig']).kind === 'absent';
}

function recommendation(type: InstanceType): Recipe {
  const boto3 = `sm.create_inference_recommendations_job(
    JobName="size-my-model",
    JobType="Default",
    RoleArn=role,
    InputConfig={"ModelPackageVersionArn": model_package_arn},
)
`;
  const sdk = `model.right_size(
    sample_payload_url="s3://BUCKET/payload.tar.gz",
    supported_content_types=["application/json"],
    supported_instance_types=["${type.name}"],  # and the smaller ones that could do
    framework="PYTORCH",
)
`;
  return { title: 'Let Inference Recommender test it', snippets: { boto3, 'python-sdk': sdk } };
}
