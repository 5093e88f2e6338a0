import type { Expr } from '../../model/expression';
import { evaluate, unresolved } from '../../model/evaluate';
import type { Meaning, Scope } from '../../model/evaluate';
import type { Binding } from '../../model/language';
import type { Site, Span } from '../../model/origin';
import { originAt } from '../../model/origin';
import type { Sourced, Value } from '../../model/value';
import { isKnown } from '../../model/value';
import type { Conditions } from './conditions';
import { conditionsOf } from './conditions';
import { valueOfCall } from './functions';
import { meaningOf, parameterOf } from './parameter';
import type { Parameter } from './parameter';
import type { CloudFormationReading } from './reading';
import { resourceId } from './reading';
import type { Readers } from './readers';

/** How many aliases one template may follow: a few lines of them can stand for billions of values. */
const MOST_ALIASES = 20_000;

export interface TemplateScope {
  readonly scope: Scope;
  readonly conditions: Conditions;
}

/** What names mean in a template under one binding. */
// eslint-disable-next-line max-lines-per-function -- the parts of one scope share what they remember
export function scopeOf(
  reading: CloudFormationReading,
  binding: Binding | null,
  region: Sourced<string>,
  readers: Readers,
): TemplateScope {
  const parameters = new Map<string, Parameter>();
  const parameter = (name: string): Parameter | null => {
    const known = parameters.get(name);
    if (known !== undefined) return known;
    const written = reading.parameters.get(name);
    if (written === undefined) return null;
    const read = parameterOf(written);
    parameters.set(name, read);
    return read;
  };
  let aliases = 0;
  /** Anchors on the way: one may hold itself. */
  const open = new Set<string>();
  const lookup = (name: string, site: Site, span: Span): Meaning => {
    if (name.startsWith('AWS::')) return pseudoParameter(name, region, originAt(site, span));
    const first = name.charAt(0);
    if (first === '*' || first === '&') {
      if (++aliases > MOST_ALIASES) return { kind: 'unbound', why: 'too many aliases', decidedBy: null };
      const place = `${name}@${String(site.base + span.start)}`;
      if (open.has(place)) return { kind: 'unbound', why: 'defined by itself', decidedBy: null };
      open.add(place);
      const meaning = anchored(reading, readers, scope, name, site, span);
      open.delete(place);
      return meaning;
    }
    const declared = parameter(name);
    if (declared !== null) return meaningOf(name, declared, binding, readers);
    const id = resourceId(reading.file, name);
    if (reading.resources.has(id))
      return {
        kind: 'value',
        value: { kind: 'reference', resource: id, attribute: 'Ref', usedAt: originAt(site, span) },
      };
    return { kind: 'unbound', why: `no parameter or resource "${name}"`, decidedBy: null };
  };
  const conditions = conditionsOf(reading.conditions, () => scope);
  const scope: Scope = {
    lookup,
    decide: (condition) => conditions.decide(condition),
    interpret(expr, site, depth) {
      if (expr.kind === 'attribute') return attribute(reading, expr, site);
      const resource = (id: string): ReturnType<typeof reading.resources.get> => reading.resources.get(id);
      return valueOfCall(expr, site, depth, { scope, readers, mappings: reading.mappings, resource });
    },
  };
  return { scope, conditions };
}

function attribute(reading: CloudFormationReading, expr: Extract<Expr, { kind: 'attribute' }>, site: Site): Value {
  const here = originAt(site, expr.span);
  const name = expr.base.kind === 'name' ? expr.base.name : '';
  const id = resourceId(reading.file, name);
  if (!reading.resources.has(id)) return unresolved(`no resource "${name}"`, null, here);
  return { kind: 'reference', resource: id, attribute: expr.name, usedAt: here };
}

function pseudoParameter(name: string, region: Sourced<string>, here: ReturnType<typeof originAt>): Meaning {
  const unbound: Meaning = { kind: 'unbound', why: 'known only when it is deployed', decidedBy: name };
  if (!isKnown(region)) return unbound;
  const { how, origin, readers, decidedBy } = region;
  const scalar = (value: string): Meaning => ({
    kind: 'value',
    value: { kind: 'scalar', how, value, origin, usedAt: here, readers, decidedBy, allowed: null },
  });
  const china = region.value.startsWith('cn-');
  switch (name) {
    case 'AWS::Region':
      return scalar(region.value);
    case 'AWS::Partition':
      return scalar(china ? 'aws-cn' : region.value.startsWith('us-gov-') ? 'aws-us-gov' : 'aws');
    case 'AWS::URLSuffix':
      return scalar(china ? 'amazonaws.com.cn' : 'amazonaws.com');
    default:
      return unbound;
  }
}

/** An alias (`*x`), or the anchored value itself (`&x`), which its aliases read too. */
function anchored(
  reading: CloudFormationReading,
  readers: Readers,
  scope: Scope,
  name: string,
  site: Site,
  span: Span,
): Meaning {
  const at = site.base + span.start;
  let last: { readonly expr: Expr; readonly site: Site } | null = null;
  let count = 0;
  for (const { chunk, base } of reading.chunks)
    for (const anchor of chunk.anchors) {
      if (anchor.name !== name.slice(1) || base + anchor.expr.span.start > at) continue;
      last = { expr: anchor.expr, site: { file: reading.file, cell: null, base } };
      count++;
    }
  if (last === null) return { kind: 'unbound', why: `no anchor "${name.slice(1)}"`, decidedBy: null };
  const readBy = readers.ofAnchor(name.slice(1));
  // An anchor that nothing aliases is a value in its place.
  if (readBy.length <= count && name.startsWith('&'))
    return { kind: 'value', value: evaluate(last.expr, last.site, scope) };
  const common = { how: 'constant', decidedBy: null, allowed: null } as const;
  return { kind: 'definition', definition: { ...common, ...last, readers: readBy } };
}
