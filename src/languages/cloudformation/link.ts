import { evaluate } from '../../model/evaluate';
import type { Graph } from '../../model/graph';
import type { Binding, LinkContext } from '../../model/language';
import type { Origin } from '../../model/origin';
import { originAt } from '../../model/origin';
import type { Observation, Resource, ResourceType } from '../../model/resource';
import type { Entry, ObjectValue, OneOfValue, ResourceId, Value } from '../../model/value';
import { asString, known } from '../../model/value';
import { canonicalForm } from './canonicalForm';
import { merged, withCanonicalConditions } from './choices';
import type { CloudFormationReading, PlacedMember } from './reading';
import type { Readers } from './readers';
import { readersOf } from './readers';
import type { TemplateScope } from './scope';
import { scopeOf } from './scope';
import { typeOf } from './vocabulary';

/**
 * The resources of a template under each binding.
 *
 * A resource whose `Condition` is decided false is left out; one whose condition nothing decides says so in `existsIf`,
 * so that each outcome is judged with and without it. `Fn::If` around all `Properties` stands in `choice`.
 */
export function link(reading: CloudFormationReading, context: LinkContext): Graph[] {
  const readers = readersOf(reading);
  const bindings: readonly (Binding | null)[] = context.bindings.length > 0 ? context.bindings : [null];
  return bindings.map((binding) => graphOf(reading, binding, context, readers));
}

function graphOf(
  reading: CloudFormationReading,
  binding: Binding | null,
  context: LinkContext,
  readers: Readers,
): Graph {
  const region = binding === null || binding.region.how === 'absent' ? context.region : binding.region;
  const scope = scopeOf(reading, binding, region, readers);
  const resources = new Map<ResourceId, Resource>();
  for (const [id, placed] of reading.resources) {
    if (placed.member.expr === null) continue;
    const resource = resourceOf(id, placed, scope);
    if (resource !== null) resources.set(id, resource);
  }
  return {
    unit: reading.file,
    unitKind: 'template',
    environment: binding?.name ?? null,
    resources: canonicalForm(resources),
    observations: observationsOf(reading),
    region,
    generated: reading.generated,
  };
}

function resourceOf(
  id: ResourceId,
  { member, site }: PlacedMember,
  { scope, conditions }: TemplateScope,
): Resource | null {
  if (member.expr === null) return null;
  const block = evaluate(member.expr, site, scope);
  if (block.kind !== 'object') return null;
  const written = (key: string): Value | undefined => block.entries.get(key)?.value;
  const type = typeOf(textOf(written('Type')) ?? '');
  if (type === null) return null;
  const header = originAt(site, member.keySpan);
  const condition = textOf(written('Condition'));
  const holds = condition === null ? true : scope.decide(condition);
  if (holds === false) return null;
  const properties = withCanonicalConditions(propertiesOf(written('Properties'), block, header), conditions);
  const base = {
    id,
    type,
    dialect: 'cloudformation' as const,
    logicalName: member.name,
    declaration: originAt(site, member.span),
    header,
    region: { how: 'absent' as const },
    implied: false,
  };
  return { ...base, ...existence(condition, holds, conditions), ...shapeOf(properties) };
}

function textOf(value: Value | undefined): string | null {
  return value === undefined ? null : (known(asString(value)) ?? null);
}

function existence(
  condition: string | null,
  holds: boolean | undefined,
  conditions: TemplateScope['conditions'],
): Pick<Resource, 'existsIf'> {
  if (condition === null || holds !== undefined) return {};
  const { name, negated } = conditions.canonical(condition);
  return { existsIf: { condition: name, branch: negated ? 1 : 0 } };
}

/** Where no properties are written, their origin is the header: there is no mapping that a change could go into. */
function propertiesOf(written: Value | undefined, block: ObjectValue, header: Origin): ObjectValue | OneOfValue {
  if (written?.kind === 'object' || written?.kind === 'oneOf') return written;
  const open = written === undefined || written.kind === 'absent' ? block.open : whyOpen(written);
  return { kind: 'object', entries: new Map<string, Entry>(), open, origin: header, usedAt: header };
}

function whyOpen(written: Value): string {
  return written.kind === 'unresolved' ? written.why : 'not properties';
}

function shapeOf(properties: ObjectValue | OneOfValue): Pick<Resource, 'properties' | 'choice'> {
  return properties.kind === 'object' ? { properties } : { properties: merged(properties), choice: properties };
}

/** What makes resources that can't be followed is said, so that silence isn't taken for an empty template. */
function observationsOf(reading: CloudFormationReading): Observation[] {
  const found: Observation[] = [];
  for (const { member, chunk, site } of reading.resources.values()) {
    if (!member.name.startsWith('Fn::')) continue;
    const at = originAt(site, member.keySpan);
    for (const type of typesIn(chunk.text.slice(member.span.start, member.span.end)))
      found.push({ kind: 'unfollowed', type, why: `${member.name} makes resources when it is deployed`, at });
  }
  return found;
}

function typesIn(text: string): Set<ResourceType> {
  const types = new Set<ResourceType>();
  for (const [name] of text.matchAll(/AWS::\w+::\w+/g)) {
    const type = typeOf(name);
    if (type !== null) types.add(type);
  }
  return types;
}
