import type { PracticeSettings, Settings } from '../advisor/settings';
import { DEFAULT_SETTINGS } from '../advisor/settings';

const OPTIMISE = ['cost', 'carbon', 'both'] as const;
const LOUDNESS = ['quiet', 'normal', 'all'] as const;
const SEVERITIES = ['warning', 'information', 'hint', 'off'] as const;

/** The settings of the editor under `sagegreen.`, as they are shown there. */
export interface EditorSettings {
  /** Empty: the code or the team file says, else us-east-1 is assumed. */
  readonly region: string;
  readonly optimise: (typeof OPTIMISE)[number];
  readonly loudness: (typeof LOUDNESS)[number];
  /** Practice id → how loud, or off. */
  readonly practices: Readonly<Record<string, (typeof SEVERITIES)[number]>>;
  readonly logRetentionDays: number;
  /** 0 to 1. */
  readonly utilisation: number;
  /** Globs, relative to the workspace. */
  readonly exclude: readonly string[];
}

export const DEFAULT_EDITOR_SETTINGS: EditorSettings = Object.freeze({
  region: '',
  optimise: DEFAULT_SETTINGS.optimise,
  loudness: DEFAULT_SETTINGS.loudness,
  practices: Object.freeze({}),
  logRetentionDays: DEFAULT_SETTINGS.logRetentionDays,
  utilisation: DEFAULT_SETTINGS.utilisation,
  exclude: Object.freeze([]),
});

/** The values that are offered for a setting, for the check against the manifest. */
export const CHOICES = { optimise: OPTIMISE, loudness: LOUDNESS, practices: SEVERITIES } as const;

export interface ReadSettings {
  readonly settings: EditorSettings;
  /** A sentence for every value that can't be used; its default is taken. */
  readonly problems: readonly string[];
}

/** Takes what the editor answers for the section `sagegreen`. */
export function readSettings(answer: unknown): ReadSettings {
  const given = isRecord(answer) ? answer : {};
  const problems: string[] = [];
  const take = <T>(
    name: keyof EditorSettings,
    expects: string,
    accepts: (value: unknown) => value is T,
    otherwise: T,
  ): T => {
    const value = given[name];
    if (value === undefined || value === null) return otherwise;
    if (accepts(value)) return value;
    problems.push(`sagegreen.${name} must be ${expects}`);
    return otherwise;
  };
  const settings: EditorSettings = {
    region: take('region', 'text', isText, DEFAULT_EDITOR_SETTINGS.region).trim(),
    optimise: take('optimise', listed(OPTIMISE), among(OPTIMISE), DEFAULT_EDITOR_SETTINGS.optimise),
    loudness: take('loudness', listed(LOUDNESS), among(LOUDNESS), DEFAULT_EDITOR_SETTINGS.loudness),
    practices: take('practices', `an object of ${listed(SEVERITIES)}`, isPractices, DEFAULT_EDITOR_SETTINGS.practices),
    logRetentionDays: take(
      'logRetentionDays',
      'a whole number above 0',
      isDays,
      DEFAULT_EDITOR_SETTINGS.logRetentionDays,
    ),
    utilisation: take('utilisation', 'a number above 0 and up to 1', isShare, DEFAULT_EDITOR_SETTINGS.utilisation),
    exclude: take('exclude', 'a list of globs', isTexts, DEFAULT_EDITOR_SETTINGS.exclude),
  };
  return { settings, problems };
}

/** The advisor's settings; `today` is an ISO date. */
export function advisorSettings(settings: EditorSettings, today: string): Partial<Settings> {
  const practices: Record<string, PracticeSettings> = {};
  for (const [id, severity] of Object.entries(settings.practices)) practices[id] = { severity };
  return {
    region: settings.region === '' ? null : settings.region,
    optimise: settings.optimise,
    loudness: settings.loudness,
    practices,
    logRetentionDays: settings.logRetentionDays,
    utilisation: settings.utilisation,
    exclude: settings.exclude,
    today,
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every(isText);
}

function isDays(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) > 0;
}

function isShare(value: unknown): value is number {
  return typeof value === 'number' && value > 0 && value <= 1;
}

function among<T extends string>(choices: readonly T[]): (value: unknown) => value is T {
  return (value): value is T => choices.some((choice) => choice === value);
}

function isPractices(value: unknown): value is EditorSettings['practices'] {
  return isRecord(value) && Object.values(value).every(among(SEVERITIES));
}

function listed(choices: readonly string[]): string {
  return `one of ${choices.join(', ')}`;
}
