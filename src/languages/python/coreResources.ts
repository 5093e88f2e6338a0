import type { ResourceType } from '../../model/resource';
import type { ObjectValue } from '../../model/value';
import { canonicalProperties } from './boto3Resources';
import { apiName, argumentsOf, entryOf, objectOf, withApiNames } from './callArguments';
import type { HostingCall } from './hosting';
import type { PythonScope } from './scope';
import type { PlacedExpr } from './placed';
import { keywordOf } from './calls';

/** Resource classes of sagemaker-core that are resources of ours, under the API's names. */
const TYPES = ['Endpoint', 'EndpointConfig', 'InferenceComponent', 'Model', 'TransformJob'] as const;

type CoreType = (typeof TYPES)[number];

/** Arguments that say how the call is made, not what it makes. */
const OF_THE_CALL: ReadonlySet<string> = new Set(['region', 'session']);

export function coreType(call: HostingCall): Extract<ResourceType, CoreType> | null {
  if (call.of.kind !== 'core' || call.method !== 'create') return null;
  const { className } = call.of;
  return TYPES.find((type) => type === className) ?? null;
}

/** `EndpointConfig.create(production_variants=[…])`: the API's structure with Python's names. */
export function coreProperties(scope: PythonScope, call: HostingCall, type: CoreType): ObjectValue {
  const { given, open } = argumentsOf(scope, call.placed);
  const entries = [...given.values()]
    .filter(({ name }) => !OF_THE_CALL.has(name))
    .map((argument) => entryOf(apiName(argument.name), { ...argument, value: withApiNames(argument.value) }));
  return canonicalProperties(type, objectOf(entries, call.declaration, open), call);
}

/** Where the call itself names the Region. */
export function coreRegion({ placed }: HostingCall): PlacedExpr | null {
  const region = keywordOf(placed.expr, 'region');
  return region === null ? null : { expr: region, statement: placed.statement };
}
