import type { Meaning, Scope } from '../../model/evaluate';
import type { Expr } from '../../model/expression';
import { movedObject, movedOrigin } from '../../model/moved';
import type { Site } from '../../model/origin';
import type { Resource } from '../../model/resource';
import { withContent } from '../../model/sameContent';
import type { ResourceId, Value } from '../../model/value';
import type { ChunkMember } from './chunk';
import type { CloudFormationReading, PlacedMember } from './reading';
import { resourceId } from './reading';

/** A resource as it was evaluated, which named other resources of the template and nothing else. */
interface Evaluated {
  readonly base: number;
  readonly resource: Resource;
  /** Logical names that it refers to: while they stand for resources, evaluating it again gives the same. */
  readonly refersTo: readonly string[];
  readonly content: object;
}

const evaluated = new WeakMap<ChunkMember, Evaluated>();

/** The resource of an entry that has at most been moved, and depends on nothing that may have been touched. */
export function knownResource(
  id: ResourceId,
  { member, site }: PlacedMember,
  reading: CloudFormationReading,
): Resource | null {
  const before = evaluated.get(member);
  if (before === undefined || before.resource.id !== id || !areResources(before.refersTo, reading)) return null;
  return before.base === site.base ? before.resource : placedAt(site, before);
}

/** The resource with all its places as its text stands now. */
function placedAt({ base }: Site, known: Evaluated): Resource {
  const { resource, content } = known;
  const by = base - known.base;
  const moved: Resource = {
    ...resource,
    properties: movedObject(resource.properties, by),
    declaration: movedOrigin(resource.declaration, by),
    header: movedOrigin(resource.header, by),
  };
  return withContent(moved, content);
}

/** Remembers a resource for `knownResource`, where its evaluation has shown it to be self-contained. */
export function remember(resource: Resource, { member, site }: PlacedMember, watched: WatchedScope): Resource {
  const { refersTo } = watched;
  if (refersTo === null) return resource;
  const known = evaluated.get(member);
  const content = known?.resource.id === resource.id ? known.content : {};
  evaluated.set(member, { base: site.base, resource, refersTo, content });
  return withContent(resource, content);
}

function areResources(names: readonly string[], reading: CloudFormationReading): boolean {
  return names.every((name) => reading.resources.has(resourceId(reading.file, name)) && !reading.parameters.has(name));
}

/** A scope that notes what is asked of it. */
export class WatchedScope implements Scope {
  /** The resources asked for since the last `begin`; null where anything else was asked for. */
  refersTo: string[] | null = [];

  constructor(private readonly scope: Scope) {}

  begin(): void {
    this.refersTo = [];
  }

  lookup(...[name, site, span]: Parameters<Scope['lookup']>): Meaning {
    const meaning = this.scope.lookup(name, site, span);
    const isAnchor = name.startsWith('*') || name.startsWith('&');
    this.note(!isAnchor && meaning.kind === 'value' && meaning.value.kind === 'reference' ? name : null);
    return meaning;
  }

  decide(...[condition, test]: Parameters<Scope['decide']>): ReturnType<Scope['decide']> {
    this.note(null);
    return this.scope.decide(condition, test);
  }

  interpret(expr: Extract<Expr, { kind: 'attribute' | 'call' }>, site: Site, depth: number): Value {
    const value = this.scope.interpret(expr, site, depth);
    const isAttribute = expr.kind === 'attribute' && expr.base.kind === 'name' && value.kind === 'reference';
    this.note(isAttribute ? expr.base.name : null);
    return value;
  }

  private note(name: string | null): void {
    if (name === null) this.refersTo = null;
    else this.refersTo?.push(name);
  }
}
