import type { SyntaxNode } from '@lezer/common';
import type { Refusal } from '../../model/language';
import type { Plain } from '../../model/operation';
import type { Origin } from '../../model/origin';
import { contains, sameOrigin } from '../../model/origin';
import type { Resource } from '../../model/resource';
import type { Path, Value } from '../../model/value';
import { asString, known, valueAt } from '../../model/value';
import { containersOf, modelOf, property } from '../../model/graph';
import { COUNT_AND_TYPE_REQUIRED } from './deployArguments';
import type { NameOf } from './writeLiteral';
import type { Plan } from './writePlan';
import { argumentFor, configPathIn, configText } from './writeSdk';
import type { Program } from './writeProgram';
import { calledName, isHeldBy } from './writeSharing';
import { indentAt } from './writeStyle';
import type { Bracketed, Element, ParsedCell } from './writeSyntax';
import { argumentsOf, bracketed, bracketsAround } from './writeSyntax';
import type { Wanted } from './writeValue';
import { callsOf, changeText, entryAt, NAMELESS, replaceAt, replaceNode, setScalar } from './writeValue';
import { plainLiteral, quoted } from './writeLiteral';

const UNSEEN: Refusal = { reason: 'unresolved', why: 'what is written there now can not be told from the code' };
const NOT_A_LIST: Refusal = {
  reason: 'notExpressible',
  why: 'the place to change is not a list of arguments or entries',
};
const SHARED_ENTRY: Refusal = {
  reason: 'sharedValue',
  why: 'the dictionary or object that would change is read by more than this deployment',
};

/** A value that is to be put in where nothing stands yet. */
interface Pending {
  readonly resource: Resource;
  readonly at: Path;
  readonly below: Path;
  value: Plain;
  readonly wanted: string;
}

/** Turns changes of properties into changes of text. */
export class PropertyChanges {
  private readonly pending = new Map<string, Pending>();

  constructor(
    private readonly plan: Plan,
    private readonly wanted: Wanted,
    private readonly nameOf: NameOf,
  ) {}

  private get program(): Program {
    return this.wanted.program;
  }

  set(resource: Resource, path: Path, plain: Plain): Refusal | null {
    const value = valueAt(resource.properties, path);
    switch (value.kind) {
      case 'absent':
        return this.putIn(resource, path, plain);
      case 'unresolved':
        return UNSEEN;
      case 'scalar':
        return this.setKnown(resource, path, value, plain);
      case 'oneOf':
      case 'list':
      case 'object':
      case 'reference':
      case 'interpolation':
        return this.replaceWhole(resource, path, value, plain);
    }
  }

  /** A scalar whose argument says other things too (the SDK's own default) is no text of its own. */
  private setKnown(
    resource: Resource,
    path: Path,
    value: Extract<Value, { kind: 'scalar' }>,
    plain: Plain,
  ): Refusal | null {
    if (this.program.nodeAt(value.origin) === null || contains(value.origin, resource.declaration))
      return this.putIn(resource, path, plain);
    return setScalar(this.plan, this.wanted, resource, value, plain, this.nameOf);
  }

  private replaceWhole(
    resource: Resource,
    path: Path,
    value: Exclude<Value, { kind: 'absent' }>,
    plain: Plain,
  ): Refusal | null {
    const place = value.usedAt;
    if (!isHeldBy(this.program, place, [resource.declaration], null)) return SHARED_ENTRY;
    const found = this.program.nodeAt(place);
    if (found === null) return NOT_A_LIST;
    const config = configPathIn(resource, path);
    if (config === null || typeof plain !== 'object')
      return replaceAt(this.plan, this.program, place, plain, this.nameOf);
    const text = configText(this.plan, this.program, config, plain, {
      ...found,
      sdkClass: sdkClassOf(this.program, resource),
    });
    if (typeof text !== 'function') return text;
    return this.plan.replace(
      found.cell,
      { start: place.start, end: place.end },
      text(indentAt(found.cell.text, place.start)),
    )
      ? null
      : SHARED_ENTRY;
  }

  unset(resource: Resource, path: Path): Refusal | null {
    const value = valueAt(resource.properties, path);
    if (value.kind === 'absent') return null;
    const place = this.placeToRemove(resource, path, value);
    if (place === null) return UNSEEN;
    const found = this.elementAt(place);
    if (found === null) return NOT_A_LIST;
    const sharers = this.wanted.sharersOf(place, 'unset', 'entry');
    const key = String(path.at(-1));
    if (!contains(resource.declaration, place))
      if (sharers === null || !isHeldBy(this.program, place, callsOf(sharers), key)) return SHARED_ENTRY;
    const { cell, node, index, element } = found;
    if (this.isRequired(resource, path) && element.value !== null)
      return this.plan.replace(cell, { start: element.value.from, end: element.value.to }, 'None')
        ? null
        : SHARED_ENTRY;
    return this.plan.remove(cell, node, index) ? null : NOT_A_LIST;
  }

  private placeToRemove(resource: Resource, path: Path, value: Exclude<Value, { kind: 'absent' }>): Origin | null {
    if (typeof path.at(-1) === 'number') return value.kind === 'unresolved' ? null : value.usedAt;
    const entry = entryAt(resource, path);
    return entry?.object.entries.get(entry.key)?.origin ?? null;
  }

  /** Whether the class that deploys has no default for what its `deploy` is to do without. */
  private isRequired(resource: Resource, path: Path): boolean {
    if (resource.dialect !== 'python-sdk' || resource.type !== 'EndpointConfig') return false;
    const isCountOrType = path.length === 3 && (path[2] === 'InstanceType' || path[2] === 'InitialInstanceCount');
    return isCountOrType && COUNT_AND_TYPE_REQUIRED.has(sdkClassOf(this.program, resource) ?? '');
  }

  /** The element of an argument list, dictionary or list that a place is, or lies in. */
  private elementAt(place: Origin): (ElementPlace & { readonly element: Element }) | null {
    const cell = this.program.cellOf(place);
    const node = cell === null ? null : bracketsAround(cell, place);
    const brackets = cell === null || node === null ? null : bracketed(cell, node);
    if (cell === null || node === null || brackets === null) return null;
    const index = brackets.elements.findIndex((each) => each.start <= place.start && place.end <= each.end);
    const element = brackets.elements[index];
    return element === undefined ? null : { cell, node, brackets, index, element };
  }

  /** Remembers a value for a place where nothing stands, together with others for the same new object. */
  private putIn(resource: Resource, path: Path, plain: Plain): Refusal | null {
    let depth = path.length - 1;
    while (depth > 0 && valueAt(resource.properties, path.slice(0, depth)).kind === 'absent') depth -= 1;
    // What a class of the SDK says goes into its call, however deep the API puts it.
    const config = configPathIn(resource, path);
    if (config !== null && config.path.length < path.length) {
      const present = valueAt(resource.properties, config.path);
      depth = present.kind === 'object' ? path.length - 1 : config.path.length - 1;
    }
    const at = path.slice(0, depth + 1);
    const below = path.slice(depth + 1);
    const value = nested(below, plain);
    if (value === null) return NOT_A_LIST;
    const key = JSON.stringify([resource.id, ...at]);
    const present = this.pending.get(key);
    if (present === undefined) this.pending.set(key, { resource, at, below, value, wanted: changeText(plain) });
    else present.value = mergedPlain(present.value, value);
    return null;
  }

  /** Puts in what has been gathered. */
  finish(): Refusal | null {
    for (const each of this.pending.values()) {
      const refusal = this.insert(each);
      if (refusal !== null) return refusal;
    }
    return null;
  }

  private insert({ resource, at, below, value, wanted }: Pending): Refusal | null {
    const place = this.containerFor(resource, at);
    if ('reason' in place) return place;
    const { cell, node, key, origin } = place;
    if (origin !== null && !contains(resource.declaration, origin)) {
      const rest = at.slice(containerDepth(resource, at));
      const sharers = this.wanted.sharersOfNew(origin, [...rest, ...below], wanted);
      if (sharers === null || !isHeldBy(this.program, origin, callsOf(sharers), String(key))) return SHARED_ENTRY;
    }
    const brackets = bracketed(cell, node);
    if (brackets === null) return NOT_A_LIST;
    const present = this.presentElement(resource, at, brackets, key);
    const config = configPathIn(resource, at);
    const text =
      config !== null && config.path.length === at.length && typeof value === 'object'
        ? configText(this.plan, this.program, config, value, {
            cell,
            node,
            sdkClass: sdkClassOf(this.program, resource),
          })
        : this.literal(cell, node, value, key);
    if (typeof text !== 'function') return text;
    if (present !== null) {
      if (typeof value !== 'object') return replaceNode(this.plan, this.program, cell, present, value, this.nameOf);
      return this.plan.replace(cell, { start: present.from, end: present.to }, text(indentAt(cell.text, present.from)))
        ? null
        : SHARED_ENTRY;
    }
    const note = typeof value === 'object' && 'placeholder' in value ? value.note : null;
    const { lineBreak } = this.program.layoutAt(cell, node);
    const prefix = this.prefixOf(cell, node, brackets, key);
    return this.plan.insert(cell, node, String(key), (indent) => {
      const comment = note === null ? '' : `# ${note}${lineBreak}${indent}`;
      return comment + prefix + text(indent);
    })
      ? null
      : NOT_A_LIST;
  }

  private literal(
    cell: ParsedCell,
    node: SyntaxNode,
    value: Plain,
    key: string | number,
  ): ((indent: string) => string) | Refusal {
    const layout = this.program.layoutAt(cell, node);
    const used = typeof key === 'string' ? key.length + 4 : 0;
    if (plainLiteral(value, layout, this.nameOf, '', used) === null) return NAMELESS;
    return (indent) => plainLiteral(value, layout, this.nameOf, indent, used) ?? '';
  }

  private prefixOf(cell: ParsedCell, node: SyntaxNode, brackets: Bracketed, key: string | number): string {
    if (typeof key === 'number') return '';
    if (brackets.kind === 'arguments') return `${key}=`;
    return `${quoted(key, this.program.layoutAt(cell, node).quote)}: `;
  }

  /** An element that says "nothing" for the key now: `instance_type=None`. */
  private presentElement(resource: Resource, at: Path, brackets: Bracketed, key: string | number): SyntaxNode | null {
    const named = brackets.elements.find((each) => each.key !== null && each.key === key);
    if (named !== undefined) return named.value;
    const entry = entryAt(resource, at);
    const written = entry?.object.entries.get(entry.key)?.origin;
    return brackets.elements.find((each) => each.start === written?.start && each.star === '')?.value ?? null;
  }

  /** The brackets that a new value belongs between, and its name there. */
  private containerFor(resource: Resource, at: Path): Container | Refusal {
    const argument = argumentFor(this.program, resource, at);
    if (argument !== null) {
      const place = argument.of === 'declaration' ? this.program.callOf(resource) : this.program.nodeAt(argument.of);
      const node = place === null ? null : argumentsOf(place.node);
      if (place === null || node === null) return NOT_A_LIST;
      return { cell: place.cell, node, key: argument.name, origin: argument.of === 'declaration' ? null : argument.of };
    }
    if (resource.dialect === 'python-sdk' && at.length === 1) return SDK_SAYS_NOT;
    const key = at.at(-1);
    const parent = at.length === 1 ? resource.properties : valueAt(resource.properties, at.slice(0, -1));
    if (key === undefined || (parent.kind !== 'object' && parent.kind !== 'list')) return UNSEEN;
    if (at.length === 1) {
      const call = this.program.callOf(resource);
      const node = call === null ? null : argumentsOf(call.node);
      return call === null || node === null ? NOT_A_LIST : { cell: call.cell, node, key, origin: null };
    }
    return this.bracketsOf(resource, parent.origin, key);
  }

  private bracketsOf(resource: Resource, origin: Origin, key: string | number): Container | Refusal {
    const found = this.program.nodeAt(origin);
    if (found === null || sameOrigin(origin, resource.declaration)) return SDK_SAYS_NOT;
    const { cell, node } = found;
    if (node.name === 'CallExpression') {
      const node_ = argumentsOf(node);
      const isDict = calledName(cell, node) === 'dict' || resource.type === 'Model';
      return node_ === null || !isDict ? SDK_SAYS_NOT : { cell, node: node_, key, origin };
    }
    return { cell, node, key, origin };
  }
}

interface ElementPlace {
  readonly cell: ParsedCell;
  readonly node: SyntaxNode;
  readonly brackets: Bracketed;
  readonly index: number;
}

interface Container {
  readonly cell: ParsedCell;
  readonly node: SyntaxNode;
  readonly key: string | number;
  /** Where the dictionary, list or object is written; null for the call that declares the resource. */
  readonly origin: Origin | null;
}

const SDK_SAYS_NOT: Refusal = {
  reason: 'notExpressible',
  why: 'the call has no argument that says this',
};

/** How many steps of a path lead to the innermost object or list that is there. */
function containerDepth(resource: Resource, at: Path): number {
  let depth = at.length - 1;
  while (depth > 0 && valueAt(resource.properties, at.slice(0, depth)).kind === 'absent') depth -= 1;
  return depth;
}

function nested(below: Path, plain: Plain): Plain | null {
  return below.reduceRight<Plain | null>((inner, step) => {
    if (inner === null) return null;
    if (typeof step === 'string') return { properties: { [step]: inner } };
    return step === 0 ? { items: [inner] } : null;
  }, plain);
}

function mergedPlain(a: Plain, b: Plain): Plain {
  if (typeof a !== 'object' || typeof b !== 'object' || !('properties' in a) || !('properties' in b)) return b;
  const properties: Record<string, Plain> = { ...a.properties };
  for (const [key, value] of Object.entries(b.properties)) {
    const present = properties[key];
    properties[key] = present === undefined ? value : mergedPlain(present, value);
  }
  return { properties };
}

/** The SDK's class of the model that a configuration deploys. */
export function sdkClassOf(program: Program, resource: Resource): string | null {
  const model =
    resource.type === 'Model' ? resource : modelOf(program.graph, property(resource, 'ProductionVariants', 0));
  const container = model === null ? undefined : containersOf(model)[0]?.container;
  return container === undefined ? null : (known(asString(valueAt(container, ['SdkClass']))) ?? null);
}
