import type { Catalogue } from '../catalogue';
import { compare } from '../estimate';
import type { Assumptions, Capacity } from '../estimate/capacity';
import { estimateToday, type CapacityEstimate } from '../estimate/estimate';
import { apply } from '../model/apply';
import { deploymentsOf, type Deployment } from '../model/deployment';
import type { Graph } from '../model/graph';
import type { Op } from '../model/operation';
import type { EstimatedDeployment } from './advice';
import { capacityIn, heldToday, statedScaling } from './capacity';
import { nearGraph } from './nearGraph';
import { unpriced } from './estimatedDeployments';

/** The figures of one deployment, today and after its leading advice. */
export type Figures = Omit<EstimatedDeployment, 'deployment' | 'environment'>;

type Priced = Pick<Figures, 'usdPerHour' | 'usdPerMonth' | 'kwhPerMonth' | 'kgCo2ePerMonth' | 'sci'>;

/** Prices a deployment, and once more with all the ops applied together. */
export function figuresOf(
  graph: Graph,
  deployment: Deployment,
  ops: readonly Op[],
  assumptions: Assumptions | null,
  catalogue: Catalogue,
): Figures {
  const before = heldToday(graph, deployment, assumptions, catalogue);
  if (before.kind === 'unknown') return unpriced(before.why, before.decidedBy);
  if (assumptions === null) return unpriced('the Region is not known', regionDecider(deployment));
  const estimated = estimateToday(before.capacity, assumptions, catalogue);
  const now = pricedAs(estimated);
  const after =
    now.usdPerHour === null && now.usdPerMonth === null
      ? now
      : (afterOps(graph, deployment, ops, { capacity: before.capacity, figures: now, assumptions }, catalogue) ?? now);
  const { usdPerHour, usdPerMonth } = estimated;
  const why =
    usdPerHour.known || usdPerMonth.known
      ? null
      : before.capacity.mode === 'serverless'
        ? usdPerMonth.why
        : usdPerHour.why;
  return {
    ...now,
    after: { usdPerHour: after.usdPerHour, usdPerMonth: after.usdPerMonth, kgCo2ePerMonth: after.kgCo2ePerMonth },
    unresolved: why === null ? null : { why, decidedBy: null },
  };
}

interface Today {
  readonly capacity: Capacity;
  readonly figures: Priced;
  readonly assumptions: Assumptions;
}

/** Carbon counts where the whole change surely emits less or more: what no message claims is in no total. */
function afterOps(
  graph: Graph,
  deployment: Deployment,
  ops: readonly Op[],
  today: Today,
  catalogue: Catalogue,
): Priced | null {
  if (ops.length === 0) return null;
  const { assumptions } = today;
  const changed = apply(nearGraph(graph, deployment, ops), ops);
  const found = deploymentsOf(changed).find((each) => each.id === deployment.id);
  if (found === undefined) return null;
  const proposed = capacityIn(changed, found, statedScaling(changed, found, assumptions), catalogue);
  if (proposed.kind === 'unknown') return null;
  const { verdict, after } = compare(today.capacity, proposed.capacity, assumptions, catalogue);
  const figures = pricedAs(after);
  if (verdict === 'less' || verdict === 'more') return figures;
  const { kwhPerMonth, kgCo2ePerMonth, sci } = today.figures;
  return { ...figures, kwhPerMonth, kgCo2ePerMonth, sci };
}

function pricedAs(estimated: CapacityEstimate): Priced {
  const footprint = estimated.footprintPerMonth.known ? estimated.footprintPerMonth.footprint : null;
  return {
    usdPerHour: estimated.usdPerHour.known ? estimated.usdPerHour.quantity.value : null,
    usdPerMonth: estimated.usdPerMonth.known ? estimated.usdPerMonth.quantity : null,
    kwhPerMonth: footprint?.kwh ?? null,
    kgCo2ePerMonth: footprint?.kgCo2e ?? null,
    sci: estimated.sci?.known === true ? estimated.sci.quantity.value : null,
  };
}

function regionDecider(deployment: Deployment): string | null {
  return deployment.region.how === 'unresolved' ? deployment.region.decidedBy : null;
}
