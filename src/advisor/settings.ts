import type { TrafficProfile } from '../estimate/capacity';
import type { Sourced } from '../model/value';
import type { Severity } from './advice';

/** Shapes of traffic by name. None names a number of requests: that is the user's to say. */
export const PRESETS: Readonly<Record<string, TrafficProfile>> = {
  steady: { peakToMean: 1, activeHours: { days: 7, hours: 24 } },
  office: { activeHours: { days: 5, hours: 10 } },
  spiky: { peakToMean: 10 },
  nightly: { activeHours: { days: 7, hours: 2 }, latency: 'minutes' },
};

export interface EndpointRule {
  readonly match: { readonly name?: string; readonly file?: string; readonly environment?: string };
  readonly profile: string;
}

export type Loudness = 'quiet' | 'normal' | 'all';

export interface PracticeSettings {
  readonly severity?: Severity | 'off';
}

/** What a team decides in `.sagegreen.yaml`. Every part may be missing. */
export interface TeamSettings {
  readonly region?: string;
  readonly optimise?: 'cost' | 'carbon' | 'both';
  readonly profiles?: Readonly<Record<string, TrafficProfile>>;
  readonly endpoints?: readonly EndpointRule[];
  readonly practices?: Readonly<Record<string, PracticeSettings>>;
  readonly regions?: { readonly allowed?: readonly string[] };
  readonly exclude?: readonly string[];
  /** Grid figures of one's own, gCO2e/kWh by Region, and the days that log groups are kept. */
  readonly overrides?: { readonly gridGCo2ePerKwh?: Readonly<Record<string, number>> };
  readonly logRetentionDays?: number;
  readonly utilisation?: number;
}

/** All that steers the advice on one unit. */
export interface Settings {
  readonly region: string | null;
  /** Where the Region comes from: a setting, or nobody said. */
  readonly optimise: 'cost' | 'carbon' | 'both';
  /** A person's own: no team file changes it. */
  readonly loudness: Loudness;
  readonly practices: Readonly<Record<string, PracticeSettings>>;
  readonly profiles: Readonly<Record<string, TrafficProfile>>;
  readonly endpoints: readonly EndpointRule[];
  readonly allowedRegions: readonly string[] | null;
  readonly exclude: readonly string[];
  readonly gridOverrides: Readonly<Record<string, number>>;
  readonly logRetentionDays: number;
  /** 0 to 1, where no traffic says otherwise. */
  readonly utilisation: number;
  /** ISO date, for suppressions that expire; the shell gives it, since the core has no clock. */
  readonly today: string;
}

export const DEFAULT_SETTINGS: Settings = Object.freeze({
  region: null,
  optimise: 'both',
  loudness: 'normal',
  practices: {},
  profiles: {},
  endpoints: [],
  allowedRegions: null,
  exclude: [],
  gridOverrides: {},
  logRetentionDays: 30,
  utilisation: 0.5,
  today: '1970-01-01',
});

/** A person's settings with a team's over them. */
export function withTeam(settings: Settings, team: TeamSettings): Settings {
  return {
    ...settings,
    region: team.region ?? settings.region,
    optimise: team.optimise ?? settings.optimise,
    practices: { ...settings.practices, ...team.practices },
    profiles: { ...settings.profiles, ...team.profiles },
    endpoints: [...(team.endpoints ?? []), ...settings.endpoints],
    allowedRegions: team.regions?.allowed ?? settings.allowedRegions,
    exclude: [...settings.exclude, ...(team.exclude ?? [])],
    gridOverrides: { ...settings.gridOverrides, ...team.overrides?.gridGCo2ePerKwh },
    logRetentionDays: team.logRetentionDays ?? settings.logRetentionDays,
    utilisation: team.utilisation ?? settings.utilisation,
  };
}

const DEFAULT_REGION = 'us-east-1';

/** The Region of code that names none: the one that is set, or what is assumed. */
export function regionByDefault(region: string | null): Sourced<string> {
  const nowhere = { file: '', cell: null, start: 0, end: 0 };
  return {
    how: region === null ? 'assumed' : 'setting',
    value: region ?? DEFAULT_REGION,
    origin: nowhere,
    usedAt: nowhere,
    readers: [],
    decidedBy: null,
  };
}
