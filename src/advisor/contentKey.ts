import type { Graph } from '../model/graph';
import { oncePer } from '../model/once';
import type { Resource } from '../model/resource';
import { oncePerContent } from '../model/sameContent';
import type { Sourced, Value } from '../model/value';

/**
 * All of a graph that advice depends on, as text, without places: equal keys mean equal advice, wherever the lines have
 * moved to.
 */
export function contentKey(graph: Graph): string {
  let key = `${graph.unit}|${graph.unitKind}|${graph.environment ?? ''}|${regionKey(graph.region)}|${graph.generated ? 'g' : ''}`;
  for (const resource of graph.resources.values()) key += resourceKey(resource);
  return key + observationsKey(graph.observations);
}

const resourceKey = oncePerContent((resource) =>
  numberOf(
    `${resource.id}|${resource.type}|${resource.dialect}|${resource.logicalName}|${resource.implied ? 'i' : ''}|${regionKey(resource.region)}|${existence(resource)}|${valueKey(resource.choice ?? resource.properties)}${resource.defaultTags === undefined ? '' : `|${valueKey(resource.defaultTags)}`}`,
  ),
);

/** All groups of a unit share its observations. */
const observationsKey = oncePer((observations: Graph['observations']) =>
  numberOf(observations.map((each) => JSON.stringify(each, withoutPlace)).join('\n')),
);

// In keys stand numbers for long texts.
const MOST_NUMBERS = 500;
let numbers = new Map<string, string>();
let numbersBefore = numbers;
let lastNumber = 0;

/** Equal texts have equal numbers, until they haven't been asked for in a while; a number is never given twice. */
function numberOf(text: string): string {
  const known = numbers.get(text);
  if (known !== undefined) return known;
  const number = numbersBefore.get(text) ?? `\n${String((lastNumber += 1))}`;
  if (numbers.size >= MOST_NUMBERS) {
    numbersBefore = numbers;
    numbers = new Map();
  }
  numbers.set(text, number);
  return number;
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
