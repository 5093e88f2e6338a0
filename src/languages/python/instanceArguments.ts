import type { Meaning } from '../../model/evaluate';
import { evaluate, seenFrom } from '../../model/evaluate';
import type { Value } from '../../model/value';
import { ABSENT, valueAt } from '../../model/value';
import { broughtTo } from './broughtTo';
import type { Given, LocalScope } from './fragment';
import type { Definition, Viewpoint } from './names';
import { placeAt } from './names';
import { defaultOf, gatheredBy, givenBy } from './parameters';
import type { PythonScope } from './scope';
import type { CallExpr, PlacedExpr } from './placed';
import { argumentOf } from './calls';

/** What the construction of a class gives for a parameter, wherever it stands. */
export function givenByInstance(
  scope: PythonScope,
  instance: PlacedExpr<CallExpr>,
  at: Viewpoint,
  definition: Definition,
  given: Pick<Extract<Given, { kind: 'parameter' }>, 'of' | 'index'>,
): Meaning {
  const { of, index } = given;
  const unpacked = unpackedFor(scope, instance, of, index);
  if (unpacked !== null && unpacked.kind !== 'absent')
    return { kind: 'value', value: broughtTo(unpacked, placeAt(definition.written.name, at), scope.isVarying) };
  const fallback = of.parameters[index]?.default ?? null;
  if (unpacked !== null && fallback !== null)
    return settled(
      defaultOf(scope, at, definition, fallback.expr, `argument ${definition.written.name} of ${of.name}`),
    );
  const meaning: Meaning =
    of.parameters[index]?.star === '**'
      ? gatheredBy(scope, instance, at, definition, of)
      : givenBy(scope, instance, at, definition, given, true);
  if (meaning.kind !== 'definition') return meaning;
  if (meaning.definition.how === 'default') return settled(meaning);
  const here = placeAt(definition.written.name, at);
  const { expr, site } = meaning.definition;
  const value = scope.deeper(() => evaluate(expr, site, scope, 0));
  if (value === null) return meaning;
  const own = scope.at(instance.statement);
  // What goes through a class of another file is that class's argument.
  const isHandedOn = own !== scope && own.instances.size > 0;
  const seen = seenFrom(value, here, meaning.definition);
  return { kind: 'value', value: broughtTo(seen, here, scope.isVarying || isHandedOn) };
}

/** The default that a construction in sight leaves as it is: nobody gives anything else. */
function settled(meaning: Meaning): Meaning {
  if (meaning.kind !== 'definition') return meaning;
  const { expr, site, decidedBy, allowed, readers } = meaning.definition;
  return { kind: 'definition', definition: { expr, site, how: 'constant', decidedBy, allowed, readers } };
}

/**
 * `EndpointStack(app, "Prod", **stages["prod"])`: what is unpacked for a parameter; absent where that is known to have
 * nothing for it, null where nothing is unpacked, or one can't tell.
 */
function unpackedFor(
  scope: PythonScope,
  { expr, statement }: PlacedExpr<CallExpr>,
  of: LocalScope,
  index: number,
): Value | null {
  const parameter = of.parameters[index];
  if (parameter === undefined || parameter.star !== '') return null;
  if (argumentOf(expr, of, index, true) !== null) return null;
  const unpacked = expr.args.filter(({ keyword }) => keyword === '**');
  const found = scope.deeper(() => unpacked.map(({ value }) => scope.value({ expr: value, statement })));
  if (found === null) return null;
  const objects = found.filter((each) => each.kind === 'object' && each.open === null);
  if (found.length === 0 || objects.length < found.length) return null;
  const given = objects.flatMap((each) => valueAt(each, [parameter.name]));
  return given.find((each) => each.kind !== 'absent') ?? ABSENT;
}
