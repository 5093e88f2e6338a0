import { kindOfDialect } from '../model/dialect';
import { property, resourcesOf } from '../model/graph';
import { sameOrigin } from '../model/origin';
import type { Proposal } from '../model/proposal';
import type { Resource } from '../model/resource';
import { asString, known, type ScalarValue, type Value } from '../model/value';
import { declaredGroup, endByDefault } from './logRecipe';
import { ARTICLE, type Practice, type PracticeContext } from './practice';
import { knownText, nameTexts, tagTexts, wordsOf } from './words';

/** What `PutRetentionPolicy` accepts, in days. */
const ACCEPTED_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;
const LONGEST_DAYS = 3653;
const ENDPOINT_LOGS = '/aws/sagemaker/Endpoints/';

/** A log group that keeps everything for ever. */
export const logRetention: Practice = {
  id: 'log-retention',
  aliases: [],
  title: 'Limit how long logs are kept',
  articleName: 'Limited log retention',
  why: `A log group without a retention keeps every event for ever, and stored gigabytes are billed, and kept on powered disks, month
after month. The logs of an endpoint are read in the first days after something went wrong, and hardly ever later.`,
  sources: [
    ARTICLE,
    {
      text: 'PutRetentionPolicy: accepted days, and when events are deleted',
      url: 'https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html',
    },
    {
      text: 'AWS::Logs::LogGroup',
      url: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-loggroup.html',
    },
    {
      text: 'Log groups of SageMaker endpoints',
      url: 'https://docs.aws.amazon.com/sagemaker/latest/dg/logging-cloudwatch.html',
    },
  ],
  defaultVisibility: 'squiggle',
  detect: (context) => {
    if (!context.workspace.usesSageMaker) return [];
    const { graph } = context;
    return [
      ...resourcesOf(graph, 'LogGroup').flatMap((group) => neverExpires(context, group)),
      ...resourcesOf(graph, 'Endpoint').flatMap((endpoint) => undeclared(context, endpoint)),
    ];
  },
};

/** The accepted number of days that is at least the wanted one. */
export function acceptedDays(wanted: number): number {
  return ACCEPTED_DAYS.find((days) => days >= wanted) ?? LONGEST_DAYS;
}

function neverExpires(context: PracticeContext, group: Resource): Proposal[] {
  const kept = property(group, 'RetentionInDays');
  if (isKeptOnPurpose(group)) return [];
  // Of this class CloudWatch Logs decides the retention itself.
  const logClass = property(group, 'LogGroupClass');
  if (logClass.kind !== 'absent' && !KEEPS_FOR_EVER.has(known(asString(logClass)) ?? '')) return [];
  if (isSetLater(context, group)) return [];
  const days = acceptedDays(context.options.retentionDays);
  const found = tooLong(group, kept, days);
  if (found === null) return [];
  return [
    {
      practice: logRetention.id,
      deployment: null,
      resource: group.id,
      path: ['RetentionInDays'],
      effort: 'edit',
      title: `Keep logs for ${daysText(days)}`,
      changes: { retentionInDays: days },
      ops: [{ op: 'set', resource: group.id, path: ['RetentionInDays'], value: days }],
      generation: 0,
      retired: false,
      keep: () => true,
      ...found,
      notes: [...found.notes, ...notesOn(days)],
    },
  ];
}

type Found = Pick<Proposal, 'grade' | 'subject' | 'preferred' | 'recipe' | 'pricing' | 'notes'>;

/** What is wrong with how long a group keeps its events; null where nothing is, or where that isn't known. */
function tooLong(group: Resource, kept: Value, days: number): Found | null {
  const never = { subject: `no log retention → ${daysText(days)}`, pricing: { kind: 'logStorage' } } as const;
  const certain: Found = { ...never, grade: 'certain', preferred: true, recipe: null, notes: [] };
  if (kept.kind === 'absent') return certain;
  if (kept.kind !== 'scalar') return null;
  const written = Number(kept.value);
  if (written === 0) {
    if (kept.how !== 'default') return certain;
    const by = kept.decidedBy ?? 'a parameter';
    const notes = [`${by} keeps every event for ever where nobody gives it a value: no file of values here does.`];
    return { ...never, grade: 'likely', preferred: false, recipe: endByDefault(by, days), notes };
  }
  // What nobody has chosen: a construct's own default may be far longer than anybody needs.
  if (!isFilledIn(group, kept) || written <= days) return null;
  return {
    grade: 'likely',
    subject: `default of ${daysText(written)} → ${daysText(days)}`,
    preferred: true,
    recipe: null,
    pricing: { kind: 'logStorage', expires: true },
    notes: [`The construct keeps events for ${daysText(written)} where it is told nothing.`],
  };
}

/** Whether a value is what a construct fills in where nothing is written. */
function isFilledIn(group: Resource, value: ScalarValue): boolean {
  return value.how === 'default' && sameOrigin(value.origin, group.header);
}

const KEEPS_FOR_EVER: ReadonlySet<string> = new Set(['STANDARD', 'INFREQUENT_ACCESS']);

function daysText(days: number): string {
  return days === 1 ? '1 day' : `${days} days`;
}

function notesOn(days: number): string[] {
  return [
    `Events older than ${daysText(days)} are deleted, usually within 72 hours: export first what has to be kept.`,
    'The number of days is a setting; CloudWatch Logs accepts certain numbers only, and the next larger one is taken.',
  ];
}

const ON_PURPOSE = /^(?:audit|audits|auditing|auditlog|auditlogs|compliance|compliant)$/;

/** Whether name or tags say that the events are evidence. */
function isKeptOnPurpose(group: Resource): boolean {
  const words = [...nameTexts(group), ...tagTexts(group)].flatMap(wordsOf);
  return words.some((word) => ON_PURPOSE.test(word));
}

/** Whether a later call sets the retention, or may do so. */
function isSetLater({ graph }: PracticeContext, group: Resource): boolean {
  return graph.observations.some(
    (each) =>
      (each.kind === 'retentionSet' && (each.resource === null || each.resource === group.id)) ||
      (each.kind === 'unfollowed' && each.type === 'LogGroup'),
  );
}

/** A template's endpoint whose log group nobody declares: SageMaker makes it at the first event, without a retention. */
function undeclared(context: PracticeContext, endpoint: Resource): Proposal[] {
  const { graph, workspace } = context;
  if (graph.unitKind !== 'template' || kindOfDialect(endpoint.dialect) !== 'declared') return [];
  if (workspace.logGroupOf?.(endpoint) !== 'none') return [];
  if (resourcesOf(graph, 'LogGroup').some((group) => mayBeOf(property(group, 'LogGroupName'), endpoint))) return [];
  const days = acceptedDays(context.options.retentionDays);
  const name = `${ENDPOINT_LOGS}${known(asString(property(endpoint, 'EndpointName'))) ?? 'NAME-OF-THE-ENDPOINT'}`;
  return [
    {
      practice: logRetention.id,
      deployment: null,
      resource: endpoint.id,
      path: ['EndpointName'],
      grade: 'likely',
      effort: 'code',
      subject: `log group not declared → declared, ${daysText(days)}`,
      title: 'Declare the log group of the endpoint',
      changes: { retentionInDays: days },
      ops: [],
      preferred: false,
      recipe: declaredGroup(endpoint.logicalName, name, days),
      pricing: { kind: 'logStorage' },
      notes: [
        'SageMaker makes the log group at the first event and never expires it, unless somebody sets a retention by hand.',
        "A group that exists already can't be declared anew: import it into the stack, or set its retention by a call.",
        ...notesOn(days),
      ],
      generation: 0,
      retired: false,
      visibility: 'report',
      keep: () => true,
    },
  ];
}

/** Whether a log group's name is, or may be, the one that SageMaker gives to the endpoint's. */
function mayBeOf(name: Value, endpoint: Resource): boolean {
  switch (name.kind) {
    case 'absent':
      return false;
    case 'unresolved':
    case 'oneOf':
    case 'reference':
    case 'list':
    case 'object':
      return true;
    case 'interpolation':
      return knownText(name).startsWith(ENDPOINT_LOGS) || name.parts[0]?.kind !== 'scalar';
    case 'scalar': {
      const endpointName = known(asString(property(endpoint, 'EndpointName')));
      const text = String(name.value);
      if (endpointName === undefined) return text.startsWith(ENDPOINT_LOGS);
      return text === `${ENDPOINT_LOGS}${endpointName}`;
    }
  }
}
