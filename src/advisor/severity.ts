import type { Lifetime } from '../model/lifetime';
import type { Severity } from './advice';
import type { Candidate } from './ranking';
import type { Settings } from './settings';

const WARNING_USD_PER_MONTH = 100;
const INFORMATION_USD_PER_MONTH = 10;
const INFORMATION_USD_PER_DAY = 1;

/** How loud a candidate is by itself: by what it saves, how sure it is, and how long the deployment lives. */
export function severityOf(candidate: Candidate, lifetime: Lifetime | null): Severity {
  const { proposal, delta } = candidate;
  if (proposal.retired) return 'warning';
  if (proposal.grade === 'consider') return 'hint';
  if (proposal.pricing.kind === 'logStorage') return proposal.grade === 'certain' ? 'information' : 'hint';
  switch (lifetime) {
    case 'standing': {
      const saved = -(delta.usdPerMonth?.value ?? 0);
      if (saved >= WARNING_USD_PER_MONTH) return 'warning';
      return saved >= INFORMATION_USD_PER_MONTH ? 'information' : 'hint';
    }
    case 'session':
    case 'unknown':
      return -(delta.usdPerHour ?? 0) * 24 >= INFORMATION_USD_PER_DAY ? 'information' : 'hint';
    case 'job':
    case null:
      return 'hint';
  }
}

/** The severity a team asks for in place of the practice's own; null where the practice is turned off. */
export function chosenSeverity(own: Severity, ids: readonly string[], settings: Settings): Severity | null {
  for (const id of ids) {
    const chosen = settings.practices[id]?.severity;
    if (chosen === 'off') return null;
    if (chosen !== undefined) return chosen;
  }
  return own;
}

/** Whether a person who set this loudness wants to see it in the editor. */
export function isAudible(
  severity: Severity,
  visibility: 'squiggle' | 'report',
  loudness: Settings['loudness'],
): boolean {
  switch (loudness) {
    case 'all':
      return true;
    case 'normal':
      return visibility === 'squiggle';
    case 'quiet':
      return visibility === 'squiggle' && severity !== 'hint';
  }
}
