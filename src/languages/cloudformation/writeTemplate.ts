import type { Resource } from '../../model/resource';
import { Obstacle } from './writeDraft';
import type { Container, Item } from './writeItems';
import { containerAt } from './writeItems';
import { lineEnd, nextLine, restOfLine, skipSpaces } from './writeLines';
import type { Style } from './writeStyle';
import { styleOf } from './writeStyle';

/** A template's text with its outline: what stands where, whatever it means. */
export class TemplateText {
  readonly style: Style;
  readonly resources: Container | null;

  constructor(
    readonly text: string,
    json: boolean,
  ) {
    this.style = styleOf(text, json);
    const root = containerAt(text, rootStart(text));
    const section = root.items.find((item) => item.key === 'Resources');
    this.resources = section === undefined || isEmpty(section) ? null : containerAt(text, section.value.start);
  }

  /** The entry of `Resources` that declares a resource. Refuses where an error in the text hides where it ends. */
  entryOf(resource: Resource): Item {
    return this.entryAt(resource.declaration.start, resource.logicalName);
  }

  entryAt(start: number, name: string): Item {
    const item = this.resources === null ? null : itemAround(this.resources, start);
    if (item === null || item.start !== start || item.key !== name)
      throw new Obstacle('notExpressible', `an error in the text hides where ${name} begins or ends`);
    return item;
  }

  /** An item's value as a collection. */
  inside(item: Item): Container {
    return containerAt(this.text, item.value.start);
  }
}

/** Where the first content of the template stands: behind a byte order mark, comments, directives and a marker. */
function rootStart(text: string): number {
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  while (at < text.length) {
    const content = skipSpaces(text, at);
    const isHead = restOfLine(text, at) !== 'content' || /^(?:%|---(?:\s|$))/.test(text.slice(at, at + 4));
    if (!isHead) return content;
    // `--- {` holds the content on the marker's own line.
    const inline = text.startsWith('---', at) ? skipSpaces(text, at + 3) : at;
    if (inline > at && restOfLine(text, inline) === 'content') return inline;
    at = nextLine(text, at);
  }
  return text.length;
}

export function isEmpty(item: Item): boolean {
  return item.value.start >= item.value.end;
}

/** The item of a container that a place lies in. */
export function itemAround(container: Container, at: number): Item | null {
  return container.items.find((item) => item.start <= at && at < Math.max(item.end, item.start + 1)) ?? null;
}

export function itemNamed(container: Container, key: string): Item | null {
  return container.items.find((item) => item.key === key) ?? null;
}

/** The end of an item with the comment behind it on its last line, and with deeper comments below it. */
export function wholeEnd(text: string, item: Item): number {
  return Math.max(lineEnd(text, item.end), item.extent);
}
