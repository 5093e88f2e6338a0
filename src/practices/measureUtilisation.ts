import type { Deployment } from '../model/deployment';
import { property } from '../model/graph';
import type { Proposal, Recipe } from '../model/proposal';
import type { Resource } from '../model/resource';
import { asString, known } from '../model/value';
import { ARTICLE, type Practice, type PracticeContext } from './practice';
import { reportOnly } from './reportOnly';
import { variantNameOf } from './variant';

/** An endpoint on instances that no alarm and no dashboard looks at. */
export const measureUtilisation: Practice = {
  id: 'measure-utilisation',
  aliases: [],
  title: 'Measure how busy the instances are',
  articleName: 'Measure results and improve',
  why: `Nobody makes smaller what nobody measures. SageMaker writes the utilisation of each instance to CloudWatch by itself;
an alarm on little use, or a dashboard that is looked at, is what turns it into a smaller type or fewer instances.`,
  sources: [
    ARTICLE,
    {
      text: 'SageMaker metrics in CloudWatch',
      url: 'https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch.html',
    },
  ],
  defaultVisibility: 'report',
  waitsForWorkspace: true,
  detect: (context) => {
    const endpoints = new Map<Resource, Deployment>();
    for (const deployment of context.deployments)
      if (isOnInstances(deployment) && deployment.endpoint !== null && !endpoints.has(deployment.endpoint))
        endpoints.set(deployment.endpoint, deployment);
    return [...endpoints].flatMap(([endpoint, deployment]) => proposalFor(context, endpoint, deployment));
  },
};

/** What a notebook starts and deletes is over before there is anything to measure. */
function isOnInstances({ kind, mode, lifetime }: Deployment): boolean {
  return kind === 'endpoint-variant' && mode !== 'serverless' && lifetime !== 'session';
}

function proposalFor(context: PracticeContext, endpoint: Resource, deployment: Deployment): Proposal[] {
  const type = context.catalogue.instanceType(known(deployment.instanceType) ?? '');
  if (context.workspace.utilisationWatchOf?.(endpoint) !== 'none') return [];
  const metrics = ['CPUUtilization', 'MemoryUtilization', 'DiskUtilization'];
  if (type === undefined || type.accelerator?.kind === 'nvidia') metrics.push('GPUUtilization', 'GPUMemoryUtilization');
  return [
    reportOnly({
      practice: measureUtilisation.id,
      deployment: deployment.id,
      resource: endpoint.id,
      path: ['EndpointName'],
      grade: 'consider',
      effort: 'code',
      subject: 'nobody watches how busy it is → alarm and dashboard',
      title: 'Watch the utilisation',
      why: 'measuring changes nothing by itself',
      recipe: alarm(endpoint, deployment),
      notes: [
        `Metrics of the instances, in \`/aws/sagemaker/Endpoints\`: ${metrics.map((name) => `\`${name}\``).join(', ')}.`,
        '`CPUUtilization` and `GPUUtilization` add up over all cores and GPUs: four vCPUs go up to 400 %.',
        'Of the requests, in `AWS/SageMaker`: `Invocations`, `InvocationsPerInstance`, `ModelLatency`.',
        "What grows unseen: the bucket of captured data (`BucketSizeBytes`), and `storedBytes` of the endpoint's log group.",
      ],
    }),
  ];
}

function alarm(endpoint: Resource, deployment: Deployment): Recipe {
  const name = known(asString(property(endpoint, 'EndpointName'))) ?? 'NAME-OF-THE-ENDPOINT';
  const variant = variantNameOf(deployment) ?? 'NAME-OF-THE-VARIANT';
  return {
    title: 'An alarm on a week of little use: replace the threshold by yours',
    snippets: {
      cloudformation: `  LittleUsed:
    Type: AWS::CloudWatch::Alarm
    Properties:
      AlarmDescription: Hardly used for a week - a smaller type, fewer instances or serverless would do
      Namespace: /aws/sagemaker/Endpoints
      MetricName: CPUUtilization
      Dimensions:
        - { Name: EndpointName, Value: ${name} }
        - { Name: VariantName, Value: ${variant} }
      Statistic: Maximum
      Period: 86400
      EvaluationPeriods: 7
      Threshold: 20 # replace by yours: percent, added up over all vCPUs
      ComparisonOperator: LessThanThreshold
`,
      boto3: `cloudwatch.put_metric_alarm(
    AlarmName="${name}-little-used",
    Namespace="/aws/sagemaker/Endpoints",
    MetricName="CPUUtilization",
    Dimensions=[
        {"Name": "EndpointName", "Value": "${name}"},
        {"Name": "VariantName", "Value": "${variant}"},
    ],
    Statistic="Maximum",
    Period=86400,
    EvaluationPeriods=7,
    Threshold=20,  # replace by yours: percent, added up over all vCPUs
    ComparisonOperator="LessThanThreshold",
)
`,
    },
  };
}
