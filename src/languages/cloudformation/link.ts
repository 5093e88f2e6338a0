import { evaluate } from '../../model/evaluate';
import type { Scope } from '../../model/evaluate';
import type { Expr } from '../../model/expression';
import type { Graph } from '../../model/graph';
import type { Binding, LinkContext } from '../../model/language';
import { oncePer } from '../../model/once';
import type { Origin, Site } from '../../model/origin';
import { originAt } from '../../model/origin';
import type { Observation, Resource, ResourceType } from '../../model/resource';
import type { Entry, ObjectValue, OneOfValue, ResourceId, Value } from '../../model/value';
import { ABSENT, asString, known } from '../../model/value';
import { canonicalForm } from './canonicalForm';
import { merged, withCanonicalConditions } from './choices';
import { withGlobals } from './globals';
import { modelsNamedElsewhere } from './namedElsewhere';
import type { Chunk } from './chunk';
import type { CloudFormationReading, PlacedMember } from './reading';
import { resourceId } from './reading';
import type { Readers } from './readers';
import { readersOf } from './readers';
import type { TemplateScope } from './scope';
import { withDefinitionFiles } from './definitionFiles';
import { scopeOf } from './scope';
import { knownResource, remember, WatchedScope } from './selfContained';
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
  const { scope, conditions } = scopeOf(reading, binding, region, readers);
  const watched = { scope: new WatchedScope(scope), conditions };
  const resources = new Map<ResourceId, Resource>();
  for (const [id, placed] of reading.resources) {
    if (placed.member.expr === null) continue;
    const resource = knownResource(id, placed, reading) ?? resourceOf(id, placed, watched, reading.globals);
    if (resource !== null) resources.set(id, resource);
  }
  return {
    unit: reading.file,
    unitKind: 'template',
    environment: binding?.name ?? null,
    resources: canonicalForm(withDefinitionFiles(resources, reading.file, context)),
    observations: [
      ...observationsOf(reading),
      ...unfollowedCallers(reading, resources),
      ...modelsNamedElsewhere(reading, resources),
    ],
    region,
    generated: reading.generated,
  };
}

function resourceOf(
  id: ResourceId,
  placed: PlacedMember,
  { scope, conditions }: TemplateScope & { readonly scope: WatchedScope },
  globals: CloudFormationReading['globals'],
): Resource | null {
  const { member, site } = placed;
  scope.begin();
  const written = blockOf(placed, scope);
  const block = written === null ? null : withGlobals(written, globals, scope);
  const type = block === null ? null : typeOf(block.type);
  if (block === null || type === null) return null;
  const { condition } = block;
  const holds = condition === null ? true : scope.decide(condition, null);
  if (holds === false) return null;
  const header = originAt(site, member.keySpan);
  const properties = withCanonicalConditions(propertiesOf(block, header), conditions);
  const resource: Resource = {
    id,
    type,
    dialect: 'cloudformation',
    logicalName: member.name,
    properties: properties.kind === 'object' ? properties : merged(properties),
    declaration: originAt(site, member.span),
    header,
    region: NO_REGION,
    implied: false,
  };
  // What `Globals` give stands elsewhere in the template.
  const isItsOwn = !block.type.startsWith('AWS::Serverless::');
  if (properties.kind === 'object' && condition === null && isItsOwn) return remember(resource, placed, scope);
  if (properties.kind === 'object' && holds === true) return resource;
  const choice = properties.kind === 'oneOf' ? { choice: properties } : {};
  return { ...resource, ...choice, ...existence(condition, holds === true ? true : undefined, conditions) };
}

const NO_REGION = { how: 'absent' } as const;

/** What matters of a resource's block. */
export interface Block {
  readonly type: string;
  readonly condition: string | null;
  readonly properties: Value;
  /** Why there may be more than is written, or null. */
  readonly open: string | null;
}

function blockOf({ member: { expr }, site }: PlacedMember, scope: Scope): Block | null {
  if (expr === null) return null;
  return (expr.kind === 'object' ? plainBlock(expr, site, scope) : null) ?? evaluatedBlock(expr, site, scope);
}

/** A block that merges nothing in: only its properties have to be evaluated. */
function plainBlock(expr: Extract<Expr, { kind: 'object' }>, site: Site, scope: Scope): Block | null {
  let type = '';
  let condition: string | null = null;
  let properties: Value = ABSENT;
  for (const each of expr.members) {
    if (each.kind === 'spread') return null;
    if (each.key === 'Properties') properties = evaluate(each.value, site, scope);
    else if (each.key !== 'Type' && each.key !== 'Condition') continue;
    else if (each.value.kind !== 'literal') return null;
    else if (each.key === 'Type') type = String(each.value.value);
    else condition = String(each.value.value);
  }
  return { type, condition, properties, open: null };
}

function evaluatedBlock(expr: Expr, site: Site, scope: Scope): Block | null {
  const block = evaluate(expr, site, scope);
  if (block.kind !== 'object') return null;
  const written = (key: string): Value => block.entries.get(key)?.value ?? ABSENT;
  const text = (key: string): string | null => known(asString(written(key))) ?? null;
  return {
    type: text('Type') ?? '',
    condition: text('Condition'),
    properties: written('Properties'),
    open: block.open,
  };
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
function propertiesOf({ properties, open }: Block, header: Origin): ObjectValue | OneOfValue {
  if (properties.kind === 'object' || properties.kind === 'oneOf') return properties;
  const why =
    properties.kind === 'absent' ? open : properties.kind === 'unresolved' ? properties.why : 'not properties';
  return { kind: 'object', entries: new Map<string, Entry>(), open: why, origin: header, usedAt: header };
}

/** What Model Monitor's jobs compare with is worked out, or about to be. */
const BASELINE = /AWS::SageMaker::(?:DataQuality|ModelQuality|ModelBias|ModelExplainability)JobDefinition/;

/** What makes resources that can't be followed is said, so that silence isn't taken for an empty template. */
function observationsOf(reading: CloudFormationReading): Observation[] {
  const found: Observation[] = [];
  for (const { member, chunk, site } of reading.resources.values()) {
    const baseline = chunk.text.includes('JobDefinition') ? BASELINE.exec(chunk.text)?.[0] : undefined;
    if (baseline !== undefined) found.push({ kind: 'baseline', name: baseline, at: originAt(site, member.keySpan) });
    if (!/^Fn::(?:ForEach|Transform)\b/.test(member.name)) continue;
    const at = originAt(site, member.keySpan);
    for (const type of typesIn(chunk.text.slice(member.span.start, member.span.end)))
      found.push({ kind: 'unfollowed', type, why: `${member.name} makes resources when it is deployed`, at });
  }
  return found;
}

// What may name an endpoint or a function without calling it.
const NO_CALLER =
  /AWS::(?:IAM|CloudWatch|Logs|SQS|SNS|KMS|ApplicationAutoScaling|SageMaker)::|"?Principal"?\s*:\s*["']?(?:s3|sqs|sns|events|scheduler)\.amazonaws\.com/;

/**
 * Resources of other types, and exports, that name an endpoint or a function may call it, or let others do so: an API, a
 * state machine's task, another stack.
 */
function unfollowedCallers(
  reading: CloudFormationReading,
  resources: ReadonlyMap<ResourceId, Resource>,
): Observation[] {
  const callable = [...resources.values()].filter((each) => each.type === 'Endpoint' || each.type === 'Function');
  if (!callable.some((each) => each.type === 'Function')) return [];
  const found: Observation[] = [];
  for (const { chunk, base } of reading.chunks)
    for (const { member, text } of membersThatMayCall(chunk)) {
      if (member.section === 'Resources' && resources.has(resourceId(reading.file, member.name))) continue;
      for (const { type, logicalName } of callable)
        if (names(text, logicalName))
          found.push({
            kind: 'unfollowed',
            type,
            why: `${member.name} names ${logicalName}`,
            at: originAt({ file: reading.file, cell: null, base }, member.keySpan),
          });
    }
  return found;
}

/** Parts of a template that may call what they name, with their texts. */
const membersThatMayCall = oncePer((chunk: Chunk) =>
  chunk.members.flatMap((member) => {
    const text = chunk.text.slice(member.span.start, member.span.end);
    const may =
      member.section === 'Outputs' ? text.includes('Export') : member.section === 'Resources' && !NO_CALLER.test(text);
    return may ? [{ member, text }] : [];
  }),
);

/** Whether a text holds a logical name as a whole word. */
function names(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1))
    if (!/\w/.test(text.charAt(at - 1)) && !/\w/.test(text.charAt(at + name.length))) return true;
  return false;
}

function typesIn(text: string): Set<ResourceType> {
  const types = new Set<ResourceType>();
  for (const [name] of text.matchAll(/AWS::\w+::\w+/g)) {
    const type = typeOf(name);
    if (type !== null) types.add(type);
  }
  return types;
}
