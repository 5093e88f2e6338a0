import type { ResourceType } from '../../model/resource';
import type { Entry, ListValue, ObjectValue, Value } from '../../model/value';
import { withApiNames } from './constructing';
import { argumentsOf, entryOf, objectOf } from './callArguments';
import type { HostingCall } from './hosting';
import type { PythonScope } from './scope';
import { withRetrievedImage } from './sdkValues';
import { mergedVariant } from '../program/mergedVariant';

/** What a resource is told by beside its own properties. */
const LEFT_OUT: ReadonlySet<string> = new Set(['ServiceNamespace']);

/** The canonical properties of the resource that an operation makes. */
export function operationProperties(scope: PythonScope, call: HostingCall, type: ResourceType): ObjectValue {
  const { given, open } = argumentsOf(scope, call.placed);
  const entries = [...given.values()]
    .filter(({ name }) => !LEFT_OUT.has(name))
    .map((argument) => entryOf(argument.name, argument));
  return canonicalProperties(type, objectOf(entries, call.declaration, open), call);
}

/** Brings properties under the API's names into the form that every language shares. */
export function canonicalProperties(type: ResourceType, properties: ObjectValue, call: HostingCall): ObjectValue {
  switch (type) {
    case 'EndpointConfig':
      return changed(
        changed(withVariants(properties), 'ProductionVariants', (value) => variantsOf(value, call)),
        'ShadowProductionVariants',
        (value) => variantsOf(value, call),
      );
    case 'Model':
      return changed(changed(properties, 'PrimaryContainer', withRetrievedImage), 'Containers', (value) =>
        value.kind === 'list' ? { ...value, items: value.items.map(withRetrievedImage) } : value,
      );
    case 'StateMachine':
      return renamed(properties, { name: 'StateMachineName', definition: 'DefinitionString' });
    case 'LogGroup':
      return renamed(properties, { logGroupName: 'LogGroupName', kmsKeyId: 'KmsKeyId', tags: 'Tags' });
    case 'Repository':
      return renamed(properties, { repositoryName: 'RepositoryName', tags: 'Tags' });
    case 'TaskDefinition':
      return withApiNames(properties);
    case 'Endpoint':
    case 'InferenceComponent':
    case 'TransformJob':
    case 'ScalableTarget':
    case 'ScalingPolicy':
    case 'Alarm':
    case 'Dashboard':
    case 'MonitoringSchedule':
    case 'Pipeline':
    case 'Bucket':
    case 'Rule':
    case 'Schedule':
    case 'EventSourceMapping':
    case 'Function':
    case 'Instance':
    case 'LaunchTemplate':
    case 'DeviceFleet':
    case 'EdgeDevice':
    case 'EdgePackagingJob':
    case 'EdgeDeploymentPlan':
      return properties;
  }
}

/** Variants that a request may hold which isn't known: they must not look like none. */
function withVariants(properties: ObjectValue): ObjectValue {
  const { open, entries, origin } = properties;
  if (open === null || entries.has('ProductionVariants')) return properties;
  const value: Value = { kind: 'unresolved', why: open, decidedBy: null, usedAt: origin };
  const entry: Entry = { key: 'ProductionVariants', value, origin, keyOrigin: origin };
  return { ...properties, entries: new Map([...entries, [entry.key, entry]]) };
}

function changed(properties: ObjectValue, key: string, change: (value: Value) => Value): ObjectValue {
  const entry = properties.entries.get(key);
  if (entry === undefined) return properties;
  const entries = new Map(properties.entries);
  entries.set(key, { ...entry, value: change(entry.value) });
  return { ...properties, entries };
}

function renamed(properties: ObjectValue, names: Readonly<Record<string, string>>): ObjectValue {
  const entries = [...properties.entries.values()].map((entry) => ({ ...entry, key: names[entry.key] ?? entry.key }));
  return objectOf(entries, properties.origin, properties.open);
}

/**
 * Variants as a list of objects. Where the list itself isn't known, one variant stands for it, with a type that isn't
 * known either: what can't be read must not look like nothing.
 */
export function variantsOf(value: Value, call: HostingCall): Value {
  switch (value.kind) {
    case 'list':
      return { ...value, items: value.items.map((item) => variantOf(item, call)) };
    case 'oneOf': {
      const lists = value.branches.map((branch) => variantsOf(branch, call)).filter((branch) => branch.kind === 'list');
      const length = Math.max(0, ...lists.map((list) => list.items.length));
      if (lists.length !== value.branches.length) return value;
      const items = Array.from({ length }, (_, index) =>
        mergedVariant(
          lists.map((list) => list.items[index]),
          value,
        ),
      );
      return { ...(lists[0] as ListValue), items, usedAt: value.usedAt };
    }
    case 'unresolved':
      return { kind: 'list', items: [variantOf(value, call)], open: true, origin: value.usedAt, usedAt: value.usedAt };
    case 'scalar':
    case 'absent':
    case 'reference':
    case 'interpolation':
    case 'object':
      return value;
  }
}

function variantOf(value: Value, call: HostingCall): Value {
  if (value.kind === 'object') return value;
  if (value.kind === 'oneOf') return mergedVariant(value.branches, value);
  if (value.kind !== 'unresolved') return value;
  const entry: Entry = { key: 'InstanceType', keyOrigin: value.usedAt, origin: value.usedAt, value };
  return { ...objectOf([entry], value.usedAt, value.why), origin: call.declaration };
}
