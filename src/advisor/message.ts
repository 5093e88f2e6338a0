import { formatCapacity, formatDelta, formatLogStorage, formatUpkeep, formatUpTo, type Comparison } from '../estimate';
import type { Deployment } from '../model/deployment';
import type { Proposal } from '../model/proposal';
import type { Candidate } from './ranking';

/** The most a message may hold. */
export const LONGEST_MESSAGE = 120;

/** One sentence that names the change and ends in what it changes in money and carbon. */
export function messageOf(candidate: Candidate, deployment: Deployment | null): string {
  const { proposal } = candidate;
  const end = ending(candidate, deployment);
  const message = end === null ? proposal.subject : `${proposal.subject}: ${end}`;
  return message.length <= LONGEST_MESSAGE ? message : shortened(proposal.subject, end);
}

function ending({ proposal, delta, comparison, rate }: Candidate, deployment: Deployment | null): string | null {
  if (rate !== null)
    return `${formatLogStorage(rate)} ${isForEver(proposal) ? 'for ever' : 'for as long as it is kept'}`;
  if (proposal.pricing.kind === 'upkeep') return formatUpkeep(delta);
  if (delta.upTo !== undefined) return formatUpTo(delta.upTo);
  if (comparison === null) return null;
  const lifetime = deployment?.lifetime ?? 'unknown';
  if (comparison.unknown.length === 0 || comparison.usdPerHour !== null || crosses(comparison))
    return formatDelta(comparison, lifetime);
  return isPricedAfterwards(comparison) ? `costs ${formatCapacity(comparison.after, lifetime)}` : null;
}

function isForEver({ pricing }: Proposal): boolean {
  return pricing.kind === 'logStorage' && pricing.expires !== true;
}

function crosses({ breakEven }: Comparison): boolean {
  return breakEven !== null && breakEven.usd !== null;
}

/** What has no price today, and gets one: there is no difference, but a price to tell. */
function isPricedAfterwards({ before, after }: Comparison): boolean {
  return !before.usdPerHour.known && after.usdPerHour.known;
}

/** The head gives way, never the figures. */
function shortened(subject: string, end: string | null): string {
  const room = LONGEST_MESSAGE - (end === null ? 0 : end.length + 2) - 1;
  const head = `${subject.slice(0, Math.max(room, 0)).trimEnd()}…`;
  return end === null ? head : `${head}: ${end}`;
}
