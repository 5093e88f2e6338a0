import { catalogue } from '../../src/catalogue';
import { deploymentsOf } from '../../src/model/deployment';
import type { Graph, UnitKind } from '../../src/model/graph';
import type { Origin } from '../../src/model/origin';
import type { TrafficProfile } from '../../src/model/profile';
import type { Proposal } from '../../src/model/proposal';
import type { Dialect, Observation, Resource, ResourceType } from '../../src/model/resource';
import type { How, Sourced, Value } from '../../src/model/value';
import { ABSENT } from '../../src/model/value';
import type { Practice, PracticeContext, WorkspaceFacts } from '../../src/practices';

/** What a test writes in place of a `Value`. */
export type Written =
  | string
  | number
  | boolean
  | null
  | readonly Written[]
  | { readonly [key: string]: Written }
  | { readonly value: Value };

export const HERE: Origin = { file: 'unit', cell: null, start: 0, end: 1 };

export function referenceTo(resource: string, attribute = 'Ref'): { readonly value: Value } {
  return { value: { kind: 'reference', resource, attribute, usedAt: HERE } };
}

export function unknown(decidedBy: string | null = null): { readonly value: Value } {
  return { value: { kind: 'unresolved', why: 'not known here', decidedBy, usedAt: HERE } };
}

export function parts(...written: readonly Written[]): { readonly value: Value } {
  return { value: { kind: 'interpolation', parts: written.map(valueOf), usedAt: HERE } };
}

/** An object that may hold more than is seen. */
export function open(written: { readonly [key: string]: Written }): { readonly value: Value } {
  const value = valueOf(written);
  return {
    value: value.kind === 'object' ? { ...value, open: 'entries unpacked from a value that is not known' } : value,
  };
}

function isValue(written: Written): written is { readonly value: Value } {
  return (
    typeof written === 'object' &&
    written !== null &&
    'value' in written &&
    typeof written.value === 'object' &&
    written.value !== null &&
    'kind' in written.value
  );
}

export function valueOf(written: Written): Value {
  if (written === null) return ABSENT;
  if (typeof written !== 'object') return scalar(written, 'literal', HERE);
  if (isValue(written)) return written.value;
  if (Array.isArray(written))
    return { kind: 'list', items: written.map(valueOf), open: false, origin: HERE, usedAt: HERE };
  const entries = Object.entries(written as { readonly [key: string]: Written }).flatMap(([key, each]) => {
    const value = valueOf(each);
    return value.kind === 'absent' ? [] : [[key, { key, keyOrigin: HERE, origin: HERE, value }] as const];
  });
  return { kind: 'object', entries: new Map(entries), open: null, origin: HERE, usedAt: HERE };
}

function scalar(value: string | number | boolean, how: How, origin: Origin): Value {
  return { kind: 'scalar', how, value, origin, usedAt: HERE, readers: [], decidedBy: null, allowed: null };
}

/** A value that was found in another way than as a literal in its place. */
export function found(value: string | number | boolean, how: How, origin: Origin = HERE): { readonly value: Value } {
  return { value: scalar(value, how, origin) };
}

export interface WrittenResource {
  readonly type: ResourceType;
  readonly dialect?: Dialect;
  readonly logicalName?: string;
  readonly properties: { readonly [key: string]: Written } | { readonly value: Value };
  readonly implied?: boolean;
}

export interface WrittenGraph {
  readonly unit?: string;
  readonly unitKind?: UnitKind;
  readonly environment?: string | null;
  readonly region?: string | null;
  readonly observations?: readonly Observation[];
  readonly resources: { readonly [id: string]: WrittenResource };
}

function sourced(region: string | null): Sourced<string> {
  if (region === null) return { how: 'unresolved', why: 'not known here', decidedBy: null, usedAt: null };
  return { how: 'setting', value: region, origin: HERE, usedAt: HERE, readers: [], decidedBy: null };
}

export function graphOf(written: WrittenGraph): Graph {
  const resources = new Map<string, Resource>();
  for (const [id, each] of Object.entries(written.resources)) {
    const properties = valueOf(each.properties);
    if (properties.kind !== 'object') throw new Error(`${id} has no properties`);
    resources.set(id, {
      id,
      type: each.type,
      dialect: each.dialect ?? 'cloudformation',
      logicalName: each.logicalName ?? id,
      properties,
      declaration: HERE,
      header: HERE,
      region: { how: 'absent' },
      implied: each.implied ?? false,
    });
  }
  return {
    unit: written.unit ?? 'infra/endpoint.yaml',
    unitKind: written.unitKind ?? 'template',
    environment: written.environment ?? null,
    resources,
    observations: written.observations ?? [],
    region: sourced(written.region === undefined ? 'us-east-1' : written.region),
    generated: false,
  };
}

export interface Surroundings {
  readonly profile?: TrafficProfile;
  readonly retentionDays?: number;
  readonly workspace?: Partial<WorkspaceFacts>;
}

export function contextOf(graph: Graph, around: Surroundings = {}): PracticeContext {
  return {
    graph,
    deployments: deploymentsOf(graph),
    catalogue,
    profileOf: () => around.profile ?? null,
    options: { retentionDays: around.retentionDays ?? 30 },
    workspace: { usesSageMaker: true, scalingOf: () => 'none', ...around.workspace },
  };
}

export function detect(practice: Practice, written: WrittenGraph, around: Surroundings = {}): readonly Proposal[] {
  return practice.detect(contextOf(graphOf(written), around));
}

const IMAGE = '763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch-inference:2.4.0-cpu-py311-ubuntu22.04-sagemaker';

export interface Parts {
  readonly variant?: { readonly [key: string]: Written };
  readonly config?: { readonly [key: string]: Written };
  readonly endpoint?: { readonly [key: string]: Written };
  readonly container?: { readonly [key: string]: Written };
  readonly model?: { readonly [key: string]: Written };
  readonly resources?: { readonly [id: string]: WrittenResource };
  readonly dialect?: Dialect;
}

/** A template's endpoint with one variant, in which each test changes what it is about. */
export function endpointWith(changes: Parts & Omit<WrittenGraph, 'resources'> = {}): WrittenGraph {
  const { variant, config, endpoint, container, model, resources, dialect, ...rest } = changes;
  const as = dialect === undefined ? {} : { dialect };
  return {
    ...rest,
    resources: {
      Model: {
        type: 'Model',
        ...as,
        properties: {
          PrimaryContainer: { Image: IMAGE, ModelDataUrl: 's3://acme-models/m.tar.gz', ...container },
          ...model,
        },
      },
      Config: {
        type: 'EndpointConfig',
        ...as,
        properties: {
          ProductionVariants: [
            {
              VariantName: 'AllTraffic',
              ModelName: referenceTo('Model', 'ModelName'),
              InstanceType: 'ml.c5.xlarge',
              InitialInstanceCount: 1,
              ...variant,
            },
          ],
          ...config,
        },
      },
      Endpoint: {
        type: 'Endpoint',
        ...as,
        properties: { EndpointConfigName: referenceTo('Config', 'EndpointConfigName'), ...endpoint },
      },
      ...resources,
    },
  };
}
