import { isMap, isScalar, isSeq, parseDocument, type Node, type Pair } from 'yaml';
import type { Origin } from '../model/origin';
import { practices } from '../practices';
import type { Notice } from './advice';
import type { TrafficProfile } from '../estimate/capacity';
import type { PracticeSettings, TeamSettings } from './settings';
import { PRESETS } from './settings';

/** A team's file as read: what could be used, and a notice for everything that could not. */
export interface TeamFile {
  readonly file: string;
  readonly settings: TeamSettings;
  /** Another team file this one builds on, relative to its folder. */
  readonly extendsFile: string | null;
  readonly notices: readonly Notice[];
}

type Check = { readonly expects: string; readonly accepts: (value: unknown) => boolean };

const POSITIVE: Check = { expects: 'a number above 0', accepts: (value) => typeof value === 'number' && value > 0 };
const TEXT: Check = { expects: 'text', accepts: (value) => typeof value === 'string' };
const SHARE: Check = {
  expects: 'a number from 0 to 1',
  accepts: (value) => typeof value === 'number' && value >= 0 && value <= 1,
};
const TEXTS: Check = {
  expects: 'a list of texts',
  accepts: (value) => Array.isArray(value) && value.every((item) => typeof item === 'string'),
};

function oneOf(...values: readonly string[]): Check {
  return {
    expects: `one of ${values.join(', ')}`,
    accepts: (value) => typeof value === 'string' && values.includes(value),
  };
}

type Shape =
  | Check
  | { readonly fields: Readonly<Record<string, Shape>> }
  | { readonly each: Shape; readonly names?: (name: string) => boolean }
  | { readonly items: Shape };

const PROFILE: Shape = {
  fields: {
    requestsPerDay: POSITIVE,
    secondsPerRequest: POSITIVE,
    concurrencyPerInstance: POSITIVE,
    peakToMean: POSITIVE,
    activeHours: { fields: { days: POSITIVE, hours: POSITIVE } },
    payloadKb: POSITIVE,
    latency: oneOf('interactive', 'seconds', 'minutes'),
    minInstances: POSITIVE,
    preset: oneOf(...Object.keys(PRESETS)),
  },
};

function isPractice(name: string): boolean {
  return practices.some(({ id, aliases }) => id === name || aliases.includes(name));
}

/** The form of `.sagegreen.yaml`; `schemas/sagegreen.schema.json` says the same for editors. */
export const TEAM_FILE_SHAPE: Shape = {
  fields: {
    version: { expects: '1', accepts: (value) => value === 1 },
    extends: TEXT,
    region: TEXT,
    optimise: oneOf('cost', 'carbon', 'both'),
    profiles: { each: PROFILE },
    endpoints: {
      items: { fields: { match: { fields: { name: TEXT, file: TEXT, environment: TEXT } }, profile: TEXT } },
    },
    practices: { names: isPractice, each: { fields: { severity: oneOf('warning', 'information', 'hint', 'off') } } },
    regions: { fields: { allowed: TEXTS } },
    exclude: TEXTS,
    overrides: { fields: { gridGCo2ePerKwh: { each: POSITIVE } } },
    logRetentionDays: POSITIVE,
    utilisation: SHARE,
  },
};

/** Reads a team's file. What is wrong in it gets one sentence with its place, and the rest still counts. */
export function readTeamFile(file: string, text: string): TeamFile {
  const notices: Notice[] = [];
  const document = parseDocument(text, { logLevel: 'silent', prettyErrors: false });
  const at = (node: Node | null | undefined): Origin => {
    const [start, end] = node?.range ?? [0, 0];
    return { file, cell: null, start, end };
  };
  const complain = (node: Node | null | undefined, message: string): void => {
    notices.push({ kind: 'settings', at: at(node), message });
  };
  const error = document.errors[0];
  if (error !== undefined) {
    // The parser points one past the end where something is missing there.
    const [start, end] = error.pos.map((offset) => Math.min(offset, text.length)) as [number, number];
    notices.push({
      kind: 'settings',
      at: { file, cell: null, start, end },
      message: `not valid YAML: ${error.message}`,
    });
  }
  const value = document.contents === null ? {} : taken(document.contents, TEAM_FILE_SHAPE, '', complain);
  const plain = isRecord(value) ? value : {};
  if (
    document.contents !== null &&
    error === undefined &&
    !(isMap(document.contents) && document.contents.has('version'))
  )
    complain(document.contents, '"version: 1" is missing');
  const { extends: extendsFile, ...rest } = plain;
  return {
    file,
    settings: withPresets(rest),
    extendsFile: typeof extendsFile === 'string' ? extendsFile : null,
    notices,
  };
}

type Complain = (node: Node | null | undefined, message: string) => void;

/** The parts of a node that have the right form. */
function taken(node: Node, shape: Shape, path: string, complain: Complain): unknown {
  if ('accepts' in shape) {
    const value: unknown = node.toJSON();
    if (shape.accepts(value)) return value;
    complain(node, `"${path}" must be ${shape.expects}`);
    return undefined;
  }
  if ('items' in shape) {
    if (isSeq<Node>(node))
      return node.items.map((item, index) => taken(item, shape.items, `${path}[${index}]`, complain)).filter(isPresent);
    complain(node, `"${path}" must be a list`);
    return undefined;
  }
  if (!isMap(node)) {
    complain(node, path === '' ? 'the file must be a mapping' : `"${path}" must be a mapping`);
    return undefined;
  }
  const result: Record<string, unknown> = {};
  for (const pair of node.items as Pair<Node, Node | null>[]) {
    const key = isScalar(pair.key) ? String(pair.key.value) : '';
    const inner = 'each' in shape ? shape.each : Object.hasOwn(shape.fields, key) ? shape.fields[key] : undefined;
    const name = path === '' ? key : `${path}.${key}`;
    if ('each' in shape && shape.names?.(key) === false) complain(pair.key, `"${name}" is not known`);
    else if (inner === undefined) complain(pair.key, `"${name}" is not a setting`);
    else if (pair.value !== null) {
      const value = taken(pair.value, inner, name, complain);
      if (value !== undefined) result[key] = value;
    }
  }
  return result;
}

function isPresent<T>(value: T | undefined): value is T {
  return value !== undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `preset: office` in a profile stands for the preset's figures under the profile's own. */
function withPresets(settings: TeamSettings): TeamSettings {
  if (settings.profiles === undefined) return settings;
  const profiles: Record<string, TrafficProfile> = {};
  for (const [name, profile] of Object.entries(settings.profiles)) {
    const { preset, ...own } = profile as TrafficProfile & { readonly preset?: string };
    profiles[name] = { ...(preset === undefined ? {} : PRESETS[preset]), ...own };
  }
  return { ...settings, profiles };
}

/** A team's file over the one it extends: what this file says wins. */
export function overBase(base: TeamSettings, own: TeamSettings): TeamSettings {
  const practices: Readonly<Record<string, PracticeSettings>> = { ...base.practices, ...own.practices };
  return {
    ...base,
    ...own,
    practices,
    profiles: { ...base.profiles, ...own.profiles },
    endpoints: [...(own.endpoints ?? []), ...(base.endpoints ?? [])],
    exclude: [...(base.exclude ?? []), ...(own.exclude ?? [])],
  };
}
