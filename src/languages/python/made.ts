import type { ResourceType } from '../../model/resource';
import type { ResourceId } from '../../model/value';
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
