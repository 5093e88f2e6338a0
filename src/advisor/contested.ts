import type { Deployment } from '../model/deployment';
import { regionOf, type Graph } from '../model/graph';
import { sameOrigin } from '../model/origin';
import { ABSENT, usedAt, valueAt, type Path, type Value } from '../model/value';
import type { World } from '../model/worlds';
import type { Judgement } from './judge';

/** What was found in one outcome of a component's undecided conditions. */
export interface JudgedWorld {
  readonly world: World;
  readonly graph: Graph;
  readonly deployments: readonly Deployment[];
  readonly judgements: readonly Judgement[];
}

/**
 * The judgements of one outcome that hold wherever what they change is used. A value that another outcome shares, and in
 * which nothing was found to change there, is left alone: to change it for one is to change it for the other.
 */
export function uncontested(own: JudgedWorld, all: readonly JudgedWorld[]): readonly Judgement[] {
  if (all.length < 2) return own.judgements;
  return own.judgements.filter((judgement) =>
    all.every((other) => other === own || says(other, judgement) || !isShared(own.graph, other.graph, judgement)),
  );
}

function says({ judgements }: JudgedWorld, { practice, value }: Judgement): boolean {
  return judgements.some((each) => each.practice === practice && each.value === value);
}

/** Whether what is judged in one outcome is the same written value in another. */
function isShared(own: Graph, other: Graph, { candidates: [{ proposal }] }: Judgement): boolean {
  const [here, there] = [own.resources.get(proposal.resource), other.resources.get(proposal.resource)];
  if (here === undefined || there === undefined) return false;
  if (proposal.about === 'region')
    return JSON.stringify(regionOf(own, here)) === JSON.stringify(regionOf(other, there));
  return isSame(at(here.properties, proposal.path), at(there.properties, proposal.path));
}

function at(properties: Value, path: Path): Value {
  return path.length === 0 ? ABSENT : valueAt(properties, path);
}

function isSame(a: Value, b: Value): boolean {
  const [here, there] = [usedAt(a), usedAt(b)];
  if (here === null || there === null) return here === there;
  return a.kind === b.kind && sameOrigin(here, there) && scalarOf(a) === scalarOf(b);
}

/** A parameter may decide two outcomes of one use. */
function scalarOf(value: Value): unknown {
  return value.kind === 'scalar' ? value.value : null;
}
