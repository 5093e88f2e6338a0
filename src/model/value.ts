import type { Scalar } from './expression';
import type { Origin } from './origin';

/** The stable name of a resource in its unit, for example `infra/endpoint.yaml#EndpointConfig`. */
export type ResourceId = string;

/** How a known value was found. */
export type How = 'literal' | 'constant' | 'default' | 'binding' | 'setting' | 'assumed';

/** A place that reads a value which is written elsewhere. */
export interface Reader {
  readonly origin: Origin;
  /** `display`: printed or logged only, so a change of the value does no harm there. */
  readonly role: 'value' | 'display';
}

/** The closed list a template allows for a parameter, and where the list is written. */
export interface AllowedValues {
  readonly values: readonly Scalar[];
  readonly origin: Origin;
}

export interface ScalarValue {
  readonly kind: 'scalar';
  readonly how: How;
  readonly value: Scalar;
  /** Where the value is written: the edit goes here. */
  readonly origin: Origin;
  /** Where the declaration uses it: the squiggle stands here. Equal to `origin` for a literal in place. */
  readonly usedAt: Origin;
  /** Everybody who reads the same written value, this use included; empty where the value stands in its place. */
  readonly readers: readonly Reader[];
  /** The parameter, variable or file that decides the value. */
  readonly decidedBy: string | null;
  readonly allowed: AllowedValues | null;
  /** One entry of several: the key that picks it may be another one elsewhere. */
  readonly isPicked?: true;
  /** What it is instead where a condition takes a branch, because the same parameter decides both; the first that holds. */
  readonly given?: readonly GivenValue[];
}

/** A value that is not known by any name: written where it is used, or said by the code in another way. */
export function scalarAt(value: Scalar, at: Origin, how: 'literal' | 'constant'): ScalarValue {
  return { kind: 'scalar', how, value, origin: at, usedAt: at, readers: [], decidedBy: null, allowed: null };
}

export interface GivenValue {
  readonly condition: string;
  readonly branch: number;
  readonly value: Value;
}

/** Both branches of a condition that nothing decides. Equal `condition` means equal choice. */
export interface OneOfValue {
  readonly kind: 'oneOf';
  readonly condition: string;
  readonly branches: readonly Value[];
  readonly usedAt: Origin;
}

export interface AbsentValue {
  readonly kind: 'absent';
}

export interface UnresolvedValue {
  readonly kind: 'unresolved';
  readonly why: string;
  /** What would decide it: a parameter, an environment variable, a function's argument. */
  readonly decidedBy: string | null;
  readonly usedAt: Origin;
}

export interface ReferenceValue {
  readonly kind: 'reference';
  readonly resource: ResourceId;
  /** `Ref`, `EndpointName`, `Arn` … */
  readonly attribute: string;
  readonly usedAt: Origin;
}

/** Text with references in it: `endpoint/${Endpoint.EndpointName}/variant/AllTraffic`. */
export interface InterpolationValue {
  readonly kind: 'interpolation';
  readonly parts: readonly Value[];
  readonly usedAt: Origin;
}

export interface ListValue {
  readonly kind: 'list';
  readonly items: readonly Value[];
  readonly open: boolean;
  readonly origin: Origin;
  readonly usedAt: Origin;
}

export interface Entry {
  readonly key: string;
  readonly keyOrigin: Origin;
  /** Key and value together: what goes when the property goes. */
  readonly origin: Origin;
  readonly value: Value;
}

export interface ObjectValue {
  readonly kind: 'object';
  readonly entries: ReadonlyMap<string, Entry>;
  /** Why further entries may exist that can't be seen, or null. */
  readonly open: string | null;
  readonly origin: Origin;
  readonly usedAt: Origin;
}

export type Value =
  | ScalarValue
  | OneOfValue
  | AbsentValue
  | UnresolvedValue
  | ReferenceValue
  | InterpolationValue
  | ListValue
  | ObjectValue;

export const ABSENT: AbsentValue = { kind: 'absent' };

/** A typed view of one scalar property. */
export type Sourced<T> =
  | {
      readonly how: How;
      readonly value: T;
      readonly origin: Origin;
      readonly usedAt: Origin;
      readonly readers: readonly Reader[];
      readonly decidedBy: string | null;
    }
  | { readonly how: 'oneOf'; readonly values: readonly T[]; readonly condition: string; readonly usedAt: Origin }
  | { readonly how: 'absent' }
  | {
      readonly how: 'unresolved';
      readonly why: string;
      readonly decidedBy: string | null;
      readonly usedAt: Origin | null;
    };

export type KnownSourced<T> = Extract<Sourced<T>, { readonly value: T }>;

export function isKnown<T>(sourced: Sourced<T>): sourced is KnownSourced<T> {
  return sourced.how !== 'oneOf' && sourced.how !== 'absent' && sourced.how !== 'unresolved';
}

/** The value where it is known, else undefined. */
export function known<T>(sourced: Sourced<T>): T | undefined {
  return isKnown(sourced) ? sourced.value : undefined;
}

type Convert<T> = (scalar: Scalar) => T | undefined;

function view<T>(value: Value, convert: Convert<T>, wanted: string): Sourced<T> {
  switch (value.kind) {
    case 'absent':
      return { how: 'absent' };
    case 'unresolved':
      return { how: 'unresolved', why: value.why, decidedBy: value.decidedBy, usedAt: value.usedAt };
    case 'scalar': {
      const converted = convert(value.value);
      if (converted === undefined)
        return { how: 'unresolved', why: `not ${wanted}`, decidedBy: value.decidedBy, usedAt: value.usedAt };
      const { how, origin, usedAt, readers, decidedBy } = value;
      return { how, value: converted, origin, usedAt, readers, decidedBy };
    }
    case 'oneOf': {
      const views = value.branches.map((branch) => view(branch, convert, wanted));
      const values = views.flatMap((each) =>
        isKnown(each) ? [each.value] : each.how === 'oneOf' ? [...each.values] : [],
      );
      if (views.some((each) => each.how === 'unresolved'))
        return {
          how: 'unresolved',
          why: 'a branch of a condition is not known',
          decidedBy: value.condition,
          usedAt: value.usedAt,
        };
      return { how: 'oneOf', values, condition: value.condition, usedAt: value.usedAt };
    }
    case 'reference':
    case 'interpolation':
      return { how: 'unresolved', why: 'known only when deployed', decidedBy: null, usedAt: value.usedAt };
    case 'list':
    case 'object':
      return { how: 'unresolved', why: `not ${wanted}`, decidedBy: null, usedAt: value.usedAt };
  }
}

export function asString(value: Value): Sourced<string> {
  return view(value, (scalar) => (typeof scalar === 'string' ? scalar : String(scalar)), 'a string');
}

/** Numbers, and strings that CloudFormation accepts for numbers. */
export function asNumber(value: Value): Sourced<number> {
  return view(
    value,
    (scalar) => {
      if (typeof scalar === 'boolean' || scalar === '') return undefined;
      const number = Number(scalar);
      return Number.isFinite(number) ? number : undefined;
    },
    'a number',
  );
}

export function asBoolean(value: Value): Sourced<boolean> {
  return view(
    value,
    (scalar) => {
      if (typeof scalar === 'boolean') return scalar;
      const text = String(scalar).toLowerCase();
      return text === 'true' ? true : text === 'false' ? false : undefined;
    },
    'true or false',
  );
}

/** A list or a choice with each of its parts changed; every other value, an object too, as it is. */
export function withPartsChanged(value: Value, change: (part: Value) => Value): Value {
  switch (value.kind) {
    case 'list':
      return { ...value, items: value.items.map(change) };
    case 'oneOf':
      return { ...value, branches: value.branches.map(change) };
    case 'object':
    case 'scalar':
    case 'absent':
    case 'unresolved':
    case 'reference':
    case 'interpolation':
      return value;
  }
}

/** A step is a property name or a list index. */
export type Path = readonly (string | number)[];

/** The value at a path; absent where a step is missing, unresolved where an unseen part may hold it. */
export function valueAt(root: Value, path: Path): Value {
  let value = root;
  for (const step of path) {
    if (typeof step === 'string' && value.kind === 'object') {
      const entry = value.entries.get(step);
      if (entry === undefined) {
        if (value.open === null) return ABSENT;
        return { kind: 'unresolved', why: value.open, decidedBy: null, usedAt: value.usedAt };
      }
      value = entry.value;
    } else if (typeof step === 'number' && value.kind === 'list') {
      const item = value.items[step];
      if (item === undefined) return ABSENT;
      value = item;
    } else if (value.kind === 'unresolved' || value.kind === 'absent' || value.kind === 'oneOf') {
      return value;
    } else {
      return ABSENT;
    }
  }
  return value;
}

/** Where the declaration uses a value; null where nothing is written. */
export function usedAt(value: Value): Origin | null {
  return value.kind === 'absent' ? null : value.usedAt;
}
