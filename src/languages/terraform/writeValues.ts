import type { Graph } from '../../model/graph';
import type { Plain } from '../../model/operation';
import type { Resource } from '../../model/resource';
import { contains, sameOrigin, type Origin } from '../../model/origin';
import type { Entry, ObjectValue, ScalarValue, Value } from '../../model/value';
import { ABSENT } from '../../model/value';
import { Obstacle, obstacleOf, type Draft, type ItemDraft } from '../cloudformation/writeDraft';
import type { Change } from '../cloudformation/writeLines';
import { lineEnd } from '../cloudformation/writeLines';
import { scalarOf, type Uses } from '../cloudformation/writeShared';
import { isJson } from './files';
import type { TerraformReading } from './reading';
import { attributeOf } from './hcl';
import { BodyChange } from './writeBodies';
import {
  blockLines,
  isLiteralText,
  itemsOf,
  noteOf,
  quotedText,
  scalarInPlaceOf,
  scalarText,
  valueText,
  type Rendering,
} from './writeHcl';
import { keyText, localHolding, mapAt, separatorIn, usesOf } from './writeMaps';
import type { FileTexts, PlacedBody } from './writeText';
import { blockFromApi, fromApi, type Words } from './vocabulary';

/** Writes what becomes of properties: in the blocks that say them, and where shared values are written. */
export class ValueWriter {
  private readonly bodies = new Map<string, BodyChange>();
  private readonly places = new Map<string, { readonly file: string; readonly change: Change }>();

  constructor(
    private readonly reading: TerraformReading,
    private readonly graph: Graph,
    private readonly uses: Uses,
    private readonly texts: FileTexts,
    private readonly rendering: Rendering,
  ) {}

  /** All changes, by file. */
  changes(): { readonly file: string; readonly change: Change }[] {
    const inBodies = [...this.bodies.values()].flatMap((body) =>
      body.changes().map((change) => ({ file: body.place.file.file, change })),
    );
    return [...this.places.values(), ...inBodies];
  }

  resource(resource: Resource, draft: Draft, words: Words): void {
    if (draft.kind === 'entries') this.entries(resource, resource.properties, draft.changes, words);
  }

  private entries(resource: Resource, object: ObjectValue, changes: ReadonlyMap<string, Draft>, words: Words): void {
    for (const [key, draft] of changes) this.entry(resource, object, key, draft, words);
  }

  private entry(resource: Resource, object: ObjectValue, key: string, draft: Draft, words: Words): void {
    const entry = object.entries.get(key);
    const value = entry?.value ?? ABSENT;
    const block = blockFromApi(words, key);
    switch (draft.kind) {
      case 'kept':
        return;
      case 'removed':
        if (entry !== undefined) this.remove(object, key, entry, words);
        return;
      case 'entries':
        if (value.kind === 'object') this.entries(resource, value, draft.changes, block?.words ?? {});
        return;
      case 'items':
        if (block === null) throw new Obstacle('notExpressible', `${key} can't be changed item by item`);
        this.items(resource, object, draft.of.items, draft.items, block);
        return;
      case 'new':
        if (isMap(this.texts, object)) this.refuseShared(resource, object, key);
        this.set(resource, object, key, entry, draft, words);
    }
  }

  /** Throws where somebody else reads the map that a new entry would stand in. */
  private refuseShared({ declaration }: Resource, object: ObjectValue, key: string): void {
    if (contains(declaration, object.origin)) return;
    const name = localHolding(this.reading, object.origin);
    const uses = name === null ? [] : usesOf(this.reading, name);
    if (uses.length !== 1 || !uses.every((use) => contains(declaration, use)))
      throw new Obstacle('sharedValue', `${key} can't be added for this alone: others read ${name ?? 'the map'} too`);
  }

  private set(
    resource: Resource,
    object: ObjectValue,
    key: string,
    entry: Entry | undefined,
    draft: Extract<Draft, { kind: 'new' }>,
    words: Words,
  ): void {
    const { plain } = draft;
    const value = entry?.value ?? ABSENT;
    if (value.kind === 'unresolved' || value.kind === 'oneOf') throw obstacleOf(value, fromApi(words, key));
    const scalar = scalarOf(plain);
    if (value.kind === 'scalar' && scalar !== null) {
      this.scalar(resource, value, plain, fromApi(words, key));
      return;
    }
    const block = blockFromApi(words, key);
    const body = this.bodyOf(object);
    if (block !== null) {
      if (entry !== undefined) this.remove(object, key, entry, words);
      for (const each of itemsOf(plain))
        body.addBlock(blockLines(block.type, each, block.words, body.indent, this.rendering));
      return;
    }
    const map = isMap(this.texts, object);
    const name = map ? keyText(body.place.body, key) : fromApi(words, key);
    const attribute = attributeOf(body.place.body, name) ?? attributeOf(body.place.body, map ? quotedText(key) : name);
    const text = valueText(plain, body.indent, this.rendering);
    if (attribute === undefined) {
      const separator = map ? separatorIn(body.place) : '';
      body.add({ name, value: text + separator, note: noteOf(plain) });
      return;
    }
    // It stands there and says nothing: `null`, or days of 0.
    const { file, base } = body.place;
    const { start, end } = attribute.value.span;
    const before = file.text.slice(base + start, base + end);
    if (before !== 'null' && !isLiteralText(before) && entry === undefined)
      throw new Obstacle('notExpressible', `${name} is decided by ${before}`);
    this.put(file.file, { start: base + start, end: base + end, text });
    this.note(file.file, base + end, plain);
  }

  private remove(object: ObjectValue, key: string, entry: Entry, words: Words): void {
    const body = this.bodyOf(object);
    const block = blockFromApi(words, key);
    const map = isMap(this.texts, object);
    const name = map ? key : (block?.type ?? fromApi(words, key));
    const attribute = attributeOf(body.place.body, name) ?? attributeOf(body.place.body, map ? quotedText(key) : name);
    const blocks = body.place.body.blocks.filter((each) => each.type === name);
    if (attribute !== undefined) body.remove(attribute);
    for (const each of blocks) body.removeBlock(each);
    if (attribute === undefined && blocks.length === 0) throw dynamicObstacle(name, entry.value);
  }

  private items(
    resource: Resource,
    object: ObjectValue,
    before: readonly Value[],
    items: readonly ItemDraft[],
    block: { readonly type: string; readonly words: Words },
  ): void {
    const kept = new Set(items.map((item) => item.from));
    before.forEach((value, index) => {
      if (kept.has(index)) return;
      if (value.kind !== 'object') throw obstacleOf(value, block.type);
      const body = this.bodyOf(object);
      const gone = body.place.body.blocks.find((each) => body.place.base + each.span.start === value.origin.start);
      if (gone === undefined) throw dynamicObstacle(block.type, value);
      body.removeBlock(gone);
    });
    for (const { from, draft } of items) {
      if (draft.kind === 'new' && from === null) {
        const body = this.bodyOf(object);
        body.addBlock(blockLines(block.type, draft.plain, block.words, body.indent, this.rendering));
      } else if (draft.kind === 'entries') {
        this.entries(resource, draft.of, draft.changes, block.words);
      } else if (draft.kind !== 'kept')
        throw new Obstacle('notExpressible', `${block.type} can't be changed as a whole`);
    }
  }

  /** A value where it is written, if everybody who reads it wants the same; else in place of what reads it here. */
  private scalar(resource: Resource, value: ScalarValue, plain: Plain, name: string): void {
    const wanted = scalarOf(plain);
    if (wanted === null || (String(value.value) === String(wanted) && noteOf(plain) === '')) return;
    const inPlace = value.readers.length === 0 && sameOrigin(value.origin, value.usedAt);
    const repeated = resource.declaredAs !== undefined;
    if ((inPlace && !repeated) || this.uses.allBecome(value, wanted)) {
      this.atOrigin(value, plain, name);
      return;
    }
    const others = `${value.decidedBy ?? 'the value'} is read by others too`;
    // What is null by default is left to whoever gives a value: put in its place, another one would count for all.
    const isOpen = this.isNull(value.origin);
    const isPicked = value.isPicked === true;
    if (repeated || isOpen || isPicked || this.graph.environment !== null || value.how === 'binding')
      throw new Obstacle('sharedValue', `${name} can't be changed alone: ${others}`);
    this.atUse(value.usedAt, plain);
  }

  private atOrigin(value: ScalarValue, plain: Plain, name: string): void {
    const wanted = scalarOf(plain);
    const { file, start, end } = value.origin;
    const { text } = this.texts.get(file);
    this.texts.get(file).refuseBroken(start);
    const before = text.slice(start, end);
    if (wanted === null || !(isLiteralText(before) || this.isNull(value.origin)))
      throw new Obstacle('notExpressible', `${name} is put together from other values`);
    this.put(file, { start, end, text: scalarInPlaceOf(before, wanted, isJson(file)) });
    this.note(file, end, plain);
    this.allow(value, wanted);
  }

  private isNull({ file, start, end }: Origin): boolean {
    return this.texts.get(file).text.slice(start, end) === 'null';
  }

  private atUse(at: Origin, plain: Plain): void {
    const wanted = scalarOf(plain);
    if (wanted === null) return;
    const { text } = this.texts.get(at.file);
    this.texts.get(at.file).refuseBroken(at.start);
    const json = isJson(at.file);
    const written = scalarInPlaceOf(json ? '"' : '', wanted, json);
    // A name within a template stays within its text.
    const template = !json && text.slice(at.start - 2, at.start) === '${';
    if (template) throw new Obstacle('notExpressible', 'the value is a part of a text');
    this.put(at.file, { start: at.start, end: at.end, text: written });
    this.note(at.file, at.end, plain);
  }

  /** A validation that lists what is allowed learns the new value. */
  private allow({ allowed }: ScalarValue, wanted: string | number | boolean): void {
    if (allowed === null || allowed.values.some((each) => String(each) === String(wanted))) return;
    const { file, start, end } = allowed.origin;
    const { text } = this.texts.get(file);
    const list = text.slice(start, end);
    const last = /,?\s*\]$/.exec(list);
    const multiline = /\n([ \t]*)[^\n\]]*\n[ \t]*\]$/.exec(list);
    if (last === null) throw new Obstacle('notExpressible', 'the values that are allowed can not be extended');
    const at = start + last.index;
    const { newline } = this.texts.get(file);
    const separator = multiline === null ? ', ' : `,${newline}${multiline[1] ?? ''}`;
    this.put(file, {
      start: at,
      end: at,
      text: `${allowed.values.length === 0 ? '' : separator}${scalarText(wanted)}`,
    });
  }

  private note(file: string, at: number, plain: Plain): void {
    const note = noteOf(plain);
    if (note === '') return;
    if (isJson(file)) throw new Obstacle('notExpressible', 'JSON has no place for a note');
    const end = lineEnd(this.texts.get(file).text, at);
    this.put(file, { start: end, end, text: note });
  }

  private put(file: string, change: Change): void {
    this.places.set(`${file}\n${String(change.start)}\n${String(change.end)}\n${change.text}`, { file, change });
  }

  private placeOf(object: ObjectValue): PlacedBody {
    const file = this.texts.get(object.origin.file);
    if (!isMap(this.texts, object)) return file.bodyAt(object.origin);
    const map = mapAt(file.blockAt(object.origin.start), object.origin);
    if (map === null) throw new Obstacle('notExpressible', 'the map is not written where it could be changed');
    return map;
  }

  private bodyOf(object: ObjectValue): BodyChange {
    const { file, start } = object.origin;
    const key = `${file}\n${String(start)}`;
    let body = this.bodies.get(key);
    if (body === undefined) {
      body = new BodyChange(this.placeOf(object));
      this.bodies.set(key, body);
    }
    return body;
  }
}

/** Whether an object is written as a map in braces, not as a block. */
function isMap(texts: FileTexts, { origin }: ObjectValue): boolean {
  return !isJson(origin.file) && texts.get(origin.file).text[origin.start] === '{';
}

function dynamicObstacle(name: string, value: Value): Obstacle {
  if (value.kind === 'unresolved' || value.kind === 'oneOf') return obstacleOf(value, name);
  return new Obstacle('notExpressible', `${name} is made by a loop`);
}
