import type { Expr } from '../../model/expression';
import type { Graph } from '../../model/graph';
import { configOf, pointedAt } from '../../model/graph';
import type { NewResource, Plain } from '../../model/operation';
import type { Resource } from '../../model/resource';
import type { Value } from '../../model/value';
import { usedAt } from '../../model/value';
import type { CloudFormationReading } from './reading';
import type { Drafts } from './writeDraft';
import { Obstacle } from './writeDraft';
import type { Item } from './writeItems';
import { containerAt } from './writeItems';
import { withQuotes } from './writeBinding';
import type { TemplateText } from './writeTemplate';
import { itemAround, itemNamed } from './writeTemplate';

/** A condition, and the outcome of it that a value stands in. */
interface Choice {
  readonly condition: string;
  readonly holds: boolean;
}

const CAPACITY = ['InstanceType', 'InitialInstanceCount', 'ServerlessConfig', 'ManagedInstanceScaling'];

/**
 * The condition under which a new resource must be made: the one that decides the capacity which it scales, since in the
 * other outcome there may be nothing to scale. Null where none does.
 */
export function conditionFor(
  reading: CloudFormationReading,
  template: TemplateText,
  graph: Graph,
  drafts: Drafts,
  added: NewResource,
): string | null {
  const choices = new Map<string, Choice>();
  for (const endpoint of endpointsBehind(graph, drafts, added)) {
    const config = configOf(graph, endpoint);
    if (config === null) continue;
    for (const choice of choicesIn(template, config))
      choices.set(`${choice.condition} ${String(choice.holds)}`, choice);
  }
  const [choice, another] = choices.values();
  if (choice === undefined) return null;
  if (another !== undefined) throw new Obstacle('notExpressible', 'several conditions decide what would be scaled');
  if (choice.holds) return choice.condition;
  const opposite = [...reading.conditions].find(([, { member }]) => negates(member.expr, choice.condition));
  const own = negated(reading.conditions.get(choice.condition)?.member.expr ?? null);
  const found = opposite?.[0] ?? own;
  if (found === null) throw new Obstacle('notExpressible', `no condition says that ${choice.condition} does not hold`);
  return found;
}

/** The endpoints that a new resource names, by itself or through other new ones. */
function endpointsBehind(graph: Graph, drafts: Drafts, added: NewResource): Resource[] {
  const found = new Set<Resource>();
  const passed = new Set<string>();
  const follow = (plain: Plain): void => {
    if (typeof plain !== 'object' || 'placeholder' in plain) return;
    if ('parts' in plain) plain.parts.forEach(follow);
    else if ('items' in plain) plain.items.forEach(follow);
    else if ('properties' in plain) Object.values(plain.properties).forEach(follow);
    else visit(plain.reference);
  };
  const visit = (id: string): void => {
    if (passed.has(id)) return;
    passed.add(id);
    const resource = graph.resources.get(id);
    if (resource?.type === 'Endpoint') found.add(resource);
    const other = drafts.added.get(id);
    if (other !== undefined) Object.values(other.properties).forEach(follow);
  };
  visit(added.id);
  const name =
    added.type === 'ScalableTarget' ? /^endpoint\/([^/]+)\//.exec(textOf(added.properties['ResourceId'])) : null;
  const named = name === null ? null : pointedAt(graph, 'Endpoint', literal(name[1] ?? ''));
  if (named !== null) found.add(named);
  return [...found];
}

function textOf(plain: Plain | undefined): string {
  return typeof plain === 'string' ? plain : '';
}

function literal(value: string): Value {
  const nowhere = { file: '', cell: null, start: 0, end: 0 };
  const place = { origin: nowhere, usedAt: nowhere, readers: [], decidedBy: null, allowed: null };
  return { kind: 'scalar', how: 'literal', value, ...place };
}

/** The conditions that have been decided for the capacity of a configuration as the graph shows it. */
function choicesIn(template: TemplateText, config: Resource): Choice[] {
  const properties = itemNamed(template.inside(template.entryOf(config)), 'Properties');
  if (properties === null) return [];
  const found: Choice[] = [];
  const walk = (value: Value, item: Item, depth: number): void => {
    const used = usedAt(value);
    if (used === null || used.file !== config.declaration.file) return;
    const place = withQuotes(template.text, used.start, used.end);
    if (place.start < item.value.start || place.start >= Math.max(item.value.end, item.end)) return;
    found.push(...choicesBetween(template, item, place.start));
    if (value.kind !== 'object' && value.kind !== 'list') return;
    const container = containerAt(template.text, value.origin.start);
    const inside = (at: number, part: Value): void => {
      const next = itemAround(container, at);
      if (next !== null) walk(part, next, depth + 1);
    };
    if (value.kind === 'list') value.items.forEach((part) => inside(usedAt(part)?.start ?? -1, part));
    else
      for (const [key, entry] of value.entries)
        if (depth > 0 ? CAPACITY.includes(key) : key === 'ProductionVariants')
          inside(entry.keyOrigin.start, entry.value);
  };
  walk(config.properties, properties, 0);
  return found;
}

/** The conditions whose branches lie between an item and a place in its value. */
function choicesBetween(template: TemplateText, item: Item, place: number): Choice[] {
  const { text } = template;
  if (/^(?:&\S+\s+)?$/.test(text.slice(item.value.start, place))) return [];
  let container = containerAt(text, item.value.start);
  const only = container.kind === 'mapping' ? itemNamed(container, 'Fn::If') : null;
  if (only !== null) container = containerAt(text, only.value.start);
  const [condition, then, otherwise] = container.items;
  const branch = itemAround(container, place);
  if (
    container.kind !== 'list' ||
    condition === undefined ||
    branch === null ||
    (branch !== then && branch !== otherwise)
  )
    return [];
  const name = text.slice(condition.value.start, condition.value.end).replace(/^(["'])(.*)\1$/, '$2');
  return [{ condition: name, holds: branch === then }, ...choicesBetween(template, branch, place)];
}

/** The condition that an expression negates: `!Not [!Condition X]`. */
function negated(expr: Expr | null): string | null {
  if (expr?.kind !== 'call' || expr.callee.kind !== 'name' || expr.callee.name !== 'Fn::Not') return null;
  const inner = expr.args[0]?.value;
  if (inner?.kind !== 'call' || inner.callee.kind !== 'name' || inner.callee.name !== 'Condition') return null;
  const named = inner.args[0]?.value;
  return named?.kind === 'literal' ? String(named.value) : null;
}

function negates(expr: Expr | null, condition: string): boolean {
  return negated(expr) === condition;
}
