import type { Deployment } from '../model/deployment';
import { property } from '../model/graph';
import type { Proposal, Recipe } from '../model/proposal';
import type { Dialect, Resource } from '../model/resource';
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
  const watched = type?.accelerator?.kind === 'nvidia' ? GPU : CPU;
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
      recipe: alarm(endpoint, deployment, watched),
      notes: [
        ...(watched === GPU
          ? ['On a GPU type watch `GPUUtilization`: the CPU of its host says little of the model.']
          : []),
        `Metrics of the instances, in \`/aws/sagemaker/Endpoints\`: ${metrics.map((name) => `\`${name}\``).join(', ')}.`,
        '`CPUUtilization` and `GPUUtilization` add up over all cores and GPUs: four vCPUs go up to 400 %.',
        'Of the requests, in `AWS/SageMaker`: `Invocations`, `InvocationsPerInstance`, `ModelLatency`.',
        "What grows unseen: the bucket of captured data (`BucketSizeBytes`), and `storedBytes` of the endpoint's log group.",
      ],
    }),
  ];
}

/** What is watched, and over what its percentage adds up. */
interface Watched {
  readonly metric: 'CPUUtilization' | 'GPUUtilization';
  readonly over: 'vCPUs' | 'GPUs';
}

const CPU: Watched = { metric: 'CPUUtilization', over: 'vCPUs' };
const GPU: Watched = { metric: 'GPUUtilization', over: 'GPUs' };

interface Alarm {
  readonly name: string;
  readonly variant: string;
  readonly metric: Watched['metric'];
  /** What the threshold means. */
  readonly threshold: string;
}

function alarm(endpoint: Resource, deployment: Deployment, { metric, over }: Watched): Recipe {
  const written: Alarm = {
    name: known(asString(property(endpoint, 'EndpointName'))) ?? 'NAME-OF-THE-ENDPOINT',
    variant: variantNameOf(deployment) ?? 'NAME-OF-THE-VARIANT',
    metric,
    threshold: `replace by yours: percent, added up over all ${over}`,
  };
  return {
    title: 'An alarm on a week of little use: replace the threshold by yours',
    snippets: Object.fromEntries(Object.entries(TEXTS).map(([dialect, text]) => [dialect, text(written)])),
  };
}

type AlarmText = (alarm: Alarm) => string;

const PYTHON: AlarmText = ({ name, variant, metric, threshold }) => `cloudwatch.put_metric_alarm(
    AlarmName="${name}-little-used",
    Namespace="/aws/sagemaker/Endpoints",
    MetricName="${metric}",
    Dimensions=[
        {"Name": "EndpointName", "Value": "${name}"},
        {"Name": "VariantName", "Value": "${variant}"},
    ],
    Statistic="Maximum",
    Period=86400,
    EvaluationPeriods=7,
    Threshold=20,  # ${threshold}
    ComparisonOperator="LessThanThreshold",
)
`;

const TEXTS: Readonly<Record<Dialect, AlarmText>> = {
  cloudformation: ({ name, variant, metric, threshold }) => `  LittleUsed:
    Type: AWS::CloudWatch::Alarm
    Properties:
      AlarmDescription: Hardly used for a week - a smaller type, fewer instances or serverless would do
      Namespace: /aws/sagemaker/Endpoints
      MetricName: ${metric}
      Dimensions:
        - { Name: EndpointName, Value: ${name} }
        - { Name: VariantName, Value: ${variant} }
      Statistic: Maximum
      Period: 86400
      EvaluationPeriods: 7
      Threshold: 20 # ${threshold}
      ComparisonOperator: LessThanThreshold
`,
  'cdk-typescript': ({ name, variant, metric, threshold }) => `new cloudwatch.Alarm(this, 'LittleUsed', {
  metric: new cloudwatch.Metric({
    namespace: '/aws/sagemaker/Endpoints',
    metricName: '${metric}',
    dimensionsMap: { EndpointName: '${name}', VariantName: '${variant}' },
    statistic: 'Maximum',
    period: cdk.Duration.days(1),
  }),
  evaluationPeriods: 7,
  threshold: 20, // ${threshold}
  comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
});
`,
  'cdk-python': ({ name, variant, metric, threshold }) => `cloudwatch.Alarm(
    self,
    "LittleUsed",
    metric=cloudwatch.Metric(
        namespace="/aws/sagemaker/Endpoints",
        metric_name="${metric}",
        dimensions_map={"EndpointName": "${name}", "VariantName": "${variant}"},
        statistic="Maximum",
        period=Duration.days(1),
    ),
    evaluation_periods=7,
    threshold=20,  # ${threshold}
    comparison_operator=cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
)
`,
  terraform: ({ name, variant, metric, threshold }) => `resource "aws_cloudwatch_metric_alarm" "little_used" {
  alarm_name          = "${name}-little-used"
  namespace           = "/aws/sagemaker/Endpoints"
  metric_name         = "${metric}"
  dimensions          = { EndpointName = "${name}", VariantName = "${variant}" }
  statistic           = "Maximum"
  period              = 86400
  evaluation_periods  = 7
  threshold           = 20 # ${threshold}
  comparison_operator = "LessThanThreshold"
}
`,
  boto3: PYTHON,
  'python-sdk': (alarm) => `import boto3

cloudwatch = boto3.client("cloudwatch")
${PYTHON(alarm)}`,
  'sdk-javascript': ({ name, variant, metric, threshold }) => `await new CloudWatchClient({}).send(
  new PutMetricAlarmCommand({
    AlarmName: '${name}-little-used',
    Namespace: '/aws/sagemaker/Endpoints',
    MetricName: '${metric}',
    Dimensions: [
      { Name: 'EndpointName', Value: '${name}' },
      { Name: 'VariantName', Value: '${variant}' },
    ],
    Statistic: 'Maximum',
    Period: 86400,
    EvaluationPeriods: 7,
    Threshold: 20, // ${threshold}
    ComparisonOperator: 'LessThanThreshold',
  }),
);
`,
};
