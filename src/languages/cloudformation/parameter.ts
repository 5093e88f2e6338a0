import type { Expr } from '../../model/expression';
import type { Definition, Meaning } from '../../model/evaluate';
import type { Binding } from '../../model/language';
import type { Site, Span } from '../../model/origin';
import { originAt } from '../../model/origin';
import type { AllowedValues } from '../../model/value';
import type { PlacedMember } from './reading';
import type { Readers } from './readers';

/** A parameter as it is declared. */
export interface Parameter {
  readonly type: string;
  readonly default: Extract<Expr, { kind: 'literal' }> | null;
  readonly allowed: AllowedValues | null;
  readonly site: Site;
}

export function parameterOf({ member, site }: PlacedMember): Parameter {
  const written = (key: string): Expr | null => {
    if (member.expr?.kind !== 'object') return null;
    for (const each of member.expr.members) if (each.kind === 'entry' && each.key === key) return each.value;
    return null;
  };
  const type = written('Type');
  const standard = written('Default');
  return {
    type: type?.kind === 'literal' ? String(type.value) : 'String',
    default: standard?.kind === 'literal' ? standard : null,
    allowed: allowedOf(written('AllowedValues'), site),
    site,
  };
}

function allowedOf(expr: Expr | null, site: Site): AllowedValues | null {
  if (expr?.kind !== 'list') return null;
  const values = expr.items.flatMap((item) => (item.kind === 'literal' ? [item.value] : []));
  return { values, origin: originAt(site, expr.span) };
}

/** What a parameter stands for: the binding's value, else its default, else what only the deployment knows. */
export function meaningOf(name: string, parameter: Parameter, binding: Binding | null, readers: Readers): Meaning {
  if (parameter.type.startsWith('AWS::SSM::Parameter::Value'))
    return { kind: 'unbound', why: 'read from Parameter Store when it is deployed', decidedBy: name };
  const common = { readers: readers.ofParameter(name), decidedBy: name, allowed: parameter.allowed };
  const bound = binding?.values.get(name);
  if (bound !== undefined) {
    const { file, cell, start, end } = bound.origin;
    const site: Site = { file, cell, base: start };
    const expr = typed(bound.value, { start: 0, end: end - start }, parameter.type);
    return definition({ ...common, expr, site, how: 'binding' });
  }
  if (parameter.default === null) return { kind: 'unbound', why: 'parameter without default', decidedBy: name };
  const { value, span } = parameter.default;
  return definition({ ...common, expr: typed(value, span, parameter.type), site: parameter.site, how: 'default' });
}

function definition(of: Definition): Meaning {
  return { kind: 'definition', definition: of };
}

/** A list parameter is written as one text with commas. */
function typed(value: string | number | boolean, span: Span, type: string): Expr {
  if (type !== 'CommaDelimitedList' && !type.startsWith('List<')) return { kind: 'literal', value, span };
  let at = span.start;
  const items = String(value)
    .split(',')
    .map((part): Expr => {
      const start = at + (part.length - part.trimStart().length);
      at += part.length + 1;
      return { kind: 'literal', value: part.trim(), span: { start, end: start + part.trim().length } };
    });
  return { kind: 'list', items, open: false, span };
}
