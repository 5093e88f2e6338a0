export { breakEven, type BreakEven, type Crossing } from './breakEven';
export {
  DEFAULT_ASSUMPTIONS,
  HOURS_PER_MONTH,
  type Assumptions,
  type Capacity,
  type Scaling,
  type TrafficProfile,
} from './capacity';
export { compare, type Comparison, type Delta, type Input } from './compare';
export { estimate, type CapacityEstimate, type EstimatedFootprint } from './estimate';
export type { Footprint } from './footprint';
export * from './format';
export { logStorageRate, type LogStorageRate } from './logs';
export { imageStorageRate, objectStorageRate } from './objectStorage';
export { span, type Estimated, type Quantity } from './quantity';
export { upkeepDelta } from './upkeep';
export { TIE_SHARE, type Verdict } from './verdict';
