import type { Existence } from '../../model/existence';
import type { Graph } from '../../model/graph';
import { pointedAt, property, sameNameKey } from '../../model/graph';
import type { LinkContext } from '../../model/language';
import type { Observation, Resource, ResourceType } from '../../model/resource';
import type { Entry, ObjectValue, ResourceId, Sourced, Value } from '../../model/value';
import { asString, isKnown } from '../../model/value';
import { uploadedModels } from '../cdk/assets';
import { functionSeen } from '../cdk/functions';
import { constructProperties, madeByConstruct, scalesAnotherService, type Ids } from '../cdk/constructs';
import { existenceOf } from './existence';
import type { CandidateCall, LexicalScope, Loop } from './fragment';
import type { HostingCall } from './hosting';
import { unfollowedIn } from './functions';
import { hostingCall, OPERATIONS } from './hosting';
import { App } from './app';
import { standIn } from './constructions';
import { instancesOf, type Instance } from './instances';
import { applyMethod } from './methods';
import { modelsHandedOn } from './modelsKept';
import { inputOf, observationOf } from './observations';
import { watchingIn } from './watching';
import { objectOf, canonicalProperties, renamedEntry, withApiNames, withEntry, without } from '../cdk/properties';
import { isGenerated, isTestCode } from './purpose';
import type { PlacedChunk, TypeScriptReading } from './reading';
import { isInEachRound, itemsOfRounds, loopsAround, Round } from './rounds';
import { regionOfCall } from './region';
import type { PlacedExpr } from './scope';
import { placeOf, TypeScriptScope } from './scope';
import { withEndpointReference } from '../program/endpointReference';

/** The resources and observations of a file: one graph, and one more for each further construction of a class of it. */
export function linkTypeScript(reading: TypeScriptReading, context: LinkContext): Graph[] {
  if (isTestCode(reading)) return [emptyGraph(reading, context)];
  const app = context.files === undefined ? null : new App(context.files, reading.source.file);
  const instances = instancesOf(reading, context.region, app);
  const classes = new Set(instances.several.map((each) => each.scope));
  const stages = classes.size === 0 ? [null] : [null, ...instances.several];
  return stages.map((stage) => new Linker(reading, context, app, instances.single, stage, classes).link());
}

function emptyGraph(reading: TypeScriptReading, context: LinkContext): Graph {
  return {
    unit: reading.source.file,
    unitKind: 'script',
    environment: null,
    resources: new Map(),
    observations: [],
    region: context.region,
    generated: isGenerated(reading),
  };
}

class Linker {
  private readonly scope: TypeScriptScope;
  private readonly resources = new Map<ResourceId, Resource>();
  private readonly ids = new Map<string, number>();

  constructor(
    private readonly reading: TypeScriptReading,
    private readonly context: LinkContext,
    app: App | null,
    single: readonly Instance[],
    private readonly instance: Instance | null,
    private readonly classes: ReadonlySet<LexicalScope>,
  ) {
    this.scope = new TypeScriptScope(reading, context.region, app);
    this.scope.looksForReaders = context.isToReadOnly !== true;
    this.scope.isVarying = instance !== null;
    for (const each of instance === null ? single : [...single, instance])
      standIn(this.scope, [...each.around, each], app);
  }

  link(): Graph {
    const calls = this.calls();
    const ids = calls.map((call) => this.in(call, () => this.reserve(call)));
    calls.forEach((call, index) => {
      this.in(call, () => this.build(call, ids[index] ?? {}));
    });
    for (const call of calls) this.in(call, () => this.method(call));
    const isDeclared = [...this.resources.values()].some((each) => each.dialect === 'cdk-typescript');
    const graph: Graph = {
      ...emptyGraph(this.reading, this.context),
      unitKind: isDeclared ? 'template' : 'script',
      environment: this.instance?.name ?? null,
      resources: this.resources,
    };
    this.tie(graph, calls);
    const observations = calls
      .map((call) => this.in(call, () => observationOf(this.scope, graph, call)))
      .filter((each): each is Observation => each !== null);
    const further = [
      ...modelsHandedOn(this.scope, this.resources, calls),
      ...unfollowedIn(this.scope, this.resources, calls),
      ...watchingIn(this.reading),
    ];
    const uploaded = this.context.files === undefined ? [] : uploadedModels(graph, this.context.files);
    return { ...graph, observations: [...observations, ...further, ...uploaded] };
  }

  /** The calls of this graph: those of one construction's class, or those of no class that is constructed several times. */
  private calls(): HostingCall[] {
    const found: HostingCall[] = [];
    for (const chunk of this.reading.chunks)
      for (const candidate of chunk.read.fragment.calls) {
        if (this.classAround(candidate.scope) !== (this.instance?.scope ?? null)) continue;
        found.push(...this.roundsOf(chunk, candidate));
      }
    return found;
  }

  /**
   * A candidate, once for each round of the loops around it where what they go over is known; a call of the API only where
   * each of the rounds comes to it.
   */
  private roundsOf(chunk: PlacedChunk, candidate: CandidateCall): HostingCall[] {
    const once = hostingCall(this.scope, chunk, candidate);
    if (once === null) return [];
    const loops = once.of.kind === 'operation' && !isInEachRound(candidate) ? [] : loopsAround(candidate.scope);
    if (loops === null || loops.length === 0) return [once];
    const rounds = this.rounds(chunk, loops);
    if (rounds === null) return [once];
    return rounds.flatMap((round): HostingCall[] => {
      const call = this.scope.within(round, () => hostingCall(this.scope, chunk, candidate));
      return call === null ? [] : [{ ...call, round }];
    });
  }

  /** The rounds of some loops: the same for all calls in them. */
  private rounds(chunk: PlacedChunk, loops: readonly Loop[]): readonly Round[] | null {
    const innermost = loops.at(-1);
    if (innermost === undefined) return null;
    let known = this.known.get(innermost);
    if (known === undefined) {
      const items = itemsOfRounds(this.scope, chunk, loops);
      known = items?.map((each) => new Round(new Map([...this.scope.standing, ...each]), this.scope)) ?? null;
      this.known.set(innermost, known);
    }
    return known;
  }

  private readonly known = new Map<Loop, readonly Round[] | null>();

  private in<T>({ round }: HostingCall, look: () => T): T {
    return this.scope.within(round, look);
  }

  private classAround(scope: LexicalScope): LexicalScope | null {
    for (let each: LexicalScope | null = scope; each !== null; each = each.parent)
      if (this.classes.has(each)) return each;
    return null;
  }

  /** Names the resources of a call before anything is read, so that values can refer to them. */
  private reserve(call: HostingCall): Ids {
    if (call.of.kind === 'operation') {
      const type = OPERATIONS[call.of.operation]?.makes ?? null;
      if (type === null) return {};
      const id = this.id(call, '');
      if (type === 'ScalingPolicy') this.scope.answers.set(placeOf(call.placed), id);
      return { [type]: id };
    }
    if (call.of.kind !== 'construct') return {};
    const types = madeByConstruct(call.of);
    const [main] = types;
    if (main === undefined) return {};
    const ids: Partial<Record<ResourceType, ResourceId>> = {};
    for (const type of types) ids[type] = this.id(call, type === main ? '' : `:${type}`);
    const id = ids[main];
    if (id !== undefined)
      this.scope.made.set(placeOf(call.placed), { main: id, byType: ids, construction: call.placed });
    return ids;
  }

  private id({ declaration, logicalName }: HostingCall, suffix: string): ResourceId {
    const base = `${declaration.file}#${logicalName}`;
    const count = (this.ids.get(base + suffix) ?? 0) + 1;
    this.ids.set(base + suffix, count);
    return count === 1 ? base + suffix : `${base}~${count}${suffix}`;
  }

  private build(call: HostingCall, ids: Ids): void {
    const region = this.region(call);
    if (call.of.kind === 'construct') {
      const exists = existenceOf(this.scope, call);
      if (exists === false) return;
      const props = propsOf(this.scope, call, call.of.props);
      const made = constructProperties(call.of, props, call, ids);
      const types = madeByConstruct(call.of);
      const isWhole = types.length > 1;
      for (const type of types) {
        const id = ids[type];
        const given = made[type];
        if (id === undefined || given === undefined) continue;
        const properties = type === 'Function' ? functionSeen(given, props, this.reading.source.file) : given;
        if (scalesAnotherService(call.of, properties, props)) continue;
        this.add(id, type, 'cdk-typescript', properties, call, region, isWhole, exists === true ? null : exists);
      }
      return;
    }
    if (call.of.kind !== 'operation') return;
    const type = OPERATIONS[call.of.operation]?.makes ?? null;
    const id = type === null ? undefined : ids[type];
    if (type === null || id === undefined) return;
    this.add(id, type, 'sdk-javascript', this.inputProperties(call, type), call, region, false, null);
  }

  private inputProperties(call: HostingCall, type: ResourceType): ObjectValue {
    const input = call.of.kind === 'operation' ? call.of.input : null;
    if (input === null) return objectOf([], call.declaration);
    const value = this.scope.value(input);
    if (value.kind !== 'object')
      return canonicalProperties(
        type,
        objectOf([], call.declaration, value.kind === 'unresolved' ? value.why : 'input that is not known'),
        call.declaration,
      );
    if (type === 'TaskDefinition') return withApiNames(value);
    if (type !== 'LogGroup' && type !== 'Repository')
      return canonicalProperties(type, without(value, ['ServiceNamespace']), call.declaration);
    const names: Readonly<Record<string, string>> = {
      logGroupName: 'LogGroupName',
      kmsKeyId: 'KmsKeyId',
      tags: 'Tags',
      logGroupClass: 'LogGroupClass',
      repositoryName: 'RepositoryName',
      imageTagMutability: 'ImageTagMutability',
    };
    const entries = [...value.entries.values()].map((entry) => ({ ...entry, key: names[entry.key] ?? entry.key }));
    return objectOf(entries, value.origin, value.open);
  }

  private add(
    id: ResourceId,
    type: ResourceType,
    dialect: Resource['dialect'],
    properties: ObjectValue,
    { logicalName, declaration, header, placed, round }: HostingCall,
    region: Sourced<string>,
    implied: boolean,
    exists: Existence | null,
  ): void {
    const open = exists === null ? {} : { existsIf: exists };
    const repeated = round === null ? {} : { declaredAs: `${declaration.file}#${placeOf(placed)}#${type}` };
    this.resources.set(id, {
      id,
      type,
      dialect,
      logicalName,
      properties,
      declaration,
      header,
      region,
      implied,
      ...open,
      ...repeated,
    });
  }

  private method(call: HostingCall): void {
    if (call.of.kind !== 'method') return;
    const exists = existenceOf(this.scope, call);
    if (exists === false) return;
    const change = applyMethod(this.scope, this.resources, call, exists === true ? null : exists, (suffix) =>
      this.id(call, suffix),
    );
    for (const each of change) this.resources.set(each.id, each);
  }

  /** A Region that the code names; what only running decides counts as not named. */
  private region(call: HostingCall): Sourced<string> {
    const written = regionOfCall(this.scope, call);
    if (written === null) return { how: 'absent' };
    const region = asString(written);
    return isKnown(region) || region.how === 'oneOf' ? region : { how: 'absent' };
  }

  /* Ties of what names each other by text */

  private tie(graph: Graph, calls: readonly HostingCall[]): void {
    const before = new Map<ResourceId, Value>();
    for (const resource of [...this.resources.values()])
      if (resource.type === 'ScalableTarget') {
        const entry = resource.properties.entries.get('ResourceId');
        if (entry === undefined) continue;
        before.set(resource.id, entry.value);
        const tied = withEndpointReference(graph, entry.value);
        if (tied !== null) this.replace(resource, { ...entry, value: tied });
      }
    for (const resource of [...this.resources.values()])
      if (resource.type === 'ScalingPolicy') this.tiePolicy(resource, before);
    for (const call of calls)
      if (call.of.kind === 'operation') {
        if (call.of.operation === 'PutRetentionPolicy') this.tieRetention(graph, call);
        if (call.of.operation === 'PutLifecyclePolicy') this.tieLifecycle(graph, call);
      }
  }

  private tiePolicy(policy: Resource, written: ReadonlyMap<ResourceId, Value>): void {
    const entry = policy.properties.entries.get('ResourceId');
    const key = sameNameKey(property(policy, 'ResourceId'));
    if (entry === undefined || key === null) return;
    const dimension = sameNameKey(property(policy, 'ScalableDimension'));
    const target = [...this.resources.values()].findLast(
      (each) =>
        each.type === 'ScalableTarget' &&
        sameNameKey(written.get(each.id) ?? property(each, 'ResourceId')) === key &&
        (dimension === null || sameNameKey(property(each, 'ScalableDimension')) === dimension),
    );
    if (target === undefined) return;
    const value: Value = { kind: 'reference', resource: target.id, attribute: 'ResourceId', usedAt: entry.origin };
    const properties = without(policy.properties, ['ResourceId', 'ScalableDimension']);
    this.resources.set(policy.id, {
      ...policy,
      properties: withEntry(properties, { ...entry, key: 'ScalingTarget', value }),
    });
  }

  private replace(resource: Resource, entry: Entry): void {
    this.resources.set(resource.id, { ...resource, properties: withEntry(resource.properties, entry) });
  }

  /** The retention that a later call gives a log group. */
  private tieRetention(graph: Graph, call: HostingCall): void {
    const group = pointedAt(graph, 'LogGroup', inputOf(this.scope, call, 'logGroupName'));
    const own = group === null ? undefined : this.resources.get(group.id);
    if (own === undefined) return;
    for (const entry of renamedEntry('RetentionInDays', this.given(call, 'retentionInDays'))) this.replace(own, entry);
  }

  /** The policy that a later call gives a repository. */
  private tieLifecycle(graph: Graph, call: HostingCall): void {
    const repository = pointedAt(graph, 'Repository', inputOf(this.scope, call, 'repositoryName'));
    const own = repository === null ? undefined : this.resources.get(repository.id);
    if (own === undefined) return;
    const at = call.declaration;
    const value = objectOf(renamedEntry('LifecyclePolicyText', this.given(call, 'lifecyclePolicyText')), at);
    this.replace(own, { key: 'LifecyclePolicy', keyOrigin: at, origin: at, value });
  }

  private given(call: HostingCall, name: string): Entry | undefined {
    const input = call.of.kind === 'operation' && call.of.input !== null ? this.scope.value(call.of.input) : null;
    return input?.kind === 'object' ? input.entries.get(name) : undefined;
  }
}

/** The properties that a construct is given. */
function propsOf(scope: TypeScriptScope, { declaration }: HostingCall, props: PlacedExpr | null): ObjectValue {
  if (props === null) return objectOf([], declaration);
  const value = scope.value(props);
  if (value.kind === 'object') return value;
  return objectOf([], declaration, value.kind === 'unresolved' ? value.why : 'properties that are not known');
}
