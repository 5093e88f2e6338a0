import type { Graph } from '../../model/graph';
import type { Edit, TextOf } from '../../model/language';
import type { Plain } from '../../model/operation';
import type { Origin, Span } from '../../model/origin';
import type { Path, ScalarValue, Value } from '../../model/value';
import { known, usedAt } from '../../model/value';
import { changeInBinding, withQuotes } from './writeBinding';
import { changeItems } from './writeContainer';
import { Obstacle, obstacleOf } from './writeDraft';
import type { Container, Item } from './writeItems';
import { containerAt } from './writeItems';
import type { Change } from './writeLines';
import { indentTo, lineEnd } from './writeLines';
import { changeNameInside } from './writeName';
import type { Note, Rendering } from './writePlain';
import { blockItem, blockValue, flowLines, inlineText, notesIn } from './writePlain';
import { withPseudoParameters } from './writePseudo';
import type { Uses } from './writeShared';
import { isInPlace, scalarOf } from './writeShared';
import { scalarInPlaceOf } from './writeStyle';
import type { TemplateText } from './writeTemplate';
import { isEmpty } from './writeTemplate';

/** An item whose value is looked at, and the collection that it stands in. */
export interface Holder {
  readonly item: Item;
  readonly container: Container;
  /** The path in the resource, for notes. */
  readonly path: Path;
  /** Whether it lies in one branch of a condition, while the other branch stays. */
  readonly inBranch: boolean;
}

/** `AWS::NoValue`. */
export const NOTHING: Plain = { reference: 'AWS::NoValue', attribute: 'Ref' };

/** Writes values: where they stand, where they are written for several, or in place of an expression. */
export class ValueWriter {
  readonly changes: Change[] = [];
  /** Changes of values that several read, where all of them want it. */
  readonly shared: Change[] = [];
  readonly outside: Edit[] = [];
  /** Whether anything changes in one branch of a condition only, and whether anything changes for all. */
  inBranch = false;
  forAll = false;
  /** Notes that the text has no line for. */
  notes: Note[] = [];
  readonly #written = new Set<string>();

  constructor(
    readonly file: string,
    readonly template: TemplateText,
    private readonly graph: Graph,
    private readonly uses: Uses,
    readonly rendering: Rendering,
    private readonly textOf: TextOf,
  ) {}

  /** Whether a place is where the item's value begins, and not a branch inside of it. */
  isWhole(item: Item, place: Span): boolean {
    return /^(?:&\S+\s+)?$/.test(this.template.text.slice(item.value.start, place.start));
  }

  count(inBranch: boolean): void {
    if (inBranch) this.inBranch = true;
    else this.forAll = true;
  }

  /** Where a value stands in this template, with its quotes. */
  placeOf(value: Value): Span | null {
    const place = usedAt(value);
    return place === null || place.file !== this.file ? null : withQuotes(this.template.text, place.start, place.end);
  }

  /** JSON inside of YAML is written as JSON. */
  renderingIn(container: Container): Rendering {
    const first = container.items[0];
    const quoted =
      container.style === 'flow' &&
      container.kind === 'mapping' &&
      first !== undefined &&
      this.template.text[first.start] === '"';
    if (!quoted || this.rendering.style.json) return this.rendering;
    return { ...this.rendering, style: { ...this.rendering.style, json: true, shortForm: false } };
  }

  /** Notes that have no line of their own: a comment at the end of the line, in JSON the resource's metadata. */
  note(at: number, notes: readonly Note[]): void {
    if (notes.length === 0) return;
    if (this.rendering.style.json) {
      this.notes.push(...notes);
      return;
    }
    const end = lineEnd(this.template.text, at);
    this.changes.push({ start: end, end, text: notes.map((note) => ` # ${note.text}`).join('') });
  }

  value(holder: Holder, value: Value, plain: Plain, renames: boolean, name: string): void {
    const scalar = scalarOf(plain);
    if (value.kind === 'unresolved' && !this.#isUnwritten(holder)) throw obstacleOf(value, name);
    if (value.kind === 'oneOf') throw obstacleOf(value, name);
    if (value.kind === 'absent' && this.#isChoice(holder.item)) throw cantChange(name, 'a condition leaves it out');
    if (scalar === null || value.kind !== 'scalar') {
      this.#atUse(holder, value, plain);
      return;
    }
    if (String(value.value) === String(scalar) && notesIn(plain).length === 0) return;
    if (renames && this.#renamed(holder, value, String(scalar))) return;
    if (isInPlace(value)) this.#inPlace(holder, value, plain);
    else if (this.uses.allBecome(value, scalar)) this.#atOrigin(value, scalar);
    else this.#insteadOfShared(holder, value, plain, name);
  }

  #isUnwritten({ item }: Holder): boolean {
    const text = this.template.text.slice(item.value.start, item.value.end);
    return /^(?:|~|null|Null|NULL)$/.test(text);
  }

  #isChoice(item: Item): boolean {
    return /^(?:!If|\{?\s*["']?Fn::If)\b/.test(this.template.text.slice(item.value.start, item.value.end));
  }

  #insteadOfShared(holder: Holder, value: ScalarValue, plain: Plain, name: string): void {
    const others = `${value.decidedBy ?? 'the value'} is read by others too`;
    // Written in its place, but aliased from elsewhere.
    if (value.origin.file === this.file && value.origin.start === value.usedAt.start)
      throw new Obstacle('sharedValue', `${name} can't be changed alone: ${others}`);
    // A literal in place of a parameter would be the same in every environment.
    if (this.graph.environment !== null)
      throw new Obstacle('sharedValue', `${name} can't be changed for ${this.graph.environment} alone: ${others}`);
    // Another entry is picked elsewhere.
    if (value.isPicked === true) throw new Obstacle('sharedValue', `${name} can't be changed for one entry: ${others}`);
    this.#atUse(holder, value, plain);
  }

  /** A name that is put together keeps its parts: only its written ending changes. */
  #renamed(holder: Holder, value: ScalarValue, name: string): boolean {
    const { text } = this.template;
    const { start, end } = holder.item.value;
    if (isInPlace(value) && this.#isLiteral(this.placeOf(value))) return false;
    const change = changeNameInside(text.slice(start, end), start, String(value.value), name);
    if (change !== null) this.changes.push(change);
    return change !== null;
  }

  #isLiteral(place: Span | null): boolean {
    if (place === null) return false;
    return !/^(?:[!{|>]|["']?(?:Fn::|Ref\b["']?\s*:))/.test(this.template.text.slice(place.start, place.end));
  }

  #inPlace(holder: Holder, value: ScalarValue, plain: Plain): void {
    const place = this.placeOf(value);
    const scalar = scalarOf(plain);
    if (place === null || scalar === null || !this.#isLiteral(place)) {
      this.#atUse(holder, value, plain);
      return;
    }
    const whole = this.isWhole(holder.item, place);
    this.count(holder.inBranch || !whole);
    const style = this.renderingIn(holder.container).style;
    const before = this.template.text.slice(place.start, place.end);
    const inFlow = holder.container.style === 'flow' || !whole;
    this.changes.push({ ...place, text: scalarInPlaceOf(before, scalar, style, inFlow ? 'flow' : 'block') });
    this.note(place.end, notesIn(plain, holder.path));
  }

  /** Changes a value where it is written, once for all who read it. */
  #atOrigin(value: ScalarValue, scalar: string | number | boolean): void {
    const { origin, allowed } = value;
    const key = `${origin.file}:${origin.start}`;
    if (this.#written.has(key)) return;
    this.#written.add(key);
    if (origin.file === this.file) {
      this.forAll = true;
      const place = withQuotes(this.template.text, origin.start, origin.end);
      const before = this.template.text.slice(place.start, place.end);
      this.shared.push({ ...place, text: scalarInPlaceOf(before, scalar, this.rendering.style, 'flow') });
    } else this.#inOtherFile(origin, scalar);
    if (allowed !== null && !allowed.values.some((each) => String(each) === String(scalar)))
      this.#allow(allowed.origin, scalar);
  }

  #inOtherFile(origin: Origin, scalar: string | number | boolean): void {
    const text = this.textOf(origin.file, origin.cell);
    if (text === undefined)
      throw new Obstacle('outsideWorkspace', `the value is written in ${origin.file}, which can't be changed`);
    const change = changeInBinding(origin.file, text, origin.start, origin.end, scalar);
    if (change === null) throw new Obstacle('notExpressible', `${String(scalar)} can't be written in ${origin.file}`);
    const { file, cell } = origin;
    this.outside.push({ file, cell, start: change.start, end: change.end, newText: change.text });
  }

  /** Extends the closed list of values that a parameter allows. */
  #allow(list: Origin, scalar: string | number | boolean): void {
    const key = `${list.file}:${list.start}:${String(scalar)}`;
    if (this.#written.has(key)) return;
    this.#written.add(key);
    const { text } = this.template;
    const container = containerAt(text, list.start);
    const last = container.items.at(-1);
    if (container.kind !== 'list' || last === undefined)
      throw new Obstacle('notExpressible', 'the allowed values are no list');
    const before = text.slice(last.value.start, last.value.end);
    const quoted = /^["']/.test(before);
    const [change] = changeItems(
      text,
      container,
      { removed: new Set(), additions: [{ key: null, plain: scalar }] },
      this.rendering,
    );
    if (change === undefined) return;
    const written = inlineText(scalar, this.rendering, container.style);
    const wanted = quoted ? scalarInPlaceOf(before, scalar, this.rendering.style, container.style) : written;
    this.shared.push({ ...change, text: change.text.slice(0, change.text.length - written.length) + wanted });
  }

  /** Puts a value in place of the whole expression that stands at the use. */
  #atUse(holder: Holder, value: Value, asked: Plain): void {
    const place = this.placeOf(value);
    const plain = this.#withPseudoParameters(place, asked);
    if (place !== null && !this.isWhole(holder.item, place)) {
      this.branch(holder, place, plain);
      return;
    }
    this.count(holder.inBranch);
    this.whole(holder, plain);
  }

  #withPseudoParameters(place: Span | null, plain: Plain): Plain {
    const before = place === null ? '' : this.template.text.slice(place.start, place.end);
    return withPseudoParameters(before, plain, known(this.graph.region) ?? null);
  }

  branch(holder: Holder, place: Span, plain: Plain): void {
    this.inBranch = true;
    this.changes.push({
      start: place.start,
      end: place.end,
      text: inlineText(plain, this.renderingIn(holder.container), 'flow'),
    });
    this.note(place.end, notesIn(plain, holder.path));
  }

  /** Writes the value of an item anew. */
  whole(holder: Holder, plain: Plain): void {
    const { item, container } = holder;
    const { text } = this.template;
    const rendering = this.renderingIn(container);
    if (container.style === 'flow') {
      const onOneLine = !text.slice(container.span.start, container.span.end).includes('\n');
      const value = onOneLine
        ? inlineText(plain, rendering, 'flow')
        : flowLines(plain, rendering, indentTo(text, item.start));
      const gap = isEmpty(item) ? ' ' : '';
      this.changes.push({ start: item.value.start, end: item.value.end, text: gap + value });
      this.note(item.end, notesIn(plain, holder.path));
      return;
    }
    const indent = indentTo(text, item.start);
    const value = item.key === null ? blockItem(plain, rendering, indent) : blockValue(plain, rendering, indent);
    // A comment behind the key stays there.
    const remark = /#[^\r\n]*/.exec(text.slice(item.opened, item.value.start))?.[0];
    const broken = value.search(/\r?\n/);
    const head = broken < 0 ? value : value.slice(0, broken);
    const commented = remark === undefined ? value : `${head} ${remark}${value.slice(head.length)}`;
    this.changes.push({ start: item.opened, end: Math.max(item.end, item.opened), text: commented });
  }
}

export function cantChange(name: string, why = 'it is not written as properties'): Obstacle {
  return new Obstacle('notExpressible', `${name} can't be changed here: ${why}`);
}
