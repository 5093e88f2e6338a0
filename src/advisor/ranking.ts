import type { Comparison, LogStorageRate } from '../estimate';
import { judge } from '../estimate/verdict';
import type { Delta } from '../model/delta';
import { compareLandings, type Landing } from '../model/landing';
import type { Effort, Grade, Proposal } from '../model/proposal';
import type { Settings } from './settings';

/** A proposal with its price and the way it lands. */
export interface Candidate {
  readonly proposal: Proposal;
  readonly delta: Delta;
  /** What the delta was worked out from; null where nothing billed by capacity changes. */
  readonly comparison: Comparison | null;
  /** What stored logs cost, where that is what the proposal limits. */
  readonly rate: LogStorageRate | null;
  readonly landing: Landing;
}

const MOST_CANDIDATES = 6;
const CERTAINTY: Readonly<Record<Grade, number>> = { certain: 1, likely: 0.7, consider: 0.3 };
const EFFORTS: readonly Effort[] = ['edit', 'redeploy', 'code', 'model'];

/** Whether taking the candidate costs more money, or surely more carbon. */
export function raises(delta: Delta): boolean {
  return (delta.usdPerHour ?? 0) > 0 || (delta.usdPerMonth?.value ?? 0) > 0 || delta.verdict === 'more';
}

/**
 * One practice's candidates for one value: those that another one beats in cost, carbon and generation are dropped; the
 * newest leads, then the cheapest; at most six stay. The newest gives way to the next one that saves more than twice
 * as much money and doesn't surely emit more.
 */
export function orderedCandidates(candidates: readonly Candidate[]): Candidate[] {
  const [newest, ...others] = candidates
    .filter((candidate) => !candidates.some((other) => other !== candidate && beats(other, candidate)))
    .sort(
      (a, b) =>
        Number(raises(a.delta)) - Number(raises(b.delta)) ||
        Number(a.proposal.leads === 'never') - Number(b.proposal.leads === 'never') ||
        Number(b.proposal.preferred) - Number(a.proposal.preferred) ||
        b.proposal.generation - a.proposal.generation ||
        (a.delta.usdPerHour ?? 0) - (b.delta.usdPerHour ?? 0) ||
        (a.proposal.title < b.proposal.title ? -1 : 1),
    );
  if (newest === undefined) return [];
  const cheaper = others.find((other) => savesTwiceAsMuch(other, newest));
  const ordered = cheaper === undefined ? [newest, ...others] : [cheaper, newest, ...others];
  return [...new Set(ordered)].slice(0, MOST_CANDIDATES);
}

/** More than twice the money, with carbon about the same or less. */
function savesTwiceAsMuch(other: Candidate, newest: Candidate): boolean {
  const [saved, savedByNewest] = [other.delta.usdPerHour, newest.delta.usdPerHour];
  if (saved === null || savedByNewest === null || savedByNewest > 0 || saved >= 2 * savedByNewest) return false;
  const { about, retired, leads, preferred, generation } = newest.proposal;
  if (about === 'region' || retired || raises(other.delta) || other.proposal.leads !== leads) return false;
  if (generation <= other.proposal.generation || (preferred && !other.proposal.preferred)) return false;
  const [a, b] = [other.comparison?.after, newest.comparison?.after];
  if (a?.footprintPerMonth.known !== true || b?.footprintPerMonth.known !== true) return false;
  const { verdict } = judge(
    { kgCo2e: a.footprintPerMonth.footprint.kgCo2e, type: a.type },
    { kgCo2e: b.footprintPerMonth.footprint.kgCo2e, type: b.type },
  );
  return verdict === 'tie' || verdict === 'more';
}

function beats(a: Candidate, b: Candidate): boolean {
  // Law and distance choose between Regions, too.
  if (a.proposal.about === 'region') return false;
  const costA = a.delta.usdPerHour;
  const costB = b.delta.usdPerHour;
  const carbonA = a.delta.kgCo2ePerMonth?.value;
  const carbonB = b.delta.kgCo2ePerMonth?.value;
  if (costA === null || costB === null || carbonA === undefined || carbonB === undefined) return false;
  // A fix that can be taken at once is not beaten by one that can't.
  if (b.proposal.preferred && !a.proposal.preferred) return false;
  return costA < costB && carbonA < carbonB && a.proposal.generation > b.proposal.generation;
}

/** What is no edit lands harder than any edit. */
function isRewrite({ proposal }: Candidate): boolean {
  return proposal.ops.length === 0;
}

/** How much the candidate gains, weighted by how sure it is: a share of the present cost or carbon. */
function expectedEffect(candidate: Candidate, optimise: Settings['optimise']): number {
  const { delta } = candidate;
  const cost = optimise === 'carbon' ? 0 : -(delta.usdShare ?? 0);
  const carbon = optimise === 'cost' || delta.verdict !== 'less' ? 0 : -(delta.kgCo2eShare ?? 0);
  return CERTAINTY[candidate.proposal.grade] * Math.max(cost, carbon);
}

/**
 * Which of several practices that change the same value leads: what can't be created any more, then an edit before a
 * rewrite, then the easiest landing,
 * then the larger expected effect, then the smaller effort.
 */
export function compareLeaders(optimise: Settings['optimise']): (a: Candidate, b: Candidate) => number {
  return (a, b) =>
    Number(b.proposal.retired) - Number(a.proposal.retired) ||
    Number(raises(a.delta)) - Number(raises(b.delta)) ||
    Number(a.proposal.leads === 'never') - Number(b.proposal.leads === 'never') ||
    Number(isRewrite(a)) - Number(isRewrite(b)) ||
    compareLandings(a.landing, b.landing) ||
    expectedEffect(b, optimise) - expectedEffect(a, optimise) ||
    EFFORTS.indexOf(a.proposal.effort) - EFFORTS.indexOf(b.proposal.effort) ||
    (a.proposal.practice < b.proposal.practice ? -1 : 1);
}

/** Whether the other saves more money than the leader, lands as easily, and is as sure. */
export function savesMoreAsSurely(other: Candidate, leader: Candidate): boolean {
  return (
    other.delta.usdPerHour !== null &&
    leader.delta.usdPerHour !== null &&
    other.delta.usdPerHour < leader.delta.usdPerHour &&
    compareLandings(other.landing, leader.landing) <= 0 &&
    CERTAINTY[other.proposal.grade] >= CERTAINTY[leader.proposal.grade]
  );
}
