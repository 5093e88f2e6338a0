import { Advisor } from '../advisor/advisor';
import type { Settings } from '../advisor/settings';

/** What the server asks of the advisor. */
export type AdvisorPort = Pick<
  Advisor,
  | 'configure'
  | 'update'
  | 'remove'
  | 'has'
  | 'files'
  | 'wants'
  | 'takeMissing'
  | 'missing'
  | 'textOf'
  | 'teamNotices'
  | 'advise'
  | 'adviseAll'
  | 'fixes'
  | 'recipe'
  | 'suppress'
  | 'safeFixes'
  | 'hover'
  | 'deployments'
>;

export type AdvisorMaker = (settings: Partial<Settings>) => AdvisorPort;

export const makeAdvisor: AdvisorMaker = (settings) => new Advisor(settings);
