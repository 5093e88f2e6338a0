import { captureDestinationOf } from '../model/dataCapture';
import { kindOfDialect } from '../model/dialect';
import { property, resourcesOf, type Graph } from '../model/graph';
import type { Plain } from '../model/operation';
import type { Proposal } from '../model/proposal';
import type { Resource } from '../model/resource';
import { asBoolean, asNumber, known, valueAt } from '../model/value';
import { ARTICLE, type Practice } from './practice';
import { replacementOf } from './replacement';

/** What the SageMaker Python SDK captures where nobody says how much. */
const SDK_DEFAULT_PERCENTAGE = 20;
const EXAMPLE_DAYS = 30;
const PERCENTAGE = ['DataCaptureConfig', 'InitialSamplingPercentage'] as const;

/** Every request is captured, or what is captured stays in its bucket for ever. */
export const dataCaptureSampling: Practice = {
  id: 'data-capture-sampling',
  aliases: [],
  title: 'Capture a sample of the data, and let it expire',
  articleName: 'Size of the data captured',
  why: `Data capture writes requests and responses to S3, and what is written stays until somebody deletes it. Drift shows in a
sample as it does in the whole, as long as the sample is large enough for its statistics: the API's own documentation recommends
a lower percentage for endpoints with high traffic.`,
  sources: [
    ARTICLE,
    {
      text: 'DataCaptureConfig: InitialSamplingPercentage',
      url: 'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DataCaptureConfig.html',
    },
    {
      text: 'Capture data from a real-time endpoint',
      url: 'https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-data-capture-endpoint.html',
    },
    {
      text: 'Expiring objects in S3',
      url: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-expire-general-considerations.html',
    },
  ],
  defaultVisibility: 'report',
  detect: ({ graph, workspace }) => {
    if (workspace.baselines === true || graph.observations.some((each) => each.kind === 'baseline')) return [];
    return resourcesOf(graph, 'EndpointConfig')
      .filter(captures)
      .flatMap((config) => [...everything(graph, config), ...forEver(graph, config)]);
  },
};

/** Whether data capture is surely on: the API's default is that it is, once it is configured. */
function captures(config: Resource): boolean {
  const capture = property(config, 'DataCaptureConfig');
  if (capture.kind !== 'object') return false;
  const enabled = valueAt(capture, ['EnableCapture']);
  return enabled.kind === 'absent' || known(asBoolean(enabled)) === true;
}

function everything(graph: Graph, config: Resource): Proposal[] {
  if (known(asNumber(property(config, ...PERCENTAGE))) !== 100) return [];
  const replaced = replacementOf(graph, config);
  return [
    {
      ...common(config),
      path: PERCENTAGE,
      effort: 'edit',
      subject: `InitialSamplingPercentage 100 → ${SDK_DEFAULT_PERCENTAGE}`,
      title: `Capture ${SDK_DEFAULT_PERCENTAGE} of 100 requests`,
      changes: { initialSamplingPercentage: SDK_DEFAULT_PERCENTAGE },
      ops: [{ op: 'set', resource: config.id, path: PERCENTAGE, value: SDK_DEFAULT_PERCENTAGE }, ...replaced.ops],
      recipe: null,
      notes: [
        `${SDK_DEFAULT_PERCENTAGE} is what the SageMaker Python SDK captures by itself; the percentage is yours to decide.`,
        'Whoever reads the capture decides: Model Monitor needs enough records in each of its intervals, and an audit may need them all.',
        ...(replaced.note === null ? [] : [replaced.note]),
      ],
    },
  ];
}

/** A bucket that the same template makes, without a rule that ends what is captured into it. */
function forEver(graph: Graph, config: Resource): Proposal[] {
  const destination = captureDestinationOf(graph, config);
  if (destination === null) return [];
  const { bucket, prefix } = destination;
  if (property(bucket, 'LifecycleConfiguration').kind !== 'absent') return [];
  if (kindOfDialect(bucket.dialect) !== 'declared') return [];
  const subject = 'no lifecycle rule for captured data → expires';
  const told = {
    ...common(bucket),
    path: ['LifecycleConfiguration'],
    subject,
    changes: { expirationInDays: EXAMPLE_DAYS },
  };
  const note =
    'How long captured data is needed is yours to decide: an audit, or the labels that come later, may need it for years.';
  if (prefix === null)
    return [
      {
        ...told,
        effort: 'code',
        title: 'Let captured data expire',
        ops: [],
        recipe: {
          title: 'Give the capture a prefix of its own, and end what lies under it',
          snippets: { cloudformation: RULE_SNIPPET, terraform: TERRAFORM_SNIPPET },
        },
        notes: [
          'The capture has no prefix of its own that can be told from the template, and a rule without one would delete all else in the bucket too.',
          note,
        ],
      },
    ];
  return [
    {
      ...told,
      effort: 'edit',
      title: `Let data captured under ${prefix} expire`.slice(0, LONGEST_TITLE),
      ops: [{ op: 'set', resource: bucket.id, path: ['LifecycleConfiguration'], value: ruleFor(prefix) }],
      recipe: null,
      notes: [
        `\`ExpirationInDays\` ${EXAMPLE_DAYS} is an example. What lies under \`${prefix}\` already and is older is deleted too.`,
        note,
      ],
    },
  ];
}

const LONGEST_TITLE = 70;

function common(
  resource: Resource,
): Pick<
  Proposal,
  'practice' | 'deployment' | 'resource' | 'grade' | 'preferred' | 'pricing' | 'generation' | 'retired' | 'keep'
> {
  return {
    practice: dataCaptureSampling.id,
    deployment: null,
    resource: resource.id,
    grade: 'consider',
    // How much to keep, and for how long, is somebody's decision.
    preferred: false,
    pricing: { kind: 'objectStorage' },
    generation: 0,
    retired: false,
    keep: () => true,
  };
}

function ruleFor(prefix: string): Plain {
  return {
    properties: {
      Rules: {
        items: [
          {
            properties: {
              Id: 'ExpireCapturedData',
              Status: 'Enabled',
              Prefix: prefix,
              ExpirationInDays: {
                placeholder: EXAMPLE_DAYS,
                note: 'replace by the number of days that captured data is needed for',
              },
            },
          },
        ],
      },
    },
  };
}

const RULE_SNIPPET = `      LifecycleConfiguration:
        Rules:
          - Id: ExpireCapturedData
            Status: Enabled
            Prefix: capture/
            ExpirationInDays: ${EXAMPLE_DAYS}
`;

const TERRAFORM_SNIPPET = `resource "aws_s3_bucket_lifecycle_configuration" "capture" {
  bucket = aws_s3_bucket.capture.bucket

  rule {
    id     = "ExpireCapturedData"
    status = "Enabled"

    filter {
      prefix = "capture/"
    }

    expiration {
      days = ${EXAMPLE_DAYS}
    }
  }
}
`;
