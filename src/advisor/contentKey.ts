import type { Graph } from '../model/graph';
import type { Resource } from '../model/resource';
import type { Sourced, Value } from '../model/value';

/**
 * All of a graph that advice depends on, as text, without places: equal keys mean equal advice, wherever the lines have
 * moved to.
 */
export function contentKey(graph: Graph): string {
  let key = `${graph.unit}|${graph.unitKind}|${graph.environment ?? ''}|${regionKey(graph.region)}|${graph.generated ? 'g' : ''}`;
  for (const resource of graph.resources.values())
    key += `\n${resource.id}|${resource.type}|${resource.dialect}|${resource.logicalName}|${resource.implied ? 'i' : ''}|${regionKey(resource.region)}|${existence(resource)}|${valueKey(resource.choice ?? resource.properties)}`;
  return key + observationsKey(graph.observations);
}

// All groups of a unit share its observations: in the key of each group stands a number for them.
const observationKeys = new WeakMap<Graph['observations'], string>();
const numbers = new Map<string, number>();
const MOST_NUMBERS = 1000;
let lastNumber = 0;

function observationsKey(observations: Graph['observations']): string {
  const known = observationKeys.get(observations);
  if (known !== undefined) return known;
  const key = `\n${String(numberOf(observations.map((each) => JSON.stringify(each, withoutPlace)).join('\n')))}`;
  observationKeys.set(observations, key);
  return key;
}

/** Equal texts have equal numbers, until they are forgotten; a number is never given twice. */
function numberOf(text: string): number {
  const known = numbers.get(text);
  if (known !== undefined) return known;
  if (numbers.size >= MOST_NUMBERS) numbers.clear();
  lastNumber += 1;
  numbers.set(text, lastNumber);
  return lastNumber;
}

/** Where something stands, and why it isn't followed, decides no advice. */
function withoutPlace(name: string, value: unknown): unknown {
  return name === 'at' || name === 'origin' || name === 'usedAt' || name === 'readers' ? undefined : value;
}

function existence({ existsIf }: Resource): string {
  return existsIf === undefined ? '' : JSON.stringify(existsIf);
}

function regionKey(region: Sourced<string>): string {
  return 'value' in region ? `${region.how}=${region.value}` : region.how;
}

function valueKey(value: Value): string {
  switch (value.kind) {
    case 'scalar': {
      const given =
        value.given?.map((each) => `${each.condition}${each.branch}${valueKey(each.value)}`).join('~') ?? '';
      return `${value.how}:${typeof value.value}:${String(value.value)}:${value.decidedBy ?? ''}${value.isPicked ? '~' : ''}${given}`;
    }
    case 'absent':
      return '-';
    case 'unresolved':
      return `?${value.why}?${value.decidedBy ?? ''}`;
    case 'reference':
      return `@${value.resource}.${value.attribute}`;
    case 'oneOf':
      return `(${value.condition}?${value.branches.map(valueKey).join('|')})`;
    case 'interpolation':
      return `\`${value.parts.map(valueKey).join('+')}\``;
    case 'list':
      return `[${value.items.map(valueKey).join(',')}${value.open ? '…' : ''}]`;
    case 'object': {
      let key = '{';
      for (const entry of value.entries.values()) key += `${entry.key}=${valueKey(entry.value)};`;
      return `${key}${value.open ?? ''}}`;
    }
  }
}
