import { deploymentsOf, type Deployment } from '../model/deployment';
import type { Graph } from '../model/graph';
import { graphIn, type World } from '../model/worlds';
import type { EstimatedDeployment } from './advice';
import type { Figures } from './figures';
import type { WorldAdvice } from './judge';

/**
 * The deployments of a component with their figures. Outcomes of conditions that differ only in values are one deployment
 * with several possible values; outcomes of different modes are deployments of their own.
 */
export function estimatedDeployments(component: Graph, worlds: readonly WorldAdvice[]): EstimatedDeployment[] {
  const outcomes = new Map<string, { world: World; deployment: Deployment; figures: Figures }[]>();
  for (const { world, figures } of worlds)
    for (const deployment of deploymentsOf(graphIn(world, component))) {
      const figure = figures.get(deployment.id);
      if (figure === undefined) continue;
      const key = `${deployment.id}|${deployment.mode}`;
      outcomes.set(key, [...(outcomes.get(key) ?? []), { world, deployment, figures: figure }]);
    }
  const whole = new Map(deploymentsOf(component).map((deployment) => [deployment.id, deployment]));
  const modes = new Map<string, number>();
  for (const [first] of outcomes.values())
    if (first !== undefined) modes.set(first.deployment.id, (modes.get(first.deployment.id) ?? 0) + 1);
  return [...outcomes.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const { deployment } = first;
    if ((modes.get(deployment.id) ?? 0) > 1)
      return [entry({ ...deployment, id: `${deployment.id}?${describe(first.world)}` }, component, first.figures)];
    const same = others.every((other) => JSON.stringify(other.figures) === JSON.stringify(first.figures));
    const conditions = [...first.world.keys()].join(', ');
    return [
      entry(
        whole.get(deployment.id) ?? deployment,
        component,
        same ? first.figures : unpriced(`depends on ${conditions}`, conditions),
      ),
    ];
  });
}

function entry(deployment: Deployment, graph: Graph, figures: Figures): EstimatedDeployment {
  return { deployment, environment: graph.environment, ...figures };
}

function describe(world: World): string {
  return [...world].map(([condition, branch]) => `${condition}=${branch === 0 ? 'true' : 'false'}`).join(',');
}

export function unpriced(why: string, decidedBy: string | null): Figures {
  return {
    usdPerHour: null,
    usdPerMonth: null,
    kwhPerMonth: null,
    kgCo2ePerMonth: null,
    sci: null,
    after: { usdPerHour: null, usdPerMonth: null, kgCo2ePerMonth: null },
    unresolved: { why, decidedBy },
  };
}
