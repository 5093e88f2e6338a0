import { deploymentsOf, type Deployment } from '../model/deployment';
import type { Graph } from '../model/graph';
import { graphIn, type World } from '../model/worlds';
import type { EstimatedDeployment } from './advice';
import type { Figures } from './figures';
import type { WorldAdvice } from './judge';

/**
 * The deployments of a component with their figures. Outcomes of conditions that differ only in values are one deployment
 * with several possible values; outcomes of different modes are deployments of their own. What is there in some outcomes
 * only has no price: nothing says that it is there.
 */
export function estimatedDeployments(component: Graph, worlds: readonly WorldAdvice[]): EstimatedDeployment[] {
  const [only, ...more] = worlds;
  if (only !== undefined && more.length === 0 && only.world.size === 0)
    return deploymentsOf(component).map((deployment) =>
      entry(deployment, component, only.figures.get(deployment.id) ?? NOT_TRIED),
    );
  const outcomes = new Map<string, Outcome[]>();
  for (const { world, figures } of worlds)
    for (const deployment of deploymentsOf(graphIn(world, component))) {
      const figure = figures.get(deployment.id) ?? NOT_TRIED;
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
    const same =
      others.length + 1 === worlds.length &&
      others.every((other) => JSON.stringify(other.figures) === JSON.stringify(first.figures));
    const conditions = same ? '' : deciding([first, ...others], worlds).join(', ');
    return [
      entry(
        whole.get(deployment.id) ?? deployment,
        component,
        same ? first.figures : unpriced(`depends on ${conditions}`, conditions),
      ),
    ];
  });
}

interface Outcome {
  readonly world: World;
  readonly deployment: Deployment;
  readonly figures: Figures;
}

/** The conditions without which an outcome would be another one. */
function deciding(outcomes: readonly Outcome[], worlds: readonly WorldAdvice[]): string[] {
  const all = worlds.map(({ world }) => ({
    world,
    figures: JSON.stringify(outcomes.find((each) => each.world === world)?.figures),
  }));
  const [first] = all;
  return [...(first?.world.keys() ?? [])].filter((condition) =>
    all.some((one) =>
      all.some((other) => one.figures !== other.figures && differOnlyIn(condition, one.world, other.world)),
    ),
  );
}

function differOnlyIn(condition: string, a: World, b: World): boolean {
  return [...a].every(([each, branch]) => (branch === b.get(each)) === (each !== condition));
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

const NOT_TRIED = unpriced('depends on more conditions than are tried', null);
