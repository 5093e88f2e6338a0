import { unresolved } from '../../model/evaluate';
import { chosenBy, type Existence } from '../../model/existence';
import type { Scalar } from '../../model/expression';
import type { Origin } from '../../model/origin';
import type { ResourceType } from '../../model/resource';
import type { Entry, ListValue, ObjectValue, ResourceId, Value } from '../../model/value';
import { ABSENT, withPartsChanged, scalarAt } from '../../model/value';
import { mergedVariant } from '../program/mergedVariant';

/** An object made of properties. */
export function objectOf(entries: Iterable<Entry>, at: Origin, open: string | null = null): ObjectValue {
  const found = new Map<string, Entry>();
  for (const entry of entries) found.set(entry.key, entry);
  return { kind: 'object', entries: found, open, origin: at, usedAt: at };
}

/** A property that is written nowhere by itself: what a construct makes of what it is given. */
export function entryAt(key: string, value: Value, at: Origin): Entry {
  return { key, keyOrigin: at, origin: at, value };
}

/** A property under another name. */
export function renamedEntry(key: string, entry: Entry | undefined): Entry[] {
  return entry === undefined || entry.value.kind === 'absent' ? [] : [{ ...entry, key }];
}

/** What holds where nothing is written. */
export function byDefault(value: Scalar, decidedBy: string, at: Origin): Value {
  return { kind: 'scalar', how: 'default', value, origin: at, usedAt: at, readers: [], decidedBy, allowed: null };
}

export function literalAt(value: Scalar, at: Origin): Value {
  return scalarAt(value, at, 'literal');
}

/** The same of what the code says without writing it as a value: the key of an object, the place in a list. */
export function constantAt(value: Scalar, at: Origin): Value {
  return scalarAt(value, at, 'constant');
}

export function referenceAt(resource: ResourceId, attribute: string, at: Origin): Value {
  return { kind: 'reference', resource, attribute, usedAt: at };
}

export function listAt(items: readonly Value[], at: Origin): ListValue {
  return { kind: 'list', items, open: false, origin: at, usedAt: at };
}

export function without(properties: ObjectValue, names: readonly string[]): ObjectValue {
  const entries = new Map([...properties.entries].filter(([key]) => !names.includes(key)));
  return { ...properties, entries };
}

export function withEntry(properties: ObjectValue, entry: Entry): ObjectValue {
  return { ...properties, entries: new Map([...properties.entries, [entry.key, entry]]) };
}

export function changed(properties: ObjectValue, key: string, change: (value: Value) => Value): ObjectValue {
  const entry = properties.entries.get(key);
  return entry === undefined ? properties : withEntry(properties, { ...entry, value: change(entry.value) });
}

/** Maps whose keys are the user's own. */
const OWN_KEYS: ReadonlySet<string> = new Set(['environment', 'Environment']);

/** `memorySizeInMb` → `MemorySizeInMB`, as the API writes it. */
export function apiName(name: string): string {
  const capital = name.charAt(0).toUpperCase() + name.slice(1);
  return capital.replace(
    /(Size|Limit|Required)In(Mb|Gb)\b/,
    (_, word: string, unit: string) => `${word}In${unit.toUpperCase()}`,
  );
}

/** `MemorySizeInMB` → `memorySizeInMb`, as the CDK writes it. */
export function cdkName(name: string): string {
  const small = name.charAt(0).toLowerCase() + name.slice(1);
  return small.replace(/In(MB|GB)\b/, (_, unit: string) => `In${unit.charAt(0)}${unit.slice(1).toLowerCase()}`);
}

/** A value whose objects have the API's names. */
export function withApiNames(value: ObjectValue): ObjectValue;
export function withApiNames(value: Value): Value;
export function withApiNames(value: Value): Value {
  if (value.kind !== 'object') return withPartsChanged(value, withApiNames);
  const entries = [...value.entries.values()].map((entry) => ({
    ...entry,
    key: apiName(entry.key),
    value: OWN_KEYS.has(entry.key) ? entry.value : withApiNames(entry.value),
  }));
  return { ...value, entries: new Map(entries.map((entry) => [entry.key, entry])) };
}

/** Brings properties under the API's names into the form that every language shares. */
export function canonicalProperties(type: ResourceType, properties: ObjectValue, declaration: Origin): ObjectValue {
  if (type === 'EndpointConfig') {
    const lists = (value: Value): Value => variantsOf(value, declaration);
    const whole = withUnseenVariants(properties, declaration);
    return changed(changed(whole, 'ProductionVariants', lists), 'ShadowProductionVariants', lists);
  }
  if (type === 'ScalableTarget') return without(properties, ['ServiceNamespace']);
  if (type === 'ScalingPolicy') {
    const target = properties.entries.get('ScalingTargetId');
    const rest = without(properties, ['ServiceNamespace', 'ScalingTargetId']);
    return target === undefined ? rest : withEntry(rest, { ...target, key: 'ScalingTarget' });
  }
  return properties;
}

/** A configuration that is not seen has variants that are not seen. */
function withUnseenVariants(properties: ObjectValue, at: Origin): ObjectValue {
  const { open, entries } = properties;
  if (open === null || entries.has('ProductionVariants')) return properties;
  return withEntry(properties, entryAt('ProductionVariants', unresolved(open, null, at), at));
}

/**
 * Variants as a list of objects. Where the list itself isn't known, one variant stands for it, with a type that isn't
 * known either: what can't be read must not look like nothing.
 */
export function variantsOf(value: Value, declaration: Origin): Value {
  switch (value.kind) {
    case 'list':
      return { ...value, items: value.items.flatMap((item) => variantItems(item, declaration)) };
    case 'oneOf': {
      const lists = value.branches.map((branch) => variantsOf(branch, declaration));
      const known = lists.filter((branch) => branch.kind === 'list');
      const length = Math.max(0, ...known.map((list) => list.items.length));
      const [first] = known;
      if (first === undefined || known.length !== value.branches.length) return value;
      const items = Array.from({ length }, (_, index) =>
        mergedVariant(
          known.map((list) => list.items[index]),
          value,
        ),
      );
      return { ...first, items, usedAt: value.usedAt };
    }
    case 'unresolved':
      return {
        kind: 'list',
        items: [variantOf(value, declaration)],
        open: true,
        origin: value.usedAt,
        usedAt: value.usedAt,
      };
    case 'scalar':
    case 'absent':
    case 'reference':
    case 'interpolation':
    case 'object':
      return value;
  }
}

/** A list that is spread into another one gives its items. */
function variantItems(item: Value, declaration: Origin): Value[] {
  return item.kind === 'list' ? item.items.map((each) => variantOf(each, declaration)) : [variantOf(item, declaration)];
}

function variantOf(value: Value, declaration: Origin): Value {
  if (value.kind === 'oneOf') return mergedVariant(value.branches, value);
  if (value.kind !== 'unresolved') return value;
  const entry = entryAt('InstanceType', value, value.usedAt);
  return { ...objectOf([entry], value.usedAt, value.why), origin: declaration };
}

/**
 * Puts a value at a path of an object, as an override does; the objects on the way are made. `when` is what the override
 * depends on.
 */
export function overridden(root: Value, path: readonly string[], entry: Entry, when: Existence | null): Value {
  const [step, ...rest] = path;
  if (step === undefined) return when === null ? entry.value : chosenBy(when, entry.value, root, entry.origin);
  const within = (part: Value, steps: readonly string[]): Value => overridden(part, steps, entry, when);
  if (root.kind === 'oneOf') return { ...root, branches: root.branches.map((branch) => within(branch, path)) };
  if (root.kind === 'list') {
    const index = Number(step);
    const item = root.items[index];
    return item === undefined ? root : { ...root, items: root.items.with(index, within(item, rest)) };
  }
  if (root.kind !== 'object' && root.kind !== 'absent') return root;
  const object = root.kind === 'object' ? root : objectOf([], entry.origin);
  const before = object.entries.get(step);
  const value = within(before?.value ?? ABSENT, rest);
  if (value.kind === 'absent') return without(object, [step]);
  return withEntry(
    object,
    rest.length === 0 && when === null ? { ...entry, key: step, value } : { ...entry, ...before, key: step, value },
  );
}
