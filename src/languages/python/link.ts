import { property, type Graph } from '../../model/graph';
import { NO_OTHER_FILES, type LinkContext } from '../../model/language';
import type { Dialect, Resource, ResourceType } from '../../model/resource';
import { asString, isKnown } from '../../model/value';
import type { Entry, ObjectValue, ResourceId, Sourced, Value } from '../../model/value';
import { canonicalProperties, operationProperties } from './boto3Resources';
import { objectOf } from './callArguments';
import { keywordOf, positionalOf } from './calls';
import { withEndpointReference } from '../program/endpointReference';
import type { Outcome } from '../program/outcome';
import { applyMethod, existenceOf, madeOf, reserveConstruct, unfollowedIn } from './constructing';
import { coreProperties, coreRegion, coreType } from './coreResources';
import { CANDIDATE_CALLS } from './fragment';
import { OPERATIONS } from './operations';
import { withUnknownCount } from './counted';
import { declaredAs, hostingCall, type HostingCall } from './hosting';
import type { SdkObject } from './meaning';
import { modelsHandedOn } from './modelsKept';
import { statementsCalling } from './naming';
import { observationsOf } from './observations';
import { isGenerated, isTestCode } from './purpose';
import type { PlacedExpr } from './placed';
import type { PythonReading } from './reading';
import { inRounds, type Round } from './rounds';
import type { PythonScope } from './scope';
import { placeOf } from './made';
import { Clocks, triggerSchedule } from './schedules';
import { modelProperties } from './sdkModels';
import { regionOfObject } from './sdkObjects';
import { batchConfig, deployed, transformJob } from './sdkResources';
import { FROM_ONE_MODEL, sessionProperties } from './sessionResources';
import { updated } from './updates';
import { isOfStage, scopeIn, stagesOf, type Stage } from './stages';
import { givenLater, withNamedDimensions, withTarget } from './ties';

const ABSENT_REGION: Sourced<string> = { how: 'absent' };

/** The resources and observations of a Python file or notebook: a graph for each stage that a CDK app makes of it. */
export function linkPython(reading: PythonReading, context: LinkContext): Graph[] {
  return stagesOf(reading, context).map((stage) => new Linker(reading, context, stage).link());
}

class Linker {
  private readonly scope: PythonScope;
  private readonly resources = new Map<ResourceId, Resource>();
  /** How many resources have a name so far. */
  private readonly ids = new Map<string, number>();
  private clocks: Clocks;

  constructor(
    private readonly reading: PythonReading,
    private readonly context: LinkContext,
    private readonly stage: Stage,
  ) {
    this.scope = scopeIn(stage, reading, context);
    this.clocks = new Clocks(this.scope, []);
  }

  link(): Graph {
    const { file } = this.reading.source;
    const written = isTestCode(this.reading) ? [] : inRounds(this.scope, this.calls());
    this.clocks = new Clocks(this.scope, written);
    const ids = new Map(written.map((call) => [call, this.scope.within(call.round, () => this.reserve(call))]));
    // Conditions may ask for what is made: everything has its name by now.
    const existences = new Map(written.map((call) => [call, this.existenceOf(call)]));
    const calls = written.filter((call) => existences.get(call) !== false);
    for (const call of calls)
      this.scope.within(call.round, () => this.build(call, ids.get(call) ?? [], existences.get(call) ?? true));
    for (const call of calls) this.scope.within(call.round, () => this.change(call, existences.get(call) ?? true));
    const isDeclared = [...this.resources.values()].some((each) => each.dialect === 'cdk-python');
    const made: Graph = {
      unit: file,
      unitKind: file.endsWith('.ipynb') ? 'notebook' : isDeclared ? 'template' : 'script',
      environment: this.stage.name,
      resources: this.resources,
      observations: [],
      region: this.context.region,
      generated: isGenerated(this.reading),
    };
    const updates = calls.filter((call) => this.scope.within(call.round, () => this.update(made, call)));
    const graph = updates.length > 0 ? { ...made } : made;
    this.tie(graph, calls);
    const handedOn = modelsHandedOn(this.scope, graph.resources, calls);
    if (isDeclared) handedOn.push(...unfollowedIn(this.scope, this.resources, calls));
    const seen = observationsOf(this.scope, graph, calls, this.context.files ?? NO_OTHER_FILES);
    return { ...graph, observations: [...seen, ...handedOn] };
  }

  /** What a method of a construct changes. */
  private change(call: HostingCall, exists: Outcome): void {
    if (call.of.kind !== 'constructMethod') return;
    for (const each of applyMethod(this.scope, this.resources, call, exists, (suffix) => this.id(call, suffix)))
      this.resources.set(each.id, each);
  }

  private calls(): HostingCall[] {
    const usesSdk = this.reading.imports.some((path) => /^sagemaker\b/.test(path));
    const found: HostingCall[] = [];
    for (const statement of statementsCalling(this.reading, CANDIDATE_CALLS))
      for (const candidate of statement.read.fragment.calls) {
        if (!isOfStage(this.stage, this.scope, statement, candidate.scope)) continue;
        const call = hostingCall(this.scope, statement, candidate, usesSdk);
        if (call !== null) found.push(call);
      }
    return found;
  }

  /** What a construct depends on: one that the stage's own values leave out isn't there. */
  private existenceOf(call: HostingCall): Outcome {
    const isOfCdk = call.of.kind === 'construct' || call.of.kind === 'constructMethod';
    return !isOfCdk || this.scope.within(call.round, () => existenceOf(this.scope, call));
  }

  /** Names the resources of a call before anything is read, so that values can refer to them. */
  private reserve(call: HostingCall): ResourceId[] {
    const place = placeOf(call.placed);
    switch (call.of.kind) {
      case 'api': {
        const type = OPERATIONS.get(call.method)?.makes ?? null;
        if (type === null) return [];
        const id = this.id(call, '');
        if (type === 'ScalingPolicy') this.scope.made.set(place, { ScalingPolicy: id });
        return [id];
      }
      case 'core': {
        const type = coreType(call);
        if (type === null) return [];
        const id = this.id(call, '');
        this.scope.made.set(place, { [type]: id });
        return [id];
      }
      case 'constructor':
        return [this.id(call, '')];
      case 'workflow':
        return this.clocks.mayBe(call) ? [this.id(call, '')] : [];
      case 'construct':
        return reserveConstruct(this.scope, call, call.of.construct, (suffix) => this.id(call, suffix));
      case 'constructMethod':
        return [];
      case 'sdk':
        return this.reserveSdk(call, call.of.objects, place);
    }
  }

  private reserveSdk(call: HostingCall, objects: readonly SdkObject[], place: string): ResourceId[] {
    if (call.method === 'put_triggers') return [this.id(call, '')];
    if (this.transforms(call)) {
      const id = this.id(call, '');
      return [id, this.modelId(call, objects)];
    }
    if (call.method === 'deploy') {
      const config = this.id(call, '');
      const endpoint = this.id(call, ':Endpoint');
      const model = this.modelId(call, objects);
      this.scope.made.set(place, { EndpointConfig: config, Endpoint: endpoint, Model: model });
      return [config, endpoint, model];
    }
    if (call.method.startsWith('endpoint_from_')) return this.reserveEndpoint(call, place);
    if (call.method === 'update_endpoint') {
      // Without a type it keeps its variants.
      if (keywordOf(call.placed.expr, 'instance_type') === null && positionalOf(call.placed.expr, 1) === null)
        return [];
      const id = this.id(call, '');
      this.scope.made.set(place, { EndpointConfig: id });
      return [id];
    }
    return call.method.startsWith('create_endpoint') ? [this.id(call, '')] : [];
  }

  private transforms(call: HostingCall): boolean {
    return call.method === 'transformer' || (call.method === 'deploy' && batchConfig(this.scope, call) !== null);
  }

  /** What answers with the endpoint's name. */
  private reserveEndpoint(call: HostingCall, place: string): ResourceId[] {
    const config = this.id(call, '');
    const endpoint = this.id(call, ':Endpoint');
    this.scope.made.set(place, { EndpointName: endpoint });
    return [config, endpoint, ...(FROM_ONE_MODEL.has(call.method) ? [this.id(call, ':Model')] : [])];
  }

  /** One model for each object, however often it is deployed. */
  private modelId(call: HostingCall, objects: readonly SdkObject[]): ResourceId {
    const made = objects[0]?.made ?? null;
    if (made === null) return this.id(call, ':Model');
    const place = placeOf(made);
    const before = this.scope.made.get(place);
    const id = before?.Model ?? this.id(call, ':Model');
    this.madeIn(call.round, made).set(place, { ...before, Model: id });
    return id;
  }

  /** Where to note what has been made: an object that is made outside of a loop is the same in each round. */
  private madeIn(round: Round | null, made: PlacedExpr): PythonScope['made'] {
    for (let each = round; each !== null; each = each.outer) if (each.makes(made)) return each.made;
    return this.scope.madeOutside;
  }

  private id(call: HostingCall, suffix: string): ResourceId {
    const { file, cell } = call.declaration;
    const base = `${file}${cell === null ? '' : `#${cell}`}#${call.logicalName}`;
    const named = base + suffix;
    const count = (this.ids.get(named) ?? 0) + 1;
    this.ids.set(named, count);
    return count === 1 ? named : `${base}~${count}${suffix}`;
  }

  private build(call: HostingCall, ids: readonly ResourceId[], exists: Outcome): void {
    const [id] = ids;
    if (id === undefined) return;
    switch (call.of.kind) {
      case 'api': {
        const type = OPERATIONS.get(call.method)?.makes ?? null;
        if (type === null) return;
        this.add(id, type, 'boto3', operationProperties(this.scope, call, type), call, this.region(call.of.region));
        return;
      }
      case 'core': {
        const type = coreType(call);
        if (type === null) return;
        this.add(id, type, 'python-sdk', coreProperties(this.scope, call, type), call, this.region(coreRegion(call)));
        return;
      }
      case 'constructor':
        this.add(
          id,
          'TransformJob',
          'python-sdk',
          transformJob(this.scope, call, [call.of.object], null),
          call,
          this.regionOf([call.of.object]),
        );
        return;
      case 'workflow': {
        const schedule = this.clocks.scheduleOf(call);
        if (schedule !== null) this.add(id, 'Schedule', 'boto3', schedule, call, ABSENT_REGION);
        return;
      }
      case 'construct':
        for (const each of madeOf(this.scope, call, call.of.construct, exists)) this.resources.set(each.id, each);
        return;
      case 'constructMethod':
        return;
      case 'sdk':
        this.buildSdk(call, call.of.objects, ids);
    }
  }

  private buildSdk(call: HostingCall, objects: readonly SdkObject[], ids: readonly ResourceId[]): void {
    const region = this.regionOf(objects);
    const [first, second, third] = ids;
    if (first === undefined) return;
    if (call.method === 'put_triggers') {
      this.add(first, 'Schedule', 'python-sdk', triggerSchedule(this.scope, call), call, region);
      return;
    }
    if (this.transforms(call) && second !== undefined) {
      this.addModel(second, objects, call, region);
      this.add(first, 'TransformJob', 'python-sdk', transformJob(this.scope, call, objects, second), call, region);
    } else if (call.method === 'deploy' && second !== undefined && third !== undefined) {
      this.addModel(third, objects, call, region);
      const { config, endpoint, component } = deployed(this.scope, call, objects, {
        config: first,
        endpoint: second,
        model: third,
      });
      this.add(first, 'EndpointConfig', 'python-sdk', config, call, region, true);
      this.add(second, 'Endpoint', 'python-sdk', endpoint, call, region, true);
      if (component !== null)
        this.add(
          this.id(call, ':InferenceComponent'),
          'InferenceComponent',
          'python-sdk',
          component,
          call,
          region,
          true,
        );
    } else this.buildSession(call, ids, region);
  }

  /** Methods of the SDK's session take the API's structures under Python's names. */
  private buildSession(call: HostingCall, ids: readonly ResourceId[], region: Sourced<string>): void {
    const [first, second, third] = ids;
    if (first === undefined) return;
    const properties = sessionProperties(this.scope, call, first, third ?? null);
    if (third !== undefined) this.add(third, 'Model', 'python-sdk', properties.model, call, region, true);
    if (call.method === 'create_endpoint') this.add(first, 'Endpoint', 'python-sdk', properties.endpoint, call, region);
    else
      this.add(
        first,
        'EndpointConfig',
        'python-sdk',
        canonicalProperties('EndpointConfig', properties.config, call),
        call,
        region,
      );
    if (second !== undefined) this.add(second, 'Endpoint', 'python-sdk', properties.endpoint, call, region, true);
  }

  private addModel(id: ResourceId, objects: readonly SdkObject[], call: HostingCall, region: Sourced<string>): void {
    if (this.resources.has(id)) return;
    const [object, ...others] = objects;
    const alike = object !== undefined && others.every((other) => other.className === object.className);
    const properties =
      alike && others.length === 0
        ? modelProperties(this.scope, object, call.declaration)
        : objectOf([], call.declaration, 'made by one of several calls');
    this.add(id, 'Model', 'python-sdk', properties, call, region, true);
  }

  private add(
    id: ResourceId,
    type: ResourceType,
    dialect: Dialect,
    properties: ObjectValue,
    call: HostingCall,
    region: Sourced<string>,
    implied = false,
  ): void {
    const { logicalName, declaration, header, countedBy } = call;
    const own =
      countedBy === undefined || type !== 'EndpointConfig' ? properties : withUnknownCount(properties, countedBy);
    this.resources.set(id, {
      id,
      type,
      dialect,
      logicalName,
      properties: own,
      declaration,
      header,
      region,
      implied,
      ...declaredAs(call, type),
    });
  }

  private regionOf([object]: readonly SdkObject[]): Sourced<string> {
    return object === undefined ? ABSENT_REGION : this.region(regionOfObject(this.scope.meanings, object));
  }

  /** A Region that the code names; what only running decides counts as not named. */
  private region(written: PlacedExpr | null): Sourced<string> {
    if (written === null) return ABSENT_REGION;
    const region = asString(this.scope.value(written));
    return isKnown(region) || region.how === 'oneOf' ? region : ABSENT_REGION;
  }

  /** What later calls change of resources; answers whether they have. */
  private update(graph: Graph, call: HostingCall): boolean {
    const changed = call.method.startsWith('update_') ? updated(this.scope, { ...graph }, call) : [];
    for (const resource of changed) this.resources.set(resource.id, resource);
    return changed.length > 0;
  }

  /** Ties resources together that name each other by text. */
  private tie(graph: Graph, calls: readonly HostingCall[]): void {
    for (const resource of [...this.resources.values()]) {
      if (resource.dialect === 'python-sdk') continue;
      if (resource.type === 'ScalableTarget') this.tieTarget(graph, resource);
      if (resource.type === 'Alarm' || resource.type === 'ScalingPolicy') {
        const properties = withNamedDimensions(graph, resource.properties);
        if (properties.kind === 'object') this.resources.set(resource.id, { ...resource, properties });
      }
    }
    for (const resource of [...this.resources.values()])
      if (resource.dialect !== 'python-sdk' && resource.type === 'ScalingPolicy') this.tiePolicy(resource);
    for (const call of calls) this.scope.within(call.round, () => this.tieCall(graph, call));
  }

  private tieCall(graph: Graph, call: HostingCall): void {
    const given = givenLater(this.scope, graph, call);
    if (given !== null) this.replace(this.resources.get(given.resource.id) ?? given.resource, given.entry);
  }

  /** `endpoint/NAME/variant/VARIANT` refers to the endpoint of that name. */
  private tieTarget(graph: Graph, target: Resource): void {
    const entry = target.properties.entries.get('ResourceId');
    if (entry === undefined) return;
    const tied = withEndpointReference(graph, entry.value);
    if (tied !== null) this.replace(target, { ...entry, value: tied });
  }

  private tiePolicy(policy: Resource): void {
    const written = (target: Resource): Value => this.writtenIds.get(target.id) ?? property(target, 'ResourceId');
    const tied = withTarget(policy, [...this.resources.values()], written);
    if (tied !== null) this.resources.set(policy.id, tied);
  }

  private readonly writtenIds = new Map<ResourceId, Value>();

  private replace(resource: Resource, entry: Entry): void {
    this.writtenIds.set(resource.id, property(resource, entry.key));
    const entries = new Map(resource.properties.entries);
    entries.set(entry.key, entry);
    this.resources.set(resource.id, { ...resource, properties: { ...resource.properties, entries } });
  }
}
