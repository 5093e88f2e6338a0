import type { Catalogue } from '../catalogue';
import { compare, imageStorageRate, logStorageRate, objectStorageRate, upkeepDelta } from '../estimate';
import type { Scaling } from '../estimate/capacity';
import { append } from '../model/append';
import { apply } from '../model/apply';
import { deploymentsOf, type Deployment } from '../model/deployment';
import { regionOf, type Graph } from '../model/graph';
import { landingOf } from '../model/landing';
import { oncePer } from '../model/once';
import type { Op } from '../model/operation';
import type { Proposal } from '../model/proposal';
import { isKnown } from '../model/value';
import { graphIn, worldsOf, type World } from '../model/worlds';
import type { Practice, PracticeContext, WorkspaceFacts } from '../practices/practice';
import type { Severity } from './advice';
import { assumptionsFor } from './assumptions';
import { capacityIn, heldToday, scalingOf, statedScaling } from './capacity';
import { figuresOf, type Figures } from './figures';
import { nearGraph } from './nearGraph';
import { uncontested, type JudgedWorld } from './contested';
import { compareLeaders, orderedCandidates, raises, savesMoreAsSurely, type Candidate } from './ranking';
import type { Settings } from './settings';
import { messageOf } from './message';
import { profileFor } from './profile';
import { chosenSeverity, severityOf } from './severity';
import { unknownDelta } from '../model/delta';

/** What judging needs beside the graph. */
export interface JudgeContext {
  readonly catalogue: Catalogue;
  readonly practices: readonly Practice[];
  readonly settings: Settings;
  readonly workspace: WorkspaceFacts;
}

/** What one practice says about one value, without places. */
export interface Judgement {
  readonly practice: Practice;
  /** The leading candidate first. */
  readonly candidates: readonly [Candidate, ...Candidate[]];
  readonly severity: Severity;
  readonly rank: 'leading' | 'alternative';
  /** One sentence that ends in the delta. */
  readonly message: string;
  /** What it changes: judgements with the same value are one advice. */
  readonly value: string;
}

/** One outcome of the undecided conditions of a component, judged. */
export interface WorldAdvice {
  readonly world: World;
  readonly judgements: readonly Judgement[];
  readonly figures: ReadonlyMap<string, Figures>;
}

/** Judges a group of resources that hang together. Pure: equal content gives equal advice. */
export function judge(component: Graph, context: JudgeContext): readonly WorldAdvice[] {
  const worlds = worldsOf(component.resources.values());
  // Too many outcomes to try: nothing is claimed.
  if (worlds === null) return [{ world: new Map(), judgements: [], figures: new Map() }];
  const outcomes = worlds.map((world) => judgedWorld(world, graphIn(world, component), context));
  return outcomes.map((outcome) => {
    const { world, graph, deployments } = outcome;
    const judgements = ranked(uncontested(outcome, outcomes), context.settings);
    return { world, judgements, figures: figuresIn(graph, deployments, judgements, context) };
  });
}

function judgedWorld(world: World, graph: Graph, context: JudgeContext): JudgedWorld {
  const deployments = deploymentsOf(graph);
  const practiceContext: PracticeContext = {
    graph,
    deployments,
    catalogue: context.catalogue,
    profileOf: (deployment) => profileFor(deployment, graph.environment, context.settings),
    options: {
      retentionDays: context.settings.logRetentionDays,
      allowedRegions: context.settings.allowedRegions,
    },
    workspace: context.workspace,
  };
  const byId = new Map(deployments.map((deployment) => [deployment.id, deployment]));
  const judgements = inEffect(context).flatMap(({ practice, ids }) =>
    judgePractice(practice, ids, practiceContext, byId, context),
  );
  return { world, graph, deployments, judgements };
}

/** The practices that nobody has turned off, with all their names. */
const inEffect = oncePer(({ practices, settings }: JudgeContext) =>
  withNames(practices).filter(({ ids }) => chosenSeverity('hint', ids, settings) !== null),
);

const withNames = oncePer((practices: readonly Practice[]) =>
  practices.map((practice) => ({ practice, ids: [practice.id, ...practice.aliases] })),
);

function judgePractice(
  practice: Practice,
  ids: readonly string[],
  practiceContext: PracticeContext,
  deployments: ReadonlyMap<string, Deployment>,
  context: JudgeContext,
): Judgement[] {
  const proposals = practice.detect(practiceContext);
  if (proposals.length === 0) return [];
  const byValue = new Map<string, Candidate[]>();
  for (const proposal of proposals) {
    const candidate = priced(proposal, practiceContext.graph, deployments, context);
    if (!proposal.keep(candidate.delta)) continue;
    const value = `${proposal.resource}|${proposal.about ?? proposal.path.join('.')}`;
    append(byValue, value, candidate);
  }
  return [...byValue.values()].flatMap((all) => {
    const [first, ...others] = orderedCandidates(all);
    if (first === undefined) return [];
    const deployment = deployments.get(first.proposal.deployment ?? '') ?? null;
    const severity = chosenSeverity(severityOf(first, deployment?.lifetime ?? null), ids, context.settings);
    if (severity === null) return [];
    return [
      {
        practice,
        candidates: [first, ...others] as const,
        severity,
        rank: 'leading' as const,
        message: messageOf(first, deployment),
        value: changedValue(first.proposal),
      },
    ];
  });
}

function priced(
  proposal: Proposal,
  graph: Graph,
  deployments: ReadonlyMap<string, Deployment>,
  context: JudgeContext,
): Candidate {
  const deployment = proposal.deployment === null ? undefined : deployments.get(proposal.deployment);
  return { proposal, landing: landingOf(graph, pricedOps(proposal)), ...priceOf(proposal, graph, deployment, context) };
}

/** The changes by which a proposal is priced and ranked: its own, or what its rewrite amounts to. */
function pricedOps({ ops, pricing }: Proposal): readonly Op[] {
  return pricing.kind === 'capacity' ? (pricing.by ?? ops) : ops;
}

type Price = Pick<Candidate, 'delta' | 'comparison' | 'rate'>;

function priceOf(proposal: Proposal, graph: Graph, deployment: Deployment | undefined, context: JudgeContext): Price {
  switch (proposal.pricing.kind) {
    case 'none':
      return unknownPrice(proposal.pricing.why);
    case 'logStorage':
    case 'objectStorage':
    case 'imageStorage':
      return storagePrice(proposal.pricing.kind, proposal, graph, context);
    case 'upkeep':
      return deployment === undefined ? unknownPrice(NOT_BILLED) : upkeepPrice(graph, deployment, context);
    case 'shared':
      return unknownPrice('what several deployments share is priced for all of them together');
    case 'region':
      return deployment === undefined
        ? unknownPrice(NOT_BILLED)
        : regionPrice(proposal.pricing.region, graph, deployment, context);
    case 'capacity':
      return deployment === undefined ? unknownPrice(NOT_BILLED) : capacityPrice(proposal, graph, deployment, context);
  }
}

const NOT_BILLED = 'nothing that is billed by capacity';

/** A rate alone: how many GB there are is not in the code. */
function storagePrice(
  kind: 'logStorage' | 'objectStorage' | 'imageStorage',
  proposal: Proposal,
  graph: Graph,
  { catalogue }: JudgeContext,
): Price {
  const resource = graph.resources.get(proposal.resource);
  const region = resource === undefined ? graph.region : regionOf(graph, resource);
  if (!isKnown(region)) return unknownPrice('the Region is not known');
  switch (kind) {
    case 'logStorage':
      return { ...unknownPrice(LOG_VOLUME), rate: logStorageRate(region.value, catalogue) };
    case 'objectStorage':
      return { ...unknownPrice(OBJECT_VOLUME), rate: objectStorageRate(region.value, catalogue) };
    case 'imageStorage':
      return { ...unknownPrice(IMAGE_VOLUME), rate: imageStorageRate(region.value, catalogue) };
  }
}

const LOG_VOLUME = 'how many GB of logs there are is not in the code';
const IMAGE_VOLUME = 'how many GB of images there are is not in the code';
const OBJECT_VOLUME = 'how many GB lie in the bucket is not in the code';

function capacityPrice(proposal: Proposal, graph: Graph, deployment: Deployment, context: JudgeContext): Price {
  const assumptions = assumptionsFor(deployment, graph.environment, context.settings);
  if (assumptions === null) return unknownPrice('the Region is not known');
  const before = heldToday(graph, deployment, assumptions, context.catalogue);
  if (before.kind === 'unknown') return unknownPrice(before.why);
  const ops = pricedOps(proposal);
  const changed = apply(nearGraph(graph, deployment, ops), ops);
  const after = deploymentsOf(changed).find((each) => each.id === deployment.id);
  if (after === undefined) return unknownPrice('nothing is left to bill');
  const brought = broughtScaling(scalingOf(graph, deployment), scalingOf(changed, after));
  const proposed = capacityIn(changed, after, brought ?? statedScaling(changed, after, assumptions), context.catalogue);
  if (proposed.kind === 'unknown') return unknownPrice(proposed.why);
  const comparison = compare(before.capacity, proposed.capacity, assumptions, context.catalogue);
  return { delta: comparison, comparison, rate: null };
}

function upkeepPrice(graph: Graph, deployment: Deployment, context: JudgeContext): Price {
  const assumptions = assumptionsFor(deployment, graph.environment, context.settings);
  if (assumptions === null) return unknownPrice('the Region is not known');
  const held = heldToday(graph, deployment, assumptions, context.catalogue);
  if (held.kind === 'unknown') return unknownPrice(held.why);
  return { delta: upkeepDelta(held.capacity, assumptions, context.catalogue), comparison: null, rate: null };
}

/** Scaling that the proposal itself brings, or lets go to zero, always counts: without traffic its effect isn't known. */
function broughtScaling(before: Scaling | null, after: Scaling | null): Scaling | null {
  return before === null || (after?.minInstances === 0 && before.minInstances > 0) ? after : null;
}

/** The same capacity in two Regions; and once more with the grids as unfavourable to the move as their sources allow. */
function regionPrice(region: string, graph: Graph, deployment: Deployment, context: JudgeContext): Price {
  const assumptions = assumptionsFor(deployment, graph.environment, context.settings);
  if (assumptions === null) return unknownPrice('the Region is not known');
  const held = heldToday(graph, deployment, assumptions, context.catalogue);
  if (held.kind === 'unknown') return unknownPrice(held.why);
  const moved = { ...assumptions, regionAfter: region };
  const comparison = compare(held.capacity, held.capacity, moved, context.catalogue);
  const worst = {
    ...boundOf(assumptions.region, 'low', context.catalogue),
    ...boundOf(region, 'high', context.catalogue),
    ...assumptions.gridOverrides,
  };
  const atWorst = compare(held.capacity, held.capacity, { ...moved, gridOverrides: worst }, context.catalogue);
  return { delta: { ...comparison, kgCo2eShareAtWorst: atWorst.kgCo2eShare }, comparison, rate: null };
}

function boundOf(region: string, bound: 'low' | 'high', catalogue: Catalogue): Readonly<Record<string, number>> {
  const grid = catalogue.region(region)?.grid[bound];
  return grid === undefined ? {} : { [region]: grid };
}

function unknownPrice(why: string): Price {
  return { delta: unknownDelta(why), comparison: null, rate: null };
}

const COUNT = new Set(['InitialInstanceCount', 'InstanceCount']);
const TYPE_OR_MODE = new Set(['InstanceType', 'ServerlessConfig', 'AsyncInferenceConfig']);

/** Proposals that touch the type or the mode of the same capacity change the same value; its count is another one. */
function changedValue(proposal: Proposal): string {
  const own = `${proposal.practice}|${proposal.resource}|${proposal.path.join('.')}`;
  if (proposal.about === 'region') return `${proposal.practice}|${proposal.resource}|region`;
  const ops = pricedOps(proposal);
  const last = proposal.path.at(-1);
  const holder = proposal.path.slice(0, -1).join('.');
  // A rewrite of a capacity is one more way to change it.
  if (proposal.ops.length === 0 && typeof last === 'string') {
    if (TYPE_OR_MODE.has(last)) return `capacity|${proposal.resource}|${holder}`;
    if (COUNT.has(last)) return `count|${proposal.resource}|${holder}`;
  }
  const capacity = ops.find((op) => changes(op, TYPE_OR_MODE));
  // The mode is the configuration's, and the same choice as the type of its variant.
  if (capacity !== undefined) return capacityValue('capacity', capacity, proposal);
  const count = ops.find((op) => changes(op, COUNT));
  if (count !== undefined) return capacityValue('count', count, proposal);
  // What scales a number of instances is about that number.
  const scales = ops.some((op) => op.op === 'add' && op.resource.type === 'ScalableTarget');
  return scales && typeof last === 'string' && COUNT.has(last) ? `count|${proposal.resource}|${holder}` : own;
}

type Change = Extract<Op, { op: 'set' | 'unset' }>;

function changes(op: Op, names: ReadonlySet<string>): op is Change {
  return (op.op === 'set' || op.op === 'unset') && op.path.some((step) => typeof step === 'string' && names.has(step));
}

function capacityValue(kind: 'capacity' | 'count', { resource, path: changed }: Change, proposal: Proposal): string {
  const path = changed[0] === 'AsyncInferenceConfig' ? proposal.path : changed;
  return `${kind}|${resource}|${path.slice(0, -1).join('.')}`;
}

/** Of the practices that change the same value, one leads. */
function ranked(judgements: readonly Judgement[], settings: Settings): Judgement[] {
  const byValue = new Map<string, Judgement[]>();
  for (const judgement of judgements)
    byValue.set(judgement.value, [...(byValue.get(judgement.value) ?? []), judgement]);
  const order = compareLeaders(settings.optimise);
  return [...byValue.values()].flatMap((group) =>
    withGivenWay(group.sort((a, b) => order(a.candidates[0], b.candidates[0]))).map((judgement, index) => {
      const { proposal, delta } = judgement.candidates[0];
      const leads = index === 0 && proposal.leads !== 'never' && (proposal.retired || !raises(delta));
      return { ...judgement, rank: leads ? ('leading' as const) : ('alternative' as const) };
    }),
  );
}

/** The first one gives way to the practice that it names, where that one saves more; or to whatever is likely. */
function withGivenWay(group: readonly Judgement[]): readonly Judgement[] {
  const [first] = group;
  if (first === undefined || first.candidates[0].proposal.retired) return group;
  const named = group.find((each) => each.practice.id === first.practice.givesWayTo);
  const other =
    first.candidates[0].proposal.leads === 'last'
      ? group.find(({ candidates: [each] }) => isLikely(each))
      : named !== undefined && savesMoreAsSurely(named.candidates[0], first.candidates[0])
        ? named
        : undefined;
  return other === undefined ? group : [other, ...group.filter((each) => each !== other)];
}

function isLikely({ proposal, delta }: Candidate): boolean {
  return proposal.grade !== 'consider' && proposal.leads === undefined && !raises(delta);
}

function figuresIn(
  graph: Graph,
  deployments: readonly Deployment[],
  judgements: readonly Judgement[],
  context: JudgeContext,
): ReadonlyMap<string, Figures> {
  const ops = new Map<string, Op[]>();
  for (const judgement of judgements) {
    const { proposal, delta } = judgement.candidates[0];
    if (judgement.rank !== 'leading' || proposal.deployment === null || delta.usdPerMonth === null) continue;
    ops.set(proposal.deployment, [...(ops.get(proposal.deployment) ?? []), ...proposal.ops]);
  }
  const figures = new Map<string, Figures>();
  for (const deployment of deployments) {
    const assumptions = assumptionsFor(deployment, graph.environment, context.settings);
    figures.set(
      deployment.id,
      figuresOf(graph, deployment, ops.get(deployment.id) ?? [], assumptions, context.catalogue),
    );
  }
  return figures;
}
