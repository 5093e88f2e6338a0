import type { Expr } from '../../model/expression';
import { unresolved } from '../../model/evaluate';
import type { Meaning, Scope } from '../../model/evaluate';
import type { Binding } from '../../model/language';
import type { Site, Span } from '../../model/origin';
import { originAt } from '../../model/origin';
import type { Sourced, Value } from '../../model/value';
import { isKnown } from '../../model/value';
import { Anchors } from './anchors';
import type { Conditions } from './conditions';
import { conditionsOf } from './conditions';
import { valueOfCall } from './functions';
import { parameterTests, type ParameterChoices } from './parameterTests';
import { meaningOf, parameterOf } from './parameter';
import type { Parameter } from './parameter';
import type { CloudFormationReading } from './reading';
import { resourceId } from './reading';
import type { Readers } from './readers';

export interface TemplateScope {
  readonly scope: Scope;
  readonly conditions: Conditions;
}

/** What names mean in a template under one binding. */
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
  const anchors = new Anchors(reading, readers);
  const lookup = (name: string, site: Site, span: Span): Meaning => {
    if (name.startsWith('AWS::')) return pseudoParameter(name, region, originAt(site, span));
    const first = name.charAt(0);
    if (first === '*' || first === '&') return anchors.lookup(name, site, span, scope);
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
  let tests: ReturnType<typeof parameterTests> | null = null;
  const testsOf = (name: string): ParameterChoices => {
    tests ??= parameterTests(reading.conditions, (condition) => conditions.canonical(condition));
    return { tests: tests.get(name) ?? [], allowed: parameter(name)?.allowed?.values ?? [] };
  };
  const scope: Scope = {
    lookup,
    decide: (condition) => conditions.decide(condition),
    interpret(expr, site, depth) {
      if (expr.kind === 'attribute') return attribute(reading, expr, site);
      const resource = (id: string): ReturnType<typeof reading.resources.get> => reading.resources.get(id);
      return valueOfCall(expr, site, depth, { scope, readers, mappings: reading.mappings, resource, testsOf });
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
