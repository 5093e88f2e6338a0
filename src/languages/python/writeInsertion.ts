import type { SyntaxNode } from '@lezer/common';
import type { Refusal } from '../../model/language';
import type { Plain } from '../../model/operation';
import type { Origin } from '../../model/origin';
import { contains, sameOrigin } from '../../model/origin';
import type { Resource } from '../../model/resource';
import type { Path } from '../../model/value';
import { valueAt } from '../../model/value';
import { constructKey } from '../cdk/words';
import { snakeName } from './cdkNames';
import { constructText, typedText } from './writeConstructText';
import type { NameOf } from './writeLiteral';
import { plainLiteral, quoted } from './writeLiteral';
import type { Plan } from './writePlan';
import type { Program } from './writeProgram';
import {
  CONSTRUCT_SAYS_NOT,
  NAMELESS,
  NOT_A_LIST,
  OTHER_OUTCOME,
  SDK_SAYS_NOT,
  SHARED_ENTRY,
  UNSEEN,
} from './writeRefusal';
import { argumentFor, configPathIn, configText, isDeploy, sdkClassOf } from './writeSdk';
import { rulesText } from './writeRules';
import { changeText } from '../program/wanted';
import { calledName, isHeldBy } from './writeSharing';
import { indentAt } from './writeStyle';
import type { Bracketed, ParsedCell } from './writeSyntax';
import { argumentsOf, bracketed } from './writeSyntax';
import type { Wanted } from './writeValue';
import { callsOf, entryAt, isConditional, replaceNode } from './writeValue';

/** A value that is to be put in where nothing stands yet. */
interface Pending {
  readonly resource: Resource;
  readonly at: Path;
  readonly below: Path;
  value: Plain;
  readonly wanted: string;
}

/** The brackets that a new value belongs between, and its name there. */
interface Container {
  readonly cell: ParsedCell;
  readonly node: SyntaxNode;
  readonly key: string | number;
  /** Where the dictionary, list or object is written; null for the call that declares the resource. */
  readonly origin: Origin | null;
  /** Whether the API's names are written as Python's: `instance_type`. */
  readonly isSnake: boolean;
  /** In what a construct of the CDK is given: how its objects are written there. */
  readonly style?: 'snake' | 'camel' | 'class';
}

/** Gathers values that are to stand where nothing stands yet, and turns them into changes of text. */
export class Insertions {
  private readonly pending = new Map<string, Pending>();

  constructor(
    private readonly plan: Plan,
    private readonly wanted: Wanted,
    private readonly nameOf: NameOf,
  ) {}

  private get program(): Program {
    return this.wanted.program;
  }

  /** Remembers a value for a place where nothing stands, together with others for the same new object. */
  putIn(resource: Resource, path: Path, plain: Plain): Refusal | null {
    let depth = path.length - 1;
    while (depth > 0 && valueAt(resource.properties, path.slice(0, depth)).kind === 'absent') depth -= 1;
    // What a class of the SDK says goes into its call, however deep the API puts it.
    const config = configPathIn(this.program, resource, path);
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

  private insert({ resource, at, below, value: plain, wanted }: Pending): Refusal | null {
    const place = this.containerFor(resource, at);
    if ('reason' in place) return place;
    const value = place.isSnake ? withSnakeNames(plain) : plain;
    const { cell, node, key: apiKey, origin } = place;
    const key = place.isSnake && typeof apiKey === 'string' ? snakeName(apiKey) : apiKey;
    if (origin !== null && !contains(resource.declaration, origin)) {
      const rest = at.slice(containerDepth(resource, at));
      const sharers = this.wanted.sharersOfNew(origin, [...rest, ...below], wanted);
      if (sharers === null || !isHeldBy(this.program, origin, callsOf(sharers), String(key))) return SHARED_ENTRY;
    }
    const brackets = bracketed(cell, node);
    if (brackets === null) return NOT_A_LIST;
    const present = this.presentElement(resource, at, brackets, key);
    const config = configPathIn(this.program, resource, at);
    const text =
      place.style !== undefined
        ? this.constructValue(resource, at, plain, { cell, node: present ?? node, style: place.style })
        : config !== null && config.path.length === at.length && typeof value === 'object'
          ? configText(this.plan, this.program, config, value, {
              cell,
              node,
              sdkClass: sdkClassOf(this.program, resource),
            })
          : this.literal(cell, node, value, key);
    if (typeof text !== 'function') return text;
    if (present !== null) {
      if (isConditional(this.program, cell, present)) return OTHER_OUTCOME;
      if (typeof value !== 'object' && place.style === undefined)
        return replaceNode(this.plan, this.program, cell, present, value, this.nameOf);
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

  private constructValue(
    resource: Resource,
    at: Path,
    plain: Plain,
    near: { readonly cell: ParsedCell; readonly node: SyntaxNode; readonly style: 'snake' | 'camel' | 'class' },
  ): ((indent: string) => string) | Refusal {
    const typed = typedText(this.plan, this.program, resource, at, plain, near);
    if (typed !== null) return () => typed;
    const rules = rulesText(this.plan, this.program, resource, plain, near);
    if (rules !== null) return rules;
    if (typeof plain !== 'object') return this.literal(near.cell, near.node, plain, '');
    return constructText(this.program, this.nameOf, resource, at, plain, near);
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
    if (resource.dialect === 'cdk-python') return this.constructContainer(resource, at);
    const argument = argumentFor(this.program, resource, at);
    if (argument !== null) {
      const place = argument.of === 'declaration' ? this.program.callOf(resource) : this.program.nodeAt(argument.of);
      const node = place === null ? null : argumentsOf(place.node);
      if (place === null || node === null) return NOT_A_LIST;
      const origin = argument.of === 'declaration' ? null : argument.of;
      return { cell: place.cell, node, key: argument.name, origin, isSnake: false };
    }
    if (resource.dialect === 'python-sdk' && at.length === 1) return SDK_SAYS_NOT;
    const key = at.at(-1);
    const parent = at.length === 1 ? resource.properties : valueAt(resource.properties, at.slice(0, -1));
    if (key === undefined || (parent.kind !== 'object' && parent.kind !== 'list')) return UNSEEN;
    if (at.length === 1) {
      const call = this.program.callOf(resource);
      const node = call === null ? null : argumentsOf(call.node);
      return call === null || node === null ? NOT_A_LIST : { cell: call.cell, node, key, origin: null, isSnake: false };
    }
    return this.bracketsOf(resource, parent.origin, key);
  }

  /** Where a construct says a property: among its own arguments, in a property class, or in a dictionary. */
  private constructContainer(resource: Resource, at: Path): Container | Refusal {
    const key = constructKey(resource, this.program.constructOf(resource), at);
    const parent = at.length === 1 ? resource.properties : valueAt(resource.properties, at.slice(0, -1));
    if (key === null) return CONSTRUCT_SAYS_NOT;
    if (parent.kind !== 'object' && parent.kind !== 'list') return UNSEEN;
    const isOwn = at.at(-2) === 'Environment';
    const name = typeof key === 'string' && !isOwn ? snakeName(key) : key;
    const { origin } = parent;
    if (contains(origin, resource.declaration) || sameOrigin(origin, resource.header)) {
      const call = this.program.callOf(resource);
      const node = call === null ? null : argumentsOf(call.node);
      if (call === null || node === null) return NOT_A_LIST;
      return { cell: call.cell, node, key: name, origin: null, isSnake: false, style: 'class' };
    }
    const found = this.program.nodeAt(origin);
    if (found === null) return NOT_A_LIST;
    const { cell, node } = found;
    if (node.name === 'CallExpression') {
      const list = argumentsOf(node);
      if (list === null || isOwn) return NOT_A_LIST;
      return { cell, node: list, key: name, origin, isSnake: false, style: 'class' };
    }
    const isSnake = bracketed(cell, node)?.elements.some((each) => each.key?.includes('_') === true) === true;
    const style = node.name === 'DictionaryExpression' && !isSnake ? 'camel' : isSnake ? 'snake' : 'class';
    return { cell, node, key: style === 'camel' ? key : name, origin, isSnake: false, style };
  }

  private bracketsOf(resource: Resource, origin: Origin, key: string | number): Container | Refusal {
    const found = this.program.nodeAt(origin);
    if (found === null || sameOrigin(origin, resource.declaration)) return SDK_SAYS_NOT;
    const { cell, node } = found;
    if (node.name === 'CallExpression') {
      const list = argumentsOf(node);
      const takesNames = calledName(cell, node) === 'dict' || resource.type === 'Model';
      return list === null || !takesNames ? SDK_SAYS_NOT : { cell, node: list, key, origin, isSnake: false };
    }
    const names = bracketed(cell, node)?.elements.flatMap((each) => each.key ?? []) ?? [];
    const isSnake =
      resource.dialect === 'python-sdk' &&
      !isDeploy(this.program, resource) &&
      names.length > 0 &&
      names.every((name) => name === name.toLowerCase());
    return { cell, node, key, origin, isSnake };
  }
}

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

function withSnakeNames(plain: Plain): Plain {
  if (typeof plain !== 'object') return plain;
  if ('items' in plain) return { items: plain.items.map(withSnakeNames) };
  if (!('properties' in plain)) return plain;
  return {
    properties: Object.fromEntries(
      Object.entries(plain.properties).map(([key, value]) => [snakeName(key), withSnakeNames(value)]),
    ),
  };
}
