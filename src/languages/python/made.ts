import type { Origin } from '../../model/origin';
import type { ResourceType } from '../../model/resource';
import type { ResourceId, Value } from '../../model/value';
import type { SdkObject } from './meaning';
import type { PlacedExpr } from './placed';

export type MadeResources = Partial<
  /** `EndpointName`: the endpoint of which the call answers the name. */
  Readonly<Record<'Endpoint' | 'EndpointConfig' | 'EndpointName' | 'Model' | 'ScalingPolicy', ResourceId>>
>;

export interface MadeConstruct {
  /** What the construct itself stands for. */
  readonly main: ResourceId;
  readonly byType: Partial<Readonly<Record<ResourceType, ResourceId>>>;
}

/** A call's place as a key: the same call is the same, however it was come upon. */
export function placeOf({ expr, statement }: PlacedExpr): string {
  return `${statement.file}:${statement.order + expr.span.start}:${expr.span.end - expr.span.start}`;
}

/** `predictor.endpoint_name`, `model.name`: a reference to what a call has made. Null for anything else. */
export function attributeOfMade(
  made: ReadonlyMap<string, MadeResources>,
  object: SdkObject,
  name: string,
  here: Origin,
): Value | null {
  const by = object.made === null ? undefined : made.get(placeOf(object.made));
  for (const [resource, attribute, names] of ATTRIBUTES)
    if (by?.[resource] !== undefined && names.test(name))
      return { kind: 'reference', resource: by[resource], attribute, usedAt: here };
  return null;
}

const ATTRIBUTES = [
  ['Endpoint', 'EndpointName', /^(?:endpoint|endpoint_name|_endpoint_name)$/],
  ['Model', 'ModelName', /^(?:name|model_name)$/],
  ['EndpointConfig', 'EndpointConfigName', /^endpoint_config_name$/],
] as const;
