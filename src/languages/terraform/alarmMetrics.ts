import type { Origin } from '../../model/origin';
import type { Entry, ObjectValue, Value } from '../../model/value';
import { scalarAt } from '../../model/value';

/** The metrics of an alarm as the API says them: dimensions are a list, and a metric to compute with has its statistic around it. */
export function ofAlarm(properties: ObjectValue): ObjectValue {
  const metrics = properties.entries.get('Metrics');
  const own = withDimensionList(properties);
  if (metrics?.value.kind !== 'list') return own;
  const value = { ...metrics.value, items: metrics.value.items.map(withStatistic) };
  return { ...own, entries: new Map(own.entries).set('Metrics', { ...metrics, value }) };
}

const OF_METRIC: ReadonlySet<string> = new Set(['Namespace', 'MetricName', 'Dimensions']);

function withStatistic(query: Value): Value {
  const written = query.kind === 'object' ? query.entries.get('MetricStat') : undefined;
  if (query.kind !== 'object' || written?.value.kind !== 'object') return query;
  const all = [...withDimensionList(written.value).entries];
  const metric = { ...written.value, entries: new Map(all.filter(([key]) => OF_METRIC.has(key))) };
  const entries = new Map(all.filter(([key]) => !OF_METRIC.has(key)));
  entries.set('Metric', { ...written, key: 'Metric', value: metric });
  const value = { ...written.value, entries };
  return { ...query, entries: new Map(query.entries).set('MetricStat', { ...written, value }) };
}

function withDimensionList(object: ObjectValue): ObjectValue {
  const dimensions = object.entries.get('Dimensions');
  if (dimensions?.value.kind !== 'object') return object;
  const value = dimensionList(dimensions.value);
  return { ...object, entries: new Map(object.entries).set('Dimensions', { ...dimensions, value }) };
}

function dimensionList(map: ObjectValue): Value {
  const items = [...map.entries.values()].map((entry): Value => {
    const at: Origin = entry.origin;
    const name: Value = scalarAt(entry.key, entry.keyOrigin, 'literal');
    const entries = new Map<string, Entry>([
      ['Name', { key: 'Name', keyOrigin: entry.keyOrigin, origin: at, value: name }],
      ['Value', { ...entry, key: 'Value' }],
    ]);
    return { kind: 'object', entries, open: null, origin: at, usedAt: at };
  });
  return { kind: 'list', items, open: map.open !== null, origin: map.origin, usedAt: map.usedAt };
}
