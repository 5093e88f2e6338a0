import { estimate } from '../estimate/estimate';
import type { Delta } from '../model/delta';
import { deploymentsOf } from '../model/deployment';
import type { Graph } from '../model/graph';
import { landingOf } from '../model/landing';
import type { Proposal } from '../model/proposal';
import { usedAt, valueAt } from '../model/value';
import type { PlacedDeployment } from '../practices';
import type { Finding, UnitAdvice } from './advice';
import { assumptionsFor } from './assumptions';
import { capacityIn, statedScaling } from './capacity';
import type { JudgeContext } from './judge';
import { unknownDelta } from '../model/delta';
import { messageOf } from './message';
import type { Candidate } from './ranking';
import { chosenSeverity, severityOf } from './severity';
import { suppress } from './suppress';
import type { Unit } from './unit';

/** What the deployments of some units could do together, without what they ask not to hear. */
export function adviseAcross(units: readonly Unit[], contextOf: (file: string) => JudgeContext): Finding[] {
  const found = together(
    units.flatMap((unit) => unit.graphs),
    contextOf,
  );
  if (found.length === 0) return [];
  return units.flatMap((unit) => {
    const own = found.filter((finding) => unit.graphs.some((graph) => graph.resources.has(finding.resource)));
    return own.length === 0 ? [] : suppress(unit, own, contextOf(unit.source.file)).findings;
  });
}

/** The advice on a file with those of further findings that stand in it. */
export function withFindings(advice: UnitAdvice, further: readonly Finding[]): UnitAdvice {
  const here = further.filter((finding) => finding.at.file === advice.file);
  return here.length === 0 ? advice : { ...advice, findings: [...advice.findings, ...here] };
}

/** In the order of the practices. */
function together(graphs: readonly Graph[], contextOf: (file: string) => JudgeContext): Finding[] {
  const [first] = graphs;
  if (first === undefined) return [];
  const { practices, catalogue } = contextOf(first.unit);
  const deployments = graphs.flatMap((graph) => deploymentsOf(graph).map((deployment) => ({ deployment, graph })));
  const across = { deployments, graphs, catalogue };
  return practices.flatMap((practice) =>
    (practice.detectAcross?.(across) ?? []).flatMap((proposal) => {
      const placed = deployments.find((each) => each.deployment.id === proposal.deployment);
      if (placed === undefined) return [];
      const context = contextOf(placed.graph.unit);
      const candidate = candidateOf(proposal, placed, deployments, context);
      const severity = chosenSeverity(
        severityOf(candidate, placed.deployment.lifetime),
        [practice.id, ...practice.aliases],
        context.settings,
      );
      return severity === null ? [] : [findingOf(candidate, placed, severity)];
    }),
  );
}

function candidateOf(
  proposal: Proposal,
  { graph }: PlacedDeployment,
  deployments: readonly PlacedDeployment[],
  context: JudgeContext,
): Candidate {
  return {
    proposal,
    delta: rangeOf(proposal, deployments, context),
    comparison: null,
    rate: null,
    landing: landingOf(graph, proposal.ops),
  };
}

/** From nothing to all but the largest: what sharing saves depends on what the models need. */
function rangeOf(proposal: Proposal, deployments: readonly PlacedDeployment[], context: JudgeContext): Delta {
  const { pricing } = proposal;
  const nothing = unknownDelta(pricing.kind === 'none' ? pricing.why : 'what the models need is not in the code');
  if (pricing.kind !== 'shared') return nothing;
  const costs = pricing.deployments.map((id) => {
    const placed = deployments.find((each) => each.deployment.id === id);
    return placed === undefined ? null : monthOf(placed, context);
  });
  let usd = 0;
  let kg: number | null = 0;
  let most = { usd: 0, kg: 0 };
  for (const cost of costs) {
    if (cost === null) return nothing;
    usd += cost.usd;
    kg = kg === null || cost.kg === null ? null : kg + cost.kg;
    if (cost.usd > most.usd) most = { usd: cost.usd, kg: cost.kg ?? 0 };
  }
  const saved = most.usd - usd;
  return saved >= 0
    ? nothing
    : { ...nothing, upTo: { usdPerMonth: saved, kgCo2ePerMonth: kg === null ? null : Math.min(0, most.kg - kg) } };
}

interface Month {
  readonly usd: number;
  readonly kg: number | null;
}

function monthOf({ deployment, graph }: PlacedDeployment, context: JudgeContext): Month | null {
  const assumptions = assumptionsFor(deployment, graph.environment, context.settings);
  if (assumptions === null) return null;
  const outcome = capacityIn(graph, deployment, statedScaling(graph, deployment, assumptions), context.catalogue);
  if (outcome.kind === 'unknown' || !('instanceCount' in outcome.capacity)) return null;
  const { usdPerMonth, footprintPerMonth } = estimate(outcome.capacity, assumptions, context.catalogue);
  if (!usdPerMonth.known) return null;
  const usd = usdPerMonth.quantity.value;
  const kg = footprintPerMonth.known ? footprintPerMonth.footprint.kgCo2e.value : null;
  return { usd, kg };
}

function findingOf(
  candidate: Candidate,
  { deployment, graph }: PlacedDeployment,
  severity: Finding['severity'],
): Finding {
  const { proposal } = candidate;
  const at = usedAt(valueAt(deployment.resource.properties, proposal.path)) ?? deployment.resource.header;
  return {
    practice: proposal.practice,
    fingerprint: `${proposal.practice}:${proposal.resource}:${proposal.path.join('.')}:${graph.environment ?? ''}`,
    severity,
    at,
    writtenAt: null,
    whenDefault: null,
    message: messageOf(candidate, deployment),
    deployment: deployment.id,
    resource: proposal.resource,
    environment: graph.environment,
    world: new Map(),
    rank: 'leading',
    value: `${proposal.practice}|${proposal.resource}`,
    candidates: [candidate],
    visibility: 'report',
  };
}
