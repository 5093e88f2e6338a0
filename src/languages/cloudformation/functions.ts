import type { Expr } from '../../model/expression';
import { evaluate, join, movedTo, pick, unresolved } from '../../model/evaluate';
import type { Scope } from '../../model/evaluate';
import { nameProperty } from '../../model/graph';
import type { Origin, Site } from '../../model/origin';
import { originAt } from '../../model/origin';
import type { How, ScalarValue, Value } from '../../model/value';
import { scalarAt } from '../../model/value';
import type { Scalar } from '../../model/expression';
import type { ParameterChoices } from './parameterTests';
import type { PlacedMember } from './reading';
import type { Readers } from './readers';
import { typeOfMember } from './memberType';

/** What the functions look up in the template. */
export interface Surroundings {
  readonly scope: Scope;
  readonly readers: Readers;
  readonly mappings: ReadonlyMap<string, PlacedMember>;
  resource(id: string): PlacedMember | undefined;
  /** The conditions that compare a parameter with a literal. */
  testsOf(parameter: string): ParameterChoices;
}

/** The value of a function that isn't an expression of the model's own. */
export function valueOfCall(
  expr: Extract<Expr, { kind: 'call' }>,
  site: Site,
  depth: number,
  around: Surroundings,
): Value {
  const here = originAt(site, expr.span);
  const name = expr.callee.kind === 'name' ? expr.callee.name : '';
  const args = expr.args.map((arg) => evaluate(arg.value, site, around.scope, depth));
  switch (name) {
    case 'Fn::FindInMap':
      return withOutcomes(args, here, depth, around);
    case 'Fn::Split':
      return split(args, here, around);
    case 'Fn::Select':
      return selected(expr, args, site, here, around);
    case 'Fn::Join':
      return joined(args, here);
    default:
      return unresolved(`${name} is known only when it is deployed`, null, here);
  }
}

/**
 * An entry of a mapping, and what it is where a condition on the parameter that picks it has an outcome: where `IsProd` holds,
 * the entry of `prod` is meant, whatever the default is.
 */
function withOutcomes(args: readonly Value[], here: Origin, depth: number, around: Surroundings): Value {
  const found = foundInMap(args, here, depth, around);
  const index = args.findIndex((arg) => arg.kind === 'scalar' && arg.how === 'default' && arg.decidedBy !== null);
  const key = args[index];
  if (found.kind !== 'scalar' || key?.kind !== 'scalar' || key.decidedBy === null) return found;
  const { tests, allowed } = around.testsOf(key.decidedBy);
  const picked = (value: Scalar): Value => {
    const entry = foundInMap(args.with(index, { ...key, how: 'constant', value }), here, depth, around);
    return entry.kind === 'scalar' ? { ...entry, isPicked: true } : entry;
  };
  const outcomes = tests.map(({ condition, branch, literal }) => ({ condition, branch, value: picked(literal) }));
  // Not the default: the only other value that is allowed, or nobody knows which.
  const others = tests
    .filter(({ literal }) => literal === key.value)
    .map(({ condition, branch }) => {
      const [other, ...more] = allowed.filter((each) => each !== key.value);
      const unknown = unresolved('the parameter has another value than its default', key.decidedBy, here);
      return { condition, branch: 1 - branch, value: other === undefined || more.length > 0 ? unknown : picked(other) };
    });
  const given = [...outcomes, ...others];
  return given.length === 0 ? found : { ...found, given };
}

function foundInMap(args: readonly Value[], here: Origin, depth: number, around: Surroundings): Value {
  const choice = args.findIndex((arg) => arg.kind === 'oneOf');
  const chosen = args[choice];
  if (chosen?.kind === 'oneOf') {
    const branches = chosen.branches.map((branch) => foundInMap(args.with(choice, branch), here, depth, around));
    return { kind: 'oneOf', condition: chosen.condition, branches, usedAt: here };
  }
  const [mapping, first, second, fallback] = args;
  const open = args.slice(0, 3).find((arg) => arg.kind !== 'scalar');
  if (open !== undefined) {
    if (open.kind === 'unresolved') return unresolved(open.why, open.decidedBy, here);
    return unresolved('its keys are known only when it is deployed', null, here);
  }
  if (mapping?.kind !== 'scalar' || first?.kind !== 'scalar' || second?.kind !== 'scalar')
    return unresolved('a mapping without its keys', null, here);
  const [map, one, two] = [mapping, first, second].map((key) => String(key.value)) as [string, string, string];
  const written = around.mappings.get(map);
  if (!written?.member.expr) return unresolved(`no mapping "${map}"`, null, here);
  const direct = entryOf(entryOf(written.member.expr, one), two);
  const entry =
    direct === null
      ? pick(pick(evaluate(written.member.expr, written.site, around.scope, depth), first, here), second, here)
      : evaluate(direct, written.site, around.scope, depth);
  if (entry.kind === 'unresolved') {
    const standard = fallback?.kind === 'object' ? fallback.entries.get('DefaultValue')?.value : undefined;
    return standard === undefined
      ? unresolved(`no entry "${one}", "${two}" in ${map}`, null, here)
      : movedTo(standard, here);
  }
  return seenThrough(entry, here, [first, second], around.readers.ofMapping(map, one, two));
}

/** The entry of an object that merges nothing in; null where it has to be evaluated to be found. */
function entryOf(expr: Expr | null, key: string): Expr | null {
  if (expr?.kind !== 'object') return null;
  let found: Expr | null = null;
  for (const member of expr.members) {
    if (member.kind === 'spread') return null;
    if (member.key === key) found = member.value;
  }
  return found;
}

/** An entry of a mapping as it is seen from where it is looked up; a parameter among the keys says how sure it is. */
function seenThrough(entry: Value, here: Origin, keys: readonly ScalarValue[], readers: ScalarValue['readers']): Value {
  const moved = movedTo(entry, here);
  if (moved.kind === 'list')
    return { ...moved, items: moved.items.map((item) => (item.kind === 'scalar' ? { ...item, readers } : item)) };
  if (moved.kind !== 'scalar') return moved;
  const parameter = keys.find((key) => key.how === 'binding') ?? keys.find((key) => key.how === 'default');
  const how: How = keys.some((key) => key.how === 'default')
    ? 'default'
    : parameter === undefined
      ? 'constant'
      : 'binding';
  const picked = parameter === undefined ? {} : { isPicked: true as const };
  return { ...moved, ...picked, how, readers, decidedBy: parameter?.decidedBy ?? null };
}

function joined([separator, list]: readonly Value[], here: Origin): Value {
  if (separator?.kind !== 'scalar' || list === undefined) return unresolved('a text that is not finished', null, here);
  if (list.kind === 'oneOf')
    return { ...list, usedAt: here, branches: list.branches.map((branch) => joined([separator, branch], here)) };
  if (list.kind === 'unresolved') return unresolved(list.why, list.decidedBy, here);
  if (list.kind !== 'list' || list.open) return unresolved('a list that is known only when it is deployed', null, here);
  const parts = list.items.flatMap((item, index) =>
    index === 0 || separator.value === '' ? [item] : [separator, item],
  );
  return join(parts, here);
}

function split([separator, text]: readonly Value[], here: Origin, around: Surroundings): Value {
  if (separator?.kind !== 'scalar' || text === undefined) return unresolved('a text that is not finished', null, here);
  const by = String(separator.value);
  switch (text.kind) {
    case 'oneOf':
      return {
        ...text,
        usedAt: here,
        branches: text.branches.map((branch) => split([separator, branch], here, around)),
      };
    case 'scalar': {
      const items = String(text.value).split(by);
      return listOf(
        items.map((item) => ({ ...text, value: item, usedAt: here })),
        here,
      );
    }
    case 'reference':
      return splitArn(text, by, here, around) ?? unresolved('known only when it is deployed', null, here);
    case 'unresolved':
      return unresolved(text.why, text.decidedBy, here);
    case 'interpolation':
    case 'absent':
    case 'list':
    case 'object':
      return unresolved('known only when it is deployed', null, here);
  }
}

function selected(
  expr: Extract<Expr, { kind: 'call' }>,
  [key, list]: readonly Value[],
  site: Site,
  here: Origin,
  around: Surroundings,
): Value {
  if (key === undefined || list === undefined) return unresolved('a selection that is not finished', null, here);
  const item = pick(list, key, here);
  const from = expr.args[1]?.value;
  if (item.kind !== 'scalar' || from === undefined) return item;
  // A piece of a text is written nowhere by itself: what can be replaced is the selection.
  if (from.kind === 'call') return { ...item, origin: here, readers: [] };
  const meaning = from.kind === 'name' ? around.scope.lookup(from.name, site, from.span) : null;
  if (meaning?.kind !== 'definition' || list.kind !== 'list') return item;
  const { how, decidedBy } = meaning.definition;
  return { ...item, how, decidedBy: decidedBy ?? item.decidedBy };
}

function listOf(items: readonly Value[], here: Origin): Value {
  return { kind: 'list', items, open: false, origin: here, usedAt: here };
}

/**
 * `Ref` of a SageMaker resource is its ARN, `arn:aws:sagemaker:us-east-1:111122223333:endpoint/name`. Templates cut the
 * name out of it with `Fn::Split` and `Fn::Select`.
 */
function splitArn(
  arn: Extract<Value, { kind: 'reference' }>,
  by: string,
  here: Origin,
  around: Surroundings,
): Value | null {
  const resource = around.resource(arn.resource);
  const type = resource === undefined ? null : typeOfMember(resource);
  if (type === null || arn.attribute !== 'Ref') return null;
  const kinds: Partial<Record<typeof type, string>> = {
    Endpoint: 'endpoint',
    EndpointConfig: 'endpoint-config',
    Model: 'model',
    InferenceComponent: 'inference-component',
  };
  const kind = kinds[type];
  if (kind === undefined) return null;
  const name: Value = { ...arn, attribute: nameProperty(type), usedAt: here };
  const unknown = unresolved('known only when it is deployed', null, here);
  if (by === '/') return listOf([unknown, name], here);
  if (by !== ':') return null;
  const text: Value = scalarAt(`${kind}/`, here, 'constant');
  return listOf([unknown, unknown, unknown, unknown, unknown, join([text, name], here)], here);
}
