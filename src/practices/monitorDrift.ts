import type { Deployment } from '../model/deployment';
import { containersOf, property } from '../model/graph';
import type { Proposal, Recipe } from '../model/proposal';
import type { Resource } from '../model/resource';
import { asString, known, valueAt } from '../model/value';
import { ARTICLE, type Practice, type PracticeContext } from './practice';
import { reportOnly } from './reportOnly';
import { imageOf, servesLanguageModels } from './servingContainer';
import { productionWord } from './words';

/** A production endpoint of which nobody would notice that its model no longer fits the data. */
export const monitorDrift: Practice = {
  id: 'monitor-drift',
  aliases: [],
  title: 'Watch the model for drift',
  articleName: 'Model drift detection',
  why: `Without a look at what the model is asked and answers, the only safe rule is to retrain by the calendar. Monitoring
says when retraining is due, so that no training runs that nobody needed, and none is missed.`,
  sources: [
    ARTICLE,
    {
      text: 'Amazon SageMaker Model Monitor',
      url: 'https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor.html',
    },
  ],
  defaultVisibility: 'report',
  waitsForWorkspace: true,
  detect: (context) => {
    const endpoints = new Map<Resource, Deployment>();
    for (const deployment of context.deployments)
      if (deployment.endpoint !== null && !endpoints.has(deployment.endpoint))
        endpoints.set(deployment.endpoint, deployment);
    return [...endpoints].flatMap(([endpoint, deployment]) => proposalFor(context, endpoint, deployment));
  },
};

function proposalFor(context: PracticeContext, endpoint: Resource, deployment: Deployment): Proposal[] {
  const word = productionWord(context.graph, deployment);
  if (word === null || deployment.kind !== 'endpoint-variant' || deployment.mode === 'serverless') return [];
  if (deployment.lifetime === 'session' || isNoTable(context, deployment)) return [];
  // Any capture, even one that can't be read, says that somebody looks.
  if (property(deployment.resource, 'DataCaptureConfig').kind !== 'absent') return [];
  if (context.workspace.driftMonitoringOf?.(endpoint) !== 'none') return [];
  return [
    reportOnly({
      practice: monitorDrift.id,
      deployment: deployment.id,
      resource: endpoint.id,
      path: ['EndpointName'],
      grade: 'consider',
      effort: 'code',
      subject: `no drift monitoring in ${word} → data capture and a schedule`,
      title: 'Monitor the model for drift',
      why: 'monitoring costs: its jobs run on instances of their own, and captured data is stored',
      recipe: schedule(endpoint),
      notes: [
        `"${word}" is what says that this is for production.`,
        'It costs: each run is a processing job on instances of its own, and captured requests are stored in S3.',
        "AWS's documentation says that Model Monitor is not open to new customers any more: without it, publish a drift metric of your own from the captured data.",
        'Capture a part of the requests only, and give the bucket a lifecycle rule.',
        'It is worth it where a retraining that nobody needed, or one that came too late, costs more.',
      ],
    }),
  ];
}

/** Model Monitor compares columns of tabular data: what is said to a language model, or to a package, isn't known to be any. */
function isNoTable({ catalogue }: PracticeContext, { model }: Deployment): boolean {
  const containers = model === null ? [] : containersOf(model);
  return containers.some(({ container }) => {
    const text = (name: string): string => known(asString(valueAt(container, [name]))) ?? '';
    if (servesLanguageModels(imageOf(container, catalogue).server)) return true;
    return /^arn:/.test(text('ModelPackageName')) || text('AlgorithmArn') !== '' || /^JumpStart/.test(text('SdkClass'));
  });
}

function schedule(endpoint: Resource): Recipe {
  const name = known(asString(property(endpoint, 'EndpointName'))) ?? 'NAME-OF-THE-ENDPOINT';
  return {
    title: 'Data capture on the endpoint, a baseline, and a daily check against it',
    snippets: {
      'python-sdk': `from sagemaker.model_monitor import CronExpressionGenerator, DataCaptureConfig, DefaultModelMonitor
from sagemaker.model_monitor.dataset_format import DatasetFormat

# with the deployment: model.deploy(..., data_capture_config=capture)
capture = DataCaptureConfig(enable_capture=True, sampling_percentage=20, destination_s3_uri="s3://BUCKET/capture")

monitor = DefaultModelMonitor(role=role, instance_count=1, instance_type="ml.m5.xlarge")
monitor.suggest_baseline(
    baseline_dataset="s3://BUCKET/train.csv",
    dataset_format=DatasetFormat.csv(header=True),
    output_s3_uri="s3://BUCKET/baseline",
)
monitor.create_monitoring_schedule(
    monitor_schedule_name="${name}-drift",
    endpoint_input="${name}",
    statistics=monitor.baseline_statistics(),
    constraints=monitor.suggested_constraints(),
    schedule_cron_expression=CronExpressionGenerator.daily(),
    output_s3_uri="s3://BUCKET/reports",
    enable_cloudwatch_metrics=True,
)
`,
    },
  };
}
