import type { Refusal, TextOf } from '../../model/language';
import type { Plain } from '../../model/operation';
import type { Origin } from '../../model/origin';
import { contains, sameOrigin } from '../../model/origin';
import type { Resource } from '../../model/resource';
import type { ObjectValue, Path, ScalarValue, Value } from '../../model/value';
import { valueAt } from '../../model/value';
import { ruleOfPolicy } from '../cdk/lifecycleRules';
import { indentAt } from '../program/layout';
import type { Wanted } from '../program/wanted';
import { changeText } from '../program/wanted';
import type { HostingCall } from './hosting';
import { keyFor, levelOf, nestedKey } from './words';
import { editElsewhere } from './writeElsewhere';
import { imageText } from './writeImage';
import type { NameOf } from './writeReference';
import type { Words } from './writeLiteral';
import { keyText, plainLiteral, scalarLiteral } from './writeLiteral';
import type { Plan } from './writePlan';
import type { Program } from './writeProgram';
import {
  CONSTRUCT_SAYS_NOT,
  NAMELESS,
  NO_PLACE,
  setOutside,
  SHARED_OBJECT,
  SHARED_VALUE,
  UNSEEN,
} from './writeRefusal';
import type { Element, Located } from './writeSyntax';
import { bracketsOf, childAt, isBracketed, parentOf, spanAt } from './writeSyntax';
import { rulesText } from './writeRules';
import { typedText, type TypedText } from './writeTyped';

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
  private readonly calls = new Map<Resource, HostingCall | null>();

  constructor(
    private readonly plan: Plan,
    private readonly program: Program,
    private readonly wanted: Wanted,
    private readonly nameOf: NameOf,
    private readonly textOf: TextOf,
  ) {}

  private callOf(resource: Resource): HostingCall | null {
    const known = this.calls.get(resource);
    if (known !== undefined) return known;
    const call = this.program.hostingOf(resource);
    this.calls.set(resource, call);
    return call;
  }

  set(resource: Resource, path: Path, plain: Plain): Refusal | null {
    const value = valueAt(resource.properties, path);
    switch (value.kind) {
      case 'absent':
        return this.putIn(resource, path, plain);
      case 'unresolved':
        return UNSEEN;
      case 'scalar':
        return isFilledIn(resource, value.origin)
          ? this.putIn(resource, path, plain)
          : this.setScalar(resource, path, value, plain);
      case 'oneOf':
      case 'list':
      case 'object':
      case 'reference':
      case 'interpolation':
        return this.replaceWhole(resource, path, value, plain);
    }
  }

  /** Writes another scalar where one is written, or where it is used if others read it too. */
  private setScalar(resource: Resource, path: Path, value: ScalarValue, plain: Plain): Refusal | null {
    const inPlace = sameOrigin(value.origin, value.usedAt);
    const sharers = this.wanted.sharersOf(value.origin, changeText(plain), 'origin');
    const declarations = declarationsOf(sharers ?? []);
    const isOwn =
      sharers !== null &&
      value.origin.file === this.program.file &&
      value.readers.every((reader) => this.program.isCovered(reader, declarations)) &&
      (!inPlace || this.program.isHeldBy(value.origin, declarations, null));
    if (isOwn) return this.allow(value, plain) ?? this.replaceAt(resource, path, value.origin, plain, value);
    if (
      value.origin.file !== this.program.file &&
      sharers !== null &&
      this.isWrittenElsewhere(resource, value, plain, declarations)
    )
      return null;
    // Where another entry is picked elsewhere, what is put in its place would count there too.
    if (inPlace || value.isPicked === true) return SHARED_VALUE;
    if (value.how === 'default' && value.origin.file !== this.program.file) return setOutside(value);
    const users = this.wanted.sharersOf(value.usedAt, changeText(plain), 'usedAt');
    if (users === null || !this.program.isHeldBy(value.usedAt, declarationsOf(users), null)) return SHARED_VALUE;
    return this.replaceAt(resource, path, value.usedAt, plain, null);
  }

  /** Extends the closed list that a parameter's value has to be one of. */
  private allow({ allowed }: ScalarValue, plain: Plain): Refusal | null {
    if (allowed === null || typeof plain === 'object' || allowed.values.includes(plain)) return null;
    const located = this.program.nodeAt(allowed.origin);
    if (located === null) return NO_PLACE;
    const text = scalarLiteral(plain, this.program.layoutAt(spanAt(located)).quote);
    return this.plan.insert(located, text, () => text) ? null : NO_PLACE;
  }

  /** Whether the value could be changed where another file gives it to this one alone. */
  private isWrittenElsewhere(
    resource: Resource,
    value: ScalarValue,
    plain: Plain,
    declarations: readonly Origin[],
  ): boolean {
    if (typeof plain === 'object') return false;
    const edit = editElsewhere(this.program, resource, value, plain, this.textOf);
    const own = value.readers.filter((reader) => reader.origin.file === this.program.file);
    if (edit === null || !own.every((reader) => this.program.isCovered(reader, declarations))) return false;
    this.plan.changeElsewhere(edit);
    return true;
  }

  private replaceWhole(
    resource: Resource,
    path: Path,
    value: Exclude<Value, { kind: 'absent' }>,
    plain: Plain,
  ): Refusal | null {
    const place = value.usedAt;
    if (isFilledIn(resource, place)) return CONSTRUCT_SAYS_NOT;
    if (!this.program.isHeldBy(place, [resource.declaration], null)) return SHARED_OBJECT;
    return this.replaceAt(resource, path, place, plain, null);
  }

  /** Writes a value in place of the expression that spans a place. */
  private replaceAt(
    resource: Resource,
    path: Path,
    place: Origin,
    plain: Plain,
    before: ScalarValue | null,
  ): Refusal | null {
    const call = this.callOf(resource);
    const located = this.program.nodeAt(place);
    if (located === null || call === null) return UNSEEN;
    if (before !== null && typeof plain === 'string') {
      const image = imageText(this.program, located, String(before.value), plain);
      if (image !== null) return image.every((edit) => this.plan.replace(edit, edit.newText)) ? null : SHARED_VALUE;
    }
    if (/^(?:TemplateString)$/.test(located.node.name) && located.node.firstChild !== null) return UNSEEN;
    const text = this.textFor(resource, call, path, plain, located);
    if (typeof text !== 'function') return text;
    const span = spanAt(located);
    const parent = parentOf(located);
    const isShorthand = parent?.node.name === 'Property' && parent.node.firstChild?.nextSibling === null;
    const prefix = isShorthand ? `${this.program.textOf(located)}: ` : '';
    return this.plan.replace(span, prefix + text(indentAt(this.program.text, span.start))) ? null : SHARED_VALUE;
  }

  private textFor(
    resource: Resource,
    call: HostingCall,
    path: Path,
    plain: Plain,
    near: Located,
  ): ((indent: string) => string) | Refusal {
    const typed: TypedText | null = typedText(this.plan, this.program, resource, call, path, plain, near);
    if (typed !== null) return () => typed.text;
    const words = this.words(call, path, near);
    if (resource.type === 'Repository' && levelOf(call) === 'above') {
      const rule = ruleOfPolicy(plain);
      if (rule === null) return CONSTRUCT_SAYS_NOT;
      return rulesText(this.plan, this.program, call, rule, words.layout) ?? NAMELESS;
    }
    if (typeof plain !== 'object') {
      const quote = ownQuote(this.program, near) ?? words.layout.quote;
      return () => scalarLiteral(plain, quote);
    }
    const used = String(path.at(-1)).length + 2;
    if (plainLiteral(plain, words, '', used) === null) return NAMELESS;
    return (indent) => plainLiteral(plain, words, indent, used) ?? '';
  }

  private words(call: HostingCall, path: Path, near: Located): Words {
    return { layout: this.program.layoutAt(spanAt(near)), nameOf: this.nameOf, key: nestedKey(call, path) };
  }

  /* What goes */

  unset(resource: Resource, path: Path): Refusal | null {
    const value = valueAt(resource.properties, path);
    if (value.kind === 'absent') return null;
    const place = placeToRemove(resource, path, value);
    if (place === null) return UNSEEN;
    if (isFilledIn(resource, place)) return CONSTRUCT_SAYS_NOT;
    const sharers = this.wanted.sharersOf(place, 'unset', 'entry');
    if (sharers === null) return SHARED_OBJECT;
    const declarations = sharers.length > 0 ? declarationsOf(sharers) : [resource.declaration];
    if (!this.program.isHeldBy(place, declarations, lastKey(path))) return SHARED_OBJECT;
    const found = this.elementAt(place);
    if (found === null || found.located.node.name === 'ArgList') return NO_PLACE;
    return this.plan.remove(found.located, found.index) ? null : NO_PLACE;
  }

  /** The element of an object or array that a place is. */
  private elementAt(
    place: Origin,
  ): { readonly located: Located; readonly index: number; readonly element: Element } | null {
    let located = this.program.covering(place);
    while (located !== null) {
      if (isBracketed(located)) {
        const index = bracketsOf(this.program.text, located)?.elements.findIndex(
          (each) => each.start === place.start && each.end === place.end,
        );
        const element = bracketsOf(this.program.text, located)?.elements[index ?? -1];
        if (index !== undefined && element !== undefined) return { located, index, element };
        if (spanAt(located).start < place.start) return null;
      }
      located = parentOf(located);
    }
    return null;
  }

  /* What is new */

  /** Remembers a value for a place where nothing stands, together with others for the same new object. */
  private putIn(resource: Resource, path: Path, plain: Plain): Refusal | null {
    let depth = path.length - 1;
    while (depth > 0 && valueAt(resource.properties, path.slice(0, depth)).kind === 'absent') depth -= 1;
    const at = path.slice(0, depth + 1);
    const below = path.slice(depth + 1);
    const value = nested(below, plain);
    if (value === null) return NO_PLACE;
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
    const call = this.callOf(resource);
    if (call === null) return UNSEEN;
    const key = keyFor(resource, call, at);
    if (key === null) return CONSTRUCT_SAYS_NOT;
    const parent: Value = at.length === 1 ? resource.properties : valueAt(resource.properties, at.slice(0, -1));
    if (parent.kind !== 'object' && parent.kind !== 'list') return UNSEEN;
    if (sameOrigin(parent.origin, resource.declaration) || isFilledIn(resource, parent.origin))
      return at.length === 1 ? this.insertProperties(resource, call, at, key, value) : NO_PLACE;
    const located = this.program.nodeAt(parent.origin);
    if (located === null) return NO_PLACE;
    const sharers = this.wanted.sharersOfNew(parent.origin, [at.at(-1) ?? '', ...below], wanted);
    if (sharers === null || !this.program.isHeldBy(parent.origin, declarationsOf(sharers), String(key)))
      return SHARED_OBJECT;
    return this.insertInto(located, resource, call, at, key, value);
  }

  private insertInto(
    located: Located,
    resource: Resource,
    call: HostingCall,
    at: Path,
    key: string | number,
    value: Plain,
  ): Refusal | null {
    const brackets = bracketsOf(this.program.text, located);
    if (brackets === null || located.node.name === 'ArgList') return NO_PLACE;
    const present = brackets.elements.find((each) => each.key !== null && each.key === key);
    if (present !== undefined) {
      if (present.value === null || present.isShorthand) return UNSEEN;
      const text = this.textFor(resource, call, at, value, present.value);
      if (typeof text !== 'function') return text;
      const span = spanAt(present.value);
      return this.plan.replace(span, text(indentAt(this.program.text, span.start))) ? null : SHARED_OBJECT;
    }
    const text = this.textFor(resource, call, at, value, located);
    if (typeof text !== 'function') return text;
    const layout = this.program.layoutAt(spanAt(located));
    const note = typeof value === 'object' && 'placeholder' in value ? value.note : null;
    const prefix = typeof key === 'number' ? '' : `${keyText(key, layout)}: `;
    return this.plan.insert(located, String(key), (indent) => {
      const comment = note === null ? '' : `// ${note}${layout.lineBreak}${indent}`;
      return comment + prefix + text(indent);
    })
      ? null
      : NO_PLACE;
  }

  /** A construct that is given no properties yet gets some. */
  private insertProperties(
    resource: Resource,
    call: HostingCall,
    at: Path,
    key: string | number,
    value: Plain,
  ): Refusal | null {
    const located = this.program.callOf(resource);
    const list = located === null ? null : childAt(located, 'ArgList');
    const count = list === null ? -1 : (bracketsOf(this.program.text, list)?.elements.length ?? -1);
    if (list === null || count !== (call.of.kind === 'construct' ? 2 : 0) || typeof key !== 'string') return NO_PLACE;
    const text = this.textFor(resource, call, at, value, list);
    if (typeof text !== 'function') return text;
    return this.plan.insert(list, 'properties', (indent) => `{ ${key}: ${text(indent)} }`) ? null : NO_PLACE;
  }
}

/** What a construct fills in stands nowhere by itself: its place is that of the call. */
function isFilledIn(resource: Resource, place: Origin): boolean {
  return sameOrigin(place, resource.header) || contains(place, resource.declaration);
}

function declarationsOf(resources: readonly Resource[]): Origin[] {
  return resources.map((resource) => resource.declaration);
}

function lastKey(path: Path): string | null {
  const last = path.at(-1);
  return typeof last === 'string' ? last : null;
}

function placeToRemove(resource: Resource, path: Path, value: Exclude<Value, { kind: 'absent' }>): Origin | null {
  const key = path.at(-1);
  if (typeof key === 'number') return value.kind === 'unresolved' ? null : value.usedAt;
  const parent: Value = path.length === 1 ? resource.properties : valueAt(resource.properties, path.slice(0, -1));
  return parent.kind === 'object' ? entryOrigin(parent, key) : null;
}

function entryOrigin(parent: ObjectValue, key: string | undefined): Origin | null {
  return key === undefined ? null : (parent.entries.get(key)?.origin ?? null);
}

/** A string keeps its quotes. */
function ownQuote(program: Program, near: Located): '"' | "'" | null {
  if (near.node.name !== 'String') return null;
  const quote = program.textOf(near)[0];
  return quote === '"' || quote === "'" ? quote : null;
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
