import { originAt } from '../../model/origin';
import { unresolved } from '../../model/evaluate';
import type { ObjectValue, Value } from '../../model/value';
import { sourceOf } from './interpretation';
import type { PlacedExpr } from './placed';

const COUNT = 'InitialInstanceCount';

/** A configuration that a loop makes any number of times: how many instances stand in all isn't known. */
export function withUnknownCount(config: ObjectValue, over: PlacedExpr): ObjectValue {
  const entry = config.entries.get('ProductionVariants');
  if (entry?.value.kind !== 'list') return config;
  const variants: Value = { ...entry.value, items: entry.value.items.map((each) => withoutCount(each, over)) };
  return { ...config, entries: new Map([...config.entries, [entry.key, { ...entry, value: variants }]]) };
}

function withoutCount(variant: Value, { expr, statement }: PlacedExpr): Value {
  const entry = variant.kind === 'object' ? variant.entries.get(COUNT) : undefined;
  if (variant.kind !== 'object' || entry === undefined || entry.value.kind === 'absent') return variant;
  const text = sourceOf(expr);
  const at = 'usedAt' in entry.value ? entry.value.usedAt : originAt(statement, expr.span);
  const value = unresolved(`once for each of ${text}: how many those are can not be told`, text, at);
  return { ...variant, entries: new Map([...variant.entries, [COUNT, { ...entry, value }]]) };
}
