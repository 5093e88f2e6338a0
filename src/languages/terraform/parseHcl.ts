import type { Span } from '../../model/origin';
import { opaque, type HclAttribute, type HclBlock, type HclBody, type HclLabel, type ParsedHcl } from './hcl';
import { HclError, HclExpressions } from './hclExpressions';
import { HclScanner } from './hclScanner';

/** Deeper than anything that people or programs write. */
const DEEPEST = 40;

/** Parses a text. Never throws: what can't be parsed costs its line, and is said in `broken`. */
export function parseHcl(text: string): ParsedHcl {
  const scanner = new HclScanner(text);
  const expressions = new HclExpressions(scanner);
  const body = new Bodies(expressions).body(0, true);
  return { body, mentions: expressions.mentions };
}

class Bodies {
  private readonly scanner: HclScanner;

  constructor(private readonly expressions: HclExpressions) {
    this.scanner = expressions.scanner;
  }

  body(depth: number, isFile: boolean): HclBody {
    const { scanner } = this;
    const start = scanner.at;
    const attributes: HclAttribute[] = [];
    const blocks: HclBlock[] = [];
    let broken: string | null = null;
    for (;;) {
      scanner.skip(true);
      if (scanner.ended) {
        if (!isFile) broken ??= '"}" is missing';
        break;
      }
      if (scanner.char === '}' && !isFile) break;
      const before = scanner.at;
      try {
        const found = this.item(depth);
        if ('value' in found) attributes.push(found);
        else {
          blocks.push(found);
          broken ??= found.body.broken;
        }
        this.endOfLine();
      } catch (error) {
        if (!(error instanceof HclError)) throw error;
        broken ??= error.message;
        this.recover(before, attributes);
      }
    }
    return { attributes, blocks, broken, span: { start, end: scanner.at } };
  }

  private item(depth: number): HclAttribute | HclBlock {
    const { scanner } = this;
    const name = scanner.identifier();
    if (name === null) throw new HclError('a name is missing');
    scanner.skip();
    if (scanner.char === '=' && !scanner.text.startsWith('==', scanner.at)) return this.attribute(name.name, name.span);
    return this.block(name.name, name.span, depth);
  }

  private attribute(name: string, nameSpan: Span): HclAttribute {
    const { scanner } = this;
    scanner.at += 1;
    scanner.brackets = 0;
    const value = this.expressions.expression();
    return { name, nameSpan, value, span: { start: nameSpan.start, end: value.span.end } };
  }

  private block(type: string, typeSpan: Span, depth: number): HclBlock {
    const { scanner } = this;
    const labels: HclLabel[] = [];
    for (;;) {
      scanner.skip();
      const label = this.label();
      if (label === null) break;
      labels.push(label);
    }
    if (!scanner.take('{')) throw new HclError('"{" or "=" is missing');
    if (depth >= DEEPEST) throw new HclError('nested too deeply');
    const body = this.body(depth + 1, false);
    scanner.take('}');
    return { type, typeSpan, labels, body, span: { start: typeSpan.start, end: scanner.at } };
  }

  private label(): HclLabel | null {
    const { scanner } = this;
    const name = scanner.identifier();
    if (name !== null) return { text: name.name, span: name.span };
    const end = scanner.char === '"' ? scanner.text.indexOf('"', scanner.at + 1) : -1;
    if (end === -1 || scanner.text.slice(scanner.at, end).includes('\n')) return null;
    const span = { start: scanner.at, end: end + 1 };
    const text = scanner.text.slice(scanner.at + 1, end);
    scanner.at = end + 1;
    return { text, span };
  }

  /** Nothing else may stand behind an attribute or a block on its line. */
  private endOfLine(): void {
    const { scanner } = this;
    scanner.skip(false);
    if (!scanner.ended && scanner.char !== '\n' && scanner.char !== '}') throw new HclError('a line goes on');
  }

  /** Goes on with the next line. An attribute that is being typed is known by its name. */
  private recover(before: number, attributes: HclAttribute[]): void {
    const { scanner } = this;
    this.expressions.reset();
    scanner.at = before;
    const name = scanner.identifier();
    scanner.skip();
    const unfinished = name !== null && scanner.char === '=';
    scanner.at = before;
    scanner.skipLine();
    if (!unfinished) return;
    const known = attributes.findIndex(({ nameSpan }) => nameSpan.start === before);
    const span = { start: before, end: before + scanner.text.slice(before, scanner.at).trimEnd().length };
    const attribute = { name: name.name, nameSpan: name.span, value: opaque('it is not finished', span), span };
    if (known === -1) attributes.push(attribute);
    else attributes[known] = attribute;
  }
}
